import HubArguments
import HubDomain
import HubReport
import HubText
import HubWire

/// The ratios of a region's councils against their precision, from what is printed of each.
struct ReleaseFunnel {
    /// `--funnel`.
    static let option = OptionDeclaration(
        "funnel",
        takes: .file("FILE"),
        help: "one indicator of all councils against its precision, in this new file, as SVG"
    )
    /// `--indicator`.
    static let indicatorOption = OptionDeclaration(
        "indicator",
        takes: .text("N"),
        help: "the indicator of the funnel: 2, 3, 4, 5, 8 or 9"
    )
    /// `--service`.
    static let serviceOption = OptionDeclaration(
        "service",
        takes: .oneOf(WresService.allCases.map(\.rawValue)),
        help: "the service of the funnel"
    )

    /// What must be read with it.
    private static let caution =
        "Limits are of chance alone, 95% of the councils: one of twenty lies outside by itself. "
        + "The counts are protected, and rounding moves a ratio of few cases too."

    private let plot: FunnelPlot?
    private let left: [String]
    /// Whether some councils count what others do not, so that nothing of both can be drawn.
    private let isOfTwoMeanings: Bool
    /// Returns that a pool leaves out as well, a sentence each.
    private let countedTwice: [String]
    private let title: String

    /// What the command line asks for.
    ///
    /// - Throws: Where the indicator has no one denominator everywhere, or none is named.
    static func asked(
        _ invocation: Invocation
    ) throws(CommandError) -> (indicator: WresIndicator, service: WresService) {
        guard invocation.line.common.output == .table else {
            throw invocation.usage("--funnel draws for people: without it -o csv has the counts")
        }
        let service = invocation.line.value("service").flatMap(WresService.init(rawValue:))
        guard let indicator = WresIndicator.read(invocation.line.value("indicator") ?? ""),
            let service, !parts(indicator).isEmpty
        else {
            throw invocation.usage(
                "--funnel draws one indicator of one service: --indicator 2, 3, 4, 5, 8 or 9, and "
                    + "--service; those of harassment are not counted alike everywhere"
            )
        }
        return (indicator, service)
    }

    /// Reads what councils released.
    init(_ views: [ReleaseView], _ indicator: WresIndicator, _ service: WresService) {
        let (once, twice) = Self.once(views)
        countedTwice = twice
        let entries = once.map { view in
            (label: Self.name(view), found: Self.table(view, indicator, service))
        }
        // An entry and a referral are two things, and no limits go around both.
        isOfTwoMeanings = Set(entries.compactMap(\.found?.events)).count > 1
        plot =
            isOfTwoMeanings
            ? nil
            : FunnelPlot.ratios(
                entries.compactMap { entry in entry.found.map { (entry.label, $0.table) } }
            )
        left = entries.filter { $0.found == nil }.map(\.label)
        title = "\(service.heading): \(indicator.label), of each council"
    }

    /// The returns without those whose councils another one counts, in the order in which a pool
    /// adds them.
    private static func once(_ views: [ReleaseView]) -> (views: [ReleaseView], left: [String]) {
        var seen: [GSSCode: CountedTwice.Owner] = [:]
        var (once, left): ([ReleaseView], [String]) = ([], [])
        let ordered = views.sorted { ($0.councilCode, $0.unit) < ($1.councilCode, $1.unit) }
        for view in ordered {
            let owner = CountedTwice.Owner(view.body, view.unit, view.councils)
            let councils = view.councils.map { GSSCode(text: $0) }
            if let first = councils.first(where: { seen[$0] != nil }), let other = seen[first] {
                let cycle = CycleID(text: view.cycle)
                left.append(CountedTwice.words(owner, first, in: other, cycle))
                continue
            }
            for council in councils { seen[council] = owner }
            once.append(view)
        }
        return (once, left)
    }

    private static func name(_ view: ReleaseView) -> String {
        let council = view.councilName.isEmpty ? view.councilCode : view.councilName
        return view.unit.isEmpty || view.unit == "main" ? council : "\(council), \(view.unit)"
    }

    /// The printed counts of an indicator, and which events they are; nil where one of them is not
    /// printed.
    private static func table(
        _ view: ReleaseView,
        _ indicator: WresIndicator,
        _ service: WresService
    ) -> (events: String, table: RatioTable)? {
        func count(_ quantity: String, _ group: EthnicGroup) -> Int? {
            let found = view.counts.first {
                $0.service.utf8.elementsEqual(service.rawValue.utf8)
                    && $0.quantity.utf8.elementsEqual(quantity.utf8)
                    && $0.group.utf8.elementsEqual(group.rawValue.utf8)
            }
            return found.flatMap { Int($0.printed.filter { $0 != "," }) }
        }
        func counts(_ parts: (people: String, events: String), _ group: EthnicGroup) -> EventCount?
        {
            guard let people = count(parts.people, group), let events = count(parts.events, group)
            else { return nil }
            return try? EventCount(events: events, people: max(people, events))
        }
        for parts in parts(indicator) {
            if let minority = counts(parts, .minority), let white = counts(parts, .white) {
                return (parts.events, RatioTable(minority: minority, white: white))
            }
        }
        return nil
    }

    /// The counts of an indicator, by their names; the fourth has two meanings, of which one left.
    private static func parts(_ indicator: WresIndicator) -> [(people: String, events: String)] {
        switch indicator {
        case .appointment: [("shortlisted", "appointed")]
        case .disciplinary: [("staff", "disciplinary")]
        case .fitnessToPractise:
            [("regulated", "fitness-entered"), ("regulated", "fitness-referred")]
        case .development: [("staff", "cpd")]
        case .leaving: [("staff", "leavers")]
        case .seniorManagement: [("staff", "senior-managers")]
        case .bands, .harassmentPublic, .harassmentColleagues, .harassmentManagers: []
        }
    }

    /// The picture; nil where no council has a ratio.
    func picture(isExample: Bool) -> String? {
        let notice = isExample ? "Example data: invented, of an example hub. " : ""
        return plot?.svg(id: "funnel", title: title, notice: notice + Self.caution)
    }

    /// What the picture shows, in sentences.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading(title)
        if isOfTwoMeanings {
            let reason = NotComputable.differentMeaning.words
            page.paragraph(
                "Not drawn, \(reason): some councils count one of them, others the other.",
                role: .warning
            )
        } else {
            for sentence in plot?.alternative ?? ["No council has a ratio that is printed."] {
                page.paragraph(sentence)
            }
        }
        for sentence in countedTwice { page.paragraph(sentence, role: .warning) }
        if !left.isEmpty {
            page.paragraph("Without a ratio: \(left.joined(separator: ", ")).", role: .quiet)
        }
        page.paragraph(Self.caution, role: .quiet)
        return page.lines
    }
}
