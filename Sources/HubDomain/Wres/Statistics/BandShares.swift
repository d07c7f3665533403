/// How one pay band is made up, and where one group is paid: indicator 1, both ways.
package struct BandShares: Equatable, Sendable {
    /// Staff of one band.
    package struct Band: Equatable, Sendable {
        /// Staff of the minoritised group.
        package var minority: Int
        /// White staff.
        package var white: Int
        /// Staff whose ethnicity is not known.
        package var unknown: Int

        /// Three counts.
        package init(minority: Int, white: Int, unknown: Int) {
            self.minority = minority
            self.white = white
            self.unknown = unknown
        }

        /// Everybody in the band.
        package var all: Int { minority + white + unknown }
    }

    /// The bands, lowest pay first.
    package let bands: [Band]

    /// The bands of a cycle.
    package init(_ bands: [Band]) { self.bands = bands }

    /// The same bands of other staff added.
    static func + (left: BandShares, right: BandShares) -> BandShares {
        BandShares(
            zip(left.bands, right.bands).map { one, other in
                Band(
                    minority: one.minority + other.minority,
                    white: one.white + other.white,
                    unknown: one.unknown + other.unknown
                )
            }
        )
    }

    /// The minoritised group's share of a band.
    ///
    /// - Parameters:
    ///   - index: The band.
    ///   - countsUnknown: Whether staff of unknown ethnicity are among the staff of the band; they
    ///     are left out where shares of known ethnicity are published.
    /// - Returns: The share; nil for an empty band.
    package func minorityShare(ofBand index: Int, countsUnknown: Bool) -> Double? {
        let band = bands[index]
        let all = countsUnknown ? band.all : band.minority + band.white
        return all == 0 ? nil : Double(band.minority) / Double(all)
    }

    /// The share of a group that is in a band; nil for a group without staff.
    package func shareOfGroup(_ group: KeyPath<Band, Int>, inBand index: Int) -> Double? {
        let all = bands.reduce(0) { $0 + $1[keyPath: group] }
        return all == 0 ? nil : Double(bands[index][keyPath: group]) / Double(all)
    }
}

/// Shares as whole percentages, each rounded by itself; they need not add up to 100.
package enum WholePercent {
    /// The percentage, halves away from zero; nil for a share of nobody.
    package static func of(_ part: Int, in whole: Int) -> Int? {
        guard whole > 0 else { return nil }
        return (200 * part + whole) / (2 * whole)
    }
}
