import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training readiness`.
    static let trainingReadiness = Command(
        CommandDeclaration(
            "training",
            "readiness",
            summary: "what a national return would refuse of the training records",
            details: "Checks what is recorded by what is known of the rules of ASC-WDS: workplace, "
                + "category, days, description, and the main job that the yearly return asks for. "
                + "An error would be refused; a warning is something to look at. What the hub does "
                + "not hold, such as pay or a day of birth, is not judged. What ASC-WDS asks about "
                + "the Care Certificate is derived from programmes and told in counts; by worker "
                + "it is in `whub training programmes --kind care-certificate --ended -o csv`. "
                + "Exit code 6 while there is an error.",
            options: [
                OptionDeclaration("errors", help: "leave the warnings out")
            ],
            examples: [
                .init("whub training readiness", "what to fix, by reason, then row by row"),
                .init("whub training readiness -o csv > fix.csv", "every row, for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var whole = try ReadinessPage.all(desk)
        if invocation.line.has("errors") { whole.rows.removeAll { $0.severity != .error } }
        let book = try NamesBook(invocation)
        try invocation.print(whole, ReadinessPage.listing(whole, book)) { style in
            ReadinessPage.lines(whole, book, style)
        }
        invocation.console.say(try CertificateCounts.words(desk))
        let errors = whole.rows.count { $0.severity == .error }
        guard errors == 0, whole.nextCursor.isEmpty, whole.rowsLeftOut == 0 else {
            throw .dataError(ReadinessPage.verdict(whole, errors))
        }
        invocation.console.say(ReadinessPage.verdict(whole, errors))
    }
}

/// What ASC-WDS asks about the Care Certificate, as programmes answer it.
private enum CertificateCounts {
    static func words(_ desk: TrainingDesk) throws(CommandError) -> String {
        var request = GetProgrammeCoverageRequest(kind: .careCertificate)
        request.by = .organisation
        let hub = ProgrammeServiceClient(desk.channel)
        let answer = try desk.ask(hub.getProgrammeCoverage, request, desk.reading)
        let total = answer.total ?? ProgrammeCoverage()
        // Who has none recorded is not answered, which is another thing than no.
        let doubtful =
            total.standardsMissing > 0
            ? ", awarded with standards missing \(total.standardsMissing), which is not answered "
                + "until they are recorded" : ""
        return "Care Certificate, as ASC-WDS asks it: completed \(total.completed), started "
            + "\(total.inProgress), no \(total.notCompleted)\(doubtful); of \(total.without) of "
            + "\(Wording.count(Int(total.workers), "worker")) none is recorded."
    }
}

/// What stands in the way of a return.
private enum ReadinessPage {
    /// The most rows that are gathered.
    static let rowsMax = 50_000
    /// The rows that a terminal is shown.
    private static let rowsShown = 100
    /// The rows that a terminal is shown of those that say the same.
    private static let equalShown = 3

    static func all(_ desk: TrainingDesk) throws(CommandError) -> CheckTrainingReturnResponse {
        var whole = CheckTrainingReturnResponse()
        var request = CheckTrainingReturnRequest()
        repeat {
            let page = try desk.ask(desk.hub.checkTrainingReturn, request)
            whole.rows += page.rows
            whole.workers += page.workers
            whole.workersLeftOut += page.workersLeftOut
            whole.records += page.records
            whole.recordsReady += page.recordsReady
            whole.rowsLeftOut += page.rowsLeftOut
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.rows.count < rowsMax
        whole.nextCursor = request.cursor
        return whole
    }

    /// What it all comes to.
    static func verdict(_ whole: CheckTrainingReturnResponse, _ errors: Int) -> String {
        let records = NumberText.grouped(Int(clamping: whole.records))
        let ready = NumberText.grouped(Int(clamping: whole.recordsReady))
        if !whole.nextCursor.isEmpty || whole.rowsLeftOut > 0 {
            return
                "\(ready) of the \(records) training records looked at would pass; there is more "
                + "than one list holds. Fix these, then look again."
        }
        if errors > 0 {
            let fix =
                errors == 1
                ? "Fix this error" : "Fix these \(NumberText.grouped(errors)) errors"
            return "\(ready) of \(records) training records would pass. \(fix) and you pass what "
                + "is known of the rules."
        }
        return whole.records == 0
            ? "There is no training record to return."
            : "All \(records) training records pass what is known of the rules."
    }

    static func listing(_ whole: CheckTrainingReturnResponse, _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("severity", "What"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("topic", "Training"), .init("completed", "Completed"),
            .init("column", "Column"), .init("problem", "What is wrong"),
            .init("expected", "What would be right"), .init("reason", "Reason"),
        ])
        listing.rows = whole.rows.map { row in
            let isError = row.severity == .error
            return [
                .text(isError ? "error" : "warning", isError ? .bad : .warning),
                .text(row.worker), .text(book.words(row.worker)), .text(row.topicTitle),
                .day(row.completed), .text(row.column), .text(row.problem),
                .text(row.expected), .text(row.reason),
            ]
        }
        return listing
    }

    static func lines(
        _ whole: CheckTrainingReturnResponse,
        _ book: NamesBook,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        let left = Int(clamping: whole.workersLeftOut)
        page.paragraph(
            "\(NumberText.grouped(Int(clamping: whole.workers))) workers looked at"
                + (left == 0
                    ? "." : "; \(NumberText.grouped(left)) who have left or are restricted not.")
        )
        guard !whole.rows.isEmpty else { return page.lines }
        page.gap()
        page.heading("What stands in the way")
        for (reason, count, isError) in counts(whole.rows) {
            let known = ReasonRegistry.reason(typed: reason)
            page.entry(
                NumberText.grouped(count),
                "\(known?.title ?? "") [\(reason)]. \(known?.nextStep ?? "")",
                role: isError ? .bad : .warning
            )
        }
        page.gap()
        var shown = whole
        shown.rows = Array(firstOfEach(whole.rows).prefix(rowsShown))
        page.add(listing(shown, book).lines(style))
        if whole.rows.count > shown.rows.count {
            let more = NumberText.grouped(whole.rows.count - shown.rows.count)
            page.paragraph(
                "… and \(more) more: of rows that say the same the first \(equalShown) are here, "
                    + "and -o csv has all of them."
            )
        }
        return page.lines
    }

    /// The first rows of those that say the same of another record.
    private static func firstOfEach(_ rows: [TrainingReturnRow]) -> [TrainingReturnRow] {
        var counts: [[[UInt8]]: Int] = [:]
        return rows.filter { row in
            let same = [row.reason, row.column, row.problem].map { Array($0.utf8) }
            counts[same, default: 0] += 1
            return counts[same, default: 0] <= equalShown
        }
    }

    private static func counts(
        _ rows: [TrainingReturnRow]
    ) -> [(reason: String, count: Int, isError: Bool)] {
        var order: [ReasonCode] = []
        var counts: [ReasonCode: (count: Int, isError: Bool)] = [:]
        for row in rows {
            let code = ReasonCode(text: row.reason)
            if counts[code] == nil { order.append(code) }
            counts[code, default: (0, false)].count += 1
            if row.severity == .error { counts[code]?.isError = true }
        }
        return order.map { ($0.text, counts[$0]?.count ?? 0, counts[$0]?.isError ?? false) }
            .sorted { ($0.isError ? 1 : 0, $0.count) > ($1.isError ? 1 : 0, $1.count) }
    }
}
