import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub plans refresh`.
    static let plansRefresh = Command(
        CommandDeclaration(
            "plans",
            "refresh",
            summary: "begin next year's plan from this one: carry over, close, compare",
            details: "What is done or stopped stays in the old plan. Each other action is carried "
                + "over with --carry, or closed with --close and a reason; --carry-rest carries "
                + "over what neither names. The new plan is a draft.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "as",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "your name for the new plan"
                ),
                OptionDeclaration(
                    "title",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "what the new plan is called"
                ),
                OptionDeclaration(
                    "from",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "its first day"
                ),
                OptionDeclaration(
                    "to",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "its last day"
                ),
                OptionDeclaration(
                    "carry",
                    takes: .text("REF"),
                    isRepeatable: true,
                    help: "an action that goes on, such as A3; may stand several times"
                ),
                OptionDeclaration(
                    "close",
                    takes: .text("REF=WHY"),
                    isRepeatable: true,
                    help: "an action that ends, and why; may stand several times"
                ),
                OptionDeclaration(
                    "carry-rest",
                    help: "everything else that is not finished goes on"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [PlansDesk.codeWord],
            examples: [
                .init(
                    "whub plans refresh workforce-2026 --as workforce-2027 --title \"Plan\" "
                        + "--from 01/04/2027 --to 31/03/2028 --close \"A3=No longer wanted\" "
                        + "--carry-rest --dry-run",
                    "see what would go on"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let present = try desk.present()
        let request = try desk.refresh(present)
        let preview = try desk.ask(desk.hub.refreshPlan, request, desk.rehearsal)
        let isOver =
            invocation.line.common.isDryRun || FindingList.errors(preview.findings) > 0
        if isOver || invocation.line.common.output == .table { try desk.print(preview) }
        try desk.stop(at: preview.findings, leftOut: preview.findingsLeftOut)
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm("Begin \(request.newCode) from \(present.code)?")
        let answer = try desk.ask(desk.hub.refreshPlan, request)
        if invocation.line.common.output != .table { try desk.print(answer) }
        try desk.stop(at: answer.findings, leftOut: answer.findingsLeftOut)
        invocation.sayKept(
            "The plan \(request.newCode) is begun",
            answer.saved,
            next: "whub plans show \(request.newCode)"
        )
    }
}

extension PlansDesk {
    /// The request that the command line makes.
    fileprivate func refresh(_ plan: WorkforcePlan) throws(CommandError) -> RefreshPlanRequest {
        let line = invocation.line
        var request = RefreshPlanRequest(code: plan.code, baseRevision: plan.revision)
        request.newCode = try required("as")
        request.title = try required("title")
        request.from = try requiredDay("from")
        request.to = try requiredDay("to")
        request.carryOthers = line.has("carry-rest")
        request.choices = line.values("carry").map { RefreshChoice(action: $0) }
        for text in line.values("close") {
            guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                throw invocation.usage("--close takes REF=WHY, such as A3=No longer wanted")
            }
            let why = String(text[text.utf8.index(after: sign)...])
            request.choices.append(
                RefreshChoice(action: String(text[..<sign]), closeReason: why)
            )
        }
        return request
    }

    /// Prints what goes on, what ends, and what differs.
    fileprivate func print(_ answer: RefreshPlanResponse) throws(CommandError) {
        let listing =
            FindingList.errors(answer.findings) > 0
            ? FindingList.listing(answer.findings)
            : PlanDifferenceList.listing(answer.differences)
        try invocation.print(answer, listing) { style in
            var page = Page(style)
            page.add(FindingList.lines(answer.findings, style))
            page.paragraph("Goes on: " + Self.list(answer.carried))
            page.paragraph("Ends: " + Self.list(answer.closed))
            page.gap()
            page.add(
                PlanDifferenceList.lines(
                    answer.differences,
                    leftOut: answer.differencesLeftOut,
                    style
                )
            )
            return page.lines
        }
    }

    private static func list(_ refs: [String]) -> String {
        refs.isEmpty ? "nothing" : refs.joined(separator: ", ")
    }
}
