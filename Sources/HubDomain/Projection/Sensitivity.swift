/// How much each assumption matters: the same projection with one of them at its low and high.
package struct Sensitivity: Equatable, Sendable {
    /// One assumption.
    package struct Bar: Equatable, Sendable {
        /// The assumption.
        package let kind: AssumptionKind
        /// The result with its low value.
        package let low: Double
        /// The result with its high value.
        package let high: Double

        /// How far the results lie apart.
        package var swing: Double { (high - low).magnitude }
    }

    /// The result with all middle values.
    package let middle: Double
    /// The assumptions that are uncertain, the one that matters most first.
    package let bars: [Bar]

    /// The sensitivity of a quantity, summed over all years; of posts, in the last year.
    ///
    /// - Parameters:
    ///   - quantity: What is looked at.
    ///   - assumptions: What is assumed.
    /// - Throws: What `Assumptions` throws.
    package init(_ quantity: ProjectionQuantity, _ assumptions: Assumptions) throws(DomainError) {
        func result(_ list: [Assumption]) throws(DomainError) -> Double {
            let projection = Projection(try Assumptions(list))
            switch quantity {
            case .posts, .filled, .vacant: return projection.path(quantity).last ?? 0
            default: return projection.sum(quantity)
            }
        }
        middle = try result(assumptions.list)
        var bars: [Bar] = []
        for kind in AssumptionKind.allCases {
            guard assumptions.of(kind).contains(where: { $0.low < $0.high }) else { continue }
            bars.append(
                Bar(
                    kind: kind,
                    low: try result(assumptions.list.map { Self.moved($0, kind, \.low) }),
                    high: try result(assumptions.list.map { Self.moved($0, kind, \.high) })
                )
            )
        }
        self.bars = bars.sorted { $0.swing > $1.swing }
    }

    private static func moved(
        _ one: Assumption,
        _ kind: AssumptionKind,
        _ end: KeyPath<Assumption, Double>
    ) -> Assumption {
        guard one.kind == kind else { return one }
        var moved = one
        moved.value = one[keyPath: end]
        return moved
    }
}
