package import HubText

/// A workplace's own id, as the council or provider writes it.
package struct OrganisationRef: BytewiseIdentifier {
    /// The id.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// Who employs a worker.
package enum Employer: Hashable, Sendable {
    /// An organisation.
    case organisation(OrganisationRef, EmployerType?, isRegistered: TriState?)
    /// A person who draws on care: the record of a personal assistant names no employer.
    case individual

    /// The organisation; nil for an individual.
    package var organisation: OrganisationRef? {
        if case .organisation(let reference, _, _) = self { reference } else { nil }
    }
}

/// Days on which nothing is required of a worker; no reason is held.
package struct Pause: Hashable, Sendable {
    /// The first day.
    package var from: Day
    /// The last day; nil while it is not known.
    package var until: Day?

    /// A pause.
    package init(from: Day, until: Day?) {
        self.from = from
        self.until = until
    }

    /// Whether it lies over a day; both its ends do.
    func covers(_ day: Day) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }
}

/// What the hub knows about one worker: no name, no birth date, no pay, no sickness.
package struct Worker: Equatable, Sendable {
    /// Who it is.
    package var token: WorkerToken
    /// Who employs the worker.
    package var employer: Employer
    /// The team; empty where none is given.
    package var team: String
    /// The main job.
    package var mainRole: JobRoleCode?
    /// Other jobs.
    package var otherRoles: [JobRoleCode]
    /// What is recorded about the pathway category, with days.
    package var pathway: [PathwayEntry]
    /// The first day of employment.
    package var started: Day?
    /// The last day of employment.
    package var left: Day?
    /// When nothing is required.
    package var pauses: [Pause]

    /// A worker.
    package init(
        token: WorkerToken,
        employer: Employer,
        team: String = "",
        mainRole: JobRoleCode? = nil,
        otherRoles: [JobRoleCode] = [],
        pathway: [PathwayEntry] = [],
        started: Day? = nil,
        left: Day? = nil,
        pauses: [Pause] = []
    ) {
        self.token = token
        self.employer = employer
        self.team = team
        self.mainRole = mainRole
        self.otherRoles = otherRoles
        self.pathway = pathway
        self.started = started
        self.left = left
        self.pauses = pauses
    }

    /// The worker in its kept form, with what is wrong.
    ///
    /// - Parameter policy: The day, and what the council keeps.
    /// - Returns: The worker and the errors.
    package func checked(_ policy: RecordPolicy) -> Checked<Worker> {
        var check = RecordCheck(policy)
        var worker = self
        worker.team = check.text(team, TrainingLimits.name, "team")
        if employer == .individual, !worker.team.isEmpty {
            check.fail(
                .individualEmployer,
                "team",
                "the record of a personal assistant says where the worker works",
                expected: "no organisation and no team"
            )
        }
        if case .organisation(let reference, let type, let registered) = employer {
            let text = check.text(reference.text, TrainingLimits.ownID, "organisation")
            worker.employer = .organisation(
                OrganisationRef(text: text),
                type,
                isRegistered: registered
            )
        }
        let roles = ([mainRole].compactMap(\.self) + otherRoles)
        for role in roles { _ = check.text(role.text, TrainingLimits.name, "roles") }
        if otherRoles.count > TrainingLimits.otherRolesMax {
            check.fail(
                .trainingTooMany,
                "roles",
                "there are \(otherRoles.count) other jobs",
                expected: "at most \(TrainingLimits.otherRolesMax)"
            )
        }
        if let started, started < TrainingLimits.firstDay { check.done(started, "started") }
        check.span(started, left, .employmentDays, "left")
        if pauses.count > TrainingLimits.arrangementsPerWorkerMax {
            check.fail(.trainingTooMany, "pauses", "there are \(pauses.count) pauses")
        }
        for pause in pauses { check.span(pause.from, pause.until, .pauseDays, "pauses") }
        return check.checked(worker)
    }
}
