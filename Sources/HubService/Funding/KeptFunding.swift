import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// A funded course that is recorded, and the worker it is recorded of.
struct KeptFunding {
    let record: WorkerRecords.Record
    let worker: KeptWorker
    let message: FundedTraining

    init(_ record: WorkerRecords.Record, _ worker: KeptWorker) throws(Fault) {
        self.record = record
        self.worker = worker
        message = try Fault.decoded(FundedTraining.self, record.body)
    }

    /// The funded course of a record; `nil` without its worker.
    static func of(
        _ record: WorkerRecords.Record,
        in store: borrowing Database
    ) throws(Fault) -> KeptFunding? {
        let worker = try stored { () throws(StoreError) in
            try KeptWorker.find(record.worker, in: store)
        }
        return try worker.map { (worker) throws(Fault) in try KeptFunding(record, worker) }
    }

    /// The funded course of an id.
    static func find(
        _ text: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptFunding {
        guard let id = UniqueID(text) else {
            throw .invalid("id", "not_an_id", "an id as a list of claims has it")
        }
        let record = try stored { () throws(StoreError) in
            try TenantTables.fundedCourses.find(OpaqueID(id), in: store)
        }
        guard let record, let kept = try of(record, in: store) else { throw unknown }
        return kept
    }

    static var unknown: Fault {
        .training(.fundingUnknown, "no such funded course is recorded", status: .notFound)
    }

    /// Refuses a change that is based on an earlier revision.
    func require(_ base: UInt64) throws(Fault) {
        guard UInt64(clamping: record.revision) == base else {
            throw Fault(
                StoreError(.conflict, "a funded course", currentRevision: record.revision)
            )
        }
    }
}

extension FundedTraining {
    /// The places where proof is.
    static let evidenceMax = 20

    /// As it is kept: nothing of it is worked out, and the worker stands beside it.
    var stored: FundedTraining {
        var stored = self
        stored.id = ""
        stored.worker = ""
        stored.revision = 0
        return stored
    }

    /// As the domain looks at it.
    ///
    /// - Parameter path: The field, from the request's root, with a point behind it.
    /// - Returns: The course, and whether the learner can be funded.
    /// - Throws: `requestNotValid` for a day or an answer that is none.
    func domain(
        _ path: String
    ) throws(Fault) -> (course: FundedCourse, eligibility: FundingEligibility) {
        guard costPence.map({ $0 <= FundingRates.penceMax }) ?? true else {
            throw .invalid(
                "\(path)cost_pence",
                "out_of_range",
                "at most \(FundingRates.penceMax) pence"
            )
        }
        var course = FundedCourse(
            course: course,
            isQualification: isQualification,
            firstPaid: try FundedTraining.day(firstPaid, "\(path)first_paid"),
            started: try FundedTraining.day(started, "\(path)started"),
            completed: try FundedTraining.day(completed, "\(path)completed"),
            cost: costPence.map { Money(pence: Int(clamping: $0)) },
            evidence: evidence
        )
        for claim in claims {
            guard let kind = claim.part.domain else { continue }
            let decided = try FundedTraining.day(claim.decided, "\(path)decided")
            course.sent[kind] = SentClaim(
                amount: Money(pence: Int(clamping: claim.amountPence)),
                submitted: try Fault.day(claim.submitted, "\(path)submitted"),
                decided: decided,
                isGranted: decided == nil ? nil : claim.isGranted,
                paid: try FundedTraining.day(claim.paid, "\(path)paid")
            )
        }
        return (course, FundingEligibility(try answers(path)))
    }

    private func answers(
        _ path: String
    ) throws(Fault) -> [FundingEligibility.Question: TriState] {
        var found: [FundingEligibility.Question: TriState] = [:]
        for (place, one) in answers.enumerated() {
            let path = "\(path)answers[\(place)]"
            guard let question = FundingEligibility.Question(rawValue: one.question) else {
                let known = FundingEligibility.Question.allCases.map(\.rawValue)
                throw .invalid("\(path).question", "unknown", known.joined(separator: ", "))
            }
            guard let answer = TriState.read(one.answer) else {
                throw .invalid("\(path).answer", "unknown", "yes, no or don't know")
            }
            guard found.updateValue(answer, forKey: question) == nil else {
                throw .invalid(path, "twice", "each question once")
            }
        }
        return found
    }

    private static func day(_ text: String?, _ path: String) throws(Fault) -> Day? {
        guard let text else { return nil }
        return try Fault.day(text, path)
    }
}

extension ClaimPart {
    /// As the domain names it; `nil` for what is not known here.
    var domain: ClaimKind? {
        switch self {
        case .course: .course
        case .start: .qualificationStart
        case .completion: .qualificationCompletion
        default: nil
        }
    }

    /// As it travels.
    init(_ kind: ClaimKind) {
        self =
            switch kind {
            case .course: .course
            case .qualificationStart: .start
            case .qualificationCompletion: .completion
            }
    }
}
