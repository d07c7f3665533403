import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub plans show`.
    static let plansShow = Command(
        CommandDeclaration(
            "plans",
            "show",
            summary: "your workforce plan: short list, objectives, actions, and what is late",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "all",
                    help: "with the long list, every note, link, measure, cost and partner"
                )
            ],
            words: [PlansDesk.codeWord],
            examples: [
                .init("whub plans show", "the plan that changed last"),
                .init("whub plans show workforce-2026 --as-of 12", "as it was at revision 12"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let answer = try desk.ask(desk.hub.getPlan, GetPlanRequest(code: desk.code))
        let page = PlanPage(answer, isWhole: invocation.line.has("all"))
        try invocation.print(answer, page.listing, lines: page.lines)
    }

    /// `whub plans list`.
    static let plansList = Command(
        CommandDeclaration(
            "plans",
            "list",
            summary: "your workforce plans, and how far each is",
            effect: .reads,
            examples: [
                .init("whub plans list", "all of them"),
                .init("whub plans list -o csv > plans.csv", "for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        var all = ListPlansResponse()
        var cursor = ""
        repeat {
            let page = try desk.ask(desk.hub.listPlans, ListPlansRequest(cursor: cursor))
            all.plans += page.plans
            cursor = page.nextCursor
        } while !cursor.isEmpty
        var listing = Listing(columns: [
            .init("code", "Code"), .init("title", "Title"), .init("state", "State"),
            .init("from", "From", isForPrograms: true), .init("to", "To"),
            .init("actions", "Actions", .trailing), .init("done", "Done", .trailing),
            .init("overdue", "Overdue", .trailing), .init("red", "Red", .trailing),
            .init("amber", "Amber", .trailing, isForPrograms: true),
            .init("green", "Green", .trailing, isForPrograms: true),
            .init("absent_voices", "Absent voices", .trailing, isForPrograms: true),
            .init("revision", "Revision", .trailing, isForPrograms: true),
            .init("changed", "Last change", isForPrograms: true),
        ])
        listing.rows = all.plans.map { plan in
            [
                .text(plan.code), .text(plan.title), .text(Wording.planStage(plan.stage)),
                .day(plan.from), .day(plan.to), .text("\(plan.actions)"), .text("\(plan.done)"),
                .text("\(plan.overdue)", plan.overdue > 0 ? .bad : nil), .text("\(plan.red)"),
                .text("\(plan.amber)"), .text("\(plan.green)"), .text("\(plan.absent)"),
                .text("\(plan.revision)"), .time(plan.changed),
            ]
        }
        try invocation.print(all, listing)
        if all.plans.isEmpty {
            invocation.console.say("There is no plan yet. Next: whub plans new --help")
        }
    }

    /// `whub plans partners`.
    static let plansPartners = Command(
        CommandDeclaration(
            "plans",
            "partners",
            summary: "who takes part in a plan, and whose voice is absent",
            effect: .reads,
            words: [PlansDesk.codeWord],
            examples: [.init("whub plans partners", "of the plan that changed last")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let answer = try desk.ask(desk.hub.getPlan, GetPlanRequest(code: desk.code))
        let partners = answer.plan?.partners ?? []
        var listing = Listing(columns: [
            .init("ref", "Ref"), .init("type", "Type"), .init("organisation", "Organisation"),
            .init("role", "Speaks for it"), .init("present", "Takes part"),
            .init("why_not", "Why not"),
            .init("provider", "Register", isForPrograms: partners.allSatisfy(\.provider.isEmpty)),
        ])
        listing.rows = partners.map { partner in
            [
                .text(partner.ref), .text(Wording.partner(partner.type)),
                .text(partner.organisation), .text(partner.role), .text("yes", .good), "",
                .text(partner.provider),
            ]
        }
        listing.rows += answer.absent.map { type in
            ["", .text(Wording.partner(type)), "", "", .text("absent", .bad), "", ""]
        }
        listing.rows += (answer.plan?.absences ?? []).map { absence in
            ["", .text(Wording.partner(absence.type)), "", "", "no", .text(absence.reason), ""]
        }
        // The rows hold it all; as JSON the answer does.
        try invocation.print(answer, listing)
        if answer.absent.isEmpty {
            let isWhole = (answer.plan?.absences ?? []).isEmpty
            invocation.console.say(
                isWhole
                    ? "Every kind of partner takes part."
                    : "Every kind of partner takes part, or the plan says why not."
            )
        } else {
            let count = Wording.count(answer.absent.count, "voice is", "voices are")
            invocation.console.say(
                "\(count) absent: add them to `partners` in the plan's document, or to `absences` "
                    + "with the reason why there is none."
            )
        }
    }
}
