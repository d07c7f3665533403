import HubArguments
import HubDomain
import HubText

/// One ratio from two printed shares, where a report gives no counts.
struct WresShareCalculation {
    private let indicator: WresIndicator
    private let shares: PublishedShares

    /// Takes the options.
    ///
    /// - Throws: A mistake in the command line.
    init(_ indicator: WresIndicator, _ invocation: Invocation) throws(CommandError) {
        self.indicator = indicator
        shares = PublishedShares(
            ofPeople: try Self.percent("people-share", invocation),
            ofEvents: try Self.percent("event-share", invocation)
        )
    }

    /// A percentage that an option gives.
    static func percent(
        _ name: String,
        _ invocation: Invocation
    ) throws(CommandError) -> Decimal {
        let read: (percent: Decimal, isDoubtful: Bool)
        do throws(TextError) {
            read = try NumberText.percent(invocation.line.value(name) ?? "")
        } catch {
            throw invocation.usage("--\(name): \(error)")
        }
        guard !read.isDoubtful else {
            throw invocation.usage("--\(name): write 44% or 44 for forty-four in a hundred")
        }
        return read.percent
    }

    /// Prints the figures in the form that was asked for.
    func print(_ invocation: Invocation) throws(CommandError) {
        if try invocation.wantsJSON() { return try invocation.console.write(json + "\n") }
        try invocation.print(lines: lines(invocation.style))
    }

    /// The figures for a program: what needs counts is null.
    private var json: String {
        let reading = shares.reading(indicator.polarity)
        var text = JSONText()
        text.add("indicator", text: indicator.rawValue)
        text.add("relative_likelihood", number: shares.ratio.value)
        text.add("koopman", limits: nil)
        text.add("katz", limits: nil)
        text.add("fisher_p", number: nil)
        text.add("four_fifths", text: shares.fourFifths.value?.rawValue)
        text.add("reading", text: reading.value?.rawValue)
        text.add("clear", flag: nil)
        text.add("too_few", flag: nil)
        text.add("gap_people", number: nil)
        text.add("reason", text: (shares.ratio.reason ?? .sharesOnly).words)
        text.add("rounding", limits: shares.roundingRange.value)
        return text.object
    }

    private func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("Indicator \(indicator.rawValue): \(indicator.name)")
        switch shares.ratio {
        case .known(let ratio):
            page.paragraph(
                "Relative likelihood \(RatioWords.fixed(ratio, places: 2)): minoritised staff were "
                    + "\(RatioWords.likelihood(ratio))."
            )
        case .unknown(let reason):
            page.paragraph("Relative likelihood not computed: \(reason.words).")
        }
        if let range = shares.roundingRange.value {
            page.paragraph(
                "The shares are rounded: anything from \(RatioWords.range(range)) is printed alike."
            )
        }
        if let reading = shares.reading(indicator.polarity).value {
            page.paragraph("It is \(ReadingWords.range(reading)) from 0.8 to 1.25.")
        }
        page.gap()
        page.paragraph(
            "How sure it is cannot be said without counts: \(NotComputable.sharesOnly.words).",
            role: .quiet
        )
        return page.lines
    }
}
