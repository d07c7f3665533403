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
        case .table: try invocation.print(lines: lines(preview, encoding, invocation.style))
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

    /// The page for people.
    static func lines(
        _ preview: PreviewTrainingResponse,
        _ encoding: TextEncoding,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        page.paragraph(
            "\(counted(preview.rows, "row")) about \(counted(preview.workers, "worker")), "
                + "written in "
                + "\(encoding.name): \(counted(preview.errors, "error")), "
                + "\(counted(preview.warnings, "warning"))."
        )
        if let batch = preview.sameAsBatch {
            page.paragraph("The same file was kept before, as batch \(batch).", role: .warning)
        }
        if !preview.counts.isEmpty {
            page.gap()
            page.heading("What was found")
            for count in preview.counts {
                let column = count.column.isEmpty ? "" : " in “\(count.column)”"
                let role: TextRole = count.severity == .error ? .bad : .warning
                let title = ReasonRegistry.reason(typed: count.reason)?.title ?? ""
                let words = "\(title)\(column) [\(count.reason)]"
                page.entry(grouped(count.count), words, role: role)
            }
        }
        unknownTopics(preview, &page)
        findings(preview, style, &page)
        changesMade(preview, &page)
        return page.lines
    }

    /// What was found, but for names that are no topic.
    private static func findings(
        _ preview: PreviewTrainingResponse,
        _ style: TerminalStyle,
        _ page: inout Page
    ) {
        // What is told by names is not told again for each row.
        let told = preview.findings.filter { !isUnknownTopic($0) }
        if !told.isEmpty {
            page.gap()
            let shown = Array(told.prefix(findingsShown))
            page.add(FindingList.lines(shown, style))
            let named = preview.unknownTopics.reduce(preview.unknownTopicRowsLeftOut) {
                $0 + $1.rows
            }
            let all = preview.errors + preview.warnings
            let left = all - min(all, named + UInt64(shown.count))
            if left > 0 {
                page.paragraph(
                    "… and \(grouped(left)) more. --fixes FILE writes all of them into your file."
                )
            }
        }
    }

    /// What the file would change.
    private static func changesMade(_ preview: PreviewTrainingResponse, _ page: inout Page) {
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
        for change in preview.changes.prefix(changesShown) {
            let day = change.completed.map { " of \(Wording.day($0))" } ?? ""
            page.paragraph(
                "row \(change.row): \(change.topic)\(day): \(change.parts.joined(separator: ", "))",
                indent: 2
            )
        }
    }

    /// The names that are no topic, with the rows that have them.
    private static func unknownTopics(_ preview: PreviewTrainingResponse, _ page: inout Page) {
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
        page.paragraph(
            "Say once what each means: whub training map FILE --out columns.csv lists all of them; "
                + "write a code of whub training topics beside each, or “ignore”, then add "
                + "--columns columns.csv."
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
