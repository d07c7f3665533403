import HubDomain
import HubStore
import HubWire

/// The rows of one person: what stands and what stood, each in fields with names.
struct SubjectRows {
    private let subject: SubjectWorker
    private let catalogue: TrainingCatalogue
    private var texts = TrainingTexts()

    /// The rows of a person.
    init(_ subject: SubjectWorker, _ catalogue: TrainingCatalogue) {
        self.subject = subject
        self.catalogue = catalogue
    }

    /// All of them: what was taken back together with the worker first.
    mutating func all(in store: borrowing Database) throws(StoreError) -> [TrainingSubjectRow] {
        var rows: [TrainingSubjectRow] = []
        for stay in subject.stays { rows += try all(of: stay, in: store) }
        return rows
    }

    private mutating func all(
        of stay: SubjectWorker.Stay,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingSubjectRow] {
        let number: [StoreValue] = [.integer(stay.number)]
        var rows: [TrainingSubjectRow] = []
        for one in try store.rows(.subjectWorker, number, SubjectNumbers.init) {
            rows.append(try worker(one, in: store))
        }
        rows += try RestrictionSubject.rows(of: stay.id, in: store)
        for one in try store.rows(.subjectRecords, number, SubjectNumbers.init) {
            rows.append(try record(one, in: store))
        }
        for one in try store.rows(.subjectArrangements, number, SubjectNumbers.init) {
            rows.append(try arrangement(one, in: store))
        }
        rows += try DelegationSubject.rows(of: stay.number, in: store)
        rows += try FundingSubject.rows(of: stay.number, in: store)
        rows += try ProgrammeSubject.rows(of: stay.number, in: store)
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

    private mutating func worker(
        _ one: SubjectNumbers,
        in store: borrowing Database
    ) throws(StoreError) -> TrainingSubjectRow {
        var row = one.row("worker")
        row.add("token", subject.token.description)
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
        return row
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
