import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities status`.
    static let prioritiesStatus = Command(
        CommandDeclaration(
            "priorities",
            "status",
            summary: "which councils have started, handed in and agreed (region lead)",
            details: "States and days only: what a council wrote is never shown here.",
            options: [PrioritiesDesk.windowOption],
            examples: [
                .init("whub priorities status", "the window that is open"),
                .init("whub priorities status -o csv > status.csv", "for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        // Without a name the hub chooses: the open one, or that which closed last.
        let name = invocation.line.value(PrioritiesDesk.windowOption.name) ?? ""
        let request = GetStatusBoardRequest(window: name)
        let answer = try desk.ask(desk.hub.getStatusBoard, request)
        let board = StatusBoard(answer)
        try invocation.print(answer, board.listing, lines: board.lines)
    }
}

/// How far the councils of a region are.
struct StatusBoard {
    private let board: GetStatusBoardResponse

    /// The board as the hub tells it.
    init(_ board: GetStatusBoardResponse) { self.board = board }

    /// The columns: people see the day of the state, programs all days.
    static let columns: [Listing.Column] = [
        .init("code", "Code"), .init("council", "Council"), .init("state", "State"),
        .init("since", "Since"), .init("started", "Started", isForPrograms: true),
        .init("handed_in", "Handed in", isForPrograms: true),
        .init("agreed", "Agreed", isForPrograms: true),
    ]

    /// A row for each council.
    var listing: Listing {
        var listing = Listing(columns: Self.columns)
        listing.rows = board.councils.map { council in
            [
                .text(council.code), .text(council.name),
                .text(Wording.state(council.state), Wording.role(council.state)),
                .day(council.agreed ?? council.handedIn ?? council.started),
                .day(council.started), .day(council.handedIn), .day(council.agreed),
            ]
        }
        return listing
    }

    /// A picture of the states, then the table.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.add(summary(style))
        page.gap()
        page.add(listing.lines(style))
        return page.lines
    }

    /// How many councils are in each state, as a picture.
    func summary(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let window = board.window ?? Window()
        page.heading("\(window.name) (\(window.id)), \(WindowChoice.dates(window))")
        let states: [AssessmentState] = [.notStarted, .draft, .handedIn, .agreed]
        let bars = states.map { state in
            let count = board.councils.count { Wording.state($0.state) == Wording.state(state) }
            return BarChart.Bar(
                Wording.state(state),
                value: Double(count),
                shown: "\(count) of \(board.councils.count)"
            )
        }
        page.add(BarChart(bars, full: Double(max(1, board.councils.count))).lines(style))
        return page.lines
    }
}
