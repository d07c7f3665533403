import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training matrix`.
    static let trainingMatrix = Command(
        CommandDeclaration(
            "training",
            "matrix",
            summary: "every worker against every rule",
            options: [OutOptions.out],
            examples: [
                .init("whub training matrix -o csv > matrix.csv", "open it in a spreadsheet")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let book = try NamesBook(invocation)
        var whole = GetTrainingMatrixResponse()
        var request = GetTrainingMatrixRequest()
        repeat {
            let page = try desk.ask(desk.hub.getTrainingMatrix, request)
            (whole.rules, whole.topics) = (page.rules, page.topics)
            whole.rows += page.rows
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.rows.count < matrixRowsMax
        whole.nextCursor = request.cursor
        var columns: [Listing.Column] = [
            .init("worker", "Worker", isForPrograms: true), .init("name", "Who"),
            .init("organisation", "Workplace", isForPrograms: true), .init("team", "Team"),
            .init("role", "Role", isForPrograms: true),
        ]
        for title in MatrixTitles.of(whole) { columns.append(.init(title, title)) }
        var listing = Listing(columns: columns)
        listing.rows = whole.rows.map { row in
            let first: [Listing.Value] = [
                .text(row.worker), .text(book.words(row.worker)), .text(row.organisation),
                .text(row.team), .text(row.role),
            ]
            return first + row.states.map { .text($0) }
        }
        if invocation.line.has("out") {
            return try invocation.printFile(listing.csv, next: "It opens in a spreadsheet.")
        }
        try invocation.print(whole, listing)
    }

    /// `whub training rules`.
    static let trainingRules = Command(
        CommandDeclaration(
            "training",
            "rules",
            summary: "the rules that the status goes by, and what each rests on",
            examples: [.init("whub training rules", "what is required, of whom, and why")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let answer = try desk.ask(desk.hub.listTrainingRules, ListTrainingRulesRequest())
        var listing = Listing(columns: [
            .init("rule", "Rule"), .init("topic", "Training"), .init("who", "Of whom"),
            .init("basis", "Basis"), .init("refresh", "How often"),
            .init("reference", "Reference"), .init("edition", "Edition", isForPrograms: true),
            .init("setter", "Set by", isForPrograms: true),
            .init("note", "Note", isForPrograms: true),
        ])
        listing.rows = answer.rules.map { rule in
            [
                .text(rule.rule), .text(rule.topic), .text(rule.who),
                .text(rule.basis.isEmpty ? "not stated" : rule.basis), .text(rule.refresh),
                .text(rule.reference), .text(rule.edition), .text(rule.setter), .text(rule.note),
            ]
        }
        try invocation.print(answer, listing)
    }

    /// `whub training template`.
    static let trainingTemplate = Command(
        CommandDeclaration(
            "training",
            "template",
            summary: "an empty training file, or one of programmes, for a spreadsheet",
            details: "Columns that you do not need can be left empty or taken out. No name, birth "
                + "date or pay belongs in it. With --programmes it has the columns of that kind of "
                + "programme, for `whub training import-programmes`.",
            options: [
                TrainingDesk.kindOption,
                OptionDeclaration(
                    "programmes",
                    takes: .oneOf(ProgrammeWords.kinds),
                    help: "a file of programmes of this kind"
                ),
                OutOptions.out,
            ],
            examples: [
                .init("whub training template --out training.csv", "take it, fill it in"),
                .init("whub training template --kind check", "checks: what, and when"),
                .init(
                    "whub training template --programmes care-certificate --out certificates.csv",
                    "Care Certificates with their standards"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        if let word = invocation.line.value("programmes"), let kind = DevelopmentKind(word: word) {
            guard !invocation.line.has("kind") else {
                throw invocation.usage("--programmes and --kind are two files: say one of them")
            }
            let name = invocation.line.value("out") ?? "FILE"
            return try invocation.printFile(
                ProgrammeTemplate.file(of: kind),
                next: "Fill it in, save it as CSV UTF-8, then: whub training import-programmes "
                    + "\(name) --kind \(word) --dry-run"
            )
        }
        var writer = CSVWriter()
        let kind = invocation.line.value("kind").flatMap { RecordKind.read($0) } ?? .training
        writer.write(ImportField.template(of: kind).map { $0.title(of: kind) })
        let option = kind == .training ? "" : " --kind \(kind.word)"
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            writer.take(),
            next: "Fill it in, save it as CSV UTF-8, then: whub training import \(name)\(option) "
                + "--dry-run"
        )
    }

    /// `whub training topics`.
    static let trainingTopics = Command(
        CommandDeclaration(
            "training",
            "topics",
            summary: "the topics and the names by which files may call them",
            examples: [.init("whub training topics", "the codes for a mapping")]
        )
    ) { (invocation) throws(CommandError) in
        var listing = Listing(columns: [
            .init("code", "Code"), .init("title", "Topic"), .init("names", "Also called"),
        ])
        listing.rows = try TrainingMap.catalogue().topics.map { topic in
            [
                .text(topic.code.text), .text(topic.title),
                .text(topic.names.joined(separator: ", ")),
            ]
        }
        switch invocation.line.common.output {
        case .json: try invocation.console.write(listing.json + "\n")
        case .csv: try invocation.console.write(bytes: listing.csv)
        case .table: try invocation.print(lines: listing.lines(invocation.style))
        }
    }

    /// `whub training map`.
    static let trainingMap = Command(
        CommandDeclaration(
            "training",
            "map",
            summary: "what the columns of a file are taken for, as a file to edit",
            details: "Each row says what one column is: a field, completed:TOPIC or expiry:TOPIC "
                + "for a topic's own column, or nothing. A column with nothing under Meaning stays "
                + "on your computer; what it may be stands under “May be”. The words for Meaning: "
                + "\(MapWords.meanings). Under Order of a column of days stands day-first or "
                + "month-first if you know it: then that decides, and a day it makes impossible "
                + "is an error; with nothing there the file decides. Names in the file that "
                + "are no topic are listed as “topic”, with the rows that have them: write a "
                + "topic's code or name under Meaning, or “ignore” for rows that are not to be "
                + "imported; --near writes the topic there that a misspelt name is nearest to, for "
                + "you to look through. "
                + "A row “kind” says what kind of record the file has; a row “two-digit-years” "
                + "says the first of the hundred years that 00 to 99 mean. --columns goes on "
                + "from a mapping that you have edited. Nothing is sent.",
            options: [
                TrainingDesk.kindOption, TrainingDesk.columnsOption, OutOptions.out,
                OptionDeclaration(
                    "near",
                    help: "write the topic that a misspelt name is nearest to under Meaning"
                ),
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub training map lms.csv --out columns.csv", "take it, edit it"),
                .init(
                    "whub training map lms.csv --near --out columns.csv",
                    "with misspelt names of topics filled in"
                ),
                .init("whub training import lms.csv --columns columns.csv", "then use it"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let path = invocation.line.word("FILE") ?? ""
        let file = try TrainingFile(
            try FileSource(path, bytesMax: TrainingFile.bytesMax, invocation)
        )
        let found = try TrainingMap.of(file, nil, invocation)
        for note in found.notes { invocation.console.say(TerminalText.escaped(note)) }
        let name = invocation.line.value("out") ?? "FILE"
        let unknown = try TrainingMap.unknownTopics(file, found.mapping)
        try invocation.printFile(
            TrainingMap.file(
                found.mapping,
                maybe: found.maybe,
                unknown: unknown,
                TopicMatcher(try TrainingMap.catalogue()),
                fillsNear: invocation.line.has("near")
            ),
            next: "Edit it, then: whub training import \(path) --columns \(name) --dry-run"
        )
    }

    /// `whub undo`.
    static let undo = Command(
        CommandDeclaration(
            "undo",
            summary: "take an import back",
            details: "What the import made is removed, what it changed is as it was before. Where "
                + "a later change depends on it, that is named and nothing is undone. The journal "
                + "keeps both the import and the undoing.",
            effect: .writes,
            options: [PrioritiesDesk.keyOption],
            words: [WordDeclaration("BATCH", help: "as `whub training imports` shows it")],
            examples: [
                .init(
                    "whub undo 0192a4c8-1e5f-7a31-9c4e-5d2b6f7a8c90 --dry-run",
                    "only see what would go"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let request = UndoTrainingRequest(batch: invocation.line.word("BATCH") ?? "")
        try invocation.confirm("Take this import back?")
        var options = desk.options
        options.timeoutMilliseconds = desk.patient.timeoutMilliseconds
        let answer = try desk.ask(desk.hub.undoTraining, request, options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.dependents.isEmpty else { throw UndoWords.dependents(answer, invocation) }
        let words =
            "\(Wording.count(Int(clamping: answer.removedRecords), "record")) removed, "
            + "\(Wording.count(Int(clamping: answer.restoredRecords), "record")) as before, "
            + "\(Wording.count(Int(clamping: answer.removedWorkers), "worker")) removed, "
            + "team, role or days of "
            + "\(Wording.count(Int(clamping: answer.restoredWorkers), "worker")) as before"
        if invocation.line.common.isDryRun {
            invocation.console.say("Would be undone: \(words).")
        }
        invocation.sayKept("Undone: \(words)", answer.saved)
    }
}

/// What the columns of a matrix are called: the training, and the rule where several ask for it.
private enum MatrixTitles {
    static func of(_ matrix: GetTrainingMatrixResponse) -> [String] {
        let folded = matrix.topics.map(CSVColumn.folded)
        return zip(matrix.rules, matrix.topics).enumerated().map { place, column in
            let isOther = folded.indices.contains {
                $0 != place && folded[$0].utf8.elementsEqual(folded[place].utf8)
            }
            return isOther || column.1.isEmpty ? "\(column.1) (\(column.0))" : column.1
        }
    }
}

/// The most workers of one matrix.
private let matrixRowsMax = 50_000

/// Options that several commands have.
private enum OutOptions {
    static let out = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this new file instead of printing it"
    )
}

/// Why an import cannot be taken back.
private enum UndoWords {
    static func dependents(
        _ answer: UndoTrainingResponse,
        _ invocation: Invocation
    ) -> CommandError {
        let book = try? NamesBook(invocation)
        for dependent in answer.dependents.prefix(toldMax) {
            let who = book?.words(dependent.worker) ?? NamesBook.short(dependent.worker)
            invocation.console.say(TerminalText.escaped("\(who): \(what(dependent))"))
        }
        let left = answer.dependents.count - toldMax + Int(clamping: answer.dependentsLeftOut)
        if left > 0 { invocation.console.say("… and \(NumberText.grouped(left)) more.") }
        let count = answer.dependents.count + Int(clamping: answer.dependentsLeftOut)
        return .taken(
            "\(Wording.count(count, "later change")) "
                + (count == 1 ? "depends" : "depend")
                + " on this import [TRNG-0187]: nothing was undone",
            next: "end what is named here with the command beside it, and undo later imports, the "
                + "newest first: whub training imports"
        )
    }

    /// The changes that are told one by one.
    private static let toldMax = 20

    /// What is in the way, and the command that ends it.
    private static func what(_ dependent: TrainingDependent) -> String {
        let worker = dependent.worker
        if let arrangement = dependent.arrangement {
            let from = arrangement.from
            let subject = arrangement.subject.isEmpty ? "" : " --what \(arrangement.subject)"
            let kind = ArrangementList.word(arrangement.kind)
            let title = arrangement.title.isEmpty ? "" : ", \(arrangement.title)"
            return "\(kind)\(title), from \(Wording.day(from)). To end it: whub training "
                + "end-arrangement --as \(kind)\(subject) --from \(from) \(worker)"
        }
        if !dependent.delegation.isEmpty {
            return "a delegated activity. To take its last change back: whub training "
                + "undo-delegation \(dependent.delegation) --revision \(dependent.revision)"
        }
        if !dependent.fundedCourse.isEmpty {
            return "a funded course. To take its last change back: whub training undo-funding "
                + "\(dependent.fundedCourse) --revision \(dependent.revision)"
        }
        if !dependent.programme.isEmpty {
            return "a programme. To take its last change back: whub training undo-programme "
                + "\(dependent.programme) --revision \(dependent.revision)"
        }
        let day = dependent.completed.map { " of \(Wording.day($0))" } ?? ""
        let what = dependent.topic.isEmpty ? "team, role or days" : "\(dependent.topic)\(day)"
        let by =
            dependent.batch.isEmpty
            ? "" : " by batch \(dependent.batch). To take that back: whub undo \(dependent.batch)"
        let how =
            dependent.batch.isEmpty
            ? ". What the next import says of it stands then; this import stays" : by
        return "\(what), changed again at revision \(dependent.revision)\(how)"
    }
}
