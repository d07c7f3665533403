import HubArguments
import HubDomain
import HubText

extension Command {
    /// `whub wres calc`.
    static let wresCalc = Command(
        CommandDeclaration(
            "wres",
            "calc",
            summary: "what a ratio of the race equality standard says, from its four counts",
            details: "Nothing is stored and no hub is asked.\n\n"
                + "Two or three years are read together by their counts: 52/400,48/390 in the "
                + "same order everywhere. People whose ethnicity is not known are left out of the "
                + "ratio; with --unknown it says how far they could move it. A report that gives "
                + "shares alone is read with --people-share and --event-share.\n\n"
                + "Counts are people: those with the event, a stroke, and those who could have "
                + "had it. A relative likelihood below 1 is adverse for the indicators 2, 5 and "
                + "9, above 1 for the others.\n\n"
                + "As JSON, what cannot be computed is null and `reason` says why. `gap_people` "
                + "is how many minoritised staff more had the event than at the white rate, "
                + "negative for fewer.",
            options: [
                OptionDeclaration(
                    "indicator",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the indicator: 1 to 9, of the seventh 7a or 7b"
                ),
                OptionDeclaration(
                    "minority",
                    takes: .text("X/N"),
                    help: "minoritised staff with the event, of how many; years with commas"
                ),
                OptionDeclaration(
                    "white",
                    takes: .text("X/N"),
                    help: "white staff with the event, of how many; years with commas"
                ),
                OptionDeclaration(
                    "unknown",
                    takes: .text("X/N"),
                    help: "the same of people whose ethnicity is not known"
                ),
                OptionDeclaration(
                    "population-share",
                    takes: .text("PERCENT"),
                    help: "of indicator 9: the minoritised share of the local population"
                ),
                OptionDeclaration(
                    "people-share",
                    takes: .text("PERCENT"),
                    help: "without counts: the minoritised share of those who could have had it"
                ),
                OptionDeclaration(
                    "event-share",
                    takes: .text("PERCENT"),
                    help: "without counts: the minoritised share of those with the event"
                ),
            ],
            examples: [
                .init(
                    "whub wres calc --indicator 2 --minority 52/400 --white 300/1200",
                    "52 of 400 shortlisted were appointed, and 300 of 1,200"
                ),
                .init(
                    "whub wres calc --indicator 3 --minority 9/725 --white 17/2505 -o json",
                    "for a program"
                ),
                .init(
                    "whub wres calc --indicator 2 --minority 2/10,5/18 --white 117/389,98/310",
                    "two years together"
                ),
                .init(
                    "whub wres calc --indicator 9 --minority 3/200 --white 22/800 "
                        + "--population-share 23.4%",
                    "with the differences in percentage points, as the pilot had them"
                ),
                .init(
                    "whub wres calc --indicator 2 --people-share 44% --event-share 35%",
                    "from a report that gives no counts"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let line = invocation.line
        guard let indicator = WresIndicator.read(line.value("indicator") ?? "") else {
            throw invocation.usage("--indicator takes a number from 1 to 9, 7a or 7b")
        }
        let shares = ["people-share", "event-share"].filter { line.value($0) != nil }
        let counts = ["minority", "white", "unknown", "population-share"].filter {
            line.value($0) != nil
        }
        if let share = shares.first {
            guard counts.isEmpty, shares.count == 2 else {
                throw invocation.usage(
                    "--\(share) needs the other share, and no counts: with counts leave it out"
                )
            }
            return try WresShareCalculation(indicator, invocation).print(invocation)
        }
        try WresCalculation(indicator, invocation).print(invocation)
    }
}

/// One ratio, as it was asked for.
struct WresCalculation {
    private let indicator: WresIndicator
    private let reading: RatioReading
    private let years: Int
    private let unknown: UnknownSensitivity?
    /// Of indicator 9 the differences in percentage points; nil elsewhere.
    private let seniorGap: SeniorGap?
    private let population: Double?

    /// Takes the options.
    ///
    /// - Throws: A mistake in the command line, or counts that contradict each other.
    init(_ indicator: WresIndicator, _ invocation: Invocation) throws(CommandError) {
        guard let minority = try Self.counts("minority", indicator, invocation),
            let white = try Self.counts("white", indicator, invocation)
        else {
            throw invocation.usage(
                "the counts are missing: --minority X/N and --white X/N, or without counts "
                    + "--people-share PERCENT and --event-share PERCENT"
            )
        }
        let others = try Self.counts("unknown", indicator, invocation)
        guard minority.count == white.count, others.map(\.count) ?? white.count == white.count
        else { throw invocation.usage("every group has the same years, in the same order") }
        let tables = zip(minority, white).map { RatioTable(minority: $0, white: $1) }
        guard let pooled = PooledYears(tables) else {
            throw invocation.usage("at most \(PooledYears.yearsMax) years are read together")
        }
        self.indicator = indicator
        years = pooled.years
        reading = RatioReading(pooled.table, polarity: indicator.polarity)
        let sum = others.flatMap { counts in
            counts.dropFirst().reduce(counts.first) { sum, next in sum.map { $0 + next } }
        }
        unknown = sum.map { UnknownSensitivity(pooled.table, unknown: $0) }
        seniorGap = indicator == .seniorManagement ? SeniorGap(pooled.table) : nil
        guard invocation.line.value("population-share") != nil else {
            population = nil
            return
        }
        guard indicator == .seniorManagement else {
            throw invocation.usage("--population-share is for indicator 9 alone")
        }
        population = try WresShareCalculation.percent("population-share", invocation).double
    }

    /// The years of a group; nil where the option was not given.
    private static func counts(
        _ name: String,
        _ indicator: WresIndicator,
        _ invocation: Invocation
    ) throws(CommandError) -> [EventCount]? {
        guard let text = invocation.line.value(name) else { return nil }
        var counts: [EventCount] = []
        for year in text.split(separator: ",", omittingEmptySubsequences: false) {
            let count = try count(String(year), name, invocation)
            guard !indicator.isPartOfPeople || count.events <= count.people else {
                throw .dataError(
                    "--\(name) \(count.events)/\(count.people): there are more events than people "
                        + "[\(ReasonCode.wresEventsAbovePeople)]"
                )
            }
            counts.append(count)
        }
        return counts
    }

    private static func count(
        _ text: String,
        _ name: String,
        _ invocation: Invocation
    ) throws(CommandError) -> EventCount {
        do throws(DomainError) {
            return try EventCount.read(text)
        } catch {
            let sentence = error.finding().sentence
            throw invocation.usage("--\(name): \(sentence) [\(error.reason)]")
        }
    }

    /// Prints the figures in the form that was asked for.
    func print(_ invocation: Invocation) throws(CommandError) {
        if try invocation.wantsJSON() { return try invocation.console.write(json + "\n") }
        try invocation.print(lines: lines(invocation.style))
    }

    /// The figures for a program.
    var json: String {
        var text = JSONText()
        text.add("indicator", text: indicator.rawValue)
        text.add("relative_likelihood", number: reading.ratio.value)
        text.add("koopman", limits: reading.koopman.value)
        text.add("katz", limits: reading.katz.value)
        text.add("fisher_p", number: reading.fisherP.value)
        text.add("four_fifths", text: reading.fourFifths.value?.rawValue)
        text.add("reading", text: reading.reading.value?.rawValue)
        text.add("clear", flag: reading.isClear.value)
        text.add("too_few", flag: reading.isTooFew)
        text.add("gap_people", number: reading.gapPeople.value)
        text.add("reason", text: reading.reason?.words)
        if years > 1 { text.add("years", count: years) }
        if let seniorGap {
            text.add("points_from_staff", number: seniorGap.pointsFromStaff)
            let points = population.map { seniorGap.points(fromPopulation: $0) }
            text.add("points_from_population", number: points)
        }
        if let unknown {
            text.add("known_share", number: unknown.knownShare)
            text.add("ratio_if_unknown_white", number: unknown.allWhite.value)
            text.add("ratio_if_unknown_minority", number: unknown.allMinority.value)
            text.add("lowest_ratio", number: unknown.lowest.value)
            text.add("highest_ratio", number: unknown.highest.value)
        }
        return text.object
    }

    /// The figures for people.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("Indicator \(indicator.rawValue): \(indicator.name)")
        page.paragraph("Counted: \(indicator.countsWords).")
        if years > 1 {
            page.paragraph(
                "\(years) years together, by their counts: somebody who stayed counts in each.",
                role: .quiet
            )
        }
        page.gap()
        page.add(counts.lines(style))
        page.gap()
        page.paragraph("Relative likelihood \(ReadingWords.ratio(reading)).")
        let interval = ReadingWords.interval(reading.koopman, method: "Koopman score interval")
        page.paragraph("With 95% confidence it is \(interval).")
        page.gap()
        page.add(RatioChart.chart([.init("Ratio", reading)]).lines(style))
        page.gap()
        for sentence in ReadingWords.findings(reading, indicator) { page.paragraph(sentence) }
        if let seniorGap, let population {
            // Without the first half nobody knows what is compared.
            if reading.isTooFew { page.paragraph(seniorGap.words) }
            page.paragraph(seniorGap.words(ofPopulation: population))
        }
        if let unknown {
            page.gap()
            for sentence in ReadingWords.unknown(unknown) { page.paragraph(sentence) }
        }
        page.gap()
        page.paragraph(others, role: .quiet)
        return page.lines
    }

    private var counts: Table {
        var table = Table([
            .init("Staff"), .init("With the event", .trailing), .init("Of", .trailing),
            .init("Share", .trailing),
        ])
        for (name, count) in [
            ("minoritised", reading.table.minority), ("white", reading.table.white),
        ] {
            let share = count.share.map { RatioWords.fixed($0 * 100, places: 1) + "%" }
            table.add([
                .init(name), .init(NumberText.grouped(count.events)),
                .init(NumberText.grouped(count.people)), .init(share ?? "none"),
            ])
        }
        return table
    }

    private var others: String {
        let katz = ReadingWords.interval(reading.katz, method: "Katz log interval")
        let fisher =
            switch reading.fisherP {
            case .known(let value): "is " + RatioWords.probability(value)
            case .unknown(let reason): "not computed: \(reason.words)"
            }
        return "By other methods: \(katz). Fisher's exact test, two-sided: p \(fisher)."
    }
}
