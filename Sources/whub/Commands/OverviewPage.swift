import HubText
import HubWire

/// What is due, what changed, and how to go on.
struct OverviewPage {
    private let overview: GetOverviewResponse
    private let name: String
    private let showsChanges: Bool
    private let isProgram: Bool
    private let hint: CommandHint

    /// Where a region lead goes on.
    static let regionSteps = [
        "whub priorities status", "whub priorities windows", "whub priorities set-window --help",
    ]

    /// The steps of one kind that somebody reads.
    static let stepsMax = 3

    /// The page of an organisation.
    init(
        _ overview: GetOverviewResponse,
        name: String,
        showsChanges: Bool = true,
        isProgram: Bool = false,
        hint: CommandHint = CommandHint()
    ) {
        self.overview = overview
        self.name = name
        self.showsChanges = showsChanges
        self.isProgram = isProgram
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
        if isProgram, overview.due.isEmpty {
            page.paragraph("Nothing is asked of a program here.")
        } else {
            Self.add(overview.due, to: &page)
        }
        if showsChanges {
            page.gap()
            page.heading("What changed lately")
            if overview.changed.isEmpty { page.paragraph("Nothing.", indent: 2) }
            for change in overview.changed { page.paragraph(change, indent: 2) }
        }
        Self.add(steps: overview.nextSteps, hint, to: &page)
        return page.lines
    }

    /// What is due, under its heading.
    static func add(_ due: [DueItem], to page: inout Page) {
        page.heading("What is due")
        if due.isEmpty { page.paragraph("Nothing.", indent: 2) }
        for item in due {
            page.entry(when(item), item.what, role: role(item))
        }
    }

    /// Commands to go on with, under their heading.
    static func add(steps: [String], _ hint: CommandHint, to page: inout Page) {
        guard !steps.isEmpty else { return }
        page.gap()
        page.heading("How to go on")
        for step in steps { page.command(hint.text(step)) }
    }

    private static func when(_ item: DueItem) -> String {
        guard !item.isDone else { return "done" }
        // Only windows have days that may still be open.
        let none = item.window.isEmpty ? "now" : "no date"
        return item.day.map { "by \(Wording.day($0))" } ?? none
    }

    private static func role(_ item: DueItem) -> TextRole? {
        guard !item.isDone else { return .good }
        guard let days = item.daysLeft else { return nil }
        return days < 0 ? .bad : days <= 14 ? .warning : nil
    }
}
