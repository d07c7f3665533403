import HubArguments
import HubClient
import HubDomain
import HubReport
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub figures series`.
    static let figuresSeries = Command(
        CommandDeclaration(
            "figures",
            "series",
            summary: "one measure in one place through time, by edition and source",
            details: "Each scope has a line of its own: figures of different employers, jobs or "
                + "services are never mixed. Of each period the newest edition comes first; where "
                + "an edition restates the past, or sources contradict each other, it is said.",
            options: [
                OptionDeclaration(
                    "area",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "a place by its code or name, of any time"
                ),
                FiguresDesk.editionOption,
                OptionDeclaration(
                    "svg",
                    takes: .file("FILE"),
                    help: "keep a picture of it in this new file, as SVG; of several scopes the "
                        + "first"
                ),
            ],
            words: [WordDeclaration("METRIC", help: "a measure, such as vacancy_rate")],
            examples: [
                .init("whub figures series vacancy_rate --area E92000001", "England"),
                .init("whub figures series turnover_rate --area Barnet -o csv", "for a program"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        let request = GetFigureSeriesRequest(
            measure: invocation.line.word("METRIC") ?? "",
            area: try desk.required("area"),
            edition: invocation.line.value("edition") ?? ""
        )
        let answer = try desk.ask(desk.hub.getFigureSeries, request)
        let figures = answer.lines.flatMap { $0.points.flatMap(\.figures) }
        if let path = invocation.line.value("svg"), let line = answer.lines.first {
            try invocation.keep(picture: FigureSeriesPage.picture(line, answer), at: path)
        }
        try invocation.print(answer, FigureRows.listing(figures)) { style in
            FigureSeriesPage.lines(answer, style)
        }
        if figures.isEmpty {
            invocation.console.say(
                TerminalText.escaped(
                    "There is no figure of \(answer.measure) for \(answer.place). "
                        + "Next: whub figures list --area \(answer.code)"
                )
            )
        }
    }
}

/// A series for people.
enum FigureSeriesPage {
    /// One line as a picture.
    static func picture(_ line: FigureLine, _ answer: GetFigureSeriesResponse) -> String {
        SpanChartPicture.svg(
            SeriesChart.chart(
                bars(line),
                legend: "\(line.scope). In brackets stands the source of each figure."
            ),
            id: "series",
            title: "\(answer.measureName), \(answer.place)",
            notice: notes(line).joined(separator: " ")
        )
    }

    /// The lines, each with a chart.
    static func lines(_ answer: GetFigureSeriesResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        guard !answer.lines.isEmpty else { return page.lines }
        page.heading("\(answer.measureName), \(answer.place)")
        for line in answer.lines {
            page.gap()
            page.paragraph("\(line.scope):")
            page.add(BarChart(bars(line)).lines(style))
            for note in notes(line) { page.paragraph(note, role: .warning) }
        }
        page.gap()
        if !answer.definition.isEmpty {
            page.paragraph("What it means: \(answer.definition).", role: .quiet)
        }
        if !answer.note.isEmpty { page.paragraph(answer.note, role: .quiet) }
        if answer.figuresLeftOut > 0 {
            page.paragraph("There are more figures than one answer has: name an edition.")
        }
        return page.lines
    }

    /// A bar for each statement, with what it rests on.
    static func bars(_ line: FigureLine) -> [BarChart.Bar] {
        line.points.flatMap { point in
            point.figures.map { figure in
                let period = point.period.isEmpty ? "not stated" : point.period
                let edition = figure.edition.isEmpty ? "" : ", edition \(figure.edition)"
                let status =
                    figure.status == .published ? "" : ", \(FigureRows.status(figure.status))"
                return BarChart.Bar(
                    "\(period)\(edition)",
                    value: FigureRows.absence(figure) == nil ? Double(figure.value) : nil,
                    shown: "\(FigureRows.words(figure))\(status) [\(figure.source)]"
                )
            }
        }
    }

    private static func notes(_ line: FigureLine) -> [String] {
        var notes: [String] = []
        func periods(_ wanted: (FigurePoint) -> Bool) -> String {
            line.points.filter(wanted)
                .map { $0.period.isEmpty ? "no stated period" : $0.period }
                .joined(separator: ", ")
        }
        let restated = periods(\.restated)
        if !restated.isEmpty { notes.append("Restated by a later edition: \(restated).") }
        let conflicting = periods(\.conflicting)
        if !conflicting.isEmpty {
            notes.append("Sources contradict each other: \(conflicting). Both are kept.")
        }
        if line.mixesEditions {
            notes.append(
                "The newest figures are of several editions: a step between two of them may be no "
                    + "change of the world. --edition shows one of them alone."
            )
        }
        return notes
    }
}
