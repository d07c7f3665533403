/// Fisher's exact test of two shares.
package enum FisherTest {
    /// Tables whose probabilities differ by less are taken to be equally probable: equal ones come
    /// out a few roundings apart.
    static let tie = 1e-10

    /// The two-sided p-value: the probability of all tables, with the same sums, that are no more
    /// probable than the one observed.
    ///
    /// Probabilities are taken relative to the most probable table, by the ratio of neighbours of
    /// the hypergeometric distribution, so that no factorial is needed.
    ///
    /// - Complexity: Linear in the spread of the distribution, about the root of the counts.
    package static func twoSided(_ table: RatioTable) -> Computed<Double> {
        if let problem = table.shareProblem { return .unknown(problem) }
        let distribution = Hypergeometric(table)
        let observed = distribution.weight(of: table.minority.events)
        let limit = observed * (1 + tie)
        var (total, tail) = (1.0, 1 <= limit ? 1.0 : 0)
        for isUpward in [true, false] {
            var (place, weight) = (distribution.mode, 1.0)
            while weight > 0 {
                weight *= isUpward ? distribution.up(place) : distribution.down(place)
                place += isUpward ? 1 : -1
                total += weight
                if weight <= limit { tail += weight }
                // What is left of this side adds nothing any more.
                if weight < tail * 1e-18, weight < total * 1e-18 { break }
            }
        }
        return .known(min(1, tail / total))
    }
}

/// The distribution of the minoritised group's events while all sums stay as they are.
private struct Hypergeometric {
    private let people: Int
    private let events: Int
    private let others: Int
    let mode: Int

    init(_ table: RatioTable) {
        people = table.minority.people
        events = table.minority.events + table.white.events
        others = table.white.people
        let middle = (people + 1) * (events + 1) / (people + others + 2)
        mode = min(max(middle, max(0, events - others)), min(events, people))
    }

    /// The probability of one event more, relative to that of `count`.
    func up(_ count: Int) -> Double {
        Double(events - count) * Double(people - count)
            / (Double(count + 1) * Double(others - events + count + 1))
    }

    /// The probability of one event less, relative to that of `count`.
    func down(_ count: Int) -> Double {
        Double(count) * Double(others - events + count)
            / (Double(events - count + 1) * Double(people - count + 1))
    }

    /// The probability of a count, relative to that of the mode.
    func weight(of count: Int) -> Double {
        var weight = 1.0
        var place = mode
        while place < count, weight > 0 {
            weight *= up(place)
            place += 1
        }
        while place > count, weight > 0 {
            weight *= down(place)
            place -= 1
        }
        return weight
    }
}
