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
                    isRequired: true,
                    help: "minoritised staff with the event, of how many"
                ),
                OptionDeclaration(
                    "white",
                    takes: .text("X/N"),
                    isRequired: true,
                    help: "white staff with the event, of how many"
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
            ]
        )
    ) { (invocation) throws(CommandError) in
        let calculation = try WresCalculation(invocation)
        if try invocation.wantsJSON() {
            return try invocation.console.write(calculation.json + "\n")
        }
        try invocation.print(lines: calculation.lines(invocation.style))
    }
}

/// One ratio, as it was asked for.
struct WresCalculation {
    private let indicator: WresIndicator
    private let reading: RatioReading

    /// Takes the options.
    ///
    /// - Throws: A mistake in the command line, or counts that contradict each other.
    init(_ invocation: Invocation) throws(CommandError) {
        let line = invocation.line
        guard let indicator = WresIndicator.read(line.value("indicator") ?? "") else {
            throw invocation.usage("--indicator takes a number from 1 to 9, 7a or 7b")
        }
        let table = RatioTable(
            minority: try Self.count("minority", invocation),
            white: try Self.count("white", invocation)
        )
        for (name, count) in [("minority", table.minority), ("white", table.white)]
        where indicator.isPartOfPeople && count.events > count.people {
            throw .dataError(
                "--\(name) \(count.events)/\(count.people): there are more events than people "
                    + "[\(ReasonCode.wresEventsAbovePeople)]"
            )
        }
        self.indicator = indicator
        reading = RatioReading(table, polarity: indicator.polarity)
    }

    private static func count(
        _ name: String,
        _ invocation: Invocation
    ) throws(CommandError) -> EventCount {
        do throws(DomainError) {
            return try EventCount.read(invocation.line.value(name) ?? "")
        } catch {
            let sentence = error.finding().sentence
            throw invocation.usage("--\(name): \(sentence) [\(error.reason)]")
        }
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
        return text.object
    }

    /// The figures for people.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("Indicator \(indicator.rawValue): \(indicator.name)")
        page.paragraph("Counted: \(indicator.countsWords).")
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
