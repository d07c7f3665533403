package import HubDomain
package import HubText

/// A race equality return as one page for a meeting: it works from a file, loads nothing, runs
/// nothing, prints well, and says in words what its pictures show.
///
/// It holds the council's true counts: whoever makes it may see them.
package struct WresReport: Sendable {
    /// The largest page.
    package static let bytesMax = 500 * 1_024
    /// How far each part may fill the page, so that there is room for those behind it.
    private static let servicesPlace = 300 * 1_024
    private static let actionsPlace = 480 * 1_024

    /// What stands around the figures.
    package struct Frame: Sendable {
        /// Whose return it is: the body that employs the staff.
        package var owner: String
        /// What its cycle is called.
        package var cycle: String
        /// What the cycle calls the minoritised group, and what is to be known of its gaps.
        package var notes: [String]
        /// What the counts are of and how far the return is, a sentence each.
        package var passages: [String]
        /// Where the standard was read, a line each.
        package var sources: [String]
        /// The revision that is shown.
        package var revision: UInt64
        /// The day in London on which the page is made.
        package var today: Day
        /// Whether it is invented, of an example hub.
        package var isExample: Bool

        /// A frame of its parts.
        package init(
            owner: String,
            cycle: String,
            notes: [String],
            passages: [String],
            sources: [String],
            revision: UInt64,
            today: Day,
            isExample: Bool
        ) {
            self.owner = owner
            self.cycle = cycle
            self.notes = notes
            self.passages = passages
            self.sources = sources
            self.revision = revision
            self.today = today
            self.isExample = isExample
        }
    }

    /// One indicator of one service.
    package struct Figure: Sendable {
        /// Which indicator.
        package var indicator: WresIndicator
        /// Its ratio.
        package var entry: RatioChart.Entry
        /// The counts of both groups, in words; empty where they are not given.
        package var counts: (minority: String, white: String)
        /// The interval in words; empty for none.
        package var interval: String
        /// The change since the return before, in few words; empty where there is none.
        package var change: String
        /// What is said of it, the doubt first.
        package var sentences: [String]

        /// A figure of its parts.
        package init(
            _ indicator: WresIndicator,
            _ entry: RatioChart.Entry,
            counts: (minority: String, white: String),
            interval: String,
            change: String,
            sentences: [String]
        ) {
            self.indicator = indicator
            self.entry = entry
            self.counts = counts
            self.interval = interval
            self.change = change
            self.sentences = sentences
        }
    }

    /// A service, or both together.
    package struct Service: Sendable {
        /// Its name, as a heading.
        package var name: String
        /// Its indicators from the second on.
        package var figures: [Figure]
        /// The cells of each pay band under `bandColumns`; none where the bands are not given.
        package var bands: [[String]]

        /// A service of its parts.
        package init(_ name: String, figures: [Figure], bands: [[String]]) {
            self.name = name
            self.figures = figures
            self.bands = bands
        }
    }

    /// An action of the plan about the indicators.
    package struct Action: Sendable {
        /// Its code.
        package var code: String
        /// The indicators that it is to move.
        package var indicators: [String]
        /// What is done.
        package var text: String
        /// The role that leads it.
        package var lead: String
        /// When, in words.
        package var when: String
        /// How far it is, in words.
        package var state: String
        /// How it will be known that it worked, and what came of it.
        package var result: String

        /// An action of its parts.
        package init(
            code: String,
            indicators: [String],
            text: String,
            lead: String,
            when: String,
            state: String,
            result: String
        ) {
            self.code = code
            self.indicators = indicators
            self.text = text
            self.lead = lead
            self.when = when
            self.state = state
            self.result = result
        }
    }

    /// The titles of a pay band's cells.
    package static let bandColumns = [
        "Pay band", "Minoritised", "White", "Not known", "Of the band",
        "Of minoritised", "Of white",
    ]

    /// The page.
    package let html: String
    /// Whether parts had no room; the page counts them.
    package let isCut: Bool

    /// Writes a page.
    ///
    /// - Parameters:
    ///   - services: The services, both together last.
    ///   - actions: The plan.
    ///   - frame: What stands around them.
    package init(_ services: [Service], actions: [Action], _ frame: Frame) {
        var writer = WresReportWriter(frame, actions)
        writer.begin(services)
        for (index, service) in services.enumerated() {
            writer.service(service, id: index + 1, upTo: Self.servicesPlace)
        }
        writer.plan(services, upTo: Self.actionsPlace)
        writer.end()
        html = writer.page.html
        isCut = writer.isCut
    }
}

/// Writes the parts of the page, one after the other.
private struct WresReportWriter {
    private(set) var page = PageText()
    private(set) var isCut = false
    private let frame: WresReport.Frame
    private let actions: [WresReport.Action]

    init(_ frame: WresReport.Frame, _ actions: [WresReport.Action]) {
        self.frame = frame
        self.actions = actions
    }

    mutating func begin(_ services: [WresReport.Service]) {
        let title = "\(frame.owner): race equality standard, cycle \(frame.cycle)"
        page.raw(PageText.head(title))
        page.raw("<body>\n<main>")
        page.element("h1", title)
        if frame.isExample {
            page.element("p", "Example data: invented, of an example hub.", "class=\"example\"")
        }
        page.element(
            "p",
            "These are true counts of the council's staff, and a small one is about somebody: "
                + "show the page to those who may see them.",
            "class=\"note\""
        )
        page.list(frame.passages)
        page.element("h2", "At a glance")
        if services.isEmpty { page.element("p", "The return gives no counts.") }
        for service in services {
            let lines = RatioSummary.lines(
                service.figures.map { ($0.indicator.label, $0.entry) }
            )
            page.element("p", "\(service.name):")
            page.list(lines)
        }
    }

