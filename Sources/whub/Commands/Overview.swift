import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub overview`, and `whub` alone.
    static let overview = Command(
        CommandDeclaration(
            "overview",
            summary: "what is due, what changed, and how to go on; `whub` alone does the same",
            examples: [.init("whub", "begin here"), .init("whub overview", "the same")]
        )
    ) { (invocation) throws(CommandError) in
        let options = try invocation.callOptions()
        let channel = try invocation.channel()
        let identity = try invocation.whoAmI(channel, options)
        let hub = PriorityServiceClient(channel)
        if identity.grants.contains(where: { $0.role == .regionLead }) {
            try regionOverview(hub, options, invocation)
        } else {
            try councilOverview(hub, options, identity, invocation)
        }
    }

    private static func councilOverview(
        _ hub: PriorityServiceClient,
        _ options: CallOptions,
        _ identity: WhoAmIResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        let answer: GetOverviewResponse
        do throws(ClientError) {
            answer = try hub.getOverview(GetOverviewRequest(), options)
        } catch {
            throw CommandError(error)
        }
        let hint = invocation.console.hint
        let overview = OverviewPage(answer, name: identity.tenantName, hint: hint)
        try invocation.print(answer, overview.listing, lines: overview.lines)
    }

    /// The boards of the windows that are open.
    private static func regionOverview(
        _ hub: PriorityServiceClient,
        _ options: CallOptions,
        _ invocation: Invocation
    ) throws(CommandError) {
        let boards: [GetStatusBoardResponse]
        do throws(ClientError) {
            let windows = try hub.listWindows(ListWindowsRequest(), options).windows
            let open = WindowChoice(windows, today: WindowChoice.today).open
            boards = try open.map { (window) throws(ClientError) in
                try hub.getStatusBoard(GetStatusBoardRequest(window: window.id), options)
            }
        } catch {
            throw CommandError(error)
        }
        if invocation.line.common.output == .json {
            for board in boards { try invocation.printJSON(board) }
            return
        }
        var listing = Listing(columns: [.init("window", "Window")] + StatusBoard.columns)
        var page = Page(invocation.style)
        for board in boards {
            let window = board.window?.id ?? ""
            listing.rows += StatusBoard(board).listing.rows.map { [.text(window)] + $0 }
            page.gap()
            page.add(StatusBoard(board).summary(invocation.style))
        }
        if invocation.line.common.output == .csv {
            return try invocation.console.write(bytes: listing.csv)
        }
        if boards.isEmpty { page.paragraph("No window is open.") }
        page.gap()
        page.heading("How to go on")
        for step in OverviewPage.regionSteps {
            page.command(invocation.console.hint.text(step))
        }
        try invocation.print(lines: page.lines)
    }
}

/// What is due, what changed, and how to go on.
struct OverviewPage {
    private let overview: GetOverviewResponse
    private let name: String
    private let hint: CommandHint

    /// Where a region lead goes on.
    static let regionSteps = [
        "whub priorities status", "whub priorities windows", "whub priorities set-window --help",
    ]

    /// The page of a council.
    init(_ overview: GetOverviewResponse, name: String, hint: CommandHint = CommandHint()) {
        self.overview = overview
        self.name = name
        self.hint = hint
    }

    /// A row for each thing that is due.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("window", "Window"), .init("what", "What"), .init("day", "By"),
            .init("days_left", "Days left", .trailing),
        ])
        listing.rows = overview.due.map { item in
            [
                .text(item.window), .text(item.what), .day(item.day),
                .text(item.daysLeft.map { "\($0)" } ?? ""),
            ]
        }
        return listing
    }

    /// The page.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading(name)
        page.gap()
        page.heading("What is due")
        if overview.due.isEmpty { page.paragraph("Nothing.", indent: 2) }
        for item in overview.due {
            let day = item.day.map { "by \(Wording.day($0))" } ?? "no date"
            page.entry(day, item.what, role: Self.role(item))
        }
        page.gap()
        page.heading("What changed lately")
        if overview.changed.isEmpty { page.paragraph("Nothing.", indent: 2) }
        for change in overview.changed { page.paragraph(change, indent: 2) }
        page.gap()
        page.heading("How to go on")
        for step in overview.nextSteps.prefix(Self.stepsMax) {
            page.command(hint.text(step))
        }
        return page.lines
    }

    /// More than this nobody reads.
    private static let stepsMax = 3

    private static func role(_ item: DueItem) -> TextRole? {
        guard let days = item.daysLeft else { return nil }
        return days < 0 ? .bad : days <= 14 ? .warning : nil
    }
}
