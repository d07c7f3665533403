import HubArguments
import HubDomain
import HubReport
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub figures project`.
    static let figuresProject = Command(
        CommandDeclaration(
            "figures",
            "project",
            summary: "posts and recruitment needed, year by year, from your own assumptions",
            details: "Nothing is stored and no hub is asked, unless --save keeps it as a scenario "
                + "of your organisation.\n\n"
                + "The file is a table with one assumption on each row, as CSV, or the same as "
                + "JSON: an array of objects with the titles as names. A value holds from its "
                + "From, a year or a day, until the next; of the population and other demand, "
                + "and of the vacancy target, the years between lie on a line. Low and High are "
                + "P10 and P90, Yearly is how far it moves from year to year (one standard "
                + "deviation). Rates are in percent. Nothing is filled in that nobody said.\n\n"
                + "A value that is taken from a figure names it in Figure, and may be left out: "
                + "then the hub is asked for it. A number that stands beside a figure is compared "
                + "with it by --compare, and when --save keeps it. Figures of different scopes are "
                + "refused (PROJ-0108); a number without a figure is one that you answer for. "
                + "Such a cell "
                + "is \(FigureReference.expectedForm).\n\n"
                + "The runs begin with --seed: the same seed makes the same runs anywhere.",
            options: [
                OptionDeclaration(
                    "file",
                    letter: "f",
                    takes: .file("FILE"),
                    isRequired: true,
                    help: "the assumptions; - for standard input"
                ),
                OptionDeclaration("runs", takes: .text("N"), help: "how many runs, 10000 if left"),
                OptionDeclaration("seed", takes: .text("N"), help: "where runs begin, 1 if left"),
                OptionDeclaration(
                    "show",
                    takes: .oneOf(ProjectionQuantity.allCases.map(\.name)),
                    help: "what the fan shows, recruits if left"
                ),
                OptionDeclaration(
                    "svg",
                    takes: .file("FILE"),
                    help: "keep the fan in this new file, as SVG"
                ),
                OptionDeclaration(
                    "waterfall",
                    takes: .file("FILE"),
                    help: "keep in this new SVG file where recruits are needed, and what covers "
                        + "them"
                ),
                OptionDeclaration(
                    "compare",
                    help: "ask the hub for the figure of each number that names one, and refuse "
                        + "another number beside it"
                ),
                OptionDeclaration(
                    "save",
                    takes: .text("NAME"),
                    help: "keep it on the hub as the scenario of this name, a new version if it "
                        + "is there"
                ),
            ],
            examples: [
                .init("whub figures project -f assumptions.csv", "the fan on the terminal"),
                .init(
                    "whub figures project -f assumptions.csv --show posts --svg posts.svg",
                    "a picture for a paper"
                ),
                .init("whub figures project -f assumptions.json -o json", "for a program"),
            ],
            sections: [
                .init(
                    "Columns",
                    AssumptionTable.columns.map { column in
                        let isOptional = column.isRequired ? "" : " (may be left out)"
                        return .init(column.title, column.key.text + isOptional)
                    }
                ),
                .init("Assumptions", AssumptionKind.allCases.map { .init($0.rawValue, $0.words) }),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let asJSON = try invocation.wantsJSON()
        _ = try ProjectionPage.savedName(invocation)
        let page = try ProjectionPage(invocation)
        try page.keepPictures(invocation)
        if asJSON {
            try invocation.console.write(page.json + "\n")
            return try page.save(invocation)
        }
        try invocation.print(lines: page.lines(invocation.style))
        try page.save(invocation)
    }
}

/// A projection, as it was asked for.
struct ProjectionPage {
    /// The bytes of the longest file.
    private static let fileBytesMax = 1 << 20

    /// What is assumed.
    let assumptions: Assumptions
    /// What the fan shows.
    let quantity: ProjectionQuantity
    /// The middle values.
    let projection: Projection
    /// The runs.
    let simulation: Simulation
    private let sensitivity: Sensitivity
    private let notes: [String]
    /// Numbers that stand beside a figure and were not looked up.
    private let uncompared: [String]

    /// Reads the file and runs the projection.
    ///
    /// - Throws: A mistake in the command line or in the assumptions.
    init(_ invocation: Invocation) throws(CommandError) {
        let runs = try Self.number("runs", Simulation.runs, invocation)
        let seed = try Self.number("seed", 0...Int.max, invocation)
        let (assumptions, uncompared) = try Self.assumptions(invocation)
        try self.init(
            assumptions,
            runs: runs ?? Simulation.runsDefault,
            seed: UInt64(seed ?? 1),
            uncompared: uncompared,
            invocation
        )
    }

    /// Runs the projection of assumptions that are known.
    ///
    /// - Throws: A mistake in the assumptions.
    init(
        _ assumptions: Assumptions,
        runs: Int,
        seed: UInt64,
        uncompared: [String] = [],
        _ invocation: Invocation
    ) throws(CommandError) {
        self.uncompared = uncompared
        let shown = invocation.line.value("show") ?? ProjectionQuantity.recruits.name
        quantity = ProjectionQuantity.allCases.first { $0.name == shown } ?? .recruits
        self.assumptions = assumptions
        do throws(DomainError) {
            simulation = try Simulation(assumptions, runs: runs, seed: seed)
            sensitivity = try Sensitivity(quantity, assumptions)
        } catch {
            throw .dataError("\(error.finding().sentence) [\(error.reason)]")
        }
        projection = Projection(assumptions)
        notes = Projection.notes(assumptions)
    }

    private static func number(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ invocation: Invocation
    ) throws(CommandError) -> Int? {
        guard let typed = invocation.line.value(name) else { return nil }
        do throws(TextError) {
            return try NumberText.whole(typed, in: range)
        } catch {
            throw invocation.usage("--\(name): \(error)")
        }
    }

    private static func assumptions(
        _ invocation: Invocation
    ) throws(CommandError) -> (Assumptions, uncompared: [String]) {
        let path = invocation.line.value("file") ?? ""
        let file = try invocation.contents(of: path, bytesMax: fileBytesMax)
        let isJSON = file.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
        let (reading, uncompared) =
            isJSON ? try fromJSON(file, path, invocation) : try fromCSV(file, invocation)
        for finding in reading.findings {
            let code = finding.reason.map { " [\($0)]" } ?? ""
            let words = "\(finding.severity.rawValue): \(finding.sentence)\(code)"
            invocation.console.say(TerminalText.escaped(words))
        }
        guard let assumptions = reading.assumptions else {
            throw .dataError("\(path) has errors: nothing was projected")
        }
        return (assumptions, uncompared)
    }

    private static func fromCSV(
        _ file: [UInt8],
        _ invocation: Invocation
    ) throws(CommandError) -> (AssumptionReading, uncompared: [String]) {
        let table: CSVFile
        do throws(TextError) {
            table = try CSVFile(file: file, limits: AssumptionTable.limits)
        } catch {
            return (AssumptionReading(file: file), [])
        }
        let records = table.records.filter { !$0.isBlank }
        let (known, uncompared) = try filled(records, invocation)
        return (AssumptionReading(records: known), uncompared)
    }

    /// The rows of a JSON array as the table they stand for.
    private static func fromJSON(
        _ file: [UInt8],
        _ path: String,
        _ invocation: Invocation
    ) throws(CommandError) -> (AssumptionReading, uncompared: [String]) {
        let rows: [[(name: String, text: String)]]
        do throws(WireError) {
            rows = try JSONTable.rows(of: file.span)
        } catch {
            throw .dataError(
                "\(path) is not an array of objects with texts and numbers "
                    + "[\(ReasonCode.projectionFile)]"
            )
        }
        var titles: [String] = []
        for name in rows.joined().map(\.name) where !titles.contains(name) { titles.append(name) }
        var records = [CSVRecord(row: 1, line: 1, fields: titles)]
        for (index, row) in rows.enumerated() {
            let fields = titles.map { title in row.first { $0.name == title }?.text ?? "" }
            records.append(CSVRecord(row: index + 2, line: index + 2, fields: fields))
        }
        let (known, uncompared) = try filled(records, invocation)
        return (AssumptionReading(records: known), uncompared)
    }

    /// The projection for people.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let last = projection.years.last ?? 0
        page.heading("Posts by \(last): \(ProjectionChart.number(projection.extraPosts)) more")
        page.gap()
        page.add(table.lines(style))
        page.gap()
        page.add(ProjectionChart.fan(quantity, simulation).lines(style))
        page.gap()
        page.heading("Where recruits are needed, and what covers them")
        page.add(ProjectionChart.waterfall(projection).lines(style))
        if !sensitivity.bars.isEmpty {
            page.gap()
            page.heading("What matters most")
            page.add(ProjectionChart.tornado(quantity, sensitivity).lines(style))
        }
        page.gap()
        for note in notes { page.paragraph(note, role: .quiet) }
        if !typedByHand.isEmpty {
            page.paragraph(
                "Typed by hand, from no figure: \(typedByHand.joined(separator: "; ")).",
                role: .quiet
            )
        }
        if !uncompared.isEmpty {
            page.paragraph(
                "Not compared with the figure beside it, since no hub was asked: "
                    + "\(uncompared.joined(separator: "; ")). --compare asks it.",
                role: .warning
            )
        }
        let runs = NumberText.count(simulation.count, "run")
        page.paragraph("\(runs) from the seed \(simulation.seed).", role: .quiet)
        return page.lines
    }

    /// The assumptions that rest on no figure, each once; a year is no number of a figure.
    private var typedByHand: [String] {
        var kinds: [String] = []
        let years: [AssumptionKind] = [.baseYear, .endYear]
        for one in assumptions.list
        where one.figure == nil && !years.contains(one.kind) && !kinds.contains(one.kind.words) {
            kinds.append(one.kind.words)
        }
        return kinds
    }

    private var table: Table {
        var table = Table([
            .init("Year"), .init("Posts", .trailing), .init("Vacant", .trailing),
            .init("Leavers", .trailing), .init("Recruits", .trailing), .init("P10", .trailing),
            .init("P90", .trailing),
        ])
        let spread = simulation.path(.recruits)
        for (index, year) in projection.years.enumerated() {
            let middle = [ProjectionQuantity.posts, .vacant, .leavers, .recruits].map {
                projection.path($0)[index]
            }
            let numbers = (middle + [spread[index].p10, spread[index].p90])
            table.add(
                [.init("\(year)")] + numbers.map { .init(ProjectionChart.number($0)) }
            )
        }
        return table
    }

    /// The projection for a program.
    var json: String {
        var text = JSONText()
        text.add("extra_posts", number: projection.extraPosts)
        text.add("seed", count: Int(clamping: simulation.seed))
        text.add("runs", count: simulation.count)
        text.add("years", rows: projection.years.indices.map(row))
        text.add(
            "sensitivity",
            rows: sensitivity.bars.map { bar in
                var row = JSONText()
                row.add("assumption", text: bar.kind.rawValue)
                row.add("low", number: bar.low)
                row.add("high", number: bar.high)
                return row
            }
        )
        text.add("typed_by_hand", text: typedByHand.joined(separator: "; "))
        text.add("not_compared", text: uncompared.joined(separator: "; "))
        text.add("notes", text: notes.joined(separator: " "))
        return text.object
    }

    private func row(_ index: Int) -> JSONText {
        var row = JSONText()
        row.add("year", count: projection.years[index])
        for quantity in ProjectionQuantity.allCases {
            let spread = simulation.path(quantity)[index]
            row.add(quantity.name, number: projection.path(quantity)[index])
            row.add("\(quantity.name)_p10", number: spread.p10)
            row.add("\(quantity.name)_p50", number: spread.p50)
            row.add("\(quantity.name)_p90", number: spread.p90)
        }
        return row
    }
}
