/// What a projection says about a year.
package enum ProjectionQuantity: Int, Sendable, CaseIterable {
    /// Filled and vacant posts.
    case posts
    /// Filled posts.
    case filled
    /// Vacant posts.
    case vacant
    /// Those who leave a post in the year.
    case leavers
    /// Those who have to be recruited in the year.
    case recruits
    /// Those of them who have to come from outside the sector.
    case outside
    /// Those of them who come neither from abroad nor from training.
    case gap

    /// The quantity for people.
    package var words: String {
        switch self {
        case .posts: "Posts"
        case .filled: "Filled posts"
        case .vacant: "Vacant posts"
        case .leavers: "Leavers"
        case .recruits: "Recruits needed"
        case .outside: "Of them from outside the sector"
        case .gap: "Of them neither from abroad nor from training"
        }
    }

    /// The quantity for programs.
    package var name: String {
        switch self {
        case .posts: "posts"
        case .filled: "filled_posts"
        case .vacant: "vacant_posts"
        case .leavers: "leavers"
        case .recruits: "recruits"
        case .outside: "recruits_from_outside"
        case .gap: "recruits_to_find"
        }
    }
}

/// The arithmetic of a projection, for one set of values.
///
/// ```
/// posts(y)    = posts(base) · demand(y) / demand(base)
/// vacant(y)   = posts(y) · rate(y), a line from today's rate to the target
/// leavers(y)  = turnover(y) · employee share(y) · filled(y)
/// recruits(y) = leavers(y) + growth of posts(y) + cut in vacancies(y)
///             = leavers(y) + filled(y) − filled(y − 1)
/// outside(y)  = leavers(y) · share that leaves the sector(y) + filled(y) − filled(y − 1)
/// gap(y)      = outside(y) − from abroad(y) − from training(y)
/// ```
struct ProjectionModel: Sendable {
    /// The kinds of which a run draws values, in the order in which it draws.
    static let drawn: [AssumptionKind] = [
        .filledPosts, .vacantPosts, .demandIndex, .turnover, .vacancyTarget, .employeeShare,
        .leaveSector, .international, .pipeline,
    ]
    private static let quantities = ProjectionQuantity.allCases.count

    /// The base year and all after it.
    let years: ClosedRange<Int>
    /// A path for each kind of `drawn`.
    let paths: [AssumptionPath]
    /// Whether the path of demand is a yearly growth in percent and no level.
    let isGrowth: Bool
    /// How much of today's share of vacant posts is left in each year.
    private let baseWeight: [Double]

    init(_ assumptions: Assumptions) {
        let years = assumptions.baseYear...assumptions.endYear
        self.years = years
        func path(_ kind: AssumptionKind, missing: Double) -> AssumptionPath {
            let rows = assumptions.of(kind)
            guard !rows.isEmpty else {
                return AssumptionPath(constant: missing, years: years.count)
            }
            return AssumptionPath(rows, kind.shape == .line ? .line : .step, years: years)
        }
        let demand = AssumptionKind.allCases.first {
            $0.isDemand && !assumptions.of($0).isEmpty
        }
        isGrowth = demand == .demandGrowth
        let start = Assumption(
            .vacancyTarget,
            from: Assumptions.newYear(years.lowerBound),
            0,
            name: "",
            source: ""
        )
        let targets = assumptions.of(.vacancyTarget)
        paths = Self.drawn.map { kind in
            switch kind {
            case .demandIndex: path(demand ?? .demandIndex, missing: 1)
            case .vacancyTarget: AssumptionPath([start] + targets, .line, years: years)
            case .employeeShare, .leaveSector: path(kind, missing: 100)
            default: path(kind, missing: 0)
            }
        }
        var weights = [start]
        weights[0].value = 1
        if var first = targets.first {
            first.value = 0
            weights.append(first)
        }
        baseWeight = AssumptionPath(weights, .line, years: years).values
    }

    /// The years with results, without the base year.
    var count: Int { years.count - 1 }

    /// The place of a result.
    func place(_ quantity: ProjectionQuantity, _ index: Int) -> Int {
        quantity.rawValue * count + index
    }

    /// The middle values of all paths, one after the other.
    var middle: [Double] { paths.flatMap(\.values) }

    /// The places for results.
    var resultCount: Int { Self.quantities * count }

    /// Computes a run.
    ///
    /// - Parameters:
    ///   - values: The values of all paths, one after the other.
    ///   - results: Where the results go, by quantity and year.
    /// - Complexity: Linear in the years.
    func evaluate(_ values: [Double], into results: inout [Double]) {
        let length = years.count
        func value(_ path: Int, _ index: Int) -> Double { values[path * length + index] }
        let (filledBase, vacantBase) = (value(0, 0), value(1, 0))
        let postsBase = filledBase + vacantBase
        let rateBase = vacantBase / postsBase
        var before = filledBase
        var level = isGrowth ? 1 : value(2, 0)
        let levelBase = level
        for index in 1..<length {
            level = isGrowth ? level * (1 + value(2, index) / 100) : value(2, index)
            let posts = postsBase * level / levelBase
            let rate = baseWeight[index] * rateBase + value(4, index) / 100
            let vacant = posts * min(max(rate, 0), 1)
            let filled = posts - vacant
            let leavers = value(3, index) / 100 * value(5, index) / 100 * filled
            let growth = filled - before
            let outside = leavers * value(6, index) / 100 + growth
            results[place(.posts, index - 1)] = posts
            results[place(.filled, index - 1)] = filled
            results[place(.vacant, index - 1)] = vacant
            results[place(.leavers, index - 1)] = leavers
            results[place(.recruits, index - 1)] = leavers + growth
            results[place(.outside, index - 1)] = outside
            results[place(.gap, index - 1)] = outside - value(7, index) - value(8, index)
            before = filled
        }
    }
}
