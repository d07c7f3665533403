import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities spotlights`.
    static let prioritiesSpotlights = Command(
        CommandDeclaration(
            "priorities",
            "spotlights",
            summary: "the region's sessions on what works for a priority",
            examples: [.init("whub priorities spotlights", "what was shown, and who hosted")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listSpotlights, ListSpotlightsRequest())
        if answer.spotlights.isEmpty {
            invocation.console.say(
                "There is no session yet. The region lead records one: "
                    + "whub priorities add-spotlight --help"
            )
        }
        var listing = Listing(columns: [
            .init("month", "Month"), .init("day", "Day"), .init("items", "Priorities"),
            .init("host", "Host"), .init("practice", "Practice"), .init("follow_up", "Follow-up"),
            .init("session", "Session", isForPrograms: true),
        ])
        listing.rows = answer.spotlights.map { session in
            [
                .text(session.month), .day(session.day),
                .text(session.items.joined(separator: " ")), .text(session.host),
                .text(session.practice.joined(separator: "\n")), .text(session.followUp),
                .text(session.id),
            ]
        }
        try invocation.print(answer, listing)
    }

    /// `whub priorities add-spotlight`.
    static let prioritiesAddSpotlight = Command(
        CommandDeclaration(
            "priorities",
            "add-spotlight",
            summary: "record a session on what works for a priority (region lead)",
            effect: .writes,
            options: [
                OptionDeclaration("month", takes: .text("YYYY-MM"), help: "its month, as 2025-11"),
                OptionDeclaration("on", takes: .text("DATE"), help: "its day, once confirmed"),
                OptionDeclaration(
                    "edition",
                    takes: .text("EDITION"),
                    isRequired: true,
                    help: "whose items they are"
                ),
                OptionDeclaration(
                    "item",
                    takes: .text("CODE"),
                    isRepeatable: true,
                    help: "what it is about, as SWP4; may stand several times"
                ),
                OptionDeclaration(
                    "host",
                    takes: .text("TEXT"),
                    help: "the organisation that hosts"
                ),
                OptionDeclaration(
                    "practice",
                    takes: .text("TEXT"),
                    isRepeatable: true,
                    help: "practice that was shown; may stand several times"
                ),
                OptionDeclaration("follow-up", takes: .text("TEXT"), help: "what follows from it"),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init(
                    "whub priorities add-spotlight --month 2025-11 --edition EDITION --item SWP4 "
                        + "--host \"Example Council A\"",
                    "a session on wellbeing"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let line = invocation.line
        let day = try desk.day("on")
        var session = Spotlight()
        session.day = day
        // A day has its month: 2025-11 of 2025-11-04.
        session.month = line.value("month") ?? day.map { String($0.prefix(7)) } ?? ""
        session.edition = try desk.required("edition")
        session.items = line.values("item")
        session.host = line.value("host") ?? ""
        session.practice = line.values("practice")
        session.followUp = line.value("follow-up") ?? ""
        try invocation.confirm("Record the session of \(session.month)?")
        let answer = try desk.ask(
            desk.hub.saveSpotlight,
            SaveSpotlightRequest(spotlight: session)
        )
        if line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The session is recorded", answer.saved)
    }
}
