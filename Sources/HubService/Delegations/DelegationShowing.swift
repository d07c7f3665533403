import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Delegations as they travel, each with how it stands on a day.
struct DelegationShowing {
    private let rules: TrainingRules
    private let today: Day
    private var settling: TrainingSettling
    private var texts = TrainingTexts()

    /// Showing on a day.
    init(_ rules: TrainingRules, _ today: Day) {
        self.rules = rules
        self.today = today
        settling = TrainingSettling(rules, today: today)
    }

    /// One delegation.
    mutating func shown(
        _ kept: KeptDelegation,
        in store: borrowing Database
    ) throws(Fault) -> ActivityDelegation {
        var shown = kept.message
        shown.id = kept.record.name
        shown.worker = WorkerReference.text(kept.worker.token)
        shown.revision = UInt64(clamping: kept.record.revision)
        guard !kept.worker.isRestricted else {
            shown.isRestricted = true
            return shown
        }
        let domain = try kept.message.domain("")
        do throws(StoreError) {
            var lacksPerson = false
            if shown.isForOnePerson {
                lacksPerson = try PersonLinks.find(of: kept.record, in: store) == nil
            }
            shown.add(try standing(domain, kept.worker, lacksPerson, in: store))
        } catch {
            throw Fault(error)
        }
        return shown
    }

    private mutating func standing(
        _ delegation: HubDomain.Delegation,
        _ worker: KeptWorker,
        _ lacksPerson: Bool,
        in store: borrowing Database
    ) throws(StoreError) -> DelegationStanding {
        var training: [TopicCode: HubDomain.Standing] = [:]
        if !delegation.prerequisites.isEmpty {
            let (person, file) = try settling.subject(worker, in: store)
            training = PrerequisiteStandings.all(
                of: delegation.prerequisites,
                person,
                file,
                rules: rules.rules,
                on: today
            )
        }
        // Employers are free text in a council's file: one is another where its text is.
        let employer = try texts.text(worker.organisation, in: store)
        return DelegationStanding(
            delegation,
            employer: OrganisationRef(text: employer),
            left: worker.facts.left,
            training: training,
            lacksPerson: lacksPerson,
            on: today
        )
    }
}

/// Delegations in somebody's own copy: what stands and what stood.
enum DelegationSubject {
    static func rows(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingSubjectRow] {
        var rows: [TrainingSubjectRow] = []
        for version in try TenantTables.delegations.versions(of: worker, in: store) {
            let message: ActivityDelegation
            do throws(WireError) {
                message = try ActivityDelegation(decoding: version.body)
            } catch {
                throw StoreError(.corrupt, "a delegation: \(error)")
            }
            rows.append(row(version, message))
        }
        return rows
    }

    private static func row(
        _ version: WorkerRecords.Version,
        _ message: ActivityDelegation
    ) -> TrainingSubjectRow {
        var row = TrainingSubjectRow(part: "delegation")
        row.fromRevision = UInt64(clamping: version.from)
        row.toRevision = UInt64(clamping: version.to)
        row.add("id", UniqueID(bytes: version.id.bytes)?.description)
        row.add("activity", message.activity)
        row.add("employer", message.employer)
        row.add("profession", message.profession)
        row.add("registration_body", message.registrationBody)
        row.add("registration", message.registration)
        row.add("organisation", message.organisation)
        row.add("consent", message.consent)
        row.add("assessed", message.assessed)
        row.add("assessed_by", message.assessedBy)
        row.add("review_due", message.reviewDue)
        row.add("oversight", message.oversight)
        row.add("prerequisites", message.prerequisites.joined(separator: ", "))
        let answer: String? =
            switch message.answer {
            case .accepted: "accepted"
            case .declined: "declined"
            default: nil
            }
        row.add("answer", answer)
        row.add("answered", message.answered)
        // Who the person is is somebody else's data.
        if message.isForOnePerson { row.add("for", "one person alone") }
        row.add("ended", message.ended)
        if message.ended != nil {
            row.add("cause", message.cause == .needChanged ? "need changed" : "withdrawn")
        }
        row.add("reason", message.reason)
        return row
    }
}
