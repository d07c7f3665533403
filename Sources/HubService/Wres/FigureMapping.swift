import HubDomain
import HubText
import HubWire

// What a return says, as it travels to those who may see its counts.

extension IndicatorFigure {
    /// A figure from true counts.
    ///
    /// - Parameters:
    ///   - figure: What was computed.
    ///   - earlier: The cycle that changes are told against; empty for none.
    init(_ figure: ReturnFigures.Figure, earlier: String) {
        self.init()
        service = figure.services.count > 1 ? "both" : figure.services.first?.rawValue ?? ""
        indicator = figure.indicator.rawValue
        name = figure.indicator.name
        knownShare = figure.knownShare
        unknown = figure.unknown.map { UnknownEthnicity($0) }
        switch figure.reading {
        case .unknown(let reason): self.reason = reason.words
        case .known(let reading): take(reading, figure.indicator)
        }
        switch figure.change {
        case nil: break
        case .unknown(let reason)?: changeReason = reason.words
        case .known(let known)?:
            change = RatioShift(
                cycle: earlier,
                factor: known.factor,
                lower: known.interval.lower,
                upper: known.interval.upper,
                isClear: known.isClear,
                isTooFew: known.isTooFew
            )
        }
    }

    private mutating func take(_ reading: RatioReading, _ indicator: WresIndicator) {
        let table = reading.table
        minorityEvents = UInt32(clamping: table.minority.events)
        minorityPeople = UInt32(clamping: table.minority.people)
        whiteEvents = UInt32(clamping: table.white.events)
        whitePeople = UInt32(clamping: table.white.people)
        relativeLikelihood = reading.ratio.value
        lower = reading.koopman.value?.lower
        upper = reading.koopman.value.flatMap { $0.upper.isFinite ? $0.upper : nil }
        katzLower = reading.katz.value?.lower
        katzUpper = reading.katz.value?.upper
        fisherP = reading.fisherP.value
        fourFifths = reading.fourFifths.value?.rawValue ?? ""
        self.reading = reading.reading.value?.rawValue ?? ""
        isClear = reading.isClear.value
        isTooFew = reading.isTooFew
        gapPeople = reading.gapPeople.value
        reason = reading.reason?.words ?? ""
        words = [ReadingWords.ratio(reading)] + ReadingWords.findings(reading, indicator)
    }
}

extension UnknownEthnicity {
    /// What the unknown could do, as it travels.
    init(_ sensitivity: UnknownSensitivity) {
        self.init()
        allWhite = sensitivity.allWhite.value
        allMinority = sensitivity.allMinority.value
        lowest = sensitivity.lowest.value
        highest = sensitivity.highest.value
        words = ReadingWords.unknown(sensitivity)
    }
}

extension BandFigure {
    /// The bands of each service, then of both together where both give them.
    ///
    /// - Parameters:
    ///   - entry: The return.
    ///   - cycle: Its cycle.
    /// - Returns: The bands, the lowest of each first.
    static func all(_ entry: WresReturn, _ cycle: WresCycle) -> [BandFigure] {
        let given = WresService.allCases.filter(entry.gives)
        let choices = given.map { [$0] } + (given.count > 1 ? [given] : [])
        return choices.flatMap { all($0, entry, cycle) }
    }

    /// The bands of a service, or of several together.
    ///
    /// - Parameters:
    ///   - services: Whose staff.
    ///   - entry: The return.
    ///   - cycle: Its cycle.
    /// - Returns: The bands, the lowest first; none where they are not given.
    static func all(
        _ services: [WresService],
        _ entry: WresReturn,
        _ cycle: WresCycle
    ) -> [BandFigure] {
        guard let shares = entry.bands(services, in: cycle) else { return [] }
        return (cycle.bands.value ?? []).enumerated().map { index, band in
            var figure = BandFigure()
            figure.service = services.count > 1 ? "both" : services.first?.rawValue ?? ""
            figure.band = band.code.text
            figure.label = band.label
            figure.minority = UInt32(clamping: shares.bands[index].minority)
            figure.white = UInt32(clamping: shares.bands[index].white)
            figure.unknown = UInt32(clamping: shares.bands[index].unknown)
            figure.shareOfBand = shares.minorityShare(ofBand: index, countsUnknown: true)
            figure.shareOfKnown = shares.minorityShare(ofBand: index, countsUnknown: false)
            figure.shareOfMinority = shares.shareOfGroup(\.minority, inBand: index)
            figure.shareOfWhite = shares.shareOfGroup(\.white, inBand: index)
            return figure
        }
    }
}
