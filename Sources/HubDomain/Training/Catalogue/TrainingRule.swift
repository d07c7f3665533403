package import HubText

/// Why somebody has to be trained; the five are never one colour.
package enum RequirementBasis: String, Sendable, CaseIterable {
    /// Law asks for it.
    case statutory
    /// A regulator or a standard asks for it.
    case regulatory
    /// The employer asks for it.
    case employer
    /// A contract asks for it.
    case contract
    /// Nobody asks for it; it is recommended.
    case goodPractice = "good-practice"

    /// The basis in words.
    package var words: String { self == .goodPractice ? "good practice" : rawValue }
}

/// The code of a job role in the council's own list; no list is shipped.
package struct JobRoleCode: BytewiseIdentifier {
    /// The code as the council writes it.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// Whom a rule binds.
package enum RoleScope: Hashable, Sendable {
    /// Everyone.
    case everyone
    /// Those whose main job is one of these.
    case mainRoles([JobRoleCode])
    /// Those any of whose jobs is one of these.
    case anyRoles([JobRoleCode])
    /// Those in one of these categories of the Care Workforce Pathway.
    case pathway([PathwayCategoryID])
    /// Some roles, but nobody has said which: it binds nobody until a council says.
    case notStated
}

/// Which organisations a rule binds.
package enum OrganisationScope: Hashable, Sendable {
    /// All.
    case all
    /// Those registered with the Care Quality Commission; where that is not known, the rule binds.
    case registered
    /// Those of certain employer types.
    case employerTypes([EmployerType])
}

/// What has to be shown.
package enum RequiredEvidence: String, Sendable, CaseIterable {
    /// That somebody was trained.
    case training
    /// That somebody was seen to be able.
    case competency
    /// That somebody was checked.
    case check
    /// That somebody is registered.
    case registration
    /// That somebody was supervised.
    case supervision
}

/// How often it has to be done again.
package enum Refresh: Hashable, Sendable {
    /// Never.
    case once
    /// After an interval.
    case every(RefreshInterval)
    /// After an interval, unless a recognised adult social care qualification was gained within it.
    case unlessQualified(RefreshInterval, QualificationEffect)
    /// Nobody has said.
    case notStated

    /// The interval, if there is one.
    package var interval: RefreshInterval? {
        switch self {
        case .every(let interval), .unlessQualified(let interval, _): interval
        case .once, .notStated: nil
        }
    }
}

/// What a recognised qualification within an interval does to it.
package enum QualificationEffect: String, Sendable, CaseIterable {
    /// The interval begins again on the day of the qualification.
    case restarts = "qualification"
    /// Nothing has to be done again.
    case waives = "qualification-waives"
}

/// The name of a rule within its profile or council: "g1".
package struct RuleID: BytewiseIdentifier {
    /// Letters, digits and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// One rule about training: what, for whom, why, how often, and from when.
package struct TrainingRule: Equatable, Sendable {
    /// The rules that bind one tenant.
    package static let countMax = 2_000
    /// The roles or categories of one rule.
    package static let scopeMax = 500
    /// The most days after starting before something is due.
    package static let graceDaysMax = 3_650

    /// Its name.
    package var id: RuleID
    /// What satisfies it.
    package var fulfilment: Fulfilment
    /// What has to be shown.
    package var evidence: RequiredEvidence
    /// Whom it binds.
    package var roles: RoleScope
    /// Which organisations it binds.
    package var organisations: OrganisationScope
    /// Why; nil where no source says.
    package var basis: RequirementBasis?
    /// The law, regulation, contract or guide.
    package var reference: String
    /// The edition of what it was taken from.
    package var edition: String
    /// Who set it.
    package var setter: String
    /// How often.
    package var refresh: Refresh
    /// The days after starting before it is due.
    package var graceDays: Int
    /// How long before its end it is expiring.
    package var warning: WarningPeriod
    /// Its first day; nil for always.
    package var validFrom: Day?
    /// Its last day; nil for ever.
    package var validUntil: Day?
    /// What a reader should know.
    package var note: String
    /// Where it was read.
    package var sources: [SourceMark]

    /// A rule.
    package init(
        id: RuleID,
        fulfilment: Fulfilment,
        evidence: RequiredEvidence = .training,
        roles: RoleScope = .everyone,
        organisations: OrganisationScope = .all,
        basis: RequirementBasis?,
        reference: String = "",
        edition: String = "",
        setter: String = "",
        refresh: Refresh,
        graceDays: Int = 0,
        warning: WarningPeriod = .standard,
        validFrom: Day? = nil,
        validUntil: Day? = nil,
        note: String = "",
        sources: [SourceMark] = []
    ) {
        self.id = id
        self.fulfilment = fulfilment
        self.evidence = evidence
        self.roles = roles
        self.organisations = organisations
        self.basis = basis
        self.reference = reference
        self.edition = edition
        self.setter = setter
        self.refresh = refresh
        self.graceDays = graceDays
        self.warning = warning
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.note = note
        self.sources = sources
    }

    /// Whether the rule is in force on a day; both its first and its last day are.
    package func isInForce(on day: Day) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day <= $0 } ?? true)
    }
}
