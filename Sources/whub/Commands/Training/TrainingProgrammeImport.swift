import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training import-programmes`.
    static let trainingImportProgrammes = Command(
        CommandDeclaration(
            "training",
            "import-programmes",
            summary: "record programmes of many workers from a CSV file, all or none",
            details:
                "A row is one programme of one worker. Where the worker has an open one of the "
                + "kind and title, the row adds to it: an empty cell leaves what is there. Every "
                + "row’s errors are told, and with an error nothing is kept. A file has at most "
                + "200 rows. Columns that are not in the list are not sent.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "kind",
                    takes: .oneOf(ProgrammeWords.kinds),
                    help: "of every row, where the file has no column for it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init(
                    "whub training import-programmes certificates.csv --kind care-certificate "
                        + "--dry-run",
                    "only check it"
                )
            ],
            sections: [
                .init(
                    "Columns",
                    ProgrammeTable.columns.map { .init($0.title, $0.key.text) }
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var table = try ProgrammeTable(invocation)
        try table.join(desk)
        try table.refuse()
        guard !table.changes.isEmpty else {
            return invocation.console.say("The file has no rows: there is nothing to keep.")
        }
        let request = SaveProgrammesRequest(changes: table.changes.map(\.change))
        var rehearsal = desk.options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        let preview = try table.send(request, desk, rehearsal)
        if invocation.line.common.isDryRun || preview.made + preview.changed == 0 {
            if invocation.line.common.output == .json { try invocation.printJSON(preview) }
            return invocation.sayKept(ProgrammeTable.summary(preview), nil)
        }
        try invocation.confirm("Keep \(ProgrammeTable.summary(preview))?")
        let answer = try table.send(request, desk, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Kept: \(ProgrammeTable.summary(answer))",
            answer.saved,
            next: "whub training programmes"
        )
    }
}

/// A file of programmes.
private struct ProgrammeTable {
    private static let fileBytesMax = 1_024 * 1_024
    private static let rowsMax = 200
    private static let errorsToldMax = 50
    private static let standardsMax = CareCertificateEdition.of2025.standardCount

    static let columns =
        [
            CSVColumn(
                ColumnKey(text: "worker"),
                title: "Worker",
                synonyms: ["Staff number", "Employee number", "Payroll number"],
                isRequired: true
            )
        ] + texts + days + numbers + standards
    private static let texts = [
        column("kind", "Kind"), column("title", "Title"), column("edition", "Edition"),
        column("provider", "Provider"), column("funding", "Funding"),
    ]
    private static let days = [
        column("started", "Started"), column("planned_end", "Planned end"),
        column("completed", "Completed", ["Awarded"]), column("stopped", "Stopped"),
        column("review_due", "Review due"),
    ]
    private static let numbers = [
        column("level", "Level"), column("hours_planned", "Hours planned"),
        column("hours_done", "Hours done"),
    ]
    private static let standards = (1...standardsMax).map { number in
        column("standard_\(number)", "Standard \(number)")
    }

    private static func column(
        _ key: String,
        _ title: String,
        _ synonyms: [String] = []
    ) -> CSVColumn {
        CSVColumn(ColumnKey(text: key), title: title, synonyms: synonyms)
    }

    /// The programme of each row.
    private(set) var changes: [(row: Int, change: ProgrammeChange)] = []
    private var sentences: [String] = []
    private let kind: ProgrammeKind
    private let book: NamesBook

    /// Reads a file.
    init(_ invocation: Invocation) throws(CommandError) {
        kind = ProgrammeWords.kind(invocation)
        book = try NamesBook(invocation)
        let path = invocation.line.word("FILE") ?? ""
        let bytes = try invocation.contents(of: path, bytesMax: Self.fileBytesMax)
        let file: CSVFile
        do throws(TextError) {
            file = try CSVFile(file: bytes)
        } catch {
            throw .dataError("the file cannot be read: \(error)")
        }
        guard let first = file.records.first else { throw .dataError("the file is empty") }
        let header = CSVHeader(first, columns: Self.columns)
        sentences += header.findings.filter { $0.severity == .error }.map(\.sentence)
        let records = file.records.dropFirst().filter { !$0.isBlank }
        guard records.count <= Self.rowsMax else {
            throw .dataError(
                "the file has \(records.count) rows, and at most \(Self.rowsMax) are taken at once",
                next: "split it"
            )
        }
        for record in records { read(header.row(record)) }
    }

    private mutating func read(_ row: CSVRow) {
        let line = row.record.row
        sentences += row.findings.filter { $0.severity == .error }.map(\.sentence)
        func cell(_ key: String) -> String? {
            row[ColumnKey(text: key)].flatMap { $0.isEmpty ? nil : $0 }
        }
        var one = Programme(kind: kind)
        do throws(CommandError) {
            one.worker = try book.reference(cell("worker") ?? "")
        } catch {
            tell(line, "Worker", error.text.split(separator: "\n").first.map(String.init) ?? "")
        }
        if let word = cell("kind") {
            if let known = DevelopmentKind(word: word) {
                one.kind = ProgrammeKind(rawValue: Int32(known.rawValue))
            } else {
                tell(line, "Kind", "is one of: \(ProgrammeWords.kinds.joined(separator: ", "))")
            }
        }
        one.title = cell("title") ?? ""
        one.edition = cell("edition") ?? ""
        one.provider = cell("provider") ?? ""
        one.funding = cell("funding") ?? ""
        one.started = day(cell("started"), line, "Started")
        one.plannedEnd = day(cell("planned_end"), line, "Planned end")
        one.completed = day(cell("completed"), line, "Completed")
        one.stopped = day(cell("stopped"), line, "Stopped")
        one.reviewDue = day(cell("review_due"), line, "Review due")
        one.level = number(cell("level"), line, "Level")
        one.hoursPlanned = number(cell("hours_planned"), line, "Hours planned")
        one.hoursDone = number(cell("hours_done"), line, "Hours done")
        for number in 1...Self.standardsMax {
            let title = "Standard \(number)"
            guard let day = day(cell("standard_\(number)"), line, title) else { continue }
            one.steps.append(
                ProgrammeStep(kind: .standard, number: UInt32(number), day: day)
            )
        }
        changes.append((line, ProgrammeChange(programme: one)))
    }

    private mutating func day(_ text: String?, _ row: Int, _ title: String) -> String? {
        guard let text else { return nil }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            tell(row, title, "\(error)")
            return nil
        }
    }

    private mutating func number(_ text: String?, _ row: Int, _ title: String) -> UInt32? {
        guard let text else { return nil }
        guard let number = TimeSpan.number(Array(text.utf8)), (0...100_000).contains(number) else {
            tell(row, title, "takes a whole number")
            return nil
        }
        return UInt32(number)
    }

    private mutating func tell(_ row: Int, _ title: String, _ problem: String) {
        sentences.append("row \(row), \(title): \(problem)")
    }

    /// Puts what the rows say on what is recorded of their workers.
    mutating func join(_ desk: ProgrammeDesk) throws(CommandError) {
        guard sentences.isEmpty else { return }
        for place in changes.indices {
            guard let new = changes[place].change.programme else { continue }
            var request = ListProgrammesRequest(worker: new.worker)
            request.kind = new.kind
            var open: [Programme] = []
            do throws(ClientError) {
                open = try desk.hub.listProgrammes(request, CallOptions()).programmes
            } catch {
                // An unknown worker is told with the other rows' errors.
                guard error.status?.violations.isEmpty == false || error.code == .notFound else {
                    throw CommandError(error)
                }
            }
            let same = open.first { $0.title.utf8.elementsEqual(new.title.utf8) }
            guard var joined = same else { continue }
            joined.add(new)
            joined.worker = new.worker
            changes[place].change = ProgrammeChange(
                programme: joined,
                baseRevision: same?.revision ?? 0
            )
        }
    }

    /// Refuses a file with errors, each with its row.
    func refuse() throws(CommandError) {
        guard !sentences.isEmpty else { return }
        var told = Array(sentences.prefix(Self.errorsToldMax))
        let more = sentences.count - told.count
        if more > 0 { told.append("… and \(more) more") }
        throw .dataErrors("nothing was kept", told)
    }

    /// Sends the rows; what the hub refuses is told by the file's rows.
    func send(
        _ request: SaveProgrammesRequest,
        _ desk: ProgrammeDesk,
        _ options: CallOptions
    ) throws(CommandError) -> SaveProgrammesResponse {
        do throws(ClientError) {
            return try desk.hub.saveProgrammes(request, options)
        } catch {
            var told = self
            for violation in error.status?.violations ?? [] {
                told.add(violation)
            }
            try told.refuse()
            throw CommandError(error)
        }
    }

    private mutating func add(_ violation: FieldViolation) {
        let path = Array(violation.path.utf8)
        let digits = path.dropFirst("changes[".utf8.count).prefix { (48...57).contains($0) }
        guard let place = Int(String(decoding: digits, as: UTF8.self)),
            changes.indices.contains(place)
        else { return sentences.append("\(violation.path): \(violation.message)") }
        let field = violation.path.split(separator: ".").last.map(String.init) ?? ""
        sentences.append("row \(changes[place].row), \(field): \(violation.message)")
    }

    static func summary(_ answer: SaveProgrammesResponse) -> String {
        let made = Wording.count(Int(answer.made), "new programme")
        return "\(made), \(answer.changed) changed"
    }
}

extension Programme {
    /// Puts what another says on this one; what it leaves out stays.
    fileprivate mutating func add(_ new: Programme) {
        if !new.edition.isEmpty { edition = new.edition }
        if !new.provider.isEmpty { provider = new.provider }
        if !new.funding.isEmpty { funding = new.funding }
        level = new.level ?? level
        started = new.started ?? started
        plannedEnd = new.plannedEnd ?? plannedEnd
        completed = new.completed ?? completed
        stopped = new.stopped ?? stopped
        reviewDue = new.reviewDue ?? reviewDue
        hoursPlanned = new.hoursPlanned ?? hoursPlanned
        hoursDone = new.hoursDone ?? hoursDone
        for step in new.steps { ProgrammeOptions.put(step, into: &self) }
    }
}
