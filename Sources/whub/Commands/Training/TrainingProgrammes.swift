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
                + "break nothing is behind. What does not fit, such as a certificate without all "
                + "standards, is told too. The earliest due day comes first; --worker shows "
                + "everything of each, with the id and revision, as -o csv does.",
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
                    help: "of which something is due on a day before today and so many days, or "
                        + "was; what is behind without a day, as hours are: --behind"
                ),
                OptionDeclaration("behind", help: "those that are behind alone"),
                OptionDeclaration("ended", help: "those that are completed or stopped too"),
                OptionDeclaration(
                    "by",
                    takes: .oneOf(ProgrammeList.Group.allCases.map(\.rawValue)),
                    help: "a list for each team, or for each manager from the names that are on "
                        + "this computer alone"
                ),
            ],
            examples: [
                .init("whub training programmes --behind", "what needs somebody now"),
                .init(
                    "whub training programmes --kind asye --due 30d",
                    "reviews of the next 30 days"
                ),
                .init("whub training programmes --due 30d --by manager", "a list for each manager"),
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
        let book = try NamesBook(invocation)
        let group = invocation.line.value("by").flatMap { ProgrammeList.Group(rawValue: $0) }
        if group == .manager { try book.requireNames() }
        var whole = try desk.list(request)
        ProgrammeList.sort(&whole, by: group, book)
        let listing = ProgrammeList.listing(whole.programmes, book)
        let found = whole.programmes
        let nothing = try found.isEmpty ? ProgrammeList.nothing(request, desk) : ""
        try invocation.print(whole, listing) { style in
            if found.isEmpty { return [nothing] }
            if let group { return ProgrammeList.lines(found, by: group, book, style) }
            return request.worker.isEmpty
                ? ProgrammeList.lines(found, book, style) : listing.entries(style)
        }
        if whole.withoutFirstDay > 0 {
            let count = Wording.count(
                Int(whole.withoutFirstDay),
                "programme has",
                "programmes have"
            )
            invocation.console.say(
                "\(count) no first day, so that nothing of that is ever due or behind. Record one: "
                    + "whub training record-programme REF --kind KIND --started DATE"
            )
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
            details: "Each worker counts once, by the furthest programme; who is behind is counted "
                + "among those who have one open, whatever else they completed. An award of the "
                + "Care Certificate of which some standards have a day and others have none is "
                + "counted alone and not as completed; where no standard has a day, the award "
                + "counts. Workers who left or are restricted are not counted.",
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
            .init("open", "of those with one open", .trailing),
            .init("not_completed", "Stopped, not passed or not begun", .trailing),
            .init("without", "Without one", .trailing), .init("workers", "Workers", .trailing),
            .init("standards_missing", "Awarded, standards missing", .trailing),
        ])
        listing.rows = answer.groups.map { ProgrammeList.row($0, or: "none recorded") }
        if let total = answer.total { listing.rows.append(ProgrammeList.row(total, or: "All")) }
        try invocation.print(answer, listing) { style in
            answer.groups.isEmpty
                ? ["No worker is recorded."] : ProgrammeList.lines(answer, group, style)
        }
        if answer.groupsLeftOut > 0 {
            invocation.console.say("\(answer.groupsLeftOut) more are in the last row alone.")
        }
    }
}
