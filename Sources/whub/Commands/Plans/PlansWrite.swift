import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub plans new`.
    static let plansNew = Command(
        CommandDeclaration(
            "plans",
            "new",
            summary: "begin a workforce plan",
            details:
                "The plan is empty. `whub plans template` writes it to a file with an example of "
                + "every part; change that, and apply it.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "title",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "what it is called"
                ),
                OptionDeclaration(
                    "from",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "its first day, as 01/04/2026"
                ),
                OptionDeclaration(
                    "to",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "its last day, as 31/03/2029"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "your name for it, such as workforce-2026")],
            examples: [
                .init(
                    "whub plans new workforce-2026 --title \"Workforce plan\" --from 01/04/2026 "
                        + "--to 31/03/2029",
                    "a plan for three years"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        var plan = WorkforcePlan(code: desk.code, title: try desk.required("title"))
        plan.from = try desk.requiredDay("from")
        plan.to = try desk.requiredDay("to")
        try invocation.confirm("Begin the plan \(plan.code)?")
        let answer = try desk.ask(desk.hub.savePlan, SavePlanRequest(plan: plan))
        try desk.print(answer)
        try desk.stop(at: answer.findings, leftOut: answer.findingsLeftOut)
        invocation.sayKept(
            "The plan \(plan.code) is begun",
            answer.saved,
            next: "whub plans template \(plan.code) --out plan.json"
        )
    }

    /// `whub plans template`.
    static let plansTemplate = Command(
        CommandDeclaration(
            "plans",
            "template",
            summary: "a plan's document to begin from, with an example of every part",
            details: "Partners and why a kind of partner takes no part, challenges, objectives, "
                + "risks and actions with links, measures and costs: every field stands in it, and "
                + "every word that a field can hold. Replace the examples, and take out what you "
                + "do not need. With CODE it is your plan, and parts that it has stay as they are; "
                + "without CODE no hub is asked. `whub describe WorkforcePlan` lists all fields."
                + "\n\nA partner's `provider` is its code in the register (`whub providers list`); "
                + "its name may then be left out. A measure's numbers may be taken from figures "
                + "that your organisation has: "
                + "then `baselineFigure`, `targetFigure` or `actualFigure` holds "
                + "\(FigureReference.expectedForm).",
            effect: .reads,
            options: [PrioritiesDesk.outOption],
            words: [
                WordDeclaration("CODE", .optional, help: "your plan, such as workforce-2026")
            ],
            examples: [
                .init("whub plans template workforce-2026 --out plan.json", "then write in it"),
                .init("whub plans template", "see what a plan can hold"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let today = WindowChoice.today
        var plan = PlanTemplate.blank(year: today?.parts.year ?? PlansDesk.yearOfTheFirst)
        if let code = invocation.line.word("CODE") {
            let desk = try PlansDesk(invocation)
            plan = try desk.ask(desk.hub.getPlan, GetPlanRequest(code: code)).plan ?? plan
        }
        let filled = PlanTemplate.filled(plan, today: today?.iso ?? plan.from)
        let json = TerminalText.escaped(json: filled.jsonString(pretty: true)) + "\n"
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            Array(json.utf8),
            next: "Replace the examples, then: whub plans apply -f \(name) --dry-run"
        )
    }

    /// `whub plans export`.
    static let plansExport = Command(
        CommandDeclaration(
            "plans",
            "export",
            summary: "a plan as the JSON document that apply reads back",
            details: "A part that is left out of the document is gone from the plan when it is "
                + "applied. A new part has no `ref`: the hub gives it the next.",
            effect: .reads,
            options: [PrioritiesDesk.outOption],
            words: [PlansDesk.codeWord],
            examples: [.init("whub plans export --out plan.json", "to change and apply again")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let answer = try desk.ask(desk.hub.getPlan, GetPlanRequest(code: desk.code))
        let plan = answer.plan ?? WorkforcePlan()
        let json = TerminalText.escaped(json: plan.jsonString(pretty: true)) + "\n"
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            Array(json.utf8),
            next: "Change it, then: whub plans apply -f \(name) --dry-run"
        )
    }

    /// `whub plans apply`.
    static let plansApply = Command(
        CommandDeclaration(
            "plans",
            "apply",
            summary: "save a plan from the JSON document that export printed",
            details: "`whub plans template` writes a document with every field. "
                + "What would change is shown before anybody is asked. If somebody changed the "
                + "plan after the document was printed, nothing is saved and the exit code is 5: "
                + "what both of you changed differently is shown side by side. Where nothing "
                + "clashes, --merge puts both changes together.",
            effect: .writes,
            options: [
                PrioritiesDesk.fileOption,
                OptionDeclaration(
                    "merge",
                    help: "put your change and somebody else's together where nothing clashes"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init("whub plans apply -f plan.json --dry-run", "see what would change"),
                .init("whub plans apply -f plan.json", "save it"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let plan = try desk.message(WorkforcePlan.self, for: .planServiceSavePlan)
        let request = SavePlanRequest(
            plan: plan,
            baseRevision: plan.revision,
            merge: invocation.line.has("merge")
        )
        // A document of a plan that is there always names the revision that it was made from.
        let stale =
            plan.revision == 0
            ? "the document has no revision of the plan \(plan.code): write it into what "
                + "`whub plans export \(plan.code) --out FILE` gives, or for a new plan "
                + "`whub plans template \(plan.code) --out FILE`"
            : "whub plans export \(plan.code) --out FILE, or apply this again with --merge"
        let preview = try desk.rehearse(request, stale: stale)
        let isOver =
            invocation.line.common.isDryRun || FindingList.errors(preview.findings) > 0
        if isOver || invocation.line.common.output == .table { try desk.print(preview) }
        try desk.stop(at: preview.findings, leftOut: preview.findingsLeftOut)
        if preview.differences.isEmpty, preview.differencesLeftOut == 0 {
            invocation.console.say("The document says what the plan says: nothing would change.")
        }
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm("Save the plan \(plan.code) as the file has it?")
        let answer = try desk.ask(
            desk.hub.savePlan,
            request,
            at: .changedSinceYouReadIt,
            next: stale
        )
        if invocation.line.common.output != .table { try desk.print(answer) }
        try desk.stop(at: answer.findings, leftOut: answer.findingsLeftOut)
        let merged = answer.isMerged ? ", with somebody else's changes" : ""
        invocation.sayKept(
            "The plan \(plan.code) is saved\(merged)",
            answer.saved,
            next: "whub plans show \(plan.code)"
        )
    }

    /// `whub plans actions`.
    static let plansActions = Command(
        CommandDeclaration(
            "plans",
            "actions",
            summary: "a plan's actions as a CSV file for a spreadsheet",
            effect: .reads,
            options: [PrioritiesDesk.outOption],
            words: [PlansDesk.codeWord],
            examples: [
                .init("whub plans actions --out actions.csv", "take them, change them"),
                .init("whub plans actions-apply actions.csv --dry-run", "then send them"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let name = invocation.line.value("out") ?? "FILE"
        try desk.write(.actions, next: "Change it, then: whub plans actions-apply \(name)")
    }

    /// `whub plans markdown`.
    static let plansMarkdown = Command(
        CommandDeclaration(
            "plans",
            "markdown",
            summary: "a plan as Markdown, to read, print and put into papers",
            effect: .reads,
            options: [PrioritiesDesk.outOption],
            words: [PlansDesk.codeWord],
            examples: [.init("whub plans markdown --out plan.md", "for a paper")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        try desk.write(.markdown, next: "Print it, or send it on.")
    }

    /// `whub plans actions-apply`.
    static let plansActionsApply = Command(
        CommandDeclaration(
            "plans",
            "actions-apply",
            summary: "take a CSV file of actions into a plan: all of it, or nothing",
            details: "An action that the file lacks stays as it is, a column that it lacks changes "
                + "nothing (Ref, Action, Objective and Owner have to be there), and a row "
                + "without a reference is a new action. Its columns Plan and Plan revision say of "
                + "which plan it is and from which state it was written: what somebody else "
                + "changed since stays, and what both of you changed differently is shown side by "
                + "side. Without Plan revision the file is taken as written from the plan as it is "
                + "now.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "plan",
                    takes: .text("CODE"),
                    help: "the plan; the one that the file names without it, or else the one that "
                        + "changed last"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "the CSV file; - for standard input")],
            examples: [
                .init("whub plans actions-apply actions.csv --dry-run", "see what would change")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let path = invocation.line.word("FILE") ?? ""
        let file = try invocation.contents(of: path, bytesMax: PlansDesk.tableBytesMax)
        let desk = try PlansDesk(invocation)
        // A table that cannot be read, or is of two plans, is told of when it is taken.
        let origin = try? PlanActionTable.origin(of: file)
        let code = invocation.line.value("plan") ?? origin?.plan ?? ""
        let present = try desk.ask(desk.hub.getPlan, GetPlanRequest(code: code), desk.asides).plan
        let request = ImportPlanActionsRequest(
            code: present?.code ?? code,
            csv: file,
            baseRevision: present?.revision ?? 0
        )
        let preview = try desk.ask(desk.hub.importPlanActions, request, desk.rehearsal)
        let isOver =
            invocation.line.common.isDryRun || FindingList.errors(preview.findings) > 0
        if isOver || invocation.line.common.output == .table { try desk.print(preview) }
        try desk.stop(at: preview.findings, leftOut: preview.findingsLeftOut)
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm("Take these actions into \(request.code)?")
        let answer = try desk.ask(desk.hub.importPlanActions, request)
        if invocation.line.common.output != .table { try desk.print(answer) }
        try desk.stop(at: answer.findings, leftOut: answer.findingsLeftOut)
        invocation.sayKept(
            "The actions are taken into \(request.code)",
            answer.saved,
            next: "whub plans show \(request.code)"
        )
    }
}

extension PlansDesk {
    /// The year of a template where the clock does not say which it is.
    static let yearOfTheFirst = 2026
    /// The largest table of actions.
    static let tableBytesMax = 768 * 1_024

    /// Prints what a save found and changed.
    func print(_ answer: SavePlanResponse) throws(CommandError) {
        let listing =
            FindingList.errors(answer.findings) > 0
            ? FindingList.listing(answer.findings)
            : PlanDifferenceList.listing(answer.differences)
        try invocation.print(answer, listing) { style in
            FindingList.lines(answer.findings, style)
                + PlanDifferenceList.lines(
                    answer.differences,
                    leftOut: answer.differencesLeftOut,
                    style
                )
        }
    }

    /// Tries a save.
    func rehearse(
        _ request: SavePlanRequest,
        stale: String
    ) throws(CommandError) -> SavePlanResponse {
        do throws(ClientError) {
            return try hub.savePlan(request, rehearsal)
        } catch {
            let changed = Reason.changedSinceYouReadIt.code
            let isStale = error.reasonCode.utf8.elementsEqual(changed.utf8)
            throw CommandError(error, next: isStale ? stale : nil)
        }
    }

    /// Prints the plan as a document, or keeps it where `--out` says.
    func write(_ form: PlanForm, next: String) throws(CommandError) {
        if invocation.line.common.output == .csv, form != .actions {
            throw invocation.usage("a plan has no CSV form: whub plans actions writes its actions")
        }
        let request = GetPlanDocumentRequest(code: code, form: form)
        let answer = try ask(hub.getPlanDocument, request)
        if invocation.line.common.output == .json { return try invocation.printJSON(answer) }
        try invocation.printFile(answer.document, next: next)
    }
}
