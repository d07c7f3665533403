import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Everything that is recorded of one worker.
extension TrainingHandlers {
    /// Hands out everything that is recorded of one worker.
    package func exportTrainingSubject(
        _ request: ExportTrainingSubjectRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ExportTrainingSubjectResponse {
        scope.showed(rows: 0)
        let worker = try WorkerReference.find(request.worker, "worker", in: store)
        scope.looked(at: worker.token)
        let page = try Page(request, scope, store, cursors)
        var subject = SubjectRows(worker, try catalogue())
        let all = try stored { () throws(StoreError) in try subject.all(in: store) }
        var reader = PackedReader((page.after ?? [])[...])
        let first = min(Int(clamping: reader.int64()), all.count)
        var response = ExportTrainingSubjectResponse(worker: WorkerReference.text(worker.token))
        var authors: [Int64: Author] = [:]
        let contents = registry()
        for row in all[max(0, first)...].prefix(page.size) {
            var row = row
            let revision = Int64(clamping: row.fromRevision)
            if revision > 0 {
                let author: Author
                if let known = authors[revision] {
                    author = known
                } else {
                    author = try Author(revision, contents, in: store)
                }
                authors[revision] = author
                (row.time, row.role, row.method) = (author.time, author.role, author.method)
            }
            response.rows.append(row)
        }
        var room = AnswerRoom()
        response.rows = room.take(response.rows).taken
        let next = first + response.rows.count
        if next < all.count {
            var key: [UInt8] = []
            key.append(packed: Int64(next))
            response.nextCursor = try page.next(after: key)
        }
        scope.showed(rows: response.rows.count)
        return response
    }
}

/// Who made a revision: a role, when and how, and no name.
private struct Author {
    var time: Timestamp?
    var role = ""
    var method = ""

    init(
        _ revision: Int64,
        _ contents: RegistryContents,
        in store: borrowing Database
    ) throws(Fault) {
        let row = try stored { () throws(StoreError) in
            try store.changes(
                after: JournalPosition(revision: revision),
                upTo: revision,
                limit: 1
            ).first
        }
        guard let row else { return }
        time = Timestamp(row.time)
        method = row.method
        let principal = UniqueID(bytes: row.actor).flatMap { contents.principals[$0] }
        let roles = principal?.grants.map { RoleWords.of($0.role) } ?? []
        role = Set(roles).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .joined(separator: ", ")
    }
}

/// The rows of one worker: what stands and what stood, each in fields with names.
private struct SubjectRows {
    private let worker: KeptWorker
    private let catalogue: TrainingCatalogue
    private var texts = TrainingTexts()

    init(_ worker: KeptWorker, _ catalogue: TrainingCatalogue) {
        self.worker = worker
        self.catalogue = catalogue
    }

    mutating func all(in store: borrowing Database) throws(StoreError) -> [TrainingSubjectRow] {
        let number: [StoreValue] = [.integer(worker.number)]
        var rows: [TrainingSubjectRow] = []
        for one in try store.rows(.subjectWorker, number, SubjectNumbers.init) {
            var row = one.row("worker")
            row.add("token", worker.token.description)
            row.add("organisation", try texts.text(one.numbers[0] ?? 0, in: store))
            row.add("team", try texts.text(one.numbers[1] ?? 0, in: store))
            row.add("role", try texts.text(one.numbers[2] ?? 0, in: store))
            row.add("started", TrainingHandlers.iso(one.numbers[3]))
            row.add("left", TrainingHandlers.iso(one.numbers[4]))
            let type = one.numbers[5] ?? 0
            row.add("employer_type", type == 0 ? "" : EmployerType(rawValue: Int(type)).words)
            row.add("pathway", WorkerFacts.words(one.numbers[6] ?? 0, catalogue))
            row.add("pathway_from", TrainingHandlers.iso(one.numbers[7]))
            row.add("other_roles", try texts.text(one.numbers[8] ?? 0, in: store))
            let isRestricted = worker.isRestricted && row.toRevision == 0
            row.add("restricted", isRestricted ? "yes" : "")
            rows.append(row)
        }
        for one in try store.rows(.subjectRecords, number, SubjectNumbers.init) {
            rows.append(try record(one, in: store))
        }
        for one in try store.rows(.subjectArrangements, number, SubjectNumbers.init) {
            rows.append(try arrangement(one, in: store))
        }
        rows += try DelegationSubject.rows(of: worker.number, in: store)
        rows += try FundingSubject.rows(of: worker.number, in: store)
        rows += try ProgrammeSubject.rows(of: worker.number, in: store)
        for one in try store.rows(.subjectStandings, number, SubjectNumbers.init) {
            var row = one.row("standing")
            row.add("rule", try texts.text(one.numbers[0] ?? 0, in: store))
            let state = TrainingState(rawValue: Int(one.numbers[1] ?? -1))
            row.add("state", state?.words ?? "")
            row.add("required", one.numbers[2] == 1 ? "yes" : "no")
            row.add("last_day", TrainingHandlers.iso(one.numbers[3]))
            rows.append(row)
        }
        return rows
    }

