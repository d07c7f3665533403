import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Where claims stand on a day.
struct FundingShowing {
    private let rates: [FundingRate]
    private let today: Day

    /// Showing on a day.
    init(_ rates: [FundingRate], _ today: Day) {
        self.rates = rates
        self.today = today
    }

    /// The claims of a funded course that a list asks for; all of them without one.
    func standings(
        _ kept: KeptFunding,
        _ request: ListClaimsRequest = ListClaimsRequest()
    ) throws(Fault) -> [ClaimStanding] {
        let (course, eligibility) = try kept.message.domain("")
        return course.kinds.compactMap { kind in
            let state = course.state(kind, rates: rates, on: today).state
            if let days = request.lapsingWithinDays,
                !state.isLapsing(within: Int(days), of: today)
            {
                return nil
            }
            var standing = standing(kind, state, course, eligibility)
            if request.lapsingWithinDays != nil, standing.group != .claimable { return nil }
            standing.id = kept.record.name
            standing.worker = WorkerReference.text(kept.worker.token)
            standing.revision = UInt64(clamping: kept.record.revision)
            standing.claim = kept.message.claims.first { $0.part == standing.part }
            let isMeant = request.group == .unspecified || request.group == standing.group
            return isMeant ? standing : nil
        }
    }

    private func standing(
        _ kind: ClaimKind,
        _ state: ClaimState,
        _ course: FundedCourse,
        _ eligibility: FundingEligibility
    ) -> ClaimStanding {
        var standing = ClaimStanding()
        standing.course = course.course
        standing.part = ClaimPart(kind)
        let rate = course.firstPaid.flatMap {
            FundingRate.rate(for: course.course, firstPaid: $0, among: rates)
        }
        standing.edition = rate?.edition ?? ""
        standing.eligible =
            switch eligibility.answer {
            case .yes: "yes"
            case .no: "no"
            case .doNotKnow: "don't know"
            }
        standing.against = eligibility.against.map(\.rawValue)
        standing.unknown = eligibility.unknown.map(\.rawValue)
        switch state {
        case .waiting: (standing.group, standing.state) = (.waiting, "waiting")
        case .noRate: (standing.group, standing.state) = (.waiting, "no-rate")
        case .open(let until, let amount), .late(let until, let amount):
            standing.group = .claimable
            standing.state = if case .late = state { "late" } else { "open" }
            standing.windowEnd = until.iso
            standing.amountPence = UInt64(clamping: amount.pence)
        case .lapsed(let last):
            (standing.group, standing.state) = (.closed, "lapsed")
            standing.windowEnd = last.iso
        case .sent(let claim):
            standing.amountPence = UInt64(clamping: claim.amount.pence)
            (standing.group, standing.state) = FundingShowing.words(claim)
        }
        // What an answer stands against cannot be claimed, whatever the days say.
        if standing.group == .claimable, eligibility.answer == .no {
            (standing.group, standing.state) = (.closed, "not-eligible")
        }
        return standing
    }

    private static func words(_ claim: SentClaim) -> (ClaimGroup, String) {
        if claim.paid != nil { return (.closed, "paid") }
        return switch claim.isGranted {
        case true?: (.claimed, "granted")
        case false?: (.closed, "refused")
        case nil: (.claimed, "sent")
        }
    }
}

/// Funded courses in somebody's own copy: what stands and what stood.
enum FundingSubject {
    static func rows(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingSubjectRow] {
        var rows: [TrainingSubjectRow] = []
        for version in try TenantTables.fundedCourses.versions(of: worker, in: store) {
            let message: FundedTraining
            do throws(WireError) {
                message = try FundedTraining(decoding: version.body)
            } catch {
                throw StoreError(.corrupt, "a funded course: \(error)")
            }
            rows.append(row(version, message))
        }
        return rows
    }

    private static func row(
        _ version: WorkerRecords.Version,
        _ message: FundedTraining
    ) -> TrainingSubjectRow {
        var row = TrainingSubjectRow(part: "funding")
        row.fromRevision = UInt64(clamping: version.from)
        row.toRevision = UInt64(clamping: version.to)
        row.add("id", UniqueID(bytes: version.id.bytes)?.description)
        row.add("course", message.course)
        row.add("qualification", message.isQualification ? "yes" : "no")
        row.add("first_paid", message.firstPaid)
        row.add("started", message.started)
        row.add("completed", message.completed)
        row.add("cost_pence", message.costPence.map { "\($0)" })
        row.add("evidence", message.evidence.joined(separator: ", "))
        for answer in message.answers { row.add(answer.question, answer.answer) }
        for claim in message.claims {
            let part = claim.part.domain?.rawValue ?? "claim"
            row.add("\(part)_pence", "\(claim.amountPence)")
            row.add("\(part)_submitted", claim.submitted)
            row.add("\(part)_evidence", claim.evidence)
            row.add("\(part)_decided", claim.decided)
            if claim.decided != nil { row.add("\(part)_granted", claim.isGranted ? "yes" : "no") }
            row.add("\(part)_paid", claim.paid)
        }
        return row
    }
}
