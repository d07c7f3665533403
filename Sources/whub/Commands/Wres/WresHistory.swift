import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub wres history`.
    static let wresHistory = Command(
        CommandDeclaration(
            "wres",
            "history",
            summary: "how your return became what it is; never a count",
            options: [WresDesk.cycleToReadOption, WresDesk.unitOption],
            examples: [
                .init("whub wres history --cycle 2024", "every change, newest first"),
                .init("whub wres diff --before 2024@12 --after 2024", "then what changed"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        var all = GetReturnHistoryResponse()
        var cursor = ""
        repeat {
            let request = GetReturnHistoryRequest(
                cycle: desk.cycle,
                unit: desk.unit,
                cursor: cursor
            )
            let page = try desk.ask(desk.hub.getReturnHistory, request)
            all.entries += page.entries
            cursor = page.nextCursor
        } while !cursor.isEmpty
        try invocation.print(all, listing(all.entries))
    }

    private static func listing(_ entries: [ReturnHistoryEntry]) -> Listing {
        var listing = Listing(columns: [
            .init("revision", "Revision", .trailing), .init("time", "When"),
            .init("state", "State"), .init("changes", "Changes"), .init("who", "Who"),
            .init("method", "Method", isForPrograms: true),
            .init("principal", "Principal", isForPrograms: true),
        ])
        listing.rows = entries.map { entry in
            [
                .text("\(entry.revision)"), .time(entry.time),
                .text(Wording.stage(entry.state), Wording.stageRole(entry.state)),
                .text(entry.summary.joined(separator: "\n")), .text(entry.principalName),
                .text(entry.method), .text(entry.principalId),
            ]
        }
        return listing
    }

    /// `whub wres diff`.
    static let wresDiff = Command(
        CommandDeclaration(
            "wres",
            "diff",
            summary: "what changed between two states of returns, count by count",
            details: "For those who may see the counts of both; who looked is recorded.",
            options: [
                OptionDeclaration(
                    "before",
                    takes: .text("CYCLE[@REVISION]"),
                    isRequired: true,
                    help: "the earlier state; without a revision the present one"
                ),
                OptionDeclaration(
                    "after",
                    takes: .text("CYCLE[@REVISION]"),
                    isRequired: true,
                    help: "the later state"
                ),
                WresDesk.unitOption,
            ],
            examples: [
                .init("whub wres diff --before 2024@12 --after 2024", "since revision 12"),
                .init("whub wres diff --before 2023 --after 2024", "since the cycle before"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        var request = CompareReturnsRequest()
        request.before = try reference("before", desk)
        request.after = try reference("after", desk)
        let answer = try desk.ask(desk.hub.compareReturns, request)
        try invocation.print(answer, WresSheetPage.difference(answer.counts, answer.facts))
        if answer.counts.isEmpty, answer.facts.isEmpty {
            invocation.console.say("There is no difference.")
        }
    }

    private static func reference(
        _ option: String,
        _ desk: WresDesk
    ) throws(CommandError) -> ReturnReference {
        guard let typed = AssessmentReference(typed: try desk.required(option)) else {
            throw desk.invocation.usage("--\(option) takes CYCLE or CYCLE@REVISION")
        }
        return ReturnReference(cycle: typed.window, unit: desk.unit, revision: typed.revision)
    }

    /// `whub wres export`.
    static let wresExport = Command(
        CommandDeclaration(
            "wres",
            "export",
            summary: "your return as the sheet that `whub wres correct` reads back",
            details: "The sheet holds true counts: pass it on as your register of data sets says. "
                + "The layout of the national tool is not published, so --for national-tool "
                + "writes this hub's own sheet, to be copied into the tool row by row.",
            effect: .reads,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "for",
                    takes: .oneOf(["national-tool"]),
                    help: "for whom; without it to be changed and sent back"
                ),
                WresFiles.outOption,
            ],
            examples: [
                .init("whub wres export --cycle 2024 --out sheet.csv", "change it, send it back"),
                .init(
                    "whub wres export --cycle 2024 --for national-tool --out counts.csv",
                    "to fill in the national tool"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        var request = GetSheetRequest(cycle: desk.cycle, unit: desk.unit)
        request.isPlain = invocation.line.has("for")
        let answer = try desk.ask(desk.hub.getSheet, request)
        if try invocation.wantsJSON() { return try invocation.printJSON(answer) }
        for note in answer.notes { invocation.console.say(TerminalText.escaped(note)) }
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            answer.csv,
            next: request.isPlain
                ? "Fill in the tool, then: whub wres mark-sent --on DATE"
                : "Change it, then: whub wres correct \(name) --cycle YEAR --why TEXT"
        )
    }
}
