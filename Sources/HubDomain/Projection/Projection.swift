/// Posts and recruitment needed, year by year, as far as the assumptions lead.
package struct Projection: Equatable, Sendable {
    /// The years, without the base year.
    package let years: [Int]
    /// Filled and vacant posts of the base year.
    package let basePosts: Double
    /// Filled posts of the base year.
    package let baseFilled: Double
    private let results: [Double]

    /// The projection of the middle values.
    ///
    /// - Complexity: Linear in the years.
    package init(_ assumptions: Assumptions) {
        let model = ProjectionModel(assumptions)
        self.init(model, values: model.middle)
    }

    init(_ model: ProjectionModel, values: [Double]) {
        years = Array(model.years.dropFirst())
        let length = model.years.count
        baseFilled = values[0]
        basePosts = values[0] + values[length]
        var results = [Double](repeating: 0, count: model.resultCount)
        model.evaluate(values, into: &results)
        self.results = results
    }

    /// A quantity in all years.
    package func path(_ quantity: ProjectionQuantity) -> [Double] {
        Array(results[quantity.rawValue * years.count..<(quantity.rawValue + 1) * years.count])
    }

    /// A quantity of all years together.
    package func sum(_ quantity: ProjectionQuantity) -> Double { path(quantity).reduce(0, +) }

    /// The posts of the last year beyond those of the base year.
    package var extraPosts: Double { (path(.posts).last ?? basePosts) - basePosts }

    /// From what the recruits of all years come, step by step: what is needed, then what covers it.
    package var steps: [(name: String, value: Double)] {
        let growth = extraPosts
        let filledGrowth = (path(.filled).last ?? baseFilled) - baseFilled
        let leavers = sum(.leavers)
        let inside = sum(.recruits) - sum(.outside)
        return [
            ("Leavers", leavers), ("Growth of posts", growth),
            // Fewer posts left vacant have to be filled, more need nobody.
            (
                filledGrowth < growth ? "More posts left vacant" : "Fewer posts left vacant",
                filledGrowth - growth
            ),
            ("Move within the sector", -inside),
            ("From abroad and training", sum(.gap) - sum(.outside)),
        ]
    }

    /// What was not said, and how it is taken.
    package static func notes(_ assumptions: Assumptions) -> [String] {
        var notes: [String] = []
        func add(_ kind: AssumptionKind, _ words: String) {
            if assumptions.of(kind).isEmpty { notes.append(words) }
        }
        add(.vacancyTarget, "No vacancy target: today's share of vacant posts is kept.")
        add(
            .employeeShare,
            "No share of permanent and temporary staff: turnover is that of all "
                + "filled posts."
        )
        add(.leaveSector, "No share that leaves the sector: every leaver is taken to leave it.")
        add(.international, "Nothing said about recruits from abroad: none are taken into account.")
        add(.pipeline, "Nothing said about people from training: none are taken into account.")
        return notes
    }
}
