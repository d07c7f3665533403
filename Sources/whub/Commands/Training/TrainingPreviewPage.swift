import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// What the hub says about a training file.
enum TrainingPreviewPage {
    /// Prints what was found in the form that `-o` asks for; CSV holds the findings.
    static func show(
        _ preview: PreviewTrainingResponse,
        _ encoding: TextEncoding,
        _ invocation: Invocation
    ) throws(CommandError) {
        switch invocation.line.common.output {
        case .json:
            let isLast = invocation.line.common.isDryRun || preview.errors > 0
            if isLast { try invocation.printJSON(preview) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(preview.findings).csv)
        case .table:
            let book = try NamesBook(invocation)
            try invocation.print(lines: lines(preview, encoding, book, invocation))
        }
    }

    /// Whether there is anything to keep: what changed of the workers alone counts too.
    static func hasChanges(_ preview: PreviewTrainingResponse) -> Bool {
        preview.newRecords > 0 || preview.changedRecords > 0 || preview.newWorkers > 0
            || preview.changedWorkers > 0
    }

    /// What would be kept, in words.
    static func changes(_ preview: PreviewTrainingResponse) -> String {
        var parts: [String] = []
        func add(_ count: UInt64, _ what: String) {
            guard count > 0 else { return }
            parts.append("\(NumberText.grouped(Int(clamping: count))) \(what)")
        }
        add(preview.newRecords, preview.newRecords == 1 ? "new record" : "new records")
        let changed = preview.changedRecords == 1 ? "changed record" : "changed records"
        add(preview.changedRecords, changed)
        add(preview.newWorkers, preview.newWorkers == 1 ? "new worker" : "new workers")
        add(
            preview.changedWorkers,
            preview.changedWorkers == 1 ? "changed worker" : "changed workers"
        )
        return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
    }

    private static func grouped(_ count: UInt64) -> String {
        NumberText.grouped(Int(clamping: count))
    }

    private static func counted(_ count: UInt64, _ what: String) -> String {
        Wording.count(Int(clamping: count), what)
    }

    /// How much was found: errors, and warnings and notes where there are any.
    private static func found(_ preview: PreviewTrainingResponse) -> String {
        let told = preview.counts.filter { $0.severity == .note }.reduce(0) { $0 + $1.count }
        let notes = min(told, preview.warnings)
        var parts = [counted(preview.errors, "error")]
        if preview.warnings > notes { parts.append(counted(preview.warnings - notes, "warning")) }
        if notes > 0 { parts.append(counted(notes, "note")) }
        return parts.joined(separator: ", ")
    }

    /// The page for people.
    static func lines(
        _ preview: PreviewTrainingResponse,
        _ encoding: TextEncoding,
        _ book: NamesBook,
        _ invocation: Invocation
    ) -> [String] {
        let style = invocation.style
        var page = Page(style)
        page.paragraph(
            "\(counted(preview.rows, "row")); those that are right are about "
                + "\(counted(preview.workers, "worker")), "
                + "written in "
                + "\(encoding.name): \(found(preview))."
        )
        if let batch = preview.sameAsBatch {
            page.paragraph("The same file was kept before, as batch \(batch).", role: .warning)
        }
        if !preview.counts.isEmpty {
            page.gap()
            page.heading("What was found")
            for count in preview.counts {
                let column = count.column.isEmpty ? "" : " in “\(count.column)”"
                let role: TextRole =
                    count.severity == .error ? .bad : count.severity == .note ? .quiet : .warning
                let title = ReasonRegistry.reason(typed: count.reason)?.title ?? ""
                let words = "\(title)\(column) [\(count.reason)]"
                page.entry(grouped(count.count), words, role: role)
            }
        }
        unknownTopics(preview, invocation, &page)
        findings(preview, invocation, &page)
        changesMade(preview, book, &page)
        return page.lines
    }

    /// What was found, but for names that are no topic.
    private static func findings(
        _ preview: PreviewTrainingResponse,
        _ invocation: Invocation,
        _ page: inout Page
    ) {
        let style = invocation.style
        // What is told by names is not told again for each row.
        let told = preview.findings.filter { !isUnknownTopic($0) }
        if !told.isEmpty {
            page.gap()
            // However many errors there are, the first remarks stand beside them.
            let errors = told.filter { $0.severity == .error }.prefix(findingsShown)
            let remarks = told.filter { $0.severity != .error }.prefix(findingsShown)
            let shown = (errors + remarks).sorted { $0.row < $1.row }
            page.add(FindingList.lines(shown, style))
            let named = preview.unknownTopics.reduce(preview.unknownTopicRowsLeftOut) {
                $0 + $1.rows
            }
            let all = preview.errors + preview.warnings
            let left = all - min(all, named + UInt64(shown.count))
            if left > 0 {
                let place =
                    invocation.line.value("fixes").map { "\($0) has all of them." }
                    ?? "--fixes FILE writes all of them into your file."
                page.paragraph(TerminalText.escaped("… and \(grouped(left)) more. \(place)"))
            }
        }
    }

