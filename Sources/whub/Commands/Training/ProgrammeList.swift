import HubDomain
import HubText
import HubWire

/// Programmes as a list.
enum ProgrammeList {
    /// A row for each.
    static func listing(_ programmes: [Programme], _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("id", "Id"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("kind", "Programme"), .init("title", "Title"),
            .init("edition", "Edition"), .init("level", "Level"), .init("provider", "Provider"),
            .init("state", "State"), .init("behind", "Behind"), .init("due", "Due"),
            .init("what", "What"), .init("team", "Team"), .init("manager", "Manager"),
            .init("started", "Started"), .init("planned_end", "Planned end"),
            .init("completed", "Completed"), .init("stopped", "Stopped"),
            .init("missing_standards", "Standards without a day"),
            .init("steps", "Done"), .init("breaks", "Breaks"),
            .init("hours_done", "Off-the-job hours", .trailing),
            .init("hours_expected", "By now", .trailing),
            .init("hours_planned", "Planned", .trailing), .init("funding", "Funding"),
            .init("pounds", "Pounds", .trailing), .init("asc_wds", "ASC-WDS answer"),
            .init("revision", "Revision"),
        ])
        listing.rows = programmes.map { one in
            [
                .text(one.id), .text(one.worker), .text(book.words(one.worker)),
                .text(ProgrammeWords.word(one.kind)), .text(one.title), .text(one.edition),
                .text(number(one.level)), .text(one.provider),
                .text(one.isRestricted ? "not worked out" : one.state),
                .text(one.isBehind ? "yes" : ""), .day(ProgrammeWords.nextDue(one)),
                .text(ProgrammeWords.findings(one)), .text(one.team),
                .text(book.manager(one.worker)), .day(one.started), .day(one.plannedEnd),
                .day(one.completed), .day(one.stopped),
                .text(one.missingStandards.map { "\($0)" }.joined(separator: " ")),
                .text(one.steps.map(step).joined(separator: "; ")),
                .text(one.breaks.map(away).joined(separator: "; ")),
                .text(number(one.hoursDone)), .text(number(one.hoursExpected)),
                .text(number(one.hoursPlanned)), .text(one.funding),
                .text(ClaimWords.pounds(one.fundingPence)), .text(one.ascWdsAnswer),
                .text("\(one.revision)"),
            ]
        }
        return listing
    }

    /// A line for each, as people look through them: what is due next, when, and of whom.
    static func lines(
        _ programmes: [Programme],
        _ book: NamesBook,
        _ style: TerminalStyle
    ) -> [String] {
        let table = Table(
            [
                .init("Who"), .init("Programme"), .init("Title"), .init("State"),
                .init("Next due"), .init("What", .below),
            ],
            rows: programmes.map { one in
                let due = ProgrammeWords.nextDue(one)
                return [
                    Table.Cell(book.words(one.worker)), Table.Cell(ProgrammeWords.word(one.kind)),
                    Table.Cell(one.title.isEmpty ? one.edition : one.title),
                    Table.Cell(
                        one.isRestricted ? "not worked out" : ProgrammeWords.place(one),
                        role: one.isBehind ? .bad : nil
                    ),
                    Table.Cell(due.map(Wording.day) ?? ""),
                    Table.Cell(ProgrammeWords.findings(one)),
                ]
            }
        )
        return table.lines(style)
    }

    /// The same under a heading for each team or manager.
    static func lines(
        _ programmes: [Programme],
        by group: Group,
        _ book: NamesBook,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        var rest = programmes[...]
        while let first = rest.first {
            let name = group.name(first, book)
            let own = rest.prefix { group.name($0, book).utf8.elementsEqual(name.utf8) }
            rest = rest.dropFirst(own.count)
            page.gap()
            page.heading(name.isEmpty ? group.nothing : name)
            page.add(lines(Array(own), book, style))
        }
        return page.lines
    }

    /// What is said where a list is empty: of one worker, whether some have ended.
    static func nothing(
        _ asked: ListProgrammesRequest,
        _ desk: ProgrammeDesk
    ) throws(CommandError) -> String {
        let none = "No programme is so."
        guard !asked.worker.isEmpty, !asked.withEnded else { return none }
        var request = asked
        request.withEnded = true
        let ended = try desk.list(request).programmes.count
        guard ended > 0 else { return none }
        let count = Wording.count(ended, "programme has", "programmes have")
        return "None is open; \(count) ended: whub training programmes --ended --worker REF"
    }

    /// By what a list is divided.
    enum Group: String, CaseIterable {
        /// As the council's file has it.
        case team
        /// From the names on this computer.
        case manager

        fileprivate var nothing: String {
            self == .team ? "No team recorded" : "No manager known"
        }

        fileprivate func name(_ one: Programme, _ book: NamesBook) -> String {
            self == .team ? one.team : book.manager(one.worker)
        }
    }

    /// Sorts by the day on which the next thing is due, the earliest first.
    ///
    /// What is behind without a day stands with what is due today, and what has no day at the end.
    /// In groups: by their names, whatever has none at the end.
    static func sort(_ whole: inout ListProgrammesResponse, by group: Group?, _ book: NamesBook) {
        let day = whole.day
        let keys = whole.programmes.map { one in
            let due = ProgrammeWords.nextDue(one) ?? (one.isBehind ? day : nil)
            let name = group.map { $0.name(one, book) } ?? ""
            let last = UInt8(ascii: "~")
            let isNameless = group != nil && name.isEmpty
            return (
                group: isNameless ? [.max] : Array(name.utf8),
                due: due.map { Array($0.utf8) } ?? [last], who: Array(book.words(one.worker).utf8)
            )
        }
        let order = whole.programmes.indices.sorted { left, right in
            let (one, other) = (keys[left], keys[right])
            if one.group != other.group { return one.group.lexicographicallyPrecedes(other.group) }
            if one.due != other.due { return one.due.lexicographicallyPrecedes(other.due) }
            if one.who != other.who { return one.who.lexicographicallyPrecedes(other.who) }
            return left < right
        }
        let programmes = whole.programmes
        whole.programmes = order.map { programmes[$0] }
    }

    /// A group's counts.
    static func row(_ one: ProgrammeCoverage, or nothing: String) -> [Listing.Value] {
        [
            .text(one.group.isEmpty ? nothing : one.group), .text("\(one.completed)"),
            .text("\(one.inProgress)"), .text("\(one.behind)"), .text("\(one.open)"),
            .text("\(one.notCompleted)"), .text("\(one.without)"), .text("\(one.workers)"),
            .text("\(one.standardsMissing)"),
        ]
    }

    /// Groups' counts for a terminal: a line each, with short titles that are explained below.
    static func lines(
        _ answer: GetProgrammeCoverageResponse,
        _ group: String,
        _ style: TerminalStyle
    ) -> [String] {
        let titles = [
            "Workers", "Completed", "Doubtful", "Goes on", "Behind", "of open", "Other", "None",
        ]
        func row(_ name: String, _ one: ProgrammeCoverage) -> [Table.Cell] {
            [Table.Cell(name), Table.Cell("\(one.workers)"), Table.Cell("\(one.completed)")]
                + [
                    Table.Cell("\(one.standardsMissing)"), Table.Cell("\(one.inProgress)"),
                    Table.Cell("\(one.behind)", role: one.behind > 0 ? .bad : nil),
                    Table.Cell("\(one.open)"), Table.Cell("\(one.notCompleted)"),
                    Table.Cell("\(one.without)"),
                ]
        }
        let rows = answer.groups.map { row($0.group.isEmpty ? "none recorded" : $0.group, $0) }
        let table = Table(
            [Table.Column(group)] + titles.map { Table.Column($0, .trailing) },
            rows: rows + [row("All", answer.total ?? ProgrammeCoverage())]
        )
        var page = Page(style)
        page.add(table.lines(style))
        page.gap()
        page.paragraph(
            "Doubtful: awarded, standards missing. Goes on: in progress or paused. Behind is out "
                + "of those who have one open. Other: stopped, not passed or not begun. None: "
                + "without one."
        )
        return page.lines
    }

    private static func number(_ number: UInt32?) -> String { number.map { "\($0)" } ?? "" }

    private static func step(_ step: ProgrammeStep) -> String {
        let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue))?.word ?? "step"
        let name = step.number > 0 ? "\(kind) \(step.number)" : kind
        return "\(name) \(day(of: step))"
    }

    /// When, and how it ended.
    static func day(of step: ProgrammeStep) -> String {
        let outcome =
            switch step.outcome {
            case .passed: ", passed"
            case .notPassed: ", not passed"
            default: ""
            }
        return "\(Wording.day(step.day))\(outcome)"
    }

    private static func away(_ away: ProgrammeBreak) -> String {
        let until = away.until.map { " until \(Wording.day($0))" } ?? ""
        return "from \(Wording.day(away.from))\(until)"
    }
}
