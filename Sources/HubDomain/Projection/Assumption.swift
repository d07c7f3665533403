package import HubText

/// What a projection assumes, one thing for each word.
package enum AssumptionKind: String, Sendable, CaseIterable {
    /// The year that everything starts from.
    case baseYear = "base_year"
    /// The last year that is looked at.
    case endYear = "end_year"
    /// Filled posts of the base year.
    case filledPosts = "filled_posts"
    /// Vacant posts of the base year.
    case vacantPosts = "vacant_posts"
    /// People aged 65 and over, in years; posts grow in proportion.
    case population = "population_65_and_over"
    /// Demand in years on any scale, an own path; posts grow in proportion.
    case demandIndex = "demand_index"
    /// The yearly growth of demand in percent.
    case demandGrowth = "demand_growth"
    /// Leavers in percent of staff.
    case turnover = "turnover_rate"
    /// Vacant posts in percent of all posts, in years.
    case vacancyTarget = "vacancy_target"
    /// Permanent and temporary staff in percent of filled posts.
    case employeeShare = "employee_share"
    /// Leavers who leave the sector, in percent of leavers.
    case leaveSector = "leave_sector_share"
    /// People recruited from abroad in a year.
    case international = "international_recruits"
    /// People who come from training in a year.
    case pipeline = "training_pipeline"

    /// How values of several days belong together.
    package enum Shape: Sendable {
        /// One value.
        case single
        /// A straight line from one year to the next.
        case line
        /// A value holds from its day until the next; a year takes each for its share of days.
        case step
    }

    /// How values of several days belong together.
    package var shape: Shape {
        switch self {
        case .baseYear, .endYear, .filledPosts, .vacantPosts: .single
        case .population, .demandIndex, .vacancyTarget: .line
        case .demandGrowth, .turnover, .employeeShare, .leaveSector, .international, .pipeline:
            .step
        }
    }

    /// The values that make sense.
    package var range: ClosedRange<Double> {
        switch self {
        case .baseYear, .endYear: 2000...2100
        case .filledPosts: 1...100_000_000
        case .vacantPosts, .international, .pipeline: 0...100_000_000
        case .population, .demandIndex: 0.000001...1_000_000_000
        case .demandGrowth: -50...50
        case .turnover: 0...Double(RateRule.turnoverPercentMax)
        case .vacancyTarget: 0...99
        case .employeeShare, .leaveSector: 0...100
        }
    }

    /// The kind for people.
    package var words: String {
        switch self {
        case .baseYear: "Base year"
        case .endYear: "End year"
        case .filledPosts: "Filled posts"
        case .vacantPosts: "Vacant posts"
        case .population: "Population aged 65 and over"
        case .demandIndex: "Demand"
        case .demandGrowth: "Growth of demand, % a year"
        case .turnover: "Turnover, %"
        case .vacancyTarget: "Vacant posts, % of all"
        case .employeeShare: "Permanent and temporary staff, % of filled posts"
        case .leaveSector: "Leavers who leave the sector, %"
        case .international: "Recruits from abroad a year"
        case .pipeline: "People from training a year"
        }
    }

    /// The measures of which a figure can be the value; none for what no figure says.
    package var measures: [MeasureID] {
        switch self {
        case .filledPosts: ["filled_posts"]
        case .vacantPosts: ["vacancies"]
        case .population: ["population_65_and_over"]
        case .turnover: ["turnover_rate"]
        case .vacancyTarget: ["vacancy_rate"]
        case .pipeline: ["programme_places"]
        default: []
        }
    }

    /// Whether posts can follow it; a projection has exactly one such path.
    package var isDemand: Bool {
        self == .population || self == .demandIndex || self == .demandGrowth
    }
}

/// One assumption with its name and source, from a day on.
package struct Assumption: Equatable, Sendable {
    /// The rule for names.
    package static let nameRule = TextRule(charactersMax: 120, isMultiline: false)

    /// What is assumed.
    package var kind: AssumptionKind
    /// From when; nil from the beginning.
    package var from: Day?
    /// The value in the middle of what is thought possible.
    package var value: Double
    /// The value that is undercut once in ten: P10.
    package var low: Double
    /// The value that is exceeded once in ten: P90.
    package var high: Double
    /// The standard deviation from year to year, beside low and high.
    package var yearly: Double
    /// What it is called, such as that of the event that changes it.
    package var name: String
    /// Where it is from.
    package var source: String
    /// The figure that the value is taken from; nil for a number that was typed by hand.
    package var figure: FigureReference?

    /// An assumption; low and high are the value where they are left out.
    package init(
        _ kind: AssumptionKind,
        from: Day? = nil,
        _ value: Double,
        low: Double? = nil,
        high: Double? = nil,
        yearly: Double = 0,
        name: String,
        source: String,
        figure: FigureReference? = nil
    ) {
        self.kind = kind
        self.from = from
        self.value = value
        self.low = low ?? value
        self.high = high ?? value
        self.yearly = yearly
        self.name = name
        self.source = source
        self.figure = figure
    }

    /// What stands beside a number that no figure is named for.
    package static let typedWords = "typed by hand"

    /// Where the value is from: a figure, or somebody's hand.
    package var originWords: String { figure?.words ?? Self.typedWords }

    /// Whether anything about it is uncertain.
    package var isUncertain: Bool { low < high || yearly > 0 }
}
