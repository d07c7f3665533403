import HubDomain
import HubText
import HubWire

// Delegations between what travels, what is kept, and what the domain looks at.
extension ActivityDelegation {
    /// As it is kept: nothing of it is worked out, and the worker stands beside it.
    var stored: ActivityDelegation {
        var stored = self
        stored.id = ""
        stored.worker = ""
        stored.revision = 0
        stored.isSignedOff = false
        stored.obstacles = []
        stored.until = nil
        stored.isRestricted = false
        return stored
    }

    /// As the domain looks at it.
    ///
    /// - Parameter path: The field, from the request's root, with a point behind it.
    /// - Returns: The delegation.
    /// - Throws: `requestNotValid` for a day that is none.
    func domain(_ path: String) throws(Fault) -> HubDomain.Delegation {
        var end: DelegationEnd?
        if let ended {
            end = DelegationEnd(
                cause: cause == .needChanged ? .needChanged : .withdrawn,
                day: try Fault.day(ended, "\(path)ended"),
                reason: reason
            )
        }
        return Delegation(
            activity: ActivityCode(text: activity),
            employer: OrganisationRef(text: employer),
            professional: DelegatingProfessional(
                profession: Profession(text: profession),
                body: registrationBody,
                registration: registration,
                organisation: organisation
            ),
            consent: try ActivityDelegation.day(consent, "\(path)consent"),
            assessed: try ActivityDelegation.day(assessed, "\(path)assessed"),
            assessedBy: assessedBy,
            reviewDue: try ActivityDelegation.day(reviewDue, "\(path)review_due"),
            oversight: oversight,
            prerequisites: prerequisites.map { TopicCode(text: $0) },
            response: try response(path),
            end: end
        )
    }

    private func response(_ path: String) throws(Fault) -> DelegationResponse {
        guard let answered else { return .none }
        let day = try Fault.day(answered, "\(path)answered")
        return answer == .declined ? .declined(day) : .accepted(day)
    }

    private static func day(_ text: String?, _ path: String) throws(Fault) -> Day? {
        guard let text else { return nil }
        return try Fault.day(text, path)
    }

    /// The same with the texts in their kept form.
    mutating func take(_ kept: HubDomain.Delegation) {
        profession = kept.professional.profession.text
        registrationBody = kept.professional.body
        registration = kept.professional.registration
        organisation = kept.professional.organisation
        oversight = kept.oversight
        assessedBy = kept.assessedBy
        reason = kept.end?.reason ?? ""
    }

    /// Adds how it stands on a day.
    mutating func add(_ standing: DelegationStanding) {
        isSignedOff = standing.isSignedOff
        until = standing.until?.iso
        obstacles = standing.obstacles.map { obstacle in
            var told = DelegationObstacle(word: obstacle.word, words: obstacle.words)
            if case .training(let topic) = obstacle { told.topic = topic.text }
            return told
        }
    }
}
