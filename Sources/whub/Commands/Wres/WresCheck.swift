import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub wres template`.
    static let wresTemplate = Command(
        CommandDeclaration(
            "wres",
            "template",
            summary: "an empty sheet of counts for a spreadsheet",
            details: "No hub is asked. A cell takes a number, 0 included, or “not provided”; "
                + "missing is not zero. Fitness to practise may say <10, as the regulator's table "
                + "does.",
            options: [
                WresFiles.cycleOption, WresFiles.bandsOption, WresFiles.outOption,
                OptionDeclaration(
                    "synthetic",
                    takes: .text("N"),
                    help: "filled in with invented counts of example council N, for practice"
                ),
            ],
            examples: [
                .init("whub wres template --cycle 2024 --out sheet.csv", "take it, fill it in"),
                .init(
                    "whub wres template --cycle 2024 --synthetic 1 --out practice.csv",
                    "a sheet to practise with: all 73 together give the national figures of 2024"
                ),
                .init(
                    "whub wres check sheet.csv --cycle 2024 --dry-run",
                    "then look what is wrong"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let cycle = try WresFiles.cycle(invocation)
        if let typed = invocation.line.value("synthetic") {
            let entry = try synthetic(typed, cycle, invocation)
            invocation.console.say(SyntheticReturns.notice)
            return try invocation.printFile(
                WresSheet.file(entry, cycle),
                next: "Practise with it on an example hub: whub wres check "
                    + "\(invocation.line.value("out") ?? "FILE") --cycle \(cycle.id) --dry-run"
            )
        }
        try invocation.printFile(
            WresSheet.file(WresReturn(cycle: cycle.id), cycle),
            next: "Fill it in, save it as CSV UTF-8, then: whub wres check "
                + "\(invocation.line.value("out") ?? "FILE") --cycle \(cycle.id) --dry-run"
        )
    }

    /// The seed of the returns that everybody practises with.
    private static let practiceSeed: UInt64 = 1

    /// The invented return of an example council, by its number from 1.
    private static func synthetic(
        _ typed: String,
        _ cycle: WresCycle,
        _ invocation: Invocation
    ) throws(CommandError) -> WresReturn {
        let returns: [WresReturn]
        do throws(DomainError) {
            returns = try SyntheticReturns(try WresLibrary.shipped(), seed: practiceSeed).returns
        } catch {
            throw .local(error.finding().sentence)
        }
        guard let number = Int(typed), returns.indices.contains(number - 1),
            returns[number - 1].cycle == cycle.id
        else {
            let made = returns.first?.cycle.text ?? ""
            throw invocation.usage(
                "--synthetic takes a number from 1 to \(returns.count), of the cycle \(made)"
            )
        }
        return returns[number - 1]
    }

    /// `whub wres check`.
    static let wresCheck = Command(
        CommandDeclaration(
            "wres",
            "check",
            summary: "send your sheet of counts: see what is wrong, keep it as your draft",
            details: "The sheet is read whole or not at all, and what would change is shown before "
                + "anything is kept. A sheet with errors is kept as a draft, to be mended; without "
                + "errors it is checked and can be handed in. While it is drafted you alone see "
                + "its counts.",
            effect: .writes,
            options: [
                WresFiles.cycleOption, WresDesk.unitOption, WresDesk.fixesOption,
                OptionDeclaration(
                    "take-over",
                    help: "go on in place of somebody else whose draft you do not see (steward)"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("SHEET", help: "the sheet of counts; - for standard input")],
            examples: [
                .init("whub wres check sheet.csv --cycle 2024 --dry-run", "only look at it"),
                .init("whub wres check sheet.csv --cycle 2024", "look at it, then keep it"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let sending = try WresSending(invocation, .wresServiceDraftReturn)
        guard let answer = try sending.run(asking: "Keep it as your draft?") else { return }
        let (cycle, unit) = (sending.desk.cycle, sending.desk.unit)
        let isChecked = answer.state == .checked
        invocation.sayKept(
            isChecked ? "Checked, and kept as your draft" : "Kept as your draft",
            answer.saved,
            next: isChecked
                ? "see what others will see with "
                    + WresDesk.typed("preview-release", cycle, unit)
                    + ", then a steward hands it in with \(WresDesk.typed("hand-in", cycle, unit))"
                : "mend the sheet and send it again"
        )
        if !isChecked {
            throw .dataError(
                "\(FindingList.summary(answer.findings)): it cannot be handed in as it is"
            )
        }
    }

    /// `whub wres correct`.
    static let wresCorrect = Command(
        CommandDeclaration(
            "wres",
            "correct",
            summary: "correct counts that were handed in, with a reason (steward)",
            details: "Take the sheet with `whub wres export`, change it, send it. With an error "
                + "nothing is kept. If the return was changed after the sheet was taken nothing is "
                + "lost: both changes are shown and the exit code is 5. With --merge what you "
                + "changed is put into the return as it is, where nobody else changed the same.",
            effect: .writes,
            options: [
                WresFiles.cycleOption, WresDesk.unitOption,
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "what was wrong, for whoever read the counts before"
                ),
                OptionDeclaration(
                    "merge",
                    help: "put your changes into the return as it is, if it was changed since"
                ),
                WresDesk.fixesOption, PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("SHEET", help: "the whole sheet; - for standard input")],
            examples: [
                .init("whub wres export --cycle 2024 --out sheet.csv", "take the sheet, change it"),
                .init(
                    "whub wres correct sheet.csv --cycle 2024 --why \"Two cases were missing\"",
                    "then send it"
                ),
                .init(
                    "whub wres correct sheet.csv --cycle 2024 --why \"Two cases were missing\" "
                        + "--merge",
                    "when a colleague corrected other counts in the meantime"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let sending = try WresSending(invocation, .wresServiceCorrectReturn)
        guard let answer = try sending.run(asking: "Correct the return that was handed in?")
        else { return }
        let (cycle, unit) = (sending.desk.cycle, sending.desk.unit)
        invocation.sayKept(
            "Corrected",
            answer.saved,
            next: WresDesk.typed("agree", cycle, unit, "--role ROLE --on DATE")
        )
    }
}

/// A sheet that is looked at, confirmed and kept.
struct WresSending {
    let desk: WresDesk
    private let invocation: Invocation
    private let method: Method
    private let path: String
    /// The sheet, with changes of others where they were to be put together.
    private let file: [UInt8]

    /// Reads the sheet, then connects.
    init(_ invocation: Invocation, _ method: Method) throws(CommandError) {
        self.invocation = invocation
        self.method = method
        _ = try WresFiles.cycle(invocation)
        path = invocation.line.word("SHEET") ?? ""
        let sheet = try invocation.contents(of: path, bytesMax: WresSheetUpload.fileBytesMax)
        desk = try WresDesk(invocation)
        let isMerge = invocation.line.has("merge")
        file = isMerge ? try WresConflict(sheet, desk)?.merged() ?? sheet : sheet
    }

    /// Previews, asks, and keeps.
    ///
    /// - Parameter question: What is asked in between.
    /// - Returns: What the hub kept; `nil` where there was nothing to keep.
    /// - Throws: Where the sheet cannot be kept.
    func run(asking question: String) throws(CommandError) -> SheetAnswer? {
        var keeping = desk.options
        let key = keeping.key ?? UniqueID(milliseconds: milliseconds)
        keeping.key = key
        var upload = WresSheetUpload(file, method, desk, batch: key)
        let preview = try upload.send(desk, desk.rehearsal)
        try show(preview)
        try writeFixes(preview)
        guard preview.saved != nil else {
            throw .dataError("\(FindingList.summary(preview.findings)): nothing was kept")
        }
        if invocation.line.common.isDryRun {
            invocation.sayKept("", nil)
            guard preview.state != .draft else {
                throw .dataError(
                    "\(FindingList.summary(preview.findings)): it could not be handed in as it is"
                )
            }
            return nil
        }
        if preview.isUnchanged {
            invocation.console.say("The sheet says what the return says already: unchanged.")
            return nil
        }
        try invocation.confirm(question)
        upload.base = preview.baseRevision
        let answer = try upload.send(desk, keeping)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        return answer
    }

    private var milliseconds: UInt64 {
        UInt64(max(0, HubClock.system.instant.microseconds / 1_000))
    }

    private func show(_ answer: SheetAnswer) throws(CommandError) {
        switch invocation.line.common.output {
        case .json:
            let isLast =
                invocation.line.common.isDryRun || answer.saved == nil || answer.isUnchanged
            if isLast { try invocation.printJSON(answer) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(answer.findings).csv)
        case .table: try invocation.print(lines: WresSheetPage.lines(answer, invocation.style))
        }
    }

    private func writeFixes(_ answer: SheetAnswer) throws(CommandError) {
        guard let path = invocation.line.value("fixes"), !answer.findings.isEmpty else { return }
        guard let annotated = answer.annotatedCsv ?? FindingList.annotated(file, answer.findings)
        else {
            throw .dataError("the file cannot be read as a table, so \(path) was not written")
        }
        do throws(SystemError) {
            try LocalFile.create(path, with: annotated.span)
        } catch {
            throw error.isThere
                ? .taken("\(path) is there already; choose another name")
                : .local("\(path) cannot be written: \(error)")
        }
        invocation.console.say(
            TerminalText.escaped("\(path): your sheet, with what is wrong beside each row.")
        )
    }
}

/// What the hub says about a sheet.
enum WresSheetPage {
    /// The page for people.
    static func lines(_ answer: SheetAnswer, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let encoding = answer.encoding.isEmpty ? "" : ", written in \(answer.encoding)"
        page.paragraph("The sheet\(encoding): \(FindingList.summary(answer.findings)).")
        if !answer.findings.isEmpty {
            page.gap()
            page.add(FindingList.lines(answer.findings, style))
        }
        if answer.findingsLeftOut > 0 {
            page.paragraph("… and \(Wording.count(Int(answer.findingsLeftOut), "more finding")).")
        }
        if answer.baseRevision == 0, !answer.counts.isEmpty {
            let count = answer.counts.count + Int(answer.countsLeftOut)
            page.gap()
            page.paragraph("There is no return yet: all \(count) counts are new.")
        } else if !answer.counts.isEmpty || !answer.facts.isEmpty {
            page.gap()
            page.heading("What changes in the return")
            page.add(difference(answer.counts, answer.facts).lines(style))
        }
        if answer.countsLeftOut > 0, answer.baseRevision > 0 {
            page.paragraph("… and \(Wording.count(Int(answer.countsLeftOut), "more change")).")
        }
        return page.lines
    }

    /// Counts and facts that differ, a row each.
    static func difference(
        _ counts: [CountDifference],
        _ facts: [FactDifference]
    ) -> Listing {
        var listing = Listing(columns: [
            .init("count", "Count"), .init("before", "Before", .trailing),
            .init("after", "After", .trailing),
            .init("service", "Service", isForPrograms: true),
            .init("quantity", "Quantity", isForPrograms: true),
            .init("group", "Group", isForPrograms: true),
        ])
        listing.rows =
            facts.map {
                [
                    .text($0.fact), .text(shown($0.before)), .text(shown($0.after)), "", "", "",
                ]
            }
            + counts.map {
                [
                    .text($0.words), .text(shown($0.before)), .text(shown($0.after)),
                    .text($0.service), .text($0.quantity), .text($0.group),
                ]
            }
        return listing
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "missing" : text }
}
