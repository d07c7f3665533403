package import HubText

/// What a file says of one worker beside the records: the last row that says anything counts.
package struct ImportedFacts: Equatable, Sendable {
    /// The first day of employment.
    package var started: Day?
    /// The last one.
    package var left: Day?
    /// The kind of employer.
    package var employer: EmployerType?
    /// The category of the pathway; unset where the file says nothing.
    package var pathway = PathwayAnswer.unset
    /// Texts, as numbers in `TrainingFileReader.texts`; 0 is the empty one.
    package var otherRoles = 0
    /// The workplace.
    package var organisation = 0
    /// The team.
    package var team = 0
    /// The main job.
    package var role = 0

    /// Nothing said.
    init() {}

    /// Takes what another row says of the same worker.
    mutating func take(_ other: ImportedFacts) {
        started = other.started ?? started
        left = other.left ?? left
        employer = other.employer ?? employer
        if other.pathway != .unset { pathway = other.pathway }
        if other.otherRoles != 0 { otherRoles = other.otherRoles }
        if other.organisation != 0 { organisation = other.organisation }
        if other.team != 0 { team = other.team }
        if other.role != 0 { role = other.role }
    }
}
