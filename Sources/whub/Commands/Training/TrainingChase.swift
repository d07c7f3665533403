import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training expiring`.
    static let trainingExpiring = chase(
        "expiring",
        .expiring,
        "who has training that ends soon",
        [
            OptionDeclaration(
                "within",
                takes: .text("DAYS"),
                help:
                    "how soon, such as 90d; 90 days without it. Ends before today and 90 days: who "
                    + "ends on the ninetieth day from today is in the list of 91d"
            )
        ]
    )
    /// `whub training expired`.
    static let trainingExpired = chase("expired", .expired, "who has training that has ended", [])
    /// `whub training missing`.
    static let trainingMissing = chase(
        "missing",
        .missing,
        "who has no record of training that is required today",
        []
    )

    private static func chase(
        _ verb: String,
        _ chase: TrainingChase,
        _ summary: String,
        _ options: [OptionDeclaration]
    ) -> Command {
        Command(
            CommandDeclaration(
                "training",
                verb,
                summary: summary,
                details: "By the last days, the earliest first: what rules ask for, and "
                    + "qualifications, registrations, checks, competencies and supervisions that "
                    + "end by a day of their own. With names on this computer "
                    + "(`whub names load`) the list has them, and --by manager makes a list for "
                    + "each manager. Who has a place on a course is in the lists of what has "
                    + "expired or is missing too, marked as booked with the day.",
                options: options + [TrainingDesk.byManagerOption],
                examples: [
                    .init("whub training \(verb)", "the list"),
                    .init("whub training \(verb) --by manager", "a list for each manager"),
                ]
            )
        ) { (invocation) throws(CommandError) in
            let desk = try TrainingDesk(invocation)
            let list = try ChaseRows.all(desk, chase, within: try within(invocation))
            let book = try NamesBook(invocation)
            try ChasePage(list, book, invocation).show(summary)
        }
    }

    private static func within(_ invocation: Invocation) throws(CommandError) -> UInt32 {
        guard let text = invocation.line.value("within") else { return 0 }
        let digits = text.hasSuffix("d") ? String(text.dropLast()) : text
        guard let days = TimeSpan.number(Array(digits.utf8)), (1...730).contains(days) else {
            throw invocation.usage("--within takes a number of days from 1 to 730, such as 90d")
        }
        return UInt32(days)
    }
}

/// Who has to do something, page by page.
enum ChaseRows {
    /// The most rows that one list has.
    static let rowsMax = 50_000

    static func all(
        _ desk: TrainingDesk,
        _ chase: TrainingChase,
        within: UInt32
    ) throws(CommandError) -> ListTrainingStandingsResponse {
        var whole = ListTrainingStandingsResponse()
        var request = ListTrainingStandingsRequest(chase: chase, withinDays: within)
        repeat {
            let page = try desk.ask(desk.hub.listTrainingStandings, request)
            whole.standings += page.standings
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.standings.count < rowsMax
        whole.nextCursor = request.cursor
        return whole
    }
}

/// A chase list, with names where this computer has them.
private struct ChasePage {
    private let answer: ListTrainingStandingsResponse
    private let book: NamesBook
    private let invocation: Invocation

    init(
        _ answer: ListTrainingStandingsResponse,
        _ book: NamesBook,
        _ invocation: Invocation
    ) {
        self.answer = answer
        self.book = book
        self.invocation = invocation
    }

    func show(_ summary: String) throws(CommandError) {
        let byManager = invocation.line.has("by")
        if byManager { try book.requireNames() }
        let sorted = byManager ? self.sorted : answer.standings
        try invocation.print(answer, listing(sorted)) { style in
            lines(sorted, byManager, style)
        }
        if !answer.nextCursor.isEmpty {
            invocation.console.say(
                "The list has the first \(NumberText.grouped(answer.standings.count)) rows; there "
                    + "are more."
            )
        }
    }

    /// By manager, those without one at the end; each in the order of the days.
    private var sorted: [TrainingStanding] {
        let places = answer.standings.enumerated().map { place, standing in
            (manager: book.manager(standing.worker), place: place, standing: standing)
        }
        return places.sorted { left, right in
            if left.manager.isEmpty != right.manager.isEmpty { return right.manager.isEmpty }
            if !left.manager.utf8.elementsEqual(right.manager.utf8) {
                return left.manager.utf8.lexicographicallyPrecedes(right.manager.utf8)
            }
            return left.place < right.place
        }.map(\.standing)
    }

    private func listing(_ standings: [TrainingStanding]) -> Listing {
        var listing = Listing(columns: [
            .init("manager", "Manager"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("topic", "Training"),
            .init("kind", "Kind", isForPrograms: true), .init("state", "State"),
            .init("last_day", "Last day"), .init("team", "Team"), .init("role", "Role"),
            .init("organisation", "Workplace"), .init("basis", "Basis", isForPrograms: true),
        ])
        listing.rows = standings.map { standing in
            [
                .text(book.manager(standing.worker)), .text(standing.worker),
                .text(book.words(standing.worker)), .text(standing.topic), .text(standing.kind),
                .text(ChasePage.state(standing), ChasePage.role(standing.state)),
                .day(standing.lastDay),
                .text(standing.team), .text(standing.role), .text(standing.organisation),
                .text(standing.basis),
            ]
        }
        return listing
    }

    private func lines(
        _ standings: [TrainingStanding],
        _ byManager: Bool,
        _ style: TerminalStyle
    ) -> [String] {
        guard !standings.isEmpty else { return ["Nobody."] }
        guard byManager else { return table(standings, style) }
        var page = Page(style)
        var group: [TrainingStanding] = []
        func close() {
            guard let first = group.first else { return }
            let manager = book.manager(first.worker)
            page.gap()
            page.heading(manager.isEmpty ? "No manager known" : manager)
            page.add(table(group, style))
            group = []
        }
        for standing in standings {
            let isSame =
                group.first.map {
                    book.manager($0.worker).utf8.elementsEqual(book.manager(standing.worker).utf8)
                } ?? true
            if !isSame { close() }
            group.append(standing)
        }
        close()
        return page.lines
    }

    private func table(_ standings: [TrainingStanding], _ style: TerminalStyle) -> [String] {
        let table = Table(
            [
                .init("Who"), .init("Training"), .init("State"), .init("Last day"), .init("Team"),
            ],
            rows: standings.map { standing in
                [
                    Table.Cell(book.words(standing.worker)), Table.Cell(standing.topic),
                    Table.Cell(ChasePage.state(standing), role: ChasePage.role(standing.state)),
                    Table.Cell(standing.lastDay.map(Wording.day) ?? ""),
                    Table.Cell(standing.team),
                ]
            }
        )
        return table.lines(style)
    }

    /// The state, with the day of a place on a course.
    static func state(_ standing: TrainingStanding) -> String {
        standing.bookedFor.map { "\(standing.state) for \(Wording.day($0))" } ?? standing.state
    }

    static func role(_ state: String) -> TextRole? {
        switch state {
        case "expired", "missing": .bad
        case "expiring", "no expiry recorded": .warning
        default: nil
        }
    }
}
