package import HubText

/// The code of a delegated healthcare activity in the council's own list.
package struct ActivityCode: BytewiseIdentifier {
    /// Lower-case letters, digits and hyphens.
    package let text: String

    /// The letters of a code.
    package static let charactersMax = 64

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// Whether it is written as a code is.
    package var isCode: Bool {
        (1...Self.charactersMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// The profession of who delegates; an open set.
package struct Profession: BytewiseIdentifier {
    /// The profession in words.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// The professions that Skills for Care names.
    package static let known: [Profession] = [
        "nurse", "nursing associate", "occupational therapist", "speech and language therapist",
    ]
}

/// The regulated professional who delegates: profession, registration and organisation, no name.
package struct DelegatingProfessional: Hashable, Sendable {
    /// The profession.
    package var profession: Profession
    /// The body that the professional is registered with, as the council writes it.
    package var body: String
    /// The registration, by which the professional's body knows the person.
    package var registration: String
    /// The organisation.
    package var organisation: String

    /// A professional.
    package init(
        profession: Profession,
        body: String,
        registration: String,
        organisation: String
    ) {
        self.profession = profession
        self.body = body
        self.registration = registration
        self.organisation = organisation
    }
}

/// A link to the one person who draws on care: off unless the council has a basis for it.
package enum PersonLink: Hashable, Sendable {
    /// The delegation is about an activity in general, or the person is not recorded.
    case none
    /// A pseudonym that the council made.
    case pseudonym(WorkerToken)
}

/// What the worker said.
package enum DelegationResponse: Hashable, Sendable {
    /// Nothing yet.
    case none
    /// Yes, on a day.
    case accepted(Day)
    /// No, on a day; no reason has to be given.
    case declined(Day)
}

/// That an end was put to a delegation.
package struct DelegationEnd: Hashable, Sendable {
    /// Why.
    package enum Cause: String, Sendable, CaseIterable {
        /// The professional took it back.
        case withdrawn
        /// The need changed.
        case needChanged = "need-changed"
    }

    /// Why.
    package var cause: Cause
    /// From when it no longer counts.
    package var day: Day
    /// The reason in a line; empty only for a changed need.
    package var reason: String

    /// An end.
    package init(cause: Cause, day: Day, reason: String) {
        self.cause = cause
        self.day = day
        self.reason = reason
    }
}

/// One activity that one professional delegated to one worker: a record, not a rota control.
///
/// Nothing transfers: it holds with the employer under whom it was signed off, and for the person
/// it was made for.
package struct Delegation: Equatable, Sendable {
    /// The topics that one delegation can depend on.
    package static let prerequisitesMax = 20

    /// The activity.
    package var activity: ActivityCode
    /// The employer under whom it holds.
    package var employer: OrganisationRef
    /// The person, if the council records a link.
    package var person: PersonLink
    /// Who delegates.
    package var professional: DelegatingProfessional
    /// When consent was recorded; nil where it was not.
    package var consent: Day?
    /// When the worker's competency was assessed; nil where it was not.
    package var assessed: Day?
    /// The role of the assessor.
    package var assessedBy: String
    /// The last day before it has to be reviewed; nil where nobody set one.
    package var reviewDue: Day?
    /// Whom to ask for clinical advice: a role and how to reach it.
    package var oversight: String
    /// The topics that have to be valid.
    package var prerequisites: [TopicCode]
    /// What the worker said.
    package var response: DelegationResponse
    /// The end that was put to it.
    package var end: DelegationEnd?

    /// A delegation.
    package init(
        activity: ActivityCode,
        employer: OrganisationRef,
        person: PersonLink = .none,
        professional: DelegatingProfessional,
        consent: Day? = nil,
        assessed: Day? = nil,
        assessedBy: String = "",
        reviewDue: Day? = nil,
        oversight: String = "",
        prerequisites: [TopicCode] = [],
        response: DelegationResponse = .none,
        end: DelegationEnd? = nil
    ) {
        self.activity = activity
        self.employer = employer
        self.person = person
        self.professional = professional
        self.consent = consent
        self.assessed = assessed
        self.assessedBy = assessedBy
        self.reviewDue = reviewDue
        self.oversight = oversight
        self.prerequisites = prerequisites
        self.response = response
        self.end = end
    }

    /// The delegation in its kept form, with what is wrong.
    ///
    /// - Parameters:
    ///   - policy: The day.
    ///   - linksPersons: Whether the council records links to people who draw on care.
    ///   - topics: The topics that there are; nil where that is not looked at.
    /// - Returns: The delegation and the errors.
    package func checked(
        _ policy: RecordPolicy,
        linksPersons: Bool,
        topics: Set<TopicCode>? = nil
    ) -> Checked<Delegation> {
        var check = RecordCheck(policy)
        var kept = self
        if !activity.isCode {
            check.fail(
                .delegationActivity,
                "activity",
                found: activity.text,
                "is not the code of an activity",
                expected: "1 to \(ActivityCode.charactersMax) small letters, digits and hyphens, "
                    + "such as wound-care"
            )
        }
        kept.professional = checkedProfessional(&check)
        let name = TrainingLimits.name
        kept.oversight = check.required(oversight, name, "oversight")
        kept.assessedBy = check.text(assessedBy, name, "assessed_by")
        if assessed != nil, TextRule.trimmed(assessedBy).isEmpty {
            check.fail(.recordEmpty, "assessed_by", "it is not said who assessed")
        }
        check.done(consent, "consent")
        check.done(assessed, "assessed")
        check.end(reviewDue, after: assessed, "review_due")
        if person != .none, !linksPersons {
            check.fail(
                .personLink,
                "person",
                "the council records no links to people who draw on care",
                expected: "no person, or a basis in the register of data sets first"
            )
        }
        checkPrerequisites(&check, topics)
        switch response {
        case .none: break
        case .accepted(let day), .declined(let day): check.done(day, "answered")
        }
        if let end {
            check.end(end.day, after: nil, "ended")
            kept.end?.reason = check.text(end.reason, TrainingLimits.reason, "end")
            if end.cause == .withdrawn, kept.end?.reason.isEmpty == true {
                check.fail(.delegationReason, "end", "it is not said why it was withdrawn")
            }
        }
        return check.checked(kept)
    }

    private func checkedProfessional(_ check: inout RecordCheck) -> DelegatingProfessional {
        let name = TrainingLimits.name
        let profession = check.required(professional.profession.text, name, "profession")
        return DelegatingProfessional(
            profession: Profession(text: profession),
            body: check.required(professional.body, name, "registration_body"),
            registration: check.required(professional.registration, name, "registration"),
            organisation: check.required(professional.organisation, name, "organisation")
        )
    }

    private func checkPrerequisites(_ check: inout RecordCheck, _ topics: Set<TopicCode>?) {
        if prerequisites.count > Self.prerequisitesMax {
            check.fail(
                .trainingTooMany,
                "prerequisites",
                "there are \(prerequisites.count) topics",
                expected: "at most \(Self.prerequisitesMax)"
            )
        }
        guard let topics else { return }
        for (place, topic) in prerequisites.enumerated() where !topics.contains(topic) {
            check.fail(
                .topicUnknown,
                "prerequisites[\(place)]",
                found: topic.text,
                "is not a topic of the catalogue",
                suggestion: Suggestion.nearest(to: topic.text, among: topics.map(\.text).sorted()),
                expected: "a code as `whub training topics` lists it"
            )
        }
    }
}
