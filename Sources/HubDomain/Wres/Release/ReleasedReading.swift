import HubText

/// A ratio of one employer's released counts, and what the true counts behind them could say.
package struct ReleasedReading: Equatable, Sendable {
    /// The ratio as released, its interval widened for rounding as that of a pool is.
    package let figure: PooledReading
    /// The lowest and the highest ratio of all true counts that fit; nil where there is none, for
    /// one group may have had no event.
    package let fits: RatioInterval?
    /// What every true count that fits says; nil where they do not all say the same.
    package let reading: Reading?

    /// Whether rounding alone decides what the ratio says.
    package var isTooRounded: Bool { reading == nil }

    /// The reading of what was released.
    ///
    /// - Parameters:
    ///   - figure: The figure of the released counts.
    ///   - indicator: Its indicator.
    ///   - most: How many people of each group there may be at most.
    init(
        _ figure: PooledReading,
        _ indicator: WresIndicator,
        most: (minority: Int, white: Int)
    ) {
        self.figure = figure
        let counts = figure.counts
        // Leavers of a year can outnumber those who are there at its end.
        let isShare = indicator != .leaving
        let minority = Fits(
            counts.minorityEvents,
            among: counts.minorityPeople,
            most: most.minority,
            isShare
        )
        let white = Fits(counts.whiteEvents, among: counts.whitePeople, most: most.white, isShare)
        guard let fewest = minority.fewest, let most = minority.most,
            let whiteFewest = white.fewest, let whiteMost = white.most
        else {
            (fits, reading) = (nil, nil)
            return
        }
        let low = RatioTable(minority: fewest, white: whiteMost)
        let high = RatioTable(minority: most, white: whiteFewest)
        guard let lowest = low.ratio.value, let highest = high.ratio.value else {
            (fits, reading) = (nil, nil)
            return
        }
        fits = RatioInterval(lower: lowest, upper: highest)
        // What a ratio says changes twice at most as it rises, and ends that say the same of it
        // have nothing else between them.
        let says = [low, high].map { RatioReading.reading(of: $0, indicator.polarity) }
        reading = says[0] == says[1] ? says[0] : nil
    }

    /// What is said where it is too rounded.
    package var remark: String? {
        guard isTooRounded else { return nil }
        guard let fits else { return "It is \(ReadingWords.tooRounded)." }
        return "The true counts that fit give ratios from \(RatioWords.range(fits)): it is "
            + "\(ReadingWords.tooRounded)."
    }

    /// The ratio for a chart.
    package func entry(_ label: String) -> RatioChart.Entry {
        RatioChart.Entry(
            label,
            ratio: figure.reading.ratio,
            interval: figure.interval,
            reading: reading,
            isClear: !figure.interval.holdsOne,
            isTooFew: figure.reading.isTooFew,
            isTooRounded: isTooRounded
        )
    }
}

/// The shares of people that the true counts behind two released ones can make.
private struct Fits {
    /// The counts with the smallest share; nil where no counts fit.
    let fewest: EventCount?
    /// The counts with the largest share.
    let most: EventCount?

    /// What fits.
    ///
    /// - Parameters:
    ///   - events: People with the event, as released.
    ///   - people: Those among whom they are, as released.
    ///   - peopleMost: How many of these there may be at most.
    ///   - isShare: Whether each with the event is one of the people.
    init(
        _ events: PooledCount,
        among people: PooledCount,
        most peopleMost: Int,
        _ isShare: Bool
    ) {
        let some = events.fits
        // What shows as its whole may have been lowered to it.
        let isLowered = isShare && events.sum >= people.sum
        let top = isLowered ? max(some.upperBound, peopleMost) : some.upperBound
        let eventsMost = isShare ? min(top, peopleMost) : top
        let bottom = people.fits.lowerBound
        fewest = try? EventCount(events: some.lowerBound, people: peopleMost)
        most = try? EventCount(
            events: eventsMost,
            people: isShare ? max(bottom, eventsMost) : bottom
        )
    }
}

extension PooledCount {
    /// The true sums that fit it.
    var fits: ClosedRange<Int> {
        let off = atoms * policy.distanceMax
        return max(0, sum - off)...(sum + off)
    }
}
