import HubDomain
import HubText
import Testing

/// What the tests of projections share.
enum ProjectionFixtures {
    static func one(
        _ kind: AssumptionKind,
        _ value: Double,
        from: String? = nil,
        low: Double? = nil,
        high: Double? = nil,
        yearly: Double = 0
    ) -> Assumption {
        let text = from.map { $0.utf8.count == 4 ? "01/01/\($0)" : $0 }
        return Assumption(
            kind,
            from: text.flatMap { try? DayText.day($0) },
            value,
            low: low,
            high: high,
            yearly: yearly,
            name: "An example",
            source: "Invented"
        )
    }

    /// Ten years from 100,000 filled and 10,000 vacant posts, which nobody published.
    static func list(_ more: [Assumption] = []) -> [Assumption] {
        let own = Set(more.map(\.kind))
        let base = [
            one(.baseYear, 2024), one(.endYear, 2034), one(.filledPosts, 100_000),
            one(.vacantPosts, 10_000), one(.turnover, 25),
        ]
        let demand = own.contains(where: \.isDemand) ? [] : [one(.demandGrowth, 0)]
        return (base + demand).filter { !own.contains($0.kind) } + more
    }

    static func assumptions(_ more: [Assumption] = []) throws(DomainError) -> Assumptions {
        try Assumptions(list(more))
    }
}
