import HubText

/// What differs between two returns of one cycle, count by count and fact by fact.
package struct ReturnChange: Equatable, Sendable {
    /// One count that differs.
    package struct Count: Equatable, Sendable {
        /// Which count.
        package let cell: WresCell
        /// What stood there; nil where it was missing.
        package let before: CountEntry?
        /// What stands there; nil where it is missing.
        package let after: CountEntry?
    }

    /// One fact about the return that differs.
    package struct Fact: Equatable, Sendable {
        /// Its name for machines: "snapshot".
        package let name: String
        /// As in a sheet; empty where it was not given.
        package let before: String
        /// As in a sheet; empty where it is not given.
        package let after: String
    }

    /// The counts, in the order of the sheet.
    package private(set) var counts: [Count] = []
    /// The facts, in the order of the sheet.
    package private(set) var facts: [Fact] = []

    /// Whether both say the same.
    package var isEmpty: Bool { counts.isEmpty && facts.isEmpty }

    /// Compares two returns.
    ///
    /// - Parameters:
    ///   - before: The earlier one; nil for none.
    ///   - after: The later one.
    ///   - cycle: The cycle of the later one, whose order the counts have.
    /// - Complexity: Linear in the counts of the cycle.
    package init(from before: WresReturn?, to after: WresReturn, _ cycle: WresCycle) {
        for about in WresSheet.About.asked where about != .cycle {
            let earlier = before.map { WresSheet.answer(about, $0) } ?? ""
            let later = WresSheet.answer(about, after)
            if !earlier.utf8.elementsEqual(later.utf8) {
                facts.append(Fact(name: about.rawValue, before: earlier, after: later))
            }
        }
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, service, group)
                    let (earlier, later) = (before?.entries[cell], after.entries[cell])
                    if earlier != later {
                        counts.append(Count(cell: cell, before: earlier, after: later))
                    }
                }
            }
        }
    }
}
