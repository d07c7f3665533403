import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub wres years`.
    static let wresYears = Command(
        CommandDeclaration(
            "wres",
            "years",
            summary: "two or three years of your own returns together, by their counts",
            details: "Small councils have few cases in a year. The counts of the newest years are "
                + "added and read as one; ratios are never averaged, because an average can point "
                + "the other way. Somebody who stayed counts in each year. Years whose twelve "
                + "months overlap are refused: their events would count twice. For those who may "
                + "see the counts; who looked is recorded.",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "last",
                    takes: .oneOf((2...PooledYears.yearsMax).map { "\($0)" }),
                    help: "how many years; 3 without it, or 2 where there are no more"
                ),
                WresDesk.unitOption,
            ],
            examples: [
                .init("whub wres years", "the newest three years"),
                .init("whub wres years --last 2 -o csv", "two, for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let last = invocation.line.value("last").flatMap { Int($0) }
        let cycles = try cyclesToPool(desk, last)
        var answers: [GetReturnResponse] = []
        for cycle in cycles {
            let request = GetReturnRequest(cycle: cycle, unit: desk.unit)
            answers.append(try desk.ask(desk.hub.getReturn, request))
        }
        let years = try ReturnYears(answers)
        switch invocation.line.common.output {
        case .json: try invocation.console.write(years.json + "\n")
        case .csv: try invocation.console.write(bytes: years.listing.csv)
        case .table: try invocation.print(lines: years.lines(invocation.style))
        }
    }

    /// The newest cycles whose counts are no draft any more.
    private static func cyclesToPool(
        _ desk: WresDesk,
        _ last: Int?
    ) throws(CommandError) -> [String] {
        let all = try desk.ask(desk.hub.listReturns, ListReturnsRequest(), desk.asides).returns
        let wanted = desk.unit.isEmpty ? "main" : desk.unit
        let found = all.filter { summary in
            summary.unit.utf8.elementsEqual(wanted.utf8) && summary.handedIn != nil
        }
        guard found.count >= last ?? 2 else {
            throw .missing(
                "\(found.count) handed in: there are not \(last ?? 2) years to read together",
                next: "whub wres returns"
            )
        }
        return found.prefix(last ?? PooledYears.yearsMax).map(\.cycle)
    }
}

/// Several returns of one reporting unit, read as one.
struct ReturnYears {
    /// One indicator of one service.
    private struct Entry {
        let service: String
        let indicator: WresIndicator
        let reading: RatioReading?
        let years: Int
        /// Why there is no reading.
        let reason: NotComputable
    }

    private let answers: [GetReturnResponse]
    private let entries: [Entry]
    private let doubtful: Set<WresIndicator>

    /// Adds the counts up.
    ///
    /// - Parameter answers: The returns, the newest first.
    /// - Throws: When the twelve months of two of them overlap.
    init(_ answers: [GetReturnResponse]) throws(CommandError) {
        self.answers = answers
        try Self.requireApart(answers.compactMap(\.councilReturn))
        var entries: [Entry] = []
        for figure in answers.flatMap(\.figures) {
            guard let indicator = WresIndicator(rawValue: figure.indicator),
                !entries.contains(where: {
                    $0.indicator == indicator && $0.service.utf8.elementsEqual(figure.service.utf8)
                })
            else { continue }
            let tables = answers.map { answer in
                answer.figures.first {
                    $0.service.utf8.elementsEqual(figure.service.utf8)
                        && $0.indicator.utf8.elementsEqual(figure.indicator.utf8)
                }.flatMap(Self.table)
            }
            let problem = Self.problem(indicator, figure.service, answers)
            let pooled = problem == nil ? PooledYears(tables) : nil
            let entry = Entry(
                service: figure.service,
                indicator: indicator,
                reading: pooled.map { RatioReading($0.table, polarity: indicator.polarity) },
                years: pooled?.years ?? 0,
                reason: problem ?? .notProvided
            )
            entries.append(entry)
        }
        self.entries = entries
        let library = try? WresLibrary.shipped()
        let cycles = answers.compactMap { answer in
            try? library?.cycle(typed: answer.councilReturn?.cycle ?? "")
        }
        doubtful = WresCycle.doubtful(cycles)
    }

    /// ISO days are in order as texts.
    private static func requireApart(_ returns: [CouncilReturn]) throws(CommandError) {
        for (newer, older) in zip(returns, returns.dropFirst()) {
            guard let from = newer.periodFrom, let to = older.periodTo, from <= to else { continue }
            throw .dataError(
                "the twelve months of \(older.cycle) and \(newer.cycle) overlap: "
                    + "\(older.cycle) ends on \(Wording.day(to)), \(newer.cycle) begins on "
                    + "\(Wording.day(from)), and what happened between would count twice",
                next: "whub wres correct, where one of the dates is wrong"
            )
        }
    }

    /// Why the counts of an indicator are not added up.
    private static func problem(
        _ indicator: WresIndicator,
        _ service: String,
        _ answers: [GetReturnResponse]
    ) -> NotComputable? {
        if indicator.dependsOnCollection, !areCollectedAlike(answers) {
            return .differentCollection
        }
        guard indicator == .fitnessToPractise else { return nil }
        let given = Set(answers.flatMap { meanings($0, service) })
        return given.count > 1 ? .differentMeaning : nil
    }

    /// What a return gives of indicator 4, by the names of its counts.
    private static func meanings(_ answer: GetReturnResponse, _ service: String) -> [String] {
        let codes = [WresQuantity.fitnessEntered, .fitnessReferred].map(\.code)
        let counts = answer.councilReturn?.counts ?? []
        let isBoth = WresService(rawValue: service) == nil
        return counts.compactMap { count in
            let isOwn = isBoth || count.service.utf8.elementsEqual(service.utf8)
            return isOwn && count.kind != .notProvided
                ? codes.first { $0.utf8.elementsEqual(count.quantity.utf8) } : nil
        }
    }

    private static func areCollectedAlike(_ answers: [GetReturnResponse]) -> Bool {
        Set(answers.compactMap { $0.councilReturn?.collection.rawValue }).count < 2
    }

    private static func table(_ figure: IndicatorFigure) -> RatioTable? {
        guard let events = figure.minorityEvents, let people = figure.minorityPeople,
            let whiteEvents = figure.whiteEvents, let whitePeople = figure.whitePeople,
            let minority = try? EventCount(events: Int(events), people: Int(people)),
            let white = try? EventCount(events: Int(whiteEvents), people: Int(whitePeople))
        else { return nil }
        return RatioTable(minority: minority, white: white)
    }

    private var cycles: [String] { answers.compactMap { $0.councilReturn?.cycle }.reversed() }

    private var services: [String] {
        var seen: [String] = []
        for entry in entries where !seen.contains(entry.service) { seen.append(entry.service) }
        return seen
    }

    /// A row for each indicator of each service.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("service", "Service"), .init("indicator", "Indicator"), .init("name", "Name"),
            .init("years", "Years", .trailing),
            .init("minority_events", "Minoritised", .trailing),
            .init("minority_people", "Of", .trailing),
            .init("white_events", "White", .trailing), .init("white_people", "Of", .trailing),
            .init("relative_likelihood", "Ratio", .trailing), .init("lower", "From", .trailing),
            .init("upper", "To", .trailing), .init("reading", "Reading"),
            .init("clear", "Clear"), .init("too_few", "Too few"), .init("reason", "Why not"),
            .init("remarks", "Remarks"),
        ])
        listing.rows = entries.map(row)
        return listing
    }

    private func row(_ entry: Entry) -> [Listing.Value] {
        let reading = entry.reading
        let counts = reading.map { [$0.table.minority, $0.table.white] } ?? []
        let cells = counts.flatMap { ["\($0.events)", "\($0.people)"] }
        let limits = reading?.koopman.value
        let numbers = [reading?.ratio.value, limits?.lower, limits?.upper].map { number in
            number.map { $0.isFinite ? RatioWords.fixed($0, places: 4) : "" } ?? ""
        }
        let reason = reading.map { $0.reason?.words ?? "" } ?? entry.reason.words
        let texts =
            [entry.service, entry.indicator.rawValue, entry.indicator.name, "\(entry.years)"]
            + (cells.isEmpty ? ["", "", "", ""] : cells) + numbers
            + [
                reading?.reading.value?.rawValue ?? "",
                reading?.isClear.value.map { $0 ? "yes" : "no" } ?? "",
                reading.map { $0.isTooFew ? "yes" : "no" } ?? "", reason,
                remarks(entry).joined(separator: " "),
            ]
        return texts.map { .text($0) }
    }

    /// The same for a program.
    var json: String {
        var text = JSONText()
        text.add("cycles", text: cycles.joined(separator: " "))
        let rows = entries.map { entry in
            var row = JSONText()
            row.add("service", text: entry.service)
            row.add("indicator", text: entry.indicator.rawValue)
            row.add("years", count: entry.years)
            if let table = entry.reading?.table {
                row.add("minority_events", count: table.minority.events)
                row.add("minority_people", count: table.minority.people)
                row.add("white_events", count: table.white.events)
                row.add("white_people", count: table.white.people)
            }
            row.add("relative_likelihood", number: entry.reading?.ratio.value)
            row.add("koopman", limits: entry.reading?.koopman.value)
            row.add("reading", text: entry.reading?.reading.value?.rawValue)
            row.add("clear", flag: entry.reading?.isClear.value)
            row.add("too_few", flag: entry.reading?.isTooFew)
            row.add(
                "reason",
                text: entry.reading.map { $0.reason?.words } ?? entry.reason.words
            )
            row.add("remarks", text: remarks(entry).joined(separator: " "))
            return row
        }
        text.add("figures", rows: rows)
        return text.object
    }

    /// The page for a terminal.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let body = answers.first?.councilReturn?.body ?? ""
        page.heading("Race equality, \(cycles.joined(separator: " and ")) together, \(body)")
        page.paragraph(
            "Counts of the years are added; somebody who stayed counts in each. A small count is "
                + "about somebody.",
            role: .quiet
        )
        for service in services {
            let own = entries.filter { $0.service.utf8.elementsEqual(service.utf8) }
            page.gap()
            page.heading(Wording.service(service))
            page.add(RatioChart.chart(own.map(Self.chartEntry)).lines(style))
            for entry in own {
                page.gap()
                page.paragraph(entry.indicator.label)
                for sentence in sentences(entry) { page.paragraph(sentence, indent: 2) }
            }
        }
        return page.lines
    }

    private static func chartEntry(_ entry: Entry) -> RatioChart.Entry {
        let label = entry.indicator.label
        guard let reading = entry.reading else { return .init(label, missing: entry.reason) }
        return .init(label, reading)
    }

    /// What a reader must know before comparing; nothing of what is not computed.
    private func remarks(_ entry: Entry) -> [String] {
        guard entry.reading != nil else { return [] }
        return PoolRemarks.sentences(
            isDoubtful: doubtful.contains(entry.indicator),
            isMixed: false,
            years: entry.years,
            of: answers.count
        )
    }

    private func sentences(_ entry: Entry) -> [String] {
        guard let reading = entry.reading else {
            return ["Not computed: \(entry.reason.words)."]
        }
        var sentences = remarks(entry)
        let groups = [("Minoritised staff", \RatioTable.minority), ("white staff", \.white)]
        let counts = groups.map { name, group in
            let count = reading.table[keyPath: group]
            return "\(name) \(NumberText.grouped(count.events)) of "
                + NumberText.grouped(count.people)
        }
        let years = Wording.count(entry.years, "year")
        sentences.append("\(counts.joined(separator: ", ")), over \(years).")
        sentences.append("Relative likelihood \(ReadingWords.ratio(reading)).")
        let interval = ReadingWords.interval(reading.koopman, method: "Koopman score interval")
        sentences.append("With 95% confidence it is \(interval).")
        return sentences + ReadingWords.findings(reading, entry.indicator)
    }
}