    /// What the file would change.
    private static func changesMade(
        _ preview: PreviewTrainingResponse,
        _ book: NamesBook,
        _ page: inout Page
    ) {
        page.gap()
        page.heading("What changes")
        page.paragraph(
            "\(changes(preview)); "
                + (preview.unchangedRecords == 1
                    ? "1 record is as it was. "
                    : "\(grouped(preview.unchangedRecords)) records are as they were. ")
                + "Records that the file leaves out stay."
        )
        if preview.changedWorkers > 0 {
            page.paragraph(
                "Of a changed worker the file says another workplace, team or role, other days of "
                    + "employment or other jobs."
            )
        }
        if preview.isDoubtful {
            let replaced = counted(preview.replacedWorkers, "worker")
            page.paragraph(
                "\(replaced) would get another team, role, workplace or start date than is "
                    + "recorded: was a column sorted without the others? If it is meant, "
                    + "--many-changes keeps it.",
                role: .warning
            )
        }
        for change in preview.changes.prefix(changesShown) {
            let day = change.completed.map { " of \(Wording.day($0))" } ?? ""
            let who = book.words(change.worker)
            page.paragraph(
                "row \(change.row), \(who): \(change.topic)\(day): \(words(change.values))",
                indent: 2
            )
        }
        left(preview.changedRecords, min(preview.changes.count, changesShown), "record", &page)
        for change in preview.workerChanges.prefix(changesShown) {
            let who = book.words(change.worker)
            page.paragraph("row \(change.row), \(who): \(words(change.values))", indent: 2)
        }
        let shown = min(preview.workerChanges.count, changesShown)
        left(preview.changedWorkers, shown, "worker", &page)
    }

    /// How many changes are not told one by one.
    private static func left(_ all: UInt64, _ shown: Int, _ what: String, _ page: inout Page) {
        let left = Int(clamping: all) - shown
        if left > 0 {
            page.paragraph("… and \(Wording.count(left, "more changed \(what)")).", indent: 2)
        }
    }

    /// What parts were and would be.
    private static func words(_ values: [TrainingChangedPart]) -> String {
        values.map { value in
            let name = value.part.split(separator: "_").joined(separator: " ")
            let (before, after) = (shown(value.before), shown(value.after))
            return before.isEmpty ? "\(name) \(after)" : "\(name) \(after), was \(before)"
        }.joined(separator: "; ")
    }

    /// A value as it is shown: a day in words.
    private static func shown(_ value: String) -> String {
        let isDay =
            value.utf8.count == 10 && value.utf8.filter { $0 == UInt8(ascii: "-") }.count == 2
        return isDay ? Wording.day(value) : value
    }

    /// The names that are no topic, with the rows that have them.
    private static func unknownTopics(
        _ preview: PreviewTrainingResponse,
        _ invocation: Invocation,
        _ page: inout Page
    ) {
        guard !preview.unknownTopics.isEmpty else { return }
        page.gap()
        page.heading("Names that are no topic")
        for name in preview.unknownTopics.prefix(namesShown) {
            let maybe =
                name.candidates.isEmpty
                ? (name.suggestion.isEmpty ? "" : ", perhaps \(name.suggestion)")
                : ", could be \(name.candidates.joined(separator: " or "))"
            page.entry(grouped(name.rows), "\(name.name)\(maybe)", role: .bad)
        }
        let others = preview.unknownTopics.dropFirst(namesShown)
        let rows = others.reduce(preview.unknownTopicRowsLeftOut) { $0 + $1.rows }
        if rows > 0 { page.paragraph("… and \(counted(rows, "row")) with other names.") }
        let isNear = preview.unknownTopics.contains { !$0.suggestion.isEmpty }
        let file = invocation.line.word("FILE") ?? "FILE"
        page.paragraph(
            TerminalText.escaped(
                "Say once what each means: whub training map \(file) "
                    + (isNear ? "--near " : "") + "--out columns.csv lists all of them"
                    + (isNear ? ", with the near ones filled in" : "")
                    + "; write a code of whub training topics beside each, or “ignore”, then add "
                    + "--columns columns.csv."
            )
        )
    }

    private static func isUnknownTopic(_ finding: HubWire.Finding) -> Bool {
        let codes = [ReasonCode.topicUnknown.text, ReasonCode.topicSeveral.text]
        return !finding.found.isEmpty && codes.contains(finding.reason)
    }

    private static let namesShown = 20
    private static let findingsShown = 20
    private static let changesShown = 10
}
