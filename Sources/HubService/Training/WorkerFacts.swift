import HubDomain
import HubStore
import HubText

/// What is recorded of a worker beside the place: days, kind of employer, further jobs, pathway.
struct WorkerFacts: Equatable {
    /// The role that a file's pathway answer is recorded by.
    static let recordedBy = "import"

    /// The first and the last day of employment.
    var started: Day?
    var left: Day?
    /// The kind of employer; `nil` where nobody says.
    var employer: EmployerType?
    /// The number of the pathway answer in ASC-WDS; 0 while nobody has answered.
    var pathwayNumber: Int64 = 0
    /// From when it holds.
    var pathwayDay: Day?
    /// The text of the codes of further jobs; 0 for none.
    var otherRoles: Int64 = 0

    /// Nothing recorded.
    init() {}

    /// Reads the six columns from a place on.
    init(_ row: borrowing HubStore.Statement, from place: Int) {
        started = row.optionalInteger(place).flatMap { Day(number: Int($0)) }
        left = row.optionalInteger(place + 1).flatMap { Day(number: Int($0)) }
        let type = row.integer(place + 2)
        employer = type == 0 ? nil : EmployerType(rawValue: Int(type))
        pathwayNumber = row.integer(place + 3)
        pathwayDay = row.optionalInteger(place + 4).flatMap { Day(number: Int($0)) }
        otherRoles = row.integer(place + 5)
    }

    /// The values of the six columns.
    var values: [StoreValue] {
        [
            .integer(started.map { Int64($0.number) }), .integer(left.map { Int64($0.number) }),
            .integer(Int64(employer?.rawValue ?? 0)), .integer(pathwayNumber),
            .integer(pathwayDay.map { Int64($0.number) }), .integer(otherRoles),
        ]
    }

    /// The pathway answer as a status sees it.
    var pathway: [PathwayEntry] {
        guard pathwayNumber != 0 else { return [] }
        let answer: PathwayAnswer =
            switch pathwayNumber {
            case 101: .doNotKnow
            case 102: .noneOfThese
            default: .category(PathwayCategoryID(rawValue: Int(pathwayNumber)))
            }
        return [
            PathwayEntry(
                answer: answer,
                day: pathwayDay ?? .first,
                recordedBy: WorkerFacts.recordedBy
            )
        ]
    }

    /// The number of a pathway answer in ASC-WDS; 0 for none.
    static func number(of answer: PathwayAnswer) -> Int32 {
        switch answer {
        case .unset: 0
        case .category(let id): Int32(clamping: id.rawValue)
        case .doNotKnow: 101
        case .noneOfThese: 102
        }
    }

    /// A pathway answer in words; empty while nobody has answered.
    static func words(_ number: Int64, _ catalogue: TrainingCatalogue) -> String {
        catalogue.pathway.first { Int64($0.id.rawValue) == number }?.title
            ?? (number == 0 ? "" : "category \(number)")
    }

    /// The further jobs of their one text, parted by semicolons or bars.
    static func roles(_ text: String) -> [JobRoleCode] {
        text.split { $0 == ";" || $0 == "|" }
            .map { TextRule.trimmed(String($0)) }.filter { !$0.isEmpty }
            .map { JobRoleCode(text: $0) }
    }

    /// These facts with what a file says of the worker.
    func merged(_ worker: PreparedFile.Worker, otherRoles text: Int64) -> WorkerFacts {
        var facts = self
        if worker.started != PackedRecord.noDay { facts.started = Day(number: Int(worker.started)) }
        if worker.left != PackedRecord.noDay { facts.left = Day(number: Int(worker.left)) }
        if worker.employer != 0 { facts.employer = EmployerType(rawValue: Int(worker.employer)) }
        if worker.pathway != 0, Int64(worker.pathway) != pathwayNumber {
            facts.pathwayNumber = Int64(worker.pathway)
            facts.pathwayDay = Day(number: Int(worker.pathwayDay))
        }
        if worker.otherRoles != 0 { facts.otherRoles = text }
        return facts
    }
}

/// Where a worker is, and what is recorded beside it.
struct WorkerPlace: Equatable {
    /// Texts of the store.
    var organisation: Int64
    var team: Int64
    var role: Int64
    var facts = WorkerFacts()

    /// The values of the nine columns.
    var values: [StoreValue] {
        [.integer(organisation), .integer(team), .integer(role)] + facts.values
    }
}
