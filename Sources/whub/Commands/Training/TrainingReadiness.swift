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
        let found = try ReadinessRows(desk, onlyErrors: invocation.line.has("errors"))
        let whole = found.whole
        let book = try NamesBook(invocation)
        try invocation.print(whole, ReadinessPage.listing(whole, book)) { style in
            ReadinessPage.lines(found, book, style)
        }
        invocation.console.say(try CertificateCounts.words(desk))
        if whole.rowsLeftOut > 0 {
            let left = Wording.count(Int(clamping: whole.rowsLeftOut), "more row")
            invocation.console.say("\(left) did not fit into the list.")
        }
        guard found.errors == 0, found.unseen == 0 else {
            throw .dataError(ReadinessPage.verdict(found))
        }
        invocation.console.say(ReadinessPage.verdict(found))
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

/// What stands in the way of a return, of all workers: counted by reason, and as many rows as a
/// list holds.
private struct ReadinessRows {
    /// The most rows that are gathered.
    private static let rowsMax = 50_000

    /// Of one reason.
    struct Kind {
        let reason: ReasonCode
        let isError: Bool
        var count = 0
    }

    /// The pages as one, with as many rows as are gathered.
    private(set) var whole = CheckTrainingReturnResponse()
    /// The reasons, errors first, then those of the most rows.
    private(set) var kinds: [Kind] = []
    /// The rows that a return would refuse.
    private(set) var errors = 0
    /// The rows of single workers that fitted into no answer: nobody knows what they say.
    private(set) var unseen: UInt64 = 0

    /// Asks page by page.
    ///
    /// - Parameters:
    ///   - desk: The hub.
    ///   - onlyErrors: Whether warnings are left out.
    /// - Throws: When the hub refuses, or cannot be reached.
    init(_ desk: TrainingDesk, onlyErrors: Bool) throws(CommandError) {
        var request = CheckTrainingReturnRequest()
        repeat {
            let page = try desk.ask(desk.hub.checkTrainingReturn, request)
            take(onlyErrors ? page.rows.filter { $0.severity == .error } : page.rows)
            whole.workers += page.workers
            whole.workersLeftOut += page.workersLeftOut
            whole.records += page.records
            whole.recordsReady += page.recordsReady
            whole.rowsLeftOut += page.rowsLeftOut
            unseen += page.rowsLeftOut
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        kinds.sort { ($0.isError ? 1 : 0, $0.count) > ($1.isError ? 1 : 0, $1.count) }
    }

    private mutating func take(_ rows: [TrainingReturnRow]) {
        for row in rows {
            let (reason, isError) = (ReasonCode(text: row.reason), row.severity == .error)
            if isError { errors += 1 }
            let place = kinds.firstIndex { $0.reason == reason && $0.isError == isError }
            if place == nil { kinds.append(Kind(reason: reason, isError: isError)) }
            kinds[place ?? kinds.count - 1].count += 1
        }
        let kept = rows.prefix(max(0, Self.rowsMax - whole.rows.count))
        whole.rows += kept
        whole.rowsLeftOut += UInt64(rows.count - kept.count)
    }
}

/// The page of what stands in the way of a return.
private enum ReadinessPage {
    /// The rows that a terminal is shown.
    private static let rowsShown = 100
    /// The rows that a terminal is shown of those that say the same.
    private static let equalShown = 3

    /// What it all comes to.
    static func verdict(_ found: ReadinessRows) -> String {
        let (whole, errors) = (found.whole, found.errors)
        let records = NumberText.grouped(Int(clamping: whole.records))
        let ready = NumberText.grouped(Int(clamping: whole.recordsReady))
        if found.unseen > 0 {
            return
                "\(ready) of \(records) training records would pass; of one worker there is more "
                + "than an answer holds. Fix these, then look again."
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
        _ found: ReadinessRows,
        _ book: NamesBook,
        _ style: TerminalStyle
    ) -> [String] {
        let whole = found.whole
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
        for kind in found.kinds {
            let known = ReasonRegistry.reason(kind.reason)
            page.entry(
                NumberText.grouped(kind.count),
                "\(known?.title ?? "") [\(kind.reason.text)]. \(known?.nextStep ?? "")",
                role: kind.isError ? .bad : .warning
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
}
