import HubText

/// Writes a self-assessment as a table that a spreadsheet opens and the import reads back.
package struct AssessmentExport: Sendable {
    /// The edition whose items are listed.
    package let edition: Edition
    /// The council's code; nil leaves the column empty.
    package let council: GSSCode?
    /// The revision of what is exported, which every row says; nil leaves the column out, as in a
    /// template.
    package let revision: UInt64?

    /// An export for one edition.
    package init(edition: Edition, council: GSSCode? = nil, revision: UInt64? = nil) {
        self.edition = edition
        self.council = council
        self.revision = revision
    }

    /// The titles of the columns.
    package var header: [String] { columns.map(\.title) }

    private var columns: [CSVColumn] {
        revision == nil ? AssessmentColumns.all : AssessmentColumns.exported
    }

    /// The rows of an assessment: its notes and ratings in the order of the edition, then the peer
    /// challenge note.
    ///
    /// - Parameter assessment: The assessment.
    /// - Returns: The rows without the header.
    package func rows(of assessment: Assessment) -> [[String]] {
        var rows: [[String]] = []
        for item in edition.items {
            guard let entry = assessment.entries[item.code] else { continue }
            for kind in AssessmentNote.Kind.allCases {
                rows += entry.notes(kind).sorted { $0.reference < $1.reference }
                    .map { row(of: $0, under: item) }
            }
            if let rating = entry.rating, let name = assessment.scale?.name(of: rating) {
                rows.append(row(item, .rating, [AssessmentColumns.rating: name]))
            }
        }
        if let note = assessment.peerChallenge {
            rows.append(row(nil, .peerChallenge, [AssessmentColumns.text: note]))
        }
        return rows
    }

    /// The rows of an empty template: for each item a strength, an area for improvement and, where
    /// there is a scale, a rating; then the peer challenge note.
    ///
    /// - Parameter scale: The region's scale, nil if there is none.
    /// - Returns: The rows without the header. The import reads them as nothing said.
    package func templateRows(scale: RatingScale?) -> [[String]] {
        var rows: [[String]] = []
        for item in edition.items {
            let sharing = [AssessmentColumns.sharing: AssessmentNote.Sharing.privateToCouncil.words]
            rows.append(row(item, .strength, sharing))
            rows.append(row(item, .improvement, sharing))
            if scale != nil { rows.append(row(item, .rating, [:])) }
        }
        rows.append(row(nil, .peerChallenge, [:]))
        return rows
    }

    /// A whole file for a spreadsheet.
    ///
    /// - Parameter rows: The rows without the header.
    /// - Returns: UTF-8 with mark and CRLF; cells that a spreadsheet would run are guarded.
    package func file(_ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(header)
        for row in rows { writer.write(row) }
        return writer.bytes
    }

    private func row(of note: AssessmentNote, under item: FrameworkItem) -> [String] {
        row(
            item,
            note.reference.kind == .strength ? .strength : .improvement,
            [
                AssessmentColumns.reference: note.reference.description,
                AssessmentColumns.text: note.text,
                AssessmentColumns.evidence: note.evidence.map(\.text).joined(separator: "\n"),
                AssessmentColumns.sharing: note.sharing.words,
            ]
        )
    }

    private func row(
        _ item: FrameworkItem?,
        _ kind: AssessmentColumns.RowKind,
        _ cells: [ColumnKey: String]
    ) -> [String] {
        var cells = cells
        cells[AssessmentColumns.council] = council?.text
        cells[AssessmentColumns.item] = item?.code.text
        cells[AssessmentColumns.itemName] = item?.name
        cells[AssessmentColumns.kind] = kind.words
        cells[AssessmentColumns.basedOn] = revision.map { "\($0)" }
        return columns.map { cells[$0.key] ?? "" }
    }
}
