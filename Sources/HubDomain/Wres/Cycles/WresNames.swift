import HubText

/// The name of a cycle: "2024".
package struct CycleID: BytewiseIdentifier {
    /// Digits, lower-case letters and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The name of a pay band within its cycle: "lower".
package struct BandCode: BytewiseIdentifier {
    /// Digits, lower-case letters and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// A service whose staff are counted apart; both together are computed, never asked for.
package enum WresService: String, Sendable, CaseIterable {
    /// Adult social care.
    case adults
    /// Children's social care.
    case children

    /// The service in words.
    package var words: String {
        switch self {
        case .adults: "Adults"
        case .children: "Children's"
        }
    }

    /// The service as a heading: "Adults' services".
    package var heading: String {
        switch self {
        case .adults: "Adults' services"
        case .children: "Children's services"
        }
    }

    /// Reads what was typed.
    package static func read(_ typed: String) -> WresService? {
        switch CSVColumn.folded(typed) {
        case "adults", "adult", "adultsocialcare": .adults
        case "children", "childrens", "child", "childrenssocialcare": .children
        default: nil
        }
    }
}

/// A group of staff; what each is called belongs to the cycle.
package enum EthnicGroup: String, Sendable, CaseIterable {
    /// Black, Asian, Chinese, Arab and mixed heritage.
    case minority
    /// White, white ethnic minorities included.
    case white
    /// Not known, or not declared.
    case unknown

    /// The group in a few words.
    package var words: String {
        switch self {
        case .minority: "Minoritised staff"
        case .white: "White staff"
        case .unknown: "Ethnicity not known"
        }
    }
}

/// What indicator 4 counts.
package enum FitnessMeaning: String, Sendable, CaseIterable {
    /// Regulated staff who entered the process.
    case entered
    /// Regulated staff whom their employer referred to it.
    case referred
}

/// How indicator 9 is published.
package enum SeniorForm: String, Sendable, CaseIterable {
    /// A relative likelihood.
    case ratio
    /// Differences in percentage points between senior managers and both the workforce and the
    /// local population.
    case percentagePoints = "percentage_points"
}
