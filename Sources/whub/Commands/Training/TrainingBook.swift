import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training book`.
    static let trainingBook = Command(
        CommandDeclaration(
            "training",
            "book",
            summary: "what to book: how many places each course needs",
            details: "Missing, expired and expiring training, by what would satisfy it. With "
                + "--places the groups are as even as they can be. With names on this computer "
                + "(`whub names load`) --by manager tells each manager's people.",
            options: [
                OptionDeclaration(
                    "places",
                    takes: .text("N"),
                    help: "how many places one course has"
                ),
                TrainingDesk.byManagerOption,
            ],
            examples: [
                .init("whub training book --places 12", "how many courses, and how large"),
                .init("whub training book --by manager -o csv", "a list for managers"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        if invocation.line.has("by") { return try ManagerNeeds.show(desk) }
        var request = ListTrainingNeedsRequest()
        if let text = invocation.line.value("places") {
            guard let places = TimeSpan.number(Array(text.utf8)), (1...1_000).contains(places)
            else {
                throw invocation.usage("--places takes a number from 1 to 1000")
            }
            request.places = UInt32(places)
        }
        let answer = try desk.ask(desk.hub.listTrainingNeeds, request)
        var listing = Listing(columns: [
            .init("rule", "Rule", isForPrograms: true), .init("topic", "Training"),
            .init("places", "Places", .trailing), .init("missing", "Missing", .trailing),
            .init("expired", "Expired", .trailing), .init("expiring", "Expiring", .trailing),
            .init("earliest", "First to end"), .init("booked", "Booked", .trailing),
            .init("groups", "Courses"), .init("basis", "Basis"),
        ])
        listing.rows = answer.needs.map { need in
            [
                .text(need.rule), .text(need.topic),
                .text("\(need.missing + need.expired + need.expiring)"), .text("\(need.missing)"),
                .text("\(need.expired)"), .text("\(need.expiring)"), .day(need.earliest),
                .text("\(need.booked)"), .text(groups(need.groups)),
                .text(need.basis.isEmpty ? "not stated" : need.basis),
            ]
        }
        try invocation.print(answer, listing) { style in
            answer.needs.isEmpty ? ["Nothing has to be booked."] : listing.lines(style)
        }
        if answer.workersDue > 0 {
            invocation.console.say(
                "\(NumberText.grouped(Int(clamping: answer.workersDue))) workers are still to be "
                    + "looked at: ask again in a moment."
            )
        }
    }

    /// Courses as in "2 of 12, 1 of 11".
    private static func groups(_ sizes: [UInt32]) -> String {
        var parts: [(size: UInt32, count: Int)] = []
        for size in sizes {
            if parts.last?.size == size {
                parts[parts.count - 1].count += 1
            } else {
                parts.append((size, 1))
            }
        }
        return parts.map { "\($0.count) of \($0.size)" }.joined(separator: ", ")
    }
}

/// What each manager has to book, from names that are on this computer alone.
private enum ManagerNeeds {
    /// One line: a manager, a topic, and whom.
    private struct Line {
        let manager: String
        let topic: String
        var people: [String] = []
        var missing = 0
        var expired = 0
        var expiring = 0
        var earliest: String?
    }

    static func show(_ desk: TrainingDesk) throws(CommandError) {
        let book = try NamesBook(desk.invocation)
        guard !book.entries.isEmpty else {
            throw .missing(
                "no names are on this computer",
                next: "whub names load FILE, with a file of your HR system"
            )
        }
        var whole = ListTrainingStandingsResponse()
        for chase in [TrainingChase.missing, .expired, .expiring] {
            let list = try ChaseRows.all(desk, chase, within: 0)
            whole.standings += list.standings
            if !list.nextCursor.isEmpty { whole.nextCursor = list.nextCursor }
        }
        let lines = lines(whole.standings, book)
        let listing = listing(lines)
        try desk.invocation.print(whole, listing) { style in
            lines.isEmpty ? ["Nothing has to be booked."] : page(lines, style)
        }
        if !whole.nextCursor.isEmpty {
            desk.invocation.console.say("The list has the first rows alone; there are more.")
        }
    }

    private static func lines(_ standings: [TrainingStanding], _ book: NamesBook) -> [Line] {
        var places: [[String]: Int] = [:]
        var lines: [Line] = []
        for standing in standings {
            let manager = book.manager(standing.worker)
            let key = [manager, standing.topic]
            let place = places[key] ?? lines.count
            if place == lines.count {
                places[key] = place
                lines.append(Line(manager: manager, topic: standing.topic))
            }
            lines[place].people.append(book.words(standing.worker))
            switch standing.state {
            case "missing": lines[place].missing += 1
            case "expired": lines[place].expired += 1
            default:
                lines[place].expiring += 1
                if let day = standing.lastDay {
                    lines[place].earliest = min(lines[place].earliest ?? day, day)
                }
            }
        }
        return lines.sorted { left, right in
            if left.manager.isEmpty != right.manager.isEmpty { return right.manager.isEmpty }
            return (Array(left.manager.utf8), Array(left.topic.utf8))
                .0.lexicographicallyPrecedes(Array(right.manager.utf8))
                || left.manager.utf8.elementsEqual(right.manager.utf8)
                    && left.topic.utf8.lexicographicallyPrecedes(right.topic.utf8)
        }
    }

    private static func listing(_ lines: [Line]) -> Listing {
        var listing = Listing(columns: [
            .init("manager", "Manager"), .init("topic", "Training"),
            .init("places", "Places", .trailing), .init("missing", "Missing", .trailing),
            .init("expired", "Expired", .trailing), .init("expiring", "Expiring", .trailing),
            .init("earliest", "First to end"), .init("people", "Who"),
        ])
        listing.rows = lines.map { line in
            [
                .text(line.manager), .text(line.topic), .text("\(line.people.count)"),
                .text("\(line.missing)"), .text("\(line.expired)"), .text("\(line.expiring)"),
                .day(line.earliest), .text(line.people.joined(separator: "; ")),
            ]
        }
        return listing
    }

    private static func page(_ lines: [Line], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        var manager: String?
        for line in lines {
            if manager.map({ !$0.utf8.elementsEqual(line.manager.utf8) }) ?? true {
                if manager != nil { page.gap() }
                page.heading(line.manager.isEmpty ? "No manager known" : line.manager)
                manager = line.manager
            }
            page.paragraph("\(line.topic): \(Wording.count(line.people.count, "place"))")
            page.paragraph(line.people.joined(separator: "; "))
        }
        return page.lines
    }
}
