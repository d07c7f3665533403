import HubArguments
import HubClient
import HubText
import HubWire

/// A step of a plan's states, as a command takes it.
enum PlanStep {
    case review
    case agree
    case reword
    case live
    case giveBack
    case close

    /// The state after it; nil where it stays.
    var stage: PlanStage? {
        switch self {
        case .review: .inReview
        case .agree: .agreed
        case .reword: nil
        case .live: .live
        case .giveBack: .draft
        case .close: .closed
        }
    }

    /// What it does, for a question.
    var words: String {
        switch self {
        case .review: "give it to its reviewers"
        case .agree: "record the agreement"
        case .reword: "word its agreement anew"
        case .live: "begin with it"
        case .giveBack: "make it a draft again"
        case .close: "end it"
        }
    }

    /// What is so afterwards, behind the plan.
    var done: String {
        switch self {
        case .review: "is in review"
        case .agree: "is agreed"
        case .reword: "has its agreement in new words"
        case .live: "is live"
        case .giveBack: "is a draft again"
        case .close: "is closed"
        }
    }

    /// How to go on with a plan.
    func next(_ code: String) -> String {
        switch self {
        case .review: "whub plans agree \(code) --role \"ROLE\" --on DATE"
        case .agree: "whub plans live \(code)"
        case .reword: "whub plans show \(code)"
        case .live: "whub plans due \(code)"
        case .giveBack: "whub plans export \(code) --out plan.json"
        case .close: "whub plans refresh --help"
        }
    }
}

extension Command {
    /// `whub plans review`.
    static let plansReview = Command(
        step(
            "review",
            "give a draft to its reviewers",
            examples: [
                .init("whub plans review --dry-run", "is anything wrong with it?")
            ]
        )
    ) { (invocation) throws(CommandError) in
        try PlansDesk(invocation).take(.review)
    }

    /// `whub plans live`.
    static let plansLive = Command(
        step(
            "live",
            "begin with a plan that was agreed",
            examples: [
                .init("whub plans live", "from now on its progress is reported")
            ]
        )
    ) { (invocation) throws(CommandError) in
        try PlansDesk(invocation).take(.live)
    }

    /// `whub plans close`.
    static let plansClose = Command(
        step(
            "close",
            "end a live plan",
            examples: [
                .init("whub plans close --dry-run", "what ends unfinished?")
            ]
        )
    ) { (invocation) throws(CommandError) in
        try PlansDesk(invocation).take(.close)
    }

    /// `whub plans agree`.
    static let plansAgree = Command(
        step(
            "agree",
            "record that your leadership agreed the plan",
            details: "The role that agreed is recorded, not the person, and who entered it. It can "
                + "be recorded once the plan is in review. With --why the agreement that is there "
                + "is worded anew, such as a role in the place of a name: the plan then tells the "
                + "new words alone, with the reason. What was typed before stays in the record of "
                + "changes, as everything does that was kept.",
            options: [
                OptionDeclaration(
                    "role",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the role that agreed: a role, not a name"
                ),
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    help: "the day, as 04/03/2026; with --why it may stay as it is"
                ),
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    help: "why an agreement that is there is worded anew"
                ),
            ],
            examples: [
                .init(
                    "whub plans agree --role \"director of adult social services\" "
                        + "--on 04/03/2026",
                    "record the director's agreement"
                ),
                .init(
                    "whub plans agree --role \"director of adult social services\" --why \"a name "
                        + "stood here\"",
                    "put a role in the place of a name"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let isReworded = !(invocation.line.value("why") ?? "").isEmpty
        guard isReworded || invocation.line.value("on") != nil else {
            throw invocation.usage("--on is missing")
        }
        try PlansDesk(invocation).take(isReworded ? .reword : .agree)
    }

    /// `whub plans give-back`.
    static let plansGiveBack = Command(
        step(
            "give-back",
            "make a plan a draft again, and say why",
            details: "That it was agreed, and why it was given back, stays in the plan.",
            options: [
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "why, in a line"
                )
            ],
            examples: [.init("whub plans give-back --why \"The money is gone\"", "to change it")]
        )
    ) { (invocation) throws(CommandError) in
        try PlansDesk(invocation).take(.giveBack)
    }

    private static func step(
        _ verb: String,
        _ summary: String,
        details: String = "",
        options: [OptionDeclaration] = [],
        examples: [CommandDeclaration.Example]
    ) -> CommandDeclaration {
        CommandDeclaration(
            "plans",
            verb,
            summary: summary,
            details: details,
            effect: .writes,
            options: options,
            words: [PlansDesk.codeWord],
            examples: examples
        )
    }
}

extension PlansDesk {
    /// Tries a step, shows what is found, asks, and takes it.
    fileprivate func take(_ step: PlanStep) throws(CommandError) {
        let plan = try present()
        // Whoever is asked has seen what there is to see.
        let preview = try call(step, plan, rehearsal)
        let isOver =
            invocation.line.common.isDryRun || FindingList.errors(preview.findings) > 0
        switch invocation.line.common.output {
        case .json: if isOver { try invocation.printJSON(preview) }
        case .csv:
            try invocation.console.write(bytes: FindingList.listing(preview.findings).csv)
        case .table:
            try invocation.print(lines: FindingList.lines(preview.findings, invocation.style))
            if FindingList.errors(preview.findings) == 0 {
                try invocation.show(changes(step, plan, preview))
            }
        }
        try stop(at: preview.findings, leftOut: preview.findingsLeftOut)
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm("\(plan.title) (\(plan.code)): \(step.words)?")
        let answer = try call(step, plan, nil)
        try stop(at: answer.findings, leftOut: answer.findingsLeftOut)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The plan \(plan.code) \(step.done)",
            answer.saved,
            next: step.next(plan.code)
        )
    }

    private func changes(
        _ step: PlanStep,
        _ plan: WorkforcePlan,
        _ preview: PlanStepResponse
    ) -> [ValueChange] {
        if let stage = step.stage {
            return [ValueChange("State", Wording.planStage(plan.stage), Wording.planStage(stage))]
        }
        let (old, new) = (plan.agreements.last, preview.after?.agreements.last)
        return [
            ValueChange("Role that agreed", old?.role ?? "", new?.role ?? ""),
            ValueChange(
                "Agreed on",
                old.map { Wording.day($0.day) } ?? "",
                new.map { Wording.day($0.day) } ?? ""
            ),
            ValueChange("Why", old?.why ?? "", new?.why ?? ""),
        ]
    }

    private func call(
        _ step: PlanStep,
        _ plan: WorkforcePlan,
        _ options: CallOptions?
    ) throws(CommandError) -> PlanStepResponse {
        let (code, base) = (plan.code, plan.revision)
        switch step {
        case .review:
            let request = ReviewPlanRequest(code: code, baseRevision: base)
            return try ask(hub.reviewPlan, request, options)
        case .live:
            let request = BeginPlanRequest(code: code, baseRevision: base)
            return try ask(hub.beginPlan, request, options)
        case .close:
            let request = ClosePlanRequest(code: code, baseRevision: base)
            return try ask(hub.closePlan, request, options)
        case .agree, .reword:
            let request = AgreePlanRequest(
                code: code,
                role: try required("role"),
                day: try day("on") ?? "",
                baseRevision: base,
                why: invocation.line.value("why") ?? ""
            )
            return try ask(hub.agreePlan, request, options)
        case .giveBack:
            let request = GiveBackPlanRequest(
                code: code,
                reason: try required("why"),
                baseRevision: base
            )
            return try ask(hub.giveBackPlan, request, options)
        }
    }
}
