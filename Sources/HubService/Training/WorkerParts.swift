import HubDomain
import HubStore
import HubText
import HubWire

/// What of a worker a file would change, part by part.
struct WorkerParts {
    private let comparison: TrainingComparison
    /// The texts of the store that were looked up.
    private(set) var texts: TrainingTexts
    private(set) var values: [TrainingChangedPart] = []
    /// Whether a team, role, workplace or start date that is recorded would be another.
    private(set) var replaces = false

    /// Nothing looked at yet.
    init(_ comparison: TrainingComparison) {
        self.comparison = comparison
        texts = comparison.texts
    }

    /// Looks at what a file says of a worker who is known.
    mutating func take(
        _ worker: PreparedFile.Worker,
        _ kept: KeptWorker,
        in store: borrowing Database
    ) throws(StoreError) {
        try text("organisation", worker.organisation, kept.organisation, true, in: store)
        try text("team", worker.team, kept.team, true, in: store)
        try text("role", worker.role, kept.role, true, in: store)
        day("started", worker.started, kept.facts.started, true)
        day("left", worker.left, kept.facts.left, false)
        if worker.employer != 0, Int(worker.employer) != kept.facts.employer?.rawValue {
            let after = EmployerType(rawValue: Int(worker.employer))
            add("employer_type", kept.facts.employer?.words ?? "", after.words, false)
        }
        if worker.pathway != 0, Int64(worker.pathway) != kept.facts.pathwayNumber {
            add("pathway", "\(kept.facts.pathwayNumber)", "\(worker.pathway)", false)
        }
        try text("other_roles", worker.otherRoles, kept.facts.otherRoles, false, in: store)
    }

    private mutating func text(
        _ part: String,
        _ text: Int32,
        _ number: Int64,
        _ counts: Bool,
        in store: borrowing Database
    ) throws(StoreError) {
        guard text != 0 else { return }
        let known = comparison.number(text)
        if known != 0, known == number { return }
        let before = number == 0 ? "" : try texts.text(number, in: store)
        add(part, before, comparison.reading.texts[Int(text)], counts)
    }

    private mutating func day(_ part: String, _ day: Int32, _ old: Day?, _ counts: Bool) {
        guard day != PackedRecord.noDay, day != old?.number else { return }
        add(part, old?.iso ?? "", Day(number: Int(day))?.iso ?? "", counts)
    }

    private mutating func add(_ part: String, _ before: String, _ after: String, _ counts: Bool) {
        values.append(TrainingChangedPart(part: part, before: before, after: after))
        if counts, !before.isEmpty { replaces = true }
    }
}
