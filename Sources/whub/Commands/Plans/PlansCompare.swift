import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub plans diff`.
    static let plansDiff = Command(
        CommandDeclaration(
            "plans",
            "diff",
            summary: "what changed between two states of a plan, or two plans",
            options: [
                OptionDeclaration(
                    "before",
                    takes: .text("CODE[@REVISION]"),
                    isRequired: true,
                    help: "the earlier state; without a revision the present one"
                ),
                OptionDeclaration(
                    "after",
                    takes: .text("CODE[@REVISION]"),
                    isRequired: true,
                    help: "the later state"
                ),
            ],
            examples: [
                .init(
                    "whub plans diff --before workforce-2026@12 --after workforce-2026",
                    "what changed since revision 12"
                ),
                .init(
                    "whub plans diff --before workforce-2025 --after workforce-2026",
                    "what is new this year"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        var request = ComparePlansRequest()
        request.before = try desk.reference("before")
        request.after = try desk.reference("after")
        try desk.compare(request)
    }

    /// `whub plans changed`.
    static let plansChanged = Command(
        CommandDeclaration(
            "plans",
            "changed",
            summary: "what changed in a plan since a day",
            options: [
                OptionDeclaration(
                    "since",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day, as 01/09/2026: what stood when it began is compared with now"
                )
            ],
            words: [PlansDesk.codeWord],
            examples: [.init("whub plans changed --since 01/09/2026", "since the last meeting")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let day = try desk.requiredDay("since")
        var request = ComparePlansRequest()
        request.before = PlanReference(code: desk.code, day: day)
        request.after = PlanReference(code: desk.code)
        try desk.compare(request)
    }

    /// `whub plans history`.
    static let plansHistory = Command(
        CommandDeclaration(
            "plans",
            "history",
            summary: "how a plan became what it is",
            words: [PlansDesk.codeWord],
            examples: [
                .init("whub plans history", "every change, newest first"),
                .init("whub plans show --as-of 12", "then look at an earlier state"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        var all = GetPlanHistoryResponse()
        var cursor = ""
        repeat {
            let request = GetPlanHistoryRequest(code: desk.code, cursor: cursor)
            let page = try desk.ask(desk.hub.getPlanHistory, request)
            all.entries += page.entries
            cursor = page.nextCursor
        } while !cursor.isEmpty
        var listing = Listing(columns: [
            .init("revision", "Revision", .trailing), .init("time", "When"),
            .init("who", "Who"), .init("state", "State"), .init("what", "What"),
            .init("principal", "Principal", isForPrograms: true),
            .init("method", "Method", isForPrograms: true),
        ])
        listing.rows = all.entries.map { entry in
            [
                .text("\(entry.revision)"), .time(entry.time), .text(entry.principalName),
                .text(Wording.planStage(entry.stage)),
                .text(entry.summary.joined(separator: "; ")), .text(entry.principalId),
                .text(entry.method),
            ]
        }
        try invocation.print(all, listing)
    }
}

extension PlansDesk {
    /// Compares, and prints what differs.
    fileprivate func compare(_ request: ComparePlansRequest) throws(CommandError) {
        let answer = try ask(hub.comparePlans, request)
        try invocation.print(answer, PlanDifferenceList.listing(answer.differences)) { style in
            PlanDifferenceList.lines(answer.differences, leftOut: answer.differencesLeftOut, style)
        }
        if answer.differences.isEmpty { invocation.console.say("There is no difference.") }
    }

    /// The state that an option names.
    fileprivate func reference(_ option: String) throws(CommandError) -> PlanReference {
        guard let typed = AssessmentReference(typed: try required(option)) else {
            throw invocation.usage("--\(option) takes CODE or CODE@REVISION")
        }
        return PlanReference(code: typed.window, revision: typed.revision)
    }
}
