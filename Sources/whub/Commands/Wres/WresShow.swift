import HubArguments
import HubClient
import HubDomain
import HubReport
import HubText
import HubWire

extension Command {
    /// `whub wres show`.
    static let wresShow = Command(
        CommandDeclaration(
            "wres",
            "show",
            summary: "all nine indicators of your return, and how sure they are",
            details: "For those who may see the counts: the author of a draft, and stewards once "
                + "it is handed in; who looked is recorded. Each ratio comes with its 95% "
                + "interval, whether it is adverse, whether it is clear, whether there are too few "
                + "cases to read, and how it changed since the return before; of an indicator by "
                + "itself also what people of unknown ethnicity could change. A relative "
                + "likelihood below 1 is adverse for the indicators 2, 5 and 9, above 1 for the "
                + "others.",
            effect: .reads,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "service",
                    takes: .oneOf(WresService.allCases.map(\.rawValue) + ["both"]),
                    help: "only this service, or both together"
                ),
                OptionDeclaration(
                    "indicator",
                    takes: .text("N"),
                    help: "only this indicator: 1 to 9, 7a or 7b"
                ),
                OptionDeclaration(
                    "svg",
                    takes: .file("FILE"),
                    help: "keep the picture of one service in this new file, as SVG"
                ),
            ],
            examples: [
                .init("whub wres show", "the newest return"),
                .init("whub wres show --service adults --indicator 3", "one indicator"),
                .init("whub wres show --service adults --svg adults.svg", "a picture for a paper"),
                .init("whub wres show --cycle 2024 -o json", "for a program"),
                .init("whub wres show --as-of 12", "as it was at revision 12"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let request = GetReturnRequest(cycle: desk.cycle, unit: desk.unit)
        var answer = try desk.ask(desk.hub.getReturn, request)
        try narrow(&answer, invocation)
        let page = ReturnPage(answer)
        if let path = invocation.line.value("svg") {
            guard let picture = page.picture(isExample: desk.isExample) else {
                throw invocation.usage("--svg draws one service: name it with --service")
            }
            try invocation.keep(picture: picture, at: path)
        }
        try invocation.print(answer, page.listing, lines: page.lines)
    }

    /// Leaves what the command line names.
    private static func narrow(
        _ answer: inout GetReturnResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        if let wanted = invocation.line.value("service") {
            answer.figures = answer.figures.filter { $0.service.utf8.elementsEqual(wanted.utf8) }
            answer.bands = answer.bands.filter { $0.service.utf8.elementsEqual(wanted.utf8) }
        }
        if let typed = invocation.line.value("indicator") {
            guard let wanted = WresIndicator.read(typed) else {
                throw invocation.usage("--indicator takes a number from 1 to 9, 7a or 7b")
            }
            let name = wanted.rawValue
            answer.figures = answer.figures.filter { $0.indicator.utf8.elementsEqual(name.utf8) }
            if wanted != .bands { answer.bands = [] }
        }
    }
}

/// What a return says, for people.
struct ReturnPage {
    private let answer: GetReturnResponse

    /// The page of an answer.
    init(_ answer: GetReturnResponse) { self.answer = answer }

    /// A row for each indicator of each service, for spreadsheets; of the first one a row for each
    /// pay band, where nothing else is asked for.
    var listing: Listing { answer.figures.isEmpty && !answer.bands.isEmpty ? bandRows : ratioRows }

    private var bandRows: Listing {
        var listing = Listing(columns: [
            .init("service", "Service"), .init("indicator", "Indicator"), .init("band", "Pay band"),
            .init("minority", "Minoritised", .trailing), .init("white", "White", .trailing),
            .init("unknown", "Not known", .trailing),
            .init("share_of_band", "Of the band", .trailing),
            .init("share_of_minority", "Of minoritised", .trailing),
            .init("share_of_white", "Of white", .trailing),
        ])
        listing.rows = answer.bands.map { band in
            [.text(band.service), .text(WresIndicator.bands.rawValue), .text(band.label)]
                + [band.minority, band.white, band.unknown].map { .text("\($0)") }
                + [band.shareOfBand, band.shareOfMinority, band.shareOfWhite].map {
                    .text(number($0))
                }
        }
        return listing
    }

