import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training gap`.
    static let trainingGap = Command(
        CommandDeclaration(
            "training",
            "gap",
            summary: "what one worker needs for the next role",
            details: "What your rules ask of somebody in that main job or that category of the "
                + "Care Workforce Pathway, and what of it this worker has not shown. No time of "
                + "grace is counted, and nothing is changed.",
            options: [
                OptionDeclaration(
                    "role",
                    takes: .text("ROLE"),
                    help: "the main job, as your rules call it"
                ),
                OptionDeclaration(
                    "pathway",
                    takes: .text("CATEGORY"),
                    help: "the category: its title, or its bulk upload code"
                ),
            ],
            words: [
                WordDeclaration(
                    "REF",
                    help: "a staff number, w: and digits, or a name of this computer"
                )
            ],
            examples: [
                .init(
                    "whub training gap E000123 --pathway \"Supervisor or leader\"",
                    "before somebody is promoted"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = GetPathwayGapRequest(worker: try invocation.worker())
        request.role = invocation.line.value("role") ?? ""
        request.pathway = invocation.line.value("pathway") ?? ""
        guard !request.role.isEmpty || !request.pathway.isEmpty else {
            throw invocation.usage("give --role, --pathway, or both")
        }
        let answer = try desk.ask(desk.hub.getPathwayGap, request)
        var listing = Listing(columns: [
            .init("topic", "Training"), .init("state", "State"), .init("last_day", "Last day"),
            .init("basis", "Basis"), .init("rule", "Rule"),
        ])
        listing.rows = answer.open.map { line in
            [
                .text(line.topic), .text(line.state), .day(line.lastDay), .text(line.basis),
                .text(line.rule),
            ]
        }
        try invocation.print(answer, listing) { style in
            var page = Page(style)
            let shown = answer.required - min(answer.required, UInt64(answer.open.count))
            page.paragraph(
                answer.required == 0
                    ? "No rule asks for anything in that role."
                    : "Shown: \(shown) of \(answer.required) that would be required."
            )
            if !answer.open.isEmpty {
                page.gap()
                page.add(listing.lines(style))
            }
            return page.lines
        }
    }

    /// `whub training skills`.
    static let trainingSkills = Command(
        CommandDeclaration(
            "training",
            "skills",
            summary: "by team, how many workers have the skills of a set",
            details: "Skills are records of training that have not ended. Workers who left or are "
                + "restricted are not counted.",
            words: [WordDeclaration("SET", help: "digital or leadership")],
            examples: [.init("whub training skills digital", "each skill, and all of them")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let request = GetSkillCoverageRequest(set: invocation.line.word("SET") ?? "")
        let answer = try desk.ask(desk.hub.getSkillCoverage, request)
        var listing = Listing(
            columns: [.init("team", "Team"), .init("workers", "Workers", .trailing)]
                + answer.topics.enumerated().map { place, topic in
                    .init("skill_\(place + 1)", topic, .trailing)
                } + [.init("all", "All of them", .trailing)]
        )
        listing.rows = answer.teams.map { team in
            [.text(team.team), .text("\(team.workers)")] + team.having.map { .text("\($0)") }
                + [.text("\(team.havingAll)")]
        }
        try invocation.print(answer, listing) { style in
            answer.teams.isEmpty ? ["No worker is recorded."] : listing.entries(style)
        }
        if answer.teamsLeftOut > 0 {
            invocation.console.say("\(answer.teamsLeftOut) teams are left out.")
        }
    }
}
