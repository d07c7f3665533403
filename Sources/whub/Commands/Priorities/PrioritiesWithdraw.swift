import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    private static let whyOption = OptionDeclaration(
        "why",
        takes: .text("TEXT"),
        isRequired: true,
        help: "why, for the journal"
    )

    /// `whub priorities withdraw-window`.
    static let prioritiesWithdrawWindow = Command(
        CommandDeclaration(
            "priorities",
            "withdraw-window",
            summary: "take a return window back in which nobody has begun (region lead)",
            effect: .writes,
            options: [whyOption, PrioritiesDesk.keyOption],
            words: [WordDeclaration("WINDOW", help: "its name for machines, as 2025-autumn")],
            examples: [
                .init(
                    "whub priorities withdraw-window 2025-autumn --why \"Set by mistake\"",
                    "while nobody has begun"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let why = try desk.required("why")
        let id = invocation.line.word("WINDOW") ?? ""
        let windows = try desk.ask(desk.hub.listWindows, ListWindowsRequest(), desk.asides).windows
        let window = windows.first { $0.id.utf8.elementsEqual(id.utf8) }
        try invocation.confirm("Take the window \(id) back?")
        let request = WithdrawWindowRequest(
            window: id,
            why: why,
            baseRevision: window?.revision ?? 0
        )
        let answer = try desk.ask(desk.hub.withdrawWindow, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The window \(id) is withdrawn", answer.saved)
    }

    /// `whub priorities withdraw-spotlight`.
    static let prioritiesWithdrawSpotlight = Command(
        CommandDeclaration(
            "priorities",
            "withdraw-spotlight",
            summary: "take a session back that was recorded by mistake (region lead)",
            details: "To correct a session, withdraw it and record it again.",
            effect: .writes,
            options: [whyOption, PrioritiesDesk.keyOption],
            words: [WordDeclaration("ID", help: "from `whub priorities spotlights -o csv`")],
            examples: [
                .init("whub priorities spotlights -o csv", "look its id up"),
                .init(
                    "whub priorities withdraw-spotlight ID --why \"Recorded twice\"",
                    "then take it back"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let why = try desk.required("why")
        let id = invocation.line.word("ID") ?? ""
        let sessions = try desk.ask(
            desk.hub.listSpotlights,
            ListSpotlightsRequest(),
            desk.asides
        ).spotlights
        let session = sessions.first { $0.id.utf8.elementsEqual(id.utf8) }
        try invocation.confirm("Take the session \(id) back?")
        let request = WithdrawSpotlightRequest(
            spotlight: id,
            why: why,
            baseRevision: session?.revision ?? 0
        )
        let answer = try desk.ask(desk.hub.withdrawSpotlight, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The session is withdrawn", answer.saved)
    }
}
