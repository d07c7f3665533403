import Testing

@testable import HubStore

/// By which tree each statement over records and their journal finds its rows.
struct QueryPlanTests {
    private static let byTitle = RecordQuery(notes, where: "title = ?3", order: nil)
    private static let bySize = RecordQuery(notes, where: "size > ?3", order: "size, id")

    private static let currentKey = "SEARCH note USING PRIMARY KEY (id=?)"
    private static let pastKey = "SEARCH note_past USING PRIMARY KEY (to_revision=? AND id=?)"
    private static let pastRange = "SEARCH note_past USING PRIMARY KEY (to_revision>?)"
    private static let byMark = "SEARCH journal_row USING INDEX journal_mark (record=?"
    private static let rowOfRevision = "SEARCH j USING PRIMARY KEY (revision=?"

    private static let plans: [(Query, [String])] = [
        (notes.queries.read, [currentKey]),
        (notes.queries.readPast, [pastKey]),
        (notes.queries.begun, [pastKey]),
        (notes.queries.page, ["SEARCH note USING PRIMARY KEY (id>?)"]),
        (notes.queries.pagePast, ["SEARCH note USING PRIMARY KEY (id>?)", pastRange]),
        (notes.queries.end, [currentKey]),
        (notes.queries.change, [currentKey]),
        (notes.queries.changePlain, [currentKey]),
        (notes.queries.remove, [currentKey]),
        (notes.queries.removePast, [pastKey, byMark]),
        (byTitle.current, ["SEARCH note USING INDEX note_title (title=?)"]),
        (byTitle.past, ["SEARCH note USING INDEX note_title (title=?)", pastRange]),
        (bySize.current, ["SEARCH note USING INDEX note_size (size>?)"]),
        (bySize.past, ["SEARCH note USING INDEX note_size (size>?)", pastRange]),
        (.markAfter, [byMark]),
        (.markBefore, [byMark]),
        (.eraseBodies, ["SEARCH journal_row USING PRIMARY KEY (revision=?)"]),
        (.historyOfRevision, ["SEARCH r USING INTEGER PRIMARY KEY (rowid=?)", rowOfRevision]),
        (
            .historyOfRevisionBackwards,
            ["SEARCH r USING INTEGER PRIMARY KEY (rowid=?)", rowOfRevision]
        ),
    ]

    @Test
    func `every statement searches by the key that it is meant to`() throws {
        let store = try TestStore()
        let reader = try store.reader()
        for (query, expected) in Self.plans {
            let plan = try reader.read { database throws(StoreError) in
                try database.rows(Query(once: "EXPLAIN QUERY PLAN \(query.text)")) { $0.text(3) }
            }
            let scans = plan.filter { $0.hasPrefix("SCAN") }
            #expect(scans.isEmpty, "\(query.text)")
            let searches = plan.filter { $0.hasPrefix("SEARCH") }
            #expect(searches.count == expected.count, "\(query.text): \(plan)")
            for (found, wanted) in zip(searches, expected) {
                #expect(found.hasPrefix(wanted), "\(query.text): \(plan)")
            }
        }
    }

    @Test
    func `an index is written only where its columns get other values`() {
        #expect(notes.queries.change.text.contains("title = ?3, size = ?4"))
        let table = RecordTable(
            "thing",
            columns: [.required("code", .text), .required("body", .bytes)],
            indexes: [.unique("code")]
        )
        #expect(
            table.queries.changePlain.text
                == "UPDATE thing SET from_revision = ?2, body = ?4 WHERE id = ?1"
        )
    }
}
