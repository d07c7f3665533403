import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training programmes`.
    static let trainingProgrammes = Command(
        CommandDeclaration(
            "training",
            "programmes",
            summary: "Care Certificates, apprenticeships, ASYE and managers’ development",
            details: "What each worker has begun, how far it is, what is due and what is behind: "
                + "standards without a day after the aim of 12 weeks, which is an aim and no rule; "
                + "reviews that are overdue; off-the-job hours behind the plan pro rata. In a "
                + "break nothing is behind.",
            options: [
                OptionDeclaration("worker", takes: .text("REF"), help: "of one worker alone"),
                OptionDeclaration(
                    "kind",
                    takes: .oneOf(ProgrammeWords.kinds),
                    help: "of one kind alone"
                ),
                OptionDeclaration(
                    "due",
                    takes: .text("DAYS"),
                    help: "of which something is due before today and so many days, or was"
                ),
                OptionDeclaration("behind", help: "those that are behind alone"),
                OptionDeclaration("ended", help: "those that are completed or stopped too"),
            ],
            examples: [
                .init("whub training programmes --behind", "what needs somebody now"),
                .init(
                    "whub training programmes --kind asye --due 30d",
                    "reviews of the next 30 days"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var request = ListProgrammesRequest()
        request.worker = try invocation.workerOption()
        request.kind = ProgrammeWords.kind(invocation)
        request.dueWithinDays = try DelegationOptions.due(invocation)
        request.behind = invocation.line.has("behind")
        request.withEnded = invocation.line.has("ended")
        let whole = try desk.list(request)
        let listing = ProgrammeList.listing(whole.programmes, try NamesBook(invocation))
        try invocation.print(whole, listing) { style in
            whole.programmes.isEmpty ? ["No programme is so."] : listing.entries(style)
        }
        if !whole.nextCursor.isEmpty {
            invocation.console.say("The list has the first rows alone; there are more.")
        }
    }

    /// `whub training programme-coverage`.
    static let trainingProgrammeCoverage = Command(
        CommandDeclaration(
            "training",
            "programme-coverage",
            summary: "by team or organisation, how many workers have a programme of a kind",
            details: "Each worker counts once, by the furthest programme. Workers who left or are "
                + "restricted are not counted.",
            options: [
                OptionDeclaration(
                    "by",
                    takes: .oneOf(["team", "organisation"]),
                    help: "what is counted by; team where nothing is said"
                )
            ],
            words: [
                WordDeclaration(
                    "KIND",
                    help: ProgrammeWords.kinds.joined(separator: ", ")
                )
            ],
            examples: [
                .init(
                    "whub training programme-coverage care-certificate --by team",
                    "completed out of all workers, with both numbers"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        let typed = invocation.line.word("KIND") ?? ""
        guard let kind = DevelopmentKind(word: typed) else {
            throw invocation.usage(
                "KIND is one of: \(ProgrammeWords.kinds.joined(separator: ", "))"
            )
        }
        var request = GetProgrammeCoverageRequest()
        request.kind = ProgrammeKind(rawValue: Int32(kind.rawValue))
        request.by = invocation.line.value("by") == "organisation" ? .organisation : .team
        let answer = try desk.ask(desk.hub.getProgrammeCoverage, request)
        let group = request.by == .team ? "Team" : "Organisation"
        var listing = Listing(columns: [
            .init("group", group), .init("completed", "Completed", .trailing),
            .init("in_progress", "In progress", .trailing), .init("behind", "Behind", .trailing),
            .init("not_completed", "Stopped, not passed or not begun", .trailing),
            .init("without", "Without one", .trailing), .init("workers", "Workers", .trailing),
        ])
        listing.rows = answer.groups.map { ProgrammeList.row($0, or: "none recorded") }
        if let total = answer.total { listing.rows.append(ProgrammeList.row(total, or: "All")) }
        try invocation.print(answer, listing) { style in
            answer.groups.isEmpty ? ["No worker is recorded."] : listing.lines(style)
        }
        if answer.groupsLeftOut > 0 {
            invocation.console.say("\(answer.groupsLeftOut) more are in the last row alone.")
        }
    }

    /// `whub training undo-programme`.
    static let trainingUndoProgramme = Command(
        CommandDeclaration(
            "training",
            "undo-programme",
            summary: "take the last change of a programme back",
            details: "It is as it was before; the first change taken back, it is gone. The journal "
                + "keeps both.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the revision of that change, as the list of programmes has it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("ID", help: "the programme: whub training programmes")],
            examples: [
                .init(
                    "whub training undo-programme 01890a5d-ac96-774b-bcce-b302099a8057 "
                        + "--revision 12",
                    "that change was a mistake"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var request = UndoProgrammeRequest(id: invocation.line.word("ID") ?? "")
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Take this change back?")
        let answer = try desk.ask(desk.hub.undoProgramme, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("Taken back", answer.saved)
    }
}

/// A command's conversation with the hub about programmes.
struct ProgrammeDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The calls.
    let hub: ProgrammeServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        hub = ProgrammeServiceClient(try invocation.channel())
    }

    /// Asks for every page of a list, as far as one answer goes.
    func list(_ asked: ListProgrammesRequest) throws(CommandError) -> ListProgrammesResponse {
        var request = asked
        var whole = ListProgrammesResponse()
        repeat {
            let page = try ask(hub.listProgrammes, request, reading)
            whole.day = page.day
            whole.programmes += page.programmes
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.programmes.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        return whole
    }
}

/// Words and options of commands about programmes.
enum ProgrammeWords {
    /// The kinds, as they are typed.
    static let kinds = DevelopmentKind.allCases.map(\.word)

    /// The kind of `--kind`; unspecified where it was not given.
    static func kind(_ invocation: Invocation) -> ProgrammeKind {
        let kind = invocation.line.value("kind").flatMap { DevelopmentKind(word: $0) }
        return ProgrammeKind(rawValue: Int32(kind?.rawValue ?? 0))
    }

    /// A kind as it is typed.
    static func word(_ kind: ProgrammeKind) -> String {
        DevelopmentKind(rawValue: Int(kind.rawValue))?.word ?? "kind \(kind.rawValue)"
    }

    /// How a programme stands, in a sentence.
    static func standing(_ one: Programme) -> String {
        if one.isRestricted { return "Restricted: nothing is worked out." }
        let state = one.state.split(separator: "-").joined(separator: " ")
        let found = findings(one)
        return "\(word(one.kind)): \(state)\(found.isEmpty ? "" : "; \(found)")."
    }

    /// What is due or behind.
    static func findings(_ one: Programme) -> String {
        one.findings.map { found in
            let day = found.day.map { ", \(Wording.day($0))" } ?? ""
            return "\(found.isBehind ? "BEHIND: " : "")\(found.words)\(day)"
        }.joined(separator: "; ")
    }

    /// What an answer to a change says.
    static func tell(
        _ answer: SaveProgrammesResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else {
            return invocation.console.say("Nothing to do: it is recorded already.")
        }
        invocation.sayKept("Recorded", answer.saved, next: "whub training programmes")
        if let programme = answer.programme {
            invocation.console.say(TerminalText.escaped(standing(programme)))
        }
    }
}

/// Programmes as a list.
enum ProgrammeList {
    /// A row for each.
    static func listing(_ programmes: [Programme], _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("id", "Id"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("kind", "Programme"), .init("title", "Title"),
            .init("edition", "Edition"), .init("level", "Level"), .init("provider", "Provider"),
            .init("state", "State"), .init("behind", "Behind"), .init("due", "Due"),
            .init("started", "Started"), .init("planned_end", "Planned end"),
            .init("completed", "Completed"), .init("stopped", "Stopped"),
            .init("missing_standards", "Standards without a day"),
            .init("steps", "Done"), .init("breaks", "Breaks"),
            .init("hours_done", "Off-the-job hours", .trailing),
            .init("hours_expected", "By now", .trailing),
            .init("hours_planned", "Planned", .trailing), .init("funding", "Funding"),
            .init("pounds", "Pounds", .trailing), .init("asc_wds", "ASC-WDS answer"),
            .init("revision", "Revision"),
        ])
        listing.rows = programmes.map { one in
            [
                .text(one.id), .text(one.worker), .text(book.words(one.worker)),
                .text(ProgrammeWords.word(one.kind)), .text(one.title), .text(one.edition),
                .text(number(one.level)), .text(one.provider),
                .text(one.isRestricted ? "not worked out" : one.state),
                .text(one.isBehind ? "yes" : ""), .text(ProgrammeWords.findings(one)),
                .day(one.started), .day(one.plannedEnd), .day(one.completed), .day(one.stopped),
                .text(one.missingStandards.map { "\($0)" }.joined(separator: " ")),
                .text(one.steps.map(step).joined(separator: "; ")),
                .text(one.breaks.map(away).joined(separator: "; ")),
                .text(number(one.hoursDone)), .text(number(one.hoursExpected)),
                .text(number(one.hoursPlanned)), .text(one.funding),
                .text(ClaimWords.pounds(one.fundingPence)), .text(one.ascWdsAnswer),
                .text("\(one.revision)"),
            ]
        }
        return listing
    }

    /// A group's counts.
    static func row(_ one: ProgrammeCoverage, or nothing: String) -> [Listing.Value] {
        [
            .text(one.group.isEmpty ? nothing : one.group), .text("\(one.completed)"),
            .text("\(one.inProgress)"), .text("\(one.behind)"), .text("\(one.notCompleted)"),
            .text("\(one.without)"), .text("\(one.workers)"),
        ]
    }

    private static func number(_ number: UInt32?) -> String { number.map { "\($0)" } ?? "" }

    private static func step(_ step: ProgrammeStep) -> String {
        let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue))?.word ?? "step"
        let name = step.number > 0 ? "\(kind) \(step.number)" : kind
        let outcome =
            switch step.outcome {
            case .passed: ", passed"
            case .notPassed: ", not passed"
            default: ""
            }
        return "\(name) \(Wording.day(step.day))\(outcome)"
    }

    private static func away(_ away: ProgrammeBreak) -> String {
        let until = away.until.map { " until \(Wording.day($0))" } ?? ""
        return "from \(Wording.day(away.from))\(until)"
    }
}
