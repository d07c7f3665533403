import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub wres preview-release`.
    static let wresPreviewRelease = Command(
        CommandDeclaration(
            "wres",
            "preview-release",
            summary: "exactly what the region sees, or would see, of your return",
            details: "It is computed from the protected counts alone, as the region's own view "
                + "is. Of a draft its author sees it, later everybody of your council who may "
                + "see this service.",
            options: [WresDesk.cycleToReadOption, WresDesk.unitOption],
            examples: [.init("whub wres preview-release --cycle 2024", "before you hand it in")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let request = PreviewReleaseRequest(cycle: desk.cycle, unit: desk.unit)
        let answer = try desk.ask(desk.hub.previewRelease, request)
        let view = answer.view ?? ReleaseView()
        try invocation.print(answer, ReleasePage.listing([view])) { style in
            var page = Page(style)
            page.heading(
                answer.isReleased
                    ? "What the region sees of this return"
                    : "What the region would see if it were released"
            )
            page.add(ReleasePage.lines(view, style))
            page.gap()
            for note in answer.notes { page.paragraph(note, role: .quiet) }
            return page.lines
        }
    }

    /// `whub wres releases`.
    static let wresReleases = Command(
        CommandDeclaration(
            "wres",
            "releases",
            summary: "what the councils of your region released (region lead or analyst)",
            details: "Protected counts and what follows from them: no true count is in the "
                + "region's file. CSV has a row for each released count.",
            options: [
                WresFiles.cycleOption,
                OptionDeclaration(
                    "council",
                    takes: .text("CODE"),
                    help: "the whole view of this council alone"
                ),
                ReleaseFunnel.option, ReleaseFunnel.indicatorOption, ReleaseFunnel.serviceOption,
            ],
            examples: [
                .init("whub wres releases --cycle 2024", "which councils released what"),
                .init("whub wres pool --cycle 2024", "then all of them together"),
                .init(
                    "whub wres releases --cycle 2024 --indicator 2 --service adults "
                        + "--funnel appointed.svg",
                    "which councils lie further from all together than chance explains"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let asked =
            invocation.line.has("funnel") ? try ReleaseFunnel.asked(invocation) : nil
        let desk = try WresDesk(invocation)
        var all = ListReleasesResponse()
        var cursor = ""
        repeat {
            let request = ListReleasesRequest(cycle: desk.cycle, cursor: cursor)
            let page = try desk.ask(desk.hub.listReleases, request)
            all.releases += page.releases
            cursor = page.nextCursor
        } while !cursor.isEmpty
        if let code = invocation.line.value("council") {
            all.releases = all.releases.filter { $0.councilCode.utf8.elementsEqual(code.utf8) }
            guard !all.releases.isEmpty else {
                throw .missing(
                    "this council released nothing for \(desk.cycle)",
                    next: "whub wres releases --cycle \(desk.cycle)"
                )
            }
        }
        if let path = invocation.line.value("funnel"), let asked {
            // The region's sum has what is hidden of each council, and leaves the hub anyway.
            let request = PoolReleasesRequest(cycle: desk.cycle)
            let pool = try desk.ask(desk.hub.poolReleases, request).figures
            let funnel = ReleaseFunnel(all.releases, asked.indicator, asked.service, pool: pool)
            if let picture = funnel.picture(isExample: desk.isExample) {
                try invocation.keep(picture: picture, at: path)
            } else {
                invocation.console.say("Nothing to draw: the file of --funnel was not written.")
            }
            return try invocation.print(lines: funnel.lines(invocation.style))
        }
        let isOne = invocation.line.has("council")
        try invocation.print(all, ReleasePage.listing(all.releases)) { style in
            isOne
                ? all.releases.flatMap { ReleasePage.lines($0, style) }
                : ReleasePage.overview(all.releases).lines(style)
        }
        if all.releases.isEmpty { invocation.console.say("No council has released anything yet.") }
    }

    /// `whub wres pool`.
    static let wresPool = Command(
        CommandDeclaration(
            "wres",
            "pool",
            summary: "what the councils of your region released, added up (region lead or analyst)",
            details: "Counts are added, not ratios averaged. A figure needs five councils, and "
                + "sums that are large beside what protection may have moved; its price in "
                + "precision is told with it. With --years earlier cycles are added too: five "
                + "councils stay five in however many years, somebody who stayed counts in each, "
                + "and what may not have counted the same is said. The twelve months of a return "
                + "are not released: each council sees to it that those of two cycles do not "
                + "overlap, as `whub wres years` does for its own.",
            options: [
                WresFiles.cycleOption,
                OptionDeclaration(
                    "years",
                    takes: .oneOf((2...WresPool.yearsMax).map { "\($0)" }),
                    help: "how many cycles up to this one, by their counts; it alone without it"
                ),
            ],
            examples: [
                .init("whub wres pool --cycle 2024", "the region in one picture"),
                .init(
                    "whub wres pool --cycle 2024 --years 2",
                    "with the cycle before it, where cases of one year are few"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let years = invocation.line.value("years").flatMap { UInt32($0) } ?? 0
        let request = PoolReleasesRequest(cycle: desk.cycle, years: years)
        let answer = try desk.ask(desk.hub.poolReleases, request)
        // A hub that does not know the field answers for the cycle alone.
        guard answer.cycles.count >= Int(years) else {
            throw .local(
                "the hub answered for \(answer.cycle) alone: it does not read years together"
            )
        }
        try invocation.print(answer, ReleasePage.figures(answer.figures)) { style in
            PoolPage.lines(answer, style)
        }
    }
}

/// Released counts for people.
enum ReleasePage {
    /// A row for each released count.
    static func listing(_ views: [ReleaseView]) -> Listing {
        var listing = Listing(columns: [
            .init("council", "Council"), .init("unit", "Unit"), .init("service", "Service"),
            .init("quantity", "Count"), .init("group", "Group"),
            .init("printed", "Released", .trailing),
        ])
        // Programs read digits alone; words such as "too few people" stay as they are.
        func plain(_ printed: String) -> String {
            let digits = printed.filter { $0 != "," }
            return Int(digits) == nil ? printed : digits
        }
        listing.rows = views.flatMap { view in
            view.counts.map { count in
                [
                    .text(view.councilCode), .text(view.unit), .text(count.service),
                    .text(count.quantity), .text(count.group),
                    .text(plain(count.printed)),
                ]
            }
        }
        return listing
    }

    /// A row for each return.
    static func overview(_ views: [ReleaseView]) -> Listing {
        var listing = Listing(columns: [
            .init("code", "Code"), .init("council", "Council"), .init("body", "Employing body"),
            .init("handed_in", "Handed in"), .init("agreed", "Agreed"),
            .init("ratios", "Ratios", .trailing),
        ])
        listing.rows = views.map { view in
            let shown = view.figures.count { $0.relativeLikelihood != nil }
            return [
                .text(view.councilCode), .text(view.councilName), .text(view.body),
                .day(view.handedIn.isEmpty ? nil : view.handedIn), .day(view.agreed),
                .text("\(shown) of \(view.figures.count)"),
            ]
        }
        return listing
    }

    /// A row for each ratio.
    static func figures(_ figures: [ReleasedFigure]) -> Listing {
        var listing = Listing(columns: [
            .init("service", "Service"), .init("indicator", "Indicator"), .init("name", "Name"),
            .init("relative_likelihood", "Ratio", .trailing), .init("lower", "From", .trailing),
            .init("upper", "To", .trailing), .init("reading", "Reading"), .init("clear", "Clear"),
            .init("councils", "Councils", .trailing), .init("reason", "Why not"),
            .init("years", "Years", .trailing), .init("remarks", "Remarks"),
        ])
        listing.rows = figures.map { figure in
            [
                .text(figure.service), .text(figure.indicator), .text(figure.name),
                .text(number(figure.relativeLikelihood)), .text(number(figure.lower)),
                .text(number(figure.upper)), .text(figure.reading),
                .text(figure.isClear.map { $0 ? "yes" : "no" } ?? ""),
                .text(figure.contributors == 0 ? "" : "\(figure.contributors)"),
                .text(figure.reason), .text(figure.years == 0 ? "" : "\(figure.years)"),
                .text(figure.remarks.joined(separator: " ")),
            ]
        }
        return listing
    }

    private static func number(_ value: Double?) -> String {
        value.map { RatioWords.fixed($0, places: 4) } ?? ""
    }

    /// One council's release for a terminal.
    static func lines(_ view: ReleaseView, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let name = view.councilName.isEmpty ? view.councilCode : view.councilName
        // A council that employs its own staff is named once.
        let isOne = view.body.isEmpty || view.body.utf8.elementsEqual(name.utf8)
        page.heading("\(name)\(isOne ? "" : ", \(view.body)"), cycle \(view.cycle)")
        for service in WresService.allCases {
            let counts = view.counts.filter { $0.service.utf8.elementsEqual(service.rawValue.utf8) }
            guard !counts.isEmpty else { continue }
            page.gap()
            page.heading("\(Wording.service(service.rawValue)): counts as released")
            page.add(table(counts).lines(style))
        }
        for service in WresService.allCases {
            let figures = view.figures.filter { $0.service == service.rawValue }
            guard !figures.isEmpty else { continue }
            page.gap()
            page.heading(Wording.service(service.rawValue))
            page.add(RatioChart.chart(figures.map(entry)).lines(style))
            for reason in Set(figures.map(\.reason)).sorted() where !reason.isEmpty {
                let names = figures.filter { $0.reason == reason }.map(\.indicator)
                page.paragraph("Not computed, \(reason): \(names.joined(separator: ", ")).")
            }
            for figure in figures {
                for remark in figure.remarks {
                    page.paragraph("\(figure.indicator) \(figure.name): \(remark)")
                }
            }
        }
        return page.lines
    }

    /// The counts of one service; titles are short, so that a terminal has room for the table.
    private static func table(_ counts: [ReleasedCount]) -> Table {
        var table = Table([
            .init("Count"), .init("Minoritised", .trailing), .init("White", .trailing),
            .init("Not known", .trailing),
        ])
        let groups = EthnicGroup.allCases
        var rows: [[String]] = []
        for count in counts {
            let isNew = rows.last.map { !$0[0].utf8.elementsEqual(count.quantity.utf8) } ?? true
            if isNew { rows.append([count.quantity] + groups.map { _ in "" }) }
            guard let place = groups.firstIndex(where: { $0.rawValue == count.group }) else {
                continue
            }
            rows[rows.count - 1][1 + place] = count.printed
        }
        for row in rows { table.add(row.map { .init($0) }) }
        return table
    }

    /// A ratio for a chart.
    static func entry(_ figure: ReleasedFigure) -> RatioChart.Entry {
        let label = "\(figure.indicator) \(figure.name)"
        let missing =
            NotComputable.allCases.first { $0.words == figure.reason }
            ?? (figure.reason == PooledFigure.tooFewCouncils.words ? .tooFewCouncils : .tooSmall)
        return RatioChart.Entry(
            label,
            ratio: figure.relativeLikelihood.map { .known($0) } ?? .unknown(missing),
            interval: figure.lower.map {
                RatioInterval(lower: $0, upper: figure.upper ?? .infinity)
            },
            reading: Reading(rawValue: figure.reading),
            isClear: figure.isClear ?? false,
            isTooFew: figure.isTooFew,
            isTooRounded: figure.isTooRounded
        )
    }
}

/// A pool for people.
enum PoolPage {
    /// The pictures, then what was left out and what protection costs.
    static func lines(_ answer: PoolReleasesResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading(heading(answer))
        if answer.cycles.count > 1 {
            page.paragraph(
                "What protection may have moved is taken to be moved the same way in each cycle.",
                role: .quiet
            )
        }
        for note in answer.notes { page.paragraph(note, role: .warning) }
        for sentence in answer.leftOut { page.paragraph(sentence, role: .warning) }
        // A hub that does not name the returns has the councils.
        if !answer.countedTwice.isEmpty, answer.leftOut.isEmpty {
            page.paragraph(
                "Counted by several returns, the later of which are left out: "
                    + "\(answer.countedTwice.joined(separator: ", ")).",
                role: .warning
            )
        }
        for service in WresService.allCases.map(\.rawValue) + ["both"] {
            let figures = answer.figures.filter { $0.service == service }
            guard !figures.isEmpty else { continue }
            page.gap()
            page.heading(Wording.service(service))
            page.add(RatioChart.chart(figures.map(ReleasePage.entry)).lines(style))
            for band in answer.bands where band.service == service {
                page.paragraph("1 \(band.label): minoritised share \(shares(band)).")
            }
            for reason in Set(figures.map(\.reason)).sorted() where !reason.isEmpty {
                let names = figures.filter { $0.reason == reason }.map(\.indicator)
                page.paragraph("Indicators \(names.joined(separator: ", ")): \(reason).")
            }
            for remark in Set(figures.flatMap(\.remarks)).sorted() {
                let names = figures.filter { $0.remarks.contains(remark) }.map(\.indicator)
                page.paragraph("Indicators \(names.joined(separator: ", ")): \(remark)")
            }
        }
        let prices = Set(answer.figures.map(\.price)).filter { !$0.isEmpty }
        if !prices.isEmpty { page.gap() }
        for price in prices.sorted() {
            page.paragraph("\(priced(answer.figures, price)): \(price)", role: .quiet)
        }
        if answer.figures.isEmpty { page.paragraph("Nothing has been released yet.") }
        return page.lines
    }

    /// A share, and from where to where it goes for what protection may have moved.
    private static func shares(_ band: PooledBand) -> String {
        guard let percent = band.minorityPercent else { return NotComputable.tooRounded.words }
        func words(_ value: Double) -> String { RatioWords.fixed(value, places: 1) + "%" }
        guard let lower = band.lowerPercent, let upper = band.upperPercent else {
            return words(percent)
        }
        return "\(words(percent)) (rounding may have moved it between \(words(lower)) and "
            + "\(words(upper)))"
    }

    /// The figures that have one price: "Adults 2, 3; children 5".
    private static func priced(_ figures: [ReleasedFigure], _ price: String) -> String {
        let alike = figures.filter { $0.price.utf8.elementsEqual(price.utf8) }
        let services = WresService.allCases.map(\.rawValue) + ["both"]
        return services.compactMap { service in
            let names = alike.filter { $0.service.utf8.elementsEqual(service.utf8) }
            guard !names.isEmpty else { return nil }
            return "\(Wording.service(service)) \(names.map(\.indicator).joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    private static func heading(_ answer: PoolReleasesResponse) -> String {
        let returns = Wording.count(Int(answer.contributors), "return")
        guard answer.cycles.count > 1 else { return "\(returns) together, cycle \(answer.cycle)" }
        let cycles = answer.cycles.joined(separator: " and ")
        let employers = Wording.count(Int(answer.employers), "employer")
        return "\(returns) of \(employers) together, cycles \(cycles)"
    }
}
