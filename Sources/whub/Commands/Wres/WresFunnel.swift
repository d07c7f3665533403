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

    /// The fewest councils with a place in the funnel: the limits lie around all of them together,
    /// so that one or two would be compared with themselves.
    static let councilsMin = 3

    /// Why a council has no place in the funnel.
    private enum Absence: String, CaseIterable {
        /// It released none of the indicator.
        case notReleased = "released none of it"
        /// A count is printed as "<10" or not at all.
        case hidden = "a count of it is hidden, such as <10"
        /// As a pool reads it.
        case tooFew = "too few cases to read anything into it"
        /// The scale of ratios has no place for zero or for no ratio.
        case noRatio = "nobody of one group had it, so no ratio above zero"
    }

    /// What a council's printed counts come to.
    private enum Finding {
        case drawn(RatioTable)
        /// With the counts, where they are printed: they are part of all together.
        case absent(Absence, RatioTable?)
    }

    private let plot: FunnelPlot?
    /// How many councils have a place in it.
    private let places: Int
    /// How many without a place have counts that are printed, which are in the ratio of all.
    private let placeless: Int
    /// The region's own sum, hidden counts included; nil where the hub prints none.
    private let pool: ReleasedFigure?
    /// Who is not drawn, by why.
    private let left: [(reason: Absence, labels: [String])]
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
    ///
    /// - Parameters:
    ///   - views: What is printed of each.
    ///   - indicator: The indicator.
    ///   - service: The service.
    ///   - pool: The figures of the region's pool, whose ratio is the centre where it has one.
    init(
        _ views: [ReleaseView],
        _ indicator: WresIndicator,
        _ service: WresService,
        pool: [ReleasedFigure] = []
    ) {
        let (once, twice) = Self.once(views)
        countedTwice = twice
        let entries = once.map { view in
            (label: Self.name(view), found: Self.table(view, indicator, service))
        }
        // An entry and a referral are two things, and no limits go around both.
        isOfTwoMeanings = Set(entries.compactMap(\.found.events)).count > 1
        let drawn = entries.compactMap { entry -> (label: String, table: RatioTable)? in
            guard case .drawn(let table) = entry.found.finding else { return nil }
            return (entry.label, table)
        }
        let others = entries.compactMap { entry -> RatioTable? in
            guard case .absent(_, let table) = entry.found.finding else { return nil }
            return table
        }
        self.pool = pool.first {
            $0.service.utf8.elementsEqual(service.rawValue.utf8)
                && $0.indicator.utf8.elementsEqual(indicator.rawValue.utf8)
                && $0.relativeLikelihood ?? 0 > 0
        }
        places = drawn.count
        placeless = others.count
        plot =
            isOfTwoMeanings || drawn.count < Self.councilsMin
            ? nil
            : FunnelPlot.ratios(drawn, with: others, around: self.pool?.relativeLikelihood)
        left = Absence.allCases.compactMap { reason in
            let labels = entries.filter {
                if case .absent(reason, _) = $0.found.finding { true } else { false }
            }.map(\.label)
            return labels.isEmpty ? nil : (reason, labels)
        }
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

    /// What the printed counts of an indicator come to, and which events they are.
    private static func table(
        _ view: ReleaseView,
        _ indicator: WresIndicator,
        _ service: WresService
    ) -> (events: String?, finding: Finding) {
        func printed(_ quantity: String, _ group: EthnicGroup) -> String? {
            view.counts.first {
                $0.service.utf8.elementsEqual(service.rawValue.utf8)
                    && $0.quantity.utf8.elementsEqual(quantity.utf8)
                    && $0.group.utf8.elementsEqual(group.rawValue.utf8)
            }?.printed
        }
        func count(_ quantity: String, _ group: EthnicGroup) -> Int? {
            printed(quantity, group).flatMap { Int($0.filter { $0 != "," }) }
        }
        func counts(_ parts: (people: String, events: String), _ group: EthnicGroup) -> EventCount?
        {
            guard let people = count(parts.people, group), let events = count(parts.events, group)
            else { return nil }
            return try? EventCount(events: events, people: max(people, events))
        }
        for parts in parts(indicator) {
            if let minority = counts(parts, .minority), let white = counts(parts, .white) {
                return (parts.events, finding(RatioTable(minority: minority, white: white)))
            }
        }
        let isReleased = parts(indicator).contains { parts in
            [EthnicGroup.minority, .white].contains { printed(parts.events, $0) != nil }
        }
        return (nil, .absent(isReleased ? .hidden : .notReleased, nil))
    }

    /// Whether a table is drawn; too few are too few as in a pool.
    private static func finding(_ table: RatioTable) -> Finding {
        let reading = RatioReading(table, polarity: .none)
        if reading.isTooFew { return .absent(.tooFew, table) }
        guard let ratio = reading.ratio.value, ratio > 0 else { return .absent(.noRatio, table) }
        return .drawn(table)
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

    /// The picture; nil where too few councils have a ratio.
    func picture(isExample: Bool) -> String? {
        let notice = isExample ? "Example data: invented, of an example hub. " : ""
        let words = [notice + Self.caution, line].joined(separator: " ")
        return plot?.svg(id: "funnel", title: title, notice: words)
    }

    /// What the line in the middle is.
    private var line: String {
        if let pool {
            return "The line is the ratio of all \(pool.contributors) councils that released it "
                + "together, with a place here or not and with hidden counts, as `whub wres pool` "
                + "has it."
        }
        var words =
            "The line is the ratio of the \(places + placeless) councils together whose counts are "
            + "shown"
        if placeless > 0 { words += ", \(placeless) of them without a place here" }
        let hidden = left.filter { $0.reason == .hidden }.reduce(0) { $0 + $1.labels.count }
        guard hidden > 0 else { return words + "." }
        let (are, count) = hidden == 1 ? ("is", "a count of it is") : ("are", "counts of them are")
        return words + "; \(hidden) \(are) not in it, because \(count) hidden and the hub has no "
            + "sum of all."
    }

    /// Why there is no funnel.
    private var undrawn: String {
        if places == 0 { return "No funnel: no council has a ratio that can be drawn." }
        let have = places == 1 ? "1 council has" : "\(places) councils have"
        return "No funnel: \(have) a ratio that can be drawn, and limits around fewer than "
            + "\(Self.councilsMin) would compare them with themselves."
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
            for sentence in plot?.alternative ?? [undrawn] { page.paragraph(sentence) }
            if plot != nil { page.paragraph(line) }
        }
        for sentence in countedTwice { page.paragraph(sentence, role: .warning) }
        for (reason, labels) in left {
            let names = labels.joined(separator: ", ")
            page.paragraph("Not drawn, \(reason.rawValue): \(names).", role: .quiet)
        }
        page.paragraph(Self.caution, role: .quiet)
        return page.lines
    }
}
