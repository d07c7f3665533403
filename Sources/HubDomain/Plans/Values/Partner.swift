/// A kind of partner that a plan for a whole place needs.
package enum PartnerKind: String, Sendable, CaseIterable {
    /// The council.
    case council
    /// Independent providers of care.
    case providers
    /// People who draw on care and support.
    case people = "people_who_draw_on_care"
    /// People who employ their own staff.
    case directEmployers = "direct_employers"
    /// Voluntary and community organisations.
    case voluntary
    /// The health service and its integrated care board.
    case health = "nhs_icb"
    /// Colleges, universities and training providers.
    case education = "colleges_universities"
    /// The Department for Work and Pensions and its job centres.
    case jobcentre = "dwp_jobcentre"
    /// A care academy.
    case academy
    /// Trade unions.
    case unions

    /// The kind for people.
    package var words: String {
        switch self {
        case .council: "the council"
        case .providers: "independent providers"
        case .people: "people who draw on care and support"
        case .directEmployers: "people who employ their own staff"
        case .voluntary: "voluntary organisations"
        case .health: "the NHS and the integrated care board"
        case .education: "colleges and universities"
        case .jobcentre: "DWP and Jobcentre"
        case .academy: "a care academy"
        case .unions: "trade unions"
        }
    }
}

/// An organisation that takes part in a plan; roles and no names of people.
package struct Partner: Hashable, Sendable {
    /// Its reference.
    package var ref: PartnerRef
    /// Its kind.
    package var kind: PartnerKind
    /// What it is called.
    package var organisation: String
    /// The role that speaks for it, such as "workforce lead"; empty if none is named.
    package var role: String
    /// Its code in the register of organisations; empty for none.
    package var provider: String

    /// A partner of its parts.
    package init(
        _ ref: PartnerRef,
        _ kind: PartnerKind,
        _ organisation: String,
        role: String = "",
        provider: String = ""
    ) {
        self.ref = ref
        self.kind = kind
        self.organisation = organisation
        self.role = role
        self.provider = provider
    }
}

/// Why no partner of a kind takes part.
package struct PartnerAbsence: Hashable, Sendable {
    /// The kind.
    package var kind: PartnerKind
    /// Why there is none.
    package var reason: String

    /// An absence of its parts.
    package init(_ kind: PartnerKind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// The absence for people.
    package var words: String { "\(kind.words): \(reason)" }
}

/// Whose voice is absent from a plan.
package enum PartnerCheck {
    /// The kinds of which no partner takes part, and nothing says why, in their order.
    package static func absent(_ plan: Plan) -> [PartnerKind] {
        let known = Set(plan.partners.map(\.kind) + plan.absences.map(\.kind))
        return PartnerKind.allCases.filter { !known.contains($0) }
    }

    /// What the check says, as a sentence.
    package static func sentence(_ plan: Plan) -> String {
        let words = absent(plan).map(\.words)
        guard let last = words.last else {
            return plan.absences.isEmpty
                ? "Every kind of partner takes part."
                : "Every kind of partner takes part, or the plan says why not."
        }
        let all =
            words.count == 1
            ? last : words.dropLast().joined(separator: ", ") + " and " + last
        return "Nobody speaks for \(all)."
    }
}