    private mutating func record(
        _ one: SubjectNumbers,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingSubjectRow {
        var row = one.row("record")
        let subject = RecordSubject(text: try texts.text(one.numbers[0] ?? 0, in: store))
        row.add("kind", subject.kind.word)
        row.add("topic", subject.text)
        row.add("year", one.numbers[10].map { "\($0)" })
        row.add("level", one.numbers[11].map { "\($0)" })
        row.add("completed", TrainingHandlers.iso(one.numbers[1]))
        row.add("expiry", one.numbers[2] == 2 ? "never" : TrainingHandlers.iso(one.numbers[3]))
        let accredited = PackedRecord.accredited(one.numbers[4] ?? 0)
        row.add(subject.kind.answerName, accredited.map { "\($0)" })
        row.add("delivery", PackedRecord.delivery(one.numbers[5] ?? 0)?.rawValue)
        row.add("delivered_by", PackedRecord.deliveredBy(one.numbers[6] ?? 0)?.rawValue)
        row.add("title", try texts.text(one.numbers[7] ?? 0, in: store))
        row.add(
            subject.kind == .competency ? "assessed_by" : "provider",
            try texts.text(one.numbers[8] ?? 0, in: store)
        )
        row.add("evidence", try texts.text(one.numbers[9] ?? 0, in: store))
        return row
    }

    private mutating func arrangement(
        _ one: SubjectNumbers,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingSubjectRow {
        var row = one.row("arrangement")
        let kind = Arrangement.Kind(rawValue: Int(one.numbers[0] ?? 0))
        row.add("kind", kind.map { "\($0)" })
        row.add("subject", try texts.text(one.numbers[1] ?? 0, in: store))
        row.add("from", TrainingHandlers.iso(one.numbers[2]))
        row.add("until", TrainingHandlers.iso(one.numbers[3]))
        row.add("reason", try texts.text(one.numbers[4] ?? 0, in: store))
        row.add("accepted_by", try texts.text(one.numbers[5] ?? 0, in: store))
        return row
    }
}

/// The numbers of one row: from and to revision, then the columns.
private struct SubjectNumbers {
    /// The columns of any of the queries, at most.
    private static let columnsMax = 12

    let from: Int64
    let to: Int64
    let numbers: [Int64?]

    init(_ row: borrowing HubStore.Statement) {
        from = row.integer(0)
        to = row.integer(1)
        numbers = (0..<Self.columnsMax).map { row.optionalInteger($0 + 2) }
    }

    func row(_ part: String) -> TrainingSubjectRow {
        var row = TrainingSubjectRow(part: part)
        row.fromRevision = UInt64(clamping: from)
        row.toRevision = UInt64(clamping: to)
        return row
    }
}

extension TrainingSubjectRow {
    /// Adds a field that says something.
    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        fields.append(TrainingSubjectField(name: name, value: value))
    }
}

extension Query {
    // All have fourteen columns, the last ones empty: one reader takes them all.
    fileprivate static let subjectWorker = Query(
        """
        SELECT from_revision, 0, organisation, team, role, started, left_day, employer, pathway,
        pathway_day, other_roles, NULL, NULL, NULL FROM training_worker WHERE number = ?1
        UNION ALL
        SELECT from_revision, to_revision, organisation, team, role, started, left_day, employer,
        pathway, pathway_day, other_roles, NULL, NULL, NULL FROM training_worker_past
        WHERE number = ?1
        ORDER BY 1
        """
    )
    fileprivate static let subjectRecords = Query(
        """
        SELECT from_revision, 0, topic, completed, expiry_kind, expiry, accredited, delivery,
        delivered_by, title, provider, evidence, year, level FROM training WHERE worker = ?1
        UNION ALL
        SELECT from_revision, to_revision, topic, completed, expiry_kind, expiry, accredited,
        delivery, delivered_by, title, provider, evidence, year, level FROM training_past
        WHERE worker = ?1
        ORDER BY 3, 4, 1
        """
    )
    fileprivate static let subjectArrangements = Query(
        """
        SELECT from_revision, 0, kind, subject, first_day, last_day, reason, accepted_by, NULL,
        NULL, NULL, NULL, NULL, NULL FROM training_arrangement WHERE worker = ?1
        UNION ALL
        SELECT from_revision, to_revision, kind, subject, first_day, last_day, reason, accepted_by,
        NULL, NULL, NULL, NULL, NULL, NULL FROM training_arrangement_past WHERE worker = ?1
        ORDER BY 3, 4, 5, 1
        """
    )
    fileprivate static let subjectStandings = Query(
        """
        SELECT 0, 0, rule, state, required, last_day, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL FROM training_standing WHERE worker = ?1 ORDER BY rule
        """
    )
}