    private var ratioRows: Listing {
        var listing = Listing(columns: [
            .init("service", "Service"), .init("indicator", "Indicator"), .init("name", "Name"),
            .init("relative_likelihood", "Ratio", .trailing), .init("lower", "From", .trailing),
            .init("upper", "To", .trailing), .init("reading", "Reading"),
            .init("clear", "Clear"), .init("too_few", "Too few"),
            .init("change", "Change", .trailing), .init("reason", "Why not"),
            .init("change_reason", "Why no change"),
        ])
        listing.rows = answer.figures.map { figure in
            [
                .text(figure.service), .text(figure.indicator), .text(figure.name),
                .text(number(figure.relativeLikelihood)), .text(number(figure.lower)),
                .text(number(figure.upper)), .text(figure.reading),
                .text(figure.isClear.map { $0 ? "yes" : "no" } ?? ""),
                .text(figure.isTooFew ? "yes" : "no"), .text(number(figure.change?.factor)),
                .text(figure.reason), .text(figure.changeReason),
            ]
        }
        return listing
    }

    /// The ratios of its one service as SVG; nil where it tells of several, or of none.
    func picture(isExample: Bool) -> String? {
        guard let service = services.first, services.count == 1, !answer.figures.isEmpty else {
            return nil
        }
        return IntervalChartPicture.svg(
            RatioChart.chart(answer.figures.map(Self.entry)),
            id: "ratios",
            title: "\(Wording.service(service)): relative likelihoods, cycle "
                + "\(answer.councilReturn?.cycle ?? "")",
            notice: isExample ? "Example data: invented, of an example hub." : ""
        )
    }

    /// The page for a terminal.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let kept = answer.councilReturn ?? CouncilReturn()
        page.heading("Race equality return \(kept.cycle), \(kept.body)")
        page.paragraph("State: \(Self.state(kept)).")
        page.paragraph("Counts are people; a small one is about somebody.", role: .quiet)
        if services.isEmpty {
            page.gap()
            page.paragraph(
                "Nothing of this is given in the return. Indicator 1 takes the counts of staff in "
                    + "each pay band of the cycle, the others the counts that `whub wres template` "
                    + "asks for."
            )
        }
        for service in services {
            let figures = answer.figures.filter { $0.service == service }
            page.gap()
            page.heading(Wording.service(service))
            let entries = figures.map { ($0.indicator, Self.entry($0)) }
            for line in RatioSummary.lines(entries) { page.paragraph(line) }
            page.add(bands(service, style))
            if figures.isEmpty { continue }
            page.gap()
            page.add(RatioChart.chart(figures.map(Self.entry)).lines(style))
            for figure in figures {
                page.gap()
                for line in Self.sentences(figure, isAlone: figures.count == 1) {
                    page.paragraph(line.text, indent: line.indent)
                }
            }
        }
        return page.lines
    }

    /// The services that it tells of, both together last.
    var services: [String] {
        var seen: [String] = []
        let named = answer.figures.map(\.service) + answer.bands.map(\.service)
        for service in named where !seen.contains(service) { seen.append(service) }
        return seen
    }

    /// How far a return is.
    static func state(_ kept: CouncilReturn) -> String {
        let isSaidByDay = kept.state == .handedIn && kept.handedIn != nil
        var words = isSaidByDay ? [] : [Wording.stage(kept.state)]
        if let day = kept.handedIn { words.append("handed in on \(Wording.day(day))") }
        if let agreed = kept.agreement {
            words.append(
                agreed.role.isEmpty
                    ? "agreed on \(Wording.day(agreed.day)), by a role that is worded otherwise "
                        + "today"
                    : "agreed by \(agreed.role) on \(Wording.day(agreed.day))"
            )
        }
        if let day = kept.corrected {
            let why = kept.correctionReason
            words.append(
                "corrected on \(Wording.day(day))"
                    + (why.isEmpty ? ", for a reason that is worded otherwise today" : ": \(why)")
            )
        }
        if let day = kept.sent { words.append("sent to Skills for Care on \(Wording.day(day))") }
        return words.joined(separator: "; ")
    }

