import HubText

/// What an organisation is.
package enum ProviderKind: String, Sendable, CaseIterable {
    /// A private provider.
    case independent
    /// A voluntary organisation.
    case voluntary
    /// A council.
    case localAuthority = "local_authority"
    /// A body of the health service.
    case nhs
    /// A social care academy.
    case academy
    /// A college, university or training provider.
    case education
    /// Any other.
    case other

    /// The kind for people.
    package var words: String {
        switch self {
        case .independent: "independent provider"
        case .voluntary: "voluntary organisation"
        case .localAuthority: "council"
        case .nhs: "NHS"
        case .academy: "academy"
        case .education: "college, university or training provider"
        case .other: "other"
        }
    }
}

/// An answer that nobody may have given.
package enum ProviderAnswer: String, Sendable, CaseIterable {
    /// Nobody was asked.
    case notGiven = ""
    /// Yes.
    case yes
    /// No.
    case no
    /// Whoever was asked does not know, which is neither.
    case notKnown = "dont-know"

    /// Reads an answer; nil for anything else.
    package static func read(_ typed: String) -> ProviderAnswer? {
        switch CSVColumn.folded(typed) {
        case "": .notGiven
        case "yes", "y": .yes
        case "no", "n": .no
        case "dontknow", "donotknow", "notknown", "unknown": .notKnown
        default: nil
        }
    }
}

/// What is recorded of an academy, beside what every organisation has.
package struct AcademyEntry: Hashable, Sendable {
    /// The region.
    package var region = ""
    /// The kind of locality, such as rural.
    package var locality = ""
    /// The year of its launch; nil where it is not known.
    package var launched: Int?
    /// What kind of academy it is.
    package var type = ""
    /// How it is funded.
    package var funding = ""
    /// What is special about it.
    package var features = ""

    /// An academy of which nothing is known.
    package init() {}

    /// Whether anything is known.
    package var isEmpty: Bool { self == AcademyEntry() }
}

/// An organisation of the register.
package struct ProviderEntry: Hashable, Sendable {
    /// Its name for machines.
    package var code = ""
    /// Its name.
    package var name = ""
    /// What it is; nil where nobody says.
    package var kind: ProviderKind?
    /// The provider's id at the Care Quality Commission.
    package var cqcProvider = ""
    /// The location's id there.
    package var cqcLocation = ""
    /// The service, as one word.
    package var setting = ""
    /// How large it is, in its publisher's words.
    package var sizeBand = ""
    /// Whether it is in the Adult Social Care Workforce Data Set.
    package var inAscWds = ProviderAnswer.notGiven
    /// Whom to ask: a role and never a person.
    package var contactRole = ""
    /// The code of the council where it works.
    package var area = ""
    /// What else is to be known.
    package var note = ""
    /// What is recorded of an academy.
    package var academy = AcademyEntry()

    /// An organisation of which nothing is known.
    package init() {}

    /// Whether a text is found in what names the organisation.
    ///
    /// - Parameter wanted: The text, folded as titles are.
    /// - Returns: Whether the code, the name or an id has it.
    package func isNamed(by wanted: String) -> Bool {
        [code, name, cqcProvider, cqcLocation].contains {
            CSVColumn.folded($0).contains(wanted)
        }
    }
}