    mutating func service(_ service: WresReport.Service, id: Int, upTo place: Int) {
        page.element("h2", service.name)
        if !service.figures.isEmpty {
            let chart = RatioChart.chart(service.figures.map(\.entry))
            let ends = [chart.ticks.first, chart.ticks.last].map { $0?.label ?? "" }
            page.figure(
                chart,
                id: "ratios\(id)",
                title: "\(service.name): relative likelihoods",
                barsLegend: "Each bar is the range in which the ratio lies with 95% confidence, "
                    + "from \(ends[0]) at the left to \(ends[1]) at the right; half and double are "
                    + "equally far from 1, the upright line, which is equal likelihood. Shaded is "
                    + "the four-fifths range from 0.8 to 1.25. \(RatioChart.adverseWords)"
            )
        }
        if !service.bands.isEmpty {
            page.element(
                "p",
                "Shares are of minoritised staff in all staff of the band, and of each group "
                    + "that is in the band.",
                "class=\"note\""
            )
            table(
                WresIndicator.bands.label,
                WresReport.bandColumns,
                service.bands,
                upTo: place
            )
        } else if service.figures.contains(where: { $0.indicator == .appointment }) {
            page.element("p", "\(WresIndicator.bands.label): not given by band.")
        }
        table(
            "Relative likelihoods, minoritised over white staff",
            [
                "Indicator", "Minoritised", "White", "Ratio, 95% interval", "Direction",
                "Change",
            ],
            service.figures.map(numbers),
            upTo: place
        )
        table(
            "What they say",
            ["Indicator", "In words"],
            service.figures.map { figure in
                let actions = linked(figure.indicator)
                let plan = actions.isEmpty ? [] : ["Actions: \(actions.joined(separator: ", "))."]
                return [
                    figure.indicator.label,
                    (figure.sentences + plan).joined(separator: " "),
                ]
            },
            upTo: place
        )
    }

    private func numbers(_ figure: WresReport.Figure) -> [String] {
        let entry = figure.entry
        // The doubt stands where a direction would be.
        return [
            figure.indicator.shortLabel, figure.counts.minority, figure.counts.white,
            [entry.ratio.value.map { RatioWords.fixed($0, places: 2) } ?? "none", figure.interval]
                .filter { !$0.isEmpty }.joined(separator: ", "),
            entry.ratio.reason.map { "No ratio: \($0.words)" } ?? RatioSummary.words(entry),
            figure.change,
        ]
    }

    /// The codes of the actions that are to move an indicator.
    private func linked(_ indicator: WresIndicator) -> [String] {
        actions.filter { $0.indicators.contains(indicator.rawValue) }.map(\.code)
    }

    mutating func plan(_ services: [WresReport.Service], upTo place: Int) {
        page.element("h2", "What is done about it")
        let adverse = WresIndicator.ratios.filter { indicator in
            services.contains { service in
                service.figures.contains {
                    $0.indicator == indicator && !$0.entry.isTooFew && $0.entry.reading == .adverse
                }
            }
        }
        let open = adverse.filter { linked($0).isEmpty }.map(\.rawValue)
        if !open.isEmpty {
            page.element("p", "Adverse, and no action is linked: \(open.joined(separator: ", ")).")
        }
        guard !actions.isEmpty else {
            page.element("p", "The plan has no action yet.")
            return
        }
        table(
            "Actions and the indicators that they are to move",
            ["Action", "Indicators", "What is done", "Lead", "When", "State", "Result"],
            actions.map { action in
                [
                    action.code, action.indicators.joined(separator: ", "), action.text,
                    action.lead, action.when, action.state, action.result,
                ]
            },
            upTo: place
        )
    }

    /// A table while the page is not full up to a place; what has no room is counted below it.
    private mutating func table(
        _ caption: String,
        _ columns: [String],
        _ rows: [[String]],
        upTo place: Int
    ) {
        guard !rows.isEmpty else { return }
        if page.table(caption, columns, rows, upTo: place) > 0 { isCut = true }
    }

    mutating func end() {
        page.element("h2", "How to read this page")
        page.list(Self.method + frame.notes)
        if !frame.sources.isEmpty {
            page.element("p", "What the standard says was read in:")
            page.list(frame.sources)
        }
        page.element(
            "p",
            "\(frame.owner), revision \(frame.revision) of the return for cycle "
                + "\(frame.cycle); written on \(frame.today.words).",
            "class=\"note\""
        )
        page.raw("</main>\n</body>\n</html>")
    }

    private static let method = [
        "A relative likelihood is the share of minoritised staff with the event over the share of "
            + "white staff. " + RatioChart.adverseWords,
        "Intervals are Koopman score intervals at 95%. “Clear” is a ratio whose interval excludes "
            + "equal likelihood.",
        "Where fewer than 5 are expected in one of the four cells there are too few cases to read, "
            + "and no direction is told.",
        "From 0.8 to 1.25 is the four-fifths range, both ends inside. Whether the standard itself "
            + "uses it is not published.",
        "People at the white rate say how large a gap is; they are not a target.",
        "People whose ethnicity is not known are left out of the ratios; where they are many, what "
            + "they could change is told.",
    ]
}
