import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub wres calendar`.
    static let wresCalendar = Command(
        CommandDeclaration(
            "wres",
            "calendar",
            summary: "the year of a cycle, and what is still to be done before you can hand in",
            details: "Days that were not published are not invented: where none is known, the "
                + "words that were published stand alone.",
            options: [
                OptionDeclaration(
                    "cycle",
                    takes: .text("YEAR"),
                    help: "the cycle; without it the one whose days are ahead, else the newest"
                ),
                WresDesk.unitOption,
            ],
            examples: [.init("whub wres calendar", "what is due?")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let request = GetCalendarRequest(cycle: desk.cycle, unit: desk.unit)
        let answer = try desk.ask(desk.hub.getCalendar, request)
        try invocation.print(answer, CalendarPage.listing(answer)) { style in
            CalendarPage.lines(answer, style)
        }
    }
}

/// The year of a cycle for people.
enum CalendarPage {
    /// A row for each phase.
    static func listing(_ answer: GetCalendarResponse) -> Listing {
        var listing = Listing(columns: [
            .init("phase", "Phase"), .init("when", "When"), .init("from", "From"),
            .init("to", "To"), .init("origin", "Days", isForPrograms: true),
            .init("days_left", "Days left", .trailing),
        ])
        listing.rows = answer.phases.map { phase in
            [
                .text(phase.name), .text(phase.words), .day(phase.from), .day(phase.to),
                .text(Wording.origin(phase.origin)),
                .text(phase.daysLeft.map { $0 < 0 ? "over" : "\($0)" } ?? ""),
            ]
        }
        return listing
    }

    /// The phases, then what is to be done.
    static func lines(_ answer: GetCalendarResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("Race equality standard, cycle \(answer.label)")
        page.add(listing(answer).lines(style))
        for note in answer.notes { page.paragraph(note, role: .warning) }
        page.gap()
        page.heading("Before you can hand in, and after")
        for item in answer.readiness {
            page.entry(
                item.isDone ? "done" : "open",
                "\(item.what)",
                role: item.isDone ? .good : .warning
            )
            if !item.next.isEmpty { page.command("      \(item.next)") }
        }
        guard !answer.gaps.isEmpty else { return page.lines }
        page.gap()
        page.heading("Not known of this cycle")
        for gap in answer.gaps { page.paragraph(gap, indent: 2, role: .quiet) }
        return page.lines
    }
}