    /// The first indicator, both ways.
    private func bands(_ service: String, _ style: TerminalStyle) -> [String] {
        let bands = answer.bands.filter { $0.service == service }
        guard !bands.isEmpty else { return [] }
        var table = Table([
            .init("1 Pay band"), .init("Minoritised", .trailing), .init("White", .trailing),
            .init("Not known", .trailing), .init("Of the band", .trailing),
            .init("Of minoritised", .trailing), .init("Of white", .trailing),
        ])
        for band in bands {
            table.add([
                .init(band.label), .init(NumberText.grouped(Int(band.minority))),
                .init(NumberText.grouped(Int(band.white))),
                .init(NumberText.grouped(Int(band.unknown))), .init(Self.percent(band.shareOfBand)),
                .init(Self.percent(band.shareOfMinority)), .init(Self.percent(band.shareOfWhite)),
            ])
        }
        return table.lines(style)
    }

    /// A share, or that there is none.
    static func percent(_ share: Double?) -> String {
        share.map { RatioWords.fixed($0 * 100, places: 1) + "%" } ?? "none"
    }

    private func number(_ value: Double?) -> String {
        value.map { RatioWords.fixed($0, places: 4) } ?? ""
    }

    /// A ratio for a chart.
    static func entry(_ figure: IndicatorFigure) -> RatioChart.Entry {
        let label = "\(figure.indicator) \(figure.name)"
        let interval = figure.lower.map {
            RatioInterval(lower: $0, upper: figure.upper ?? .infinity)
        }
        guard let ratio = figure.relativeLikelihood else {
            let missing = NotComputable.allCases.first { $0.words == figure.reason }
            return RatioChart.Entry(
                label,
                ratio: .unknown(missing ?? .notProvided),
                interval: interval,
                reading: nil,
                isClear: figure.isClear ?? false,
                isTooFew: figure.isTooFew
            )
        }
        return RatioChart.Entry(
            label,
            ratio: .known(ratio),
            interval: interval,
            reading: Reading(rawValue: figure.reading),
            isClear: figure.isClear ?? false,
            isTooFew: figure.isTooFew
        )
    }

    /// What is said of an indicator, sentence by sentence.
    static func sentences(
        _ figure: IndicatorFigure,
        isAlone: Bool
    ) -> [(text: String, indent: Int)] {
        var lines = [(text: "\(figure.indicator) \(figure.name)", indent: 0)]
        guard !figure.words.isEmpty else {
            lines.append((text: "Not computed: \(figure.reason).", indent: 2))
            return lines
        }
        if let events = figure.minorityEvents, let people = figure.minorityPeople,
            let whiteEvents = figure.whiteEvents, let whitePeople = figure.whitePeople
        {
            lines.append(
                (
                    text: "Minoritised staff \(events) of \(people), white staff \(whiteEvents) of "
                        + "\(whitePeople).", indent: 2
                )
            )
        }
        if let first = figure.words.first {
            lines.append((text: "Relative likelihood \(first).", indent: 2))
        }
        if let lower = figure.lower {
            let interval = RatioInterval(lower: lower, upper: figure.upper ?? .infinity)
            lines.append(
                (text: "With 95% confidence it is \(RatioWords.range(interval)).", indent: 2)
            )
        }
        lines += figure.words.dropFirst().map { (text: $0, indent: 2) }
        let share = figure.knownShare ?? 1
        if isAlone || share < UnknownSensitivity.knownShareMinDefault {
            lines += (figure.unknown?.words ?? []).map { (text: $0, indent: 2) }
        }
        lines += change(figure).map { (text: $0, indent: 2) }
        return lines
    }

    /// How sure a change is; of too few cases nothing is.
    private static func doubt(_ change: RatioShift) -> String {
        if change.isTooFew { return "too few cases in one of them to read anything into it." }
        return change.isClear ? "a clear change." : "no clear change."
    }

    /// How its ratio changed since the return before.
    static func change(_ figure: IndicatorFigure) -> [String] {
        guard let change = figure.change else {
            return figure.changeReason.isEmpty
                ? [] : ["Change since the return before: not computed, \(figure.changeReason)."]
        }
        let interval = RatioInterval(lower: change.lower, upper: change.upper)
        return [
            "Since \(change.cycle) the ratio is \(RatioWords.fixed(change.factor, places: 2)) "
                + "times what it was (\(RatioWords.range(interval))): "
                + Self.doubt(change)
        ]
    }
}
