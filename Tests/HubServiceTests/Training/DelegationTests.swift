import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Delegated activities over a connection: what is recorded, and what stands.
struct DelegationServiceTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let steward: DelegationServiceClient
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        steward = DelegationServiceClient(served.channel)
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
        try keep("E1,Example Care,,Oral health,\(slashed(-30)),")
        try keep("E2,Example Care,,Oral health,01/02/2015,01/02/2016")
    }

    private func iso(_ step: Int) -> String { today.advanced(by: step)?.iso ?? "" }

    private func slashed(_ step: Int) -> String { today.advanced(by: step)?.slashed ?? "" }

    /// Imports one row: number, organisation, last day of employment, topic, completed, expiry.
    private func keep(_ row: String) throws {
        var mapping = TrainingMapping()
        let columns = [
            ("No", "staff_number"), ("Place", "organisation"), ("Left", "left"),
            ("Topic", "topic"), ("Done", "completed"), ("Ends", "expiry"),
        ]
        for (title, meaning) in columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        try calls.keep(Array("No,Place,Left,Topic,Done,Ends\n\(row)\n".utf8), mapping)
    }

    static func whole(_ worker: String, _ iso: (Int) -> String) -> ActivityDelegation {
        var one = ActivityDelegation(worker: worker, activity: "wound-care")
        one.profession = "nurse"
        one.registrationBody = "Example register"
        one.registration = "EX1"
        one.organisation = "Example trust"
        one.oversight = "duty nurse"
        one.consent = iso(-9)
        one.assessed = iso(-9)
        one.assessedBy = "district nurse"
        one.reviewDue = iso(30)
        return one
    }

    private func whole(_ worker: String = "E1") -> ActivityDelegation {
        Self.whole(worker, iso)
    }

    private func record(
        _ one: ActivityDelegation,
        person: String = ""
    ) throws(ClientError) -> RecordDelegationResponse {
        var request = RecordDelegationRequest(delegation: one)
        request.person = person
        return try steward.recordDelegation(request)
    }

    private func answer(
        _ answer: DelegationAnswer,
        on step: Int = 0,
        worker: String = "E1",
        id: String = ""
    ) throws(ClientError) -> AnswerDelegationResponse {
        var request = AnswerDelegationRequest(worker: worker, activity: "wound-care", id: id)
        request.answer = answer
        request.day = iso(step)
        return try steward.answerDelegation(request)
    }

    private func end(
        _ cause: DelegationCause = .withdrawn,
        on step: Int = 0,
        reason: String = "technique not safe"
    ) throws(ClientError) -> EndDelegationResponse {
        var request = EndDelegationRequest(worker: "E1", activity: "wound-care")
        request.cause = cause
        request.day = iso(step)
        request.reason = reason
        return try steward.endDelegation(request)
    }

    private func undo(
        _ one: ActivityDelegation?
    ) throws(ClientError) -> UndoDelegationResponse {
        try steward.undoDelegation(
            UndoDelegationRequest(id: one?.id ?? "", baseRevision: one?.revision ?? 0)
        )
    }

    private func list(
        _ change: (inout ListDelegationsRequest) -> Void = { _ in }
    ) throws -> [ActivityDelegation] {
        var request = ListDelegationsRequest()
        change(&request)
        var found: [ActivityDelegation] = []
        repeat {
            let page = try steward.listDelegations(request)
            #expect(page.caution == DelegationStanding.caution && page.day == today.iso)
            found += page.delegations
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return found
    }

    private func against(_ one: ActivityDelegation?) -> [String] {
        one?.obstacles.map(\.word) ?? ["nothing"]
    }

    @Test
    func `it is signed off once everything is recorded and the worker accepts`() throws {
        let recorded = try record(whole())
        #expect(recorded.saved?.id == recorded.delegation?.id)
        #expect(recorded.caution == DelegationStanding.caution)
        #expect(recorded.delegation?.employer == "Example Care")
        #expect(recorded.delegation?.isSignedOff == false)
        #expect(against(recorded.delegation) == ["not-accepted"])
        let accepted = try answer(.accepted)
        #expect(accepted.delegation?.isSignedOff == true && accepted.caution == recorded.caution)
        #expect(accepted.delegation?.until == iso(30))
        #expect(try answer(.accepted).saved == nil)
        let declined = try answer(.declined)
        #expect(against(declined.delegation) == ["declined"] && declined.delegation?.until == nil)
        let listed = try list().first
        #expect(listed?.worker == (try calls.worker("E1").worker))
        #expect(listed?.isSignedOff == false && listed?.revision == declined.saved?.revision)
    }

    @Test
    func `what is not known is not signed off`() throws {
        var one = whole()
        (one.consent, one.assessed, one.assessedBy, one.reviewDue) = (nil, nil, "", nil)
        let recorded = try record(one)
        let missing = ["no-consent", "not-assessed", "not-accepted", "no-review-day"]
        #expect(against(recorded.delegation) == missing)
        _ = try answer(.accepted)
        var request = AssessDelegationRequest(worker: "E1", activity: "wound-care")
        request.assessed = iso(0)
        request.assessedBy = "district nurse"
        #expect(
            against(try steward.assessDelegation(request).delegation)
                == ["no-consent", "no-review-day"]
        )
        request.reviewDue = iso(90)
        request.consent = iso(0)
        let assessed = try steward.assessDelegation(request)
        #expect(assessed.delegation?.isSignedOff == true && assessed.delegation?.until == iso(90))
        #expect(try steward.assessDelegation(request).saved == nil)
        // What is not named stays; an empty text takes the day away.
        request.reviewDue = nil
        request.consent = iso(-1)
        #expect(try steward.assessDelegation(request).delegation?.reviewDue == iso(90))
        request.reviewDue = ""
        #expect(against(try steward.assessDelegation(request).delegation) == ["no-review-day"])
        request.reviewDue = iso(90)
        request.assessed = iso(1)
        let early = failure { () throws(ClientError) in try steward.assessDelegation(request) }
        #expect(early?.status?.violations.map(\.path) == ["assessed"])
    }

    @Test
    func `it lapses with training that is missing or expired, and stands with what is valid`()
        throws
    {
        var one = whole("E2")
        one.prerequisites = ["oral-health", "fire-safety"]
        _ = try record(one)
        let lacking = try answer(.accepted, worker: "E2").delegation
        #expect(against(lacking) == ["training", "training"])
        #expect(lacking?.obstacles.map(\.topic) == ["oral-health", "fire-safety"])
        try keep("E2,Example Care,,Oral health,\(slashed(-5)),\(slashed(10))")
        #expect(try list().first?.obstacles.map(\.topic) == ["fire-safety"])
        try keep("E2,Example Care,,Fire safety,\(slashed(-5)),\(slashed(20))")
        let stands = try list().first
        #expect(stands?.isSignedOff == true && stands?.until == iso(10))
        var exempt = TrainingArrangement(worker: "E1", kind: .exempt, subject: "g3")
        exempt.from = iso(0)
        exempt.reason = "other-post"
        _ = try calls.steward.setTrainingArrangements(
            SetTrainingArrangementsRequest(arrangements: [exempt])
        )
        var other = whole("E1")
        other.prerequisites = ["fire-safety"]
        _ = try record(other)
        #expect(against(try answer(.accepted).delegation) == ["training"])
    }

    @Test
    func `nothing passes on to another employer, another worker or somebody who left`() throws {
        _ = try record(whole())
        #expect(try answer(.accepted).delegation?.isSignedOff == true)
        #expect(try list { $0.worker = "E2" }.isEmpty)
        let other = failure { () throws(ClientError) in try answer(.accepted, worker: "E2") }
        #expect(other?.reasonCode == "TRNG-0163")
        try keep("E1,Another Care,,Oral health,\(slashed(-30)),")
        let moved = try list().first
        #expect(against(moved) == ["other-employer"] && moved?.employer == "Example Care")
        try keep("E1,Example Care,\(slashed(-1)),Oral health,\(slashed(-30)),")
        #expect(against(try list().first) == ["left"])
    }

    @Test
    func `a review that is due is found, and one that was due lapses it`() throws {
        var one = whole()
        one.reviewDue = iso(-1)
        one.consent = iso(-9)
        _ = try record(one)
        #expect(against(try answer(.accepted).delegation) == ["review-overdue"])
        var soon = whole("E2")
        soon.reviewDue = iso(5)
        _ = try record(soon)
        #expect(try list { $0.reviewWithinDays = 0 }.map(\.reviewDue) == [iso(-1)])
        #expect(try list { $0.reviewWithinDays = 5 }.count == 1)
        #expect(try list { $0.reviewWithinDays = 6 }.count == 2)
        #expect(try list { $0.activity = "wound-care" }.count == 2)
        #expect(try list { $0.activity = "insulin" }.isEmpty)
        #expect(try list { $0.pageSize = 1 }.count == 2)
        let far = failure { () throws(ClientError) in
            try steward.listDelegations(ListDelegationsRequest(reviewWithinDays: 731))
        }
        #expect(far?.status?.violations.map(\.path) == ["review_within_days"])
    }

    @Test
    func `it ends with a reason, and every change is taken back`() throws {
        let recorded = try record(whole())
        let accepted = try answer(.accepted)
        let silent = failure { () throws(ClientError) in try end(reason: " ") }
        #expect(silent?.reasonCode == "TRNG-0162")
        #expect(silent?.status?.violations.map(\.path) == ["reason"])
        let ended = try end()
        #expect(against(ended.delegation) == ["withdrawn"])
        #expect(try list().isEmpty)
        #expect(try list { $0.withEnded = true }.first?.reason == "technique not safe")
        let late = failure { () throws(ClientError) in try answer(.declined) }
        #expect(late?.reasonCode == "TRNG-0165")
        let stale = failure { () throws(ClientError) in try undo(accepted.delegation) }
        #expect(stale?.reasonCode == "STORE-0101")
        let back = try undo(ended.delegation)
        #expect(back.delegation?.isSignedOff == true && back.delegation?.ended == nil)
        let changed = try end(.needChanged, reason: "")
        #expect(against(changed.delegation) == ["need-changed"])
        // What was taken back is no change: the one before it is next.
        let again = try undo(try undo(changed.delegation).delegation)
        #expect(against(again.delegation) == ["not-accepted"])
        #expect(try undo(again.delegation).delegation == nil)
        #expect(try list { $0.withEnded = true }.isEmpty)
        let other = try record(whole("E2"))
        let gone = try undo(other.delegation)
        #expect(gone.saved != nil && gone.delegation == nil)
        #expect(try list { $0.worker = "E2" }.isEmpty)
        #expect(recorded.saved != nil)
    }

    @Test
    func `one professional delegates one activity to one worker once`() throws {
        let first = try record(whole())
        let twice = failure { () throws(ClientError) in try record(whole()) }
        #expect(twice?.reasonCode == "TRNG-0166")
        var other = whole()
        other.registration = "EX2"
        let second = try record(other)
        let which = failure { () throws(ClientError) in try answer(.accepted) }
        #expect(which?.reasonCode == "TRNG-0164")
        let id = second.delegation?.id ?? ""
        #expect(try answer(.accepted, id: id).delegation?.registration == "EX2")
        let strange = failure { () throws(ClientError) in
            try answer(.accepted, worker: "E2", id: id)
        }
        #expect(strange?.reasonCode == "TRNG-0163")
        let ended = try steward.endDelegation(
            EndDelegationRequest(
                worker: "E1",
                activity: "wound-care",
                id: first.delegation?.id ?? "",
                cause: .needChanged,
                day: iso(0)
            )
        )
        _ = try record(whole())
        let open = failure { () throws(ClientError) in try undo(ended.delegation) }
        #expect(open?.reasonCode == "TRNG-0166")
    }

    @Test
    func `what is wrong is told by its field, and nothing of the call is kept`() throws {
        func path(_ change: (inout ActivityDelegation) -> Void) -> [String] {
            var one = whole()
            change(&one)
            let refused = failure { () throws(ClientError) in try record(one) }
            return refused?.status?.violations.map(\.path) ?? []
        }
        #expect(path { $0.activity = "Wound care of Mrs Example" } == ["delegation.activity"])
        #expect(path { $0.registration = "" } == ["delegation.registration"])
        #expect(path { $0.registrationBody = "" } == ["delegation.registration_body"])
        #expect(path { $0.profession = "" } == ["delegation.profession"])
        #expect(path { $0.organisation = "" } == ["delegation.organisation"])
        #expect(path { $0.oversight = "" } == ["delegation.oversight"])
        #expect(path { $0.oversight = "Nurse, 01234 567890" } == ["delegation.oversight"])
        #expect(path { $0.assessedBy = "nurse@example.org" } == ["delegation.assessed_by"])
        #expect(path { $0.assessedBy = "" } == ["delegation.assessed_by"])
        #expect(path { $0.consent = iso(1) } == ["delegation.consent"])
        #expect(path { $0.consent = "yesterday" } == ["delegation.consent"])
        #expect(path { $0.reviewDue = $0.assessed } == ["delegation.review_due"])
        #expect(path { $0.prerequisites = ["swimming"] } == ["delegation.prerequisites[0]"])
        #expect(path { $0.answer = .accepted } == ["delegation.answer"])
        #expect(path { $0.ended = iso(0) } == ["delegation.ended"])
        #expect(
            path { ($0.registration, $0.oversight) = ("", "") }
                == ["delegation.registration", "delegation.oversight"]
        )
        let person = failure { () throws(ClientError) in try record(whole(), person: "P1") }
        #expect(person?.reasonCode == "TRNG-0161")
        let nobody = failure { () throws(ClientError) in try record(whole("E77")) }
        #expect(nobody?.reasonCode == "TRNG-0189")
        #expect(try list().isEmpty)
    }

    @Test
    func `a copy has it, a restriction hides it, an import cannot take its worker back`() throws {
        _ = try record(whole())
        _ = try answer(.accepted)
        let copy = try calls.steward.exportTrainingSubject(
            ExportTrainingSubjectRequest(worker: "E1")
        )
        let rows = copy.rows.filter { $0.part == "delegation" }
        #expect(rows.count == 2 && rows.map { $0.toRevision == 0 } == [false, true])
        let fields = rows.flatMap(\.fields).map { "\($0.name) \($0.value)" }
        #expect(fields.contains("registration EX1") && fields.contains("answer accepted"))
        #expect(rows.allSatisfy { $0.role == "steward" })
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        )
        #expect(try list().isEmpty)
        let alone = try list { $0.worker = "E1" }.first
        #expect(alone?.isRestricted == true && alone?.isSignedOff == false)
        // Nothing is added to what is only to be kept.
        let refused = failure { () throws(ClientError) in try record(whole()) }
        #expect(refused?.reasonCode == "TRNG-0258")
        let file = TrainingCalls.file("E5,Blue,Oral health,01/02/2020,,,")
        let (batch, _) = try calls.keep(file)
        let made = try record(whole("E5"))
        #expect(try calls.undo(batch).dependents.count == 1)
        _ = try undo(made.delegation)
        #expect(try calls.undo(batch).removedWorkers == 1)
    }

    @Test
    func `an erasure leaves no word of it anywhere in the file`() throws {
        var one = whole()
        one.registration = "CANARY-REGISTRATION"
        let recorded = try record(one)
        _ = try answer(.accepted)
        _ = try end(reason: "CANARY-REASON")
        var gone = one
        gone.registration = "CANARY-GONE"
        _ = try undo(try record(gone).delegation)
        // Bytes stand in the rows as digits.
        let word = Hexadecimal.text(Array("CANARY".utf8).span).uppercased()
        func rows() throws -> [String] { try served.tables().filter { $0.contains(word) } }
        #expect(try rows().count > 4)
        let erased = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        )
        #expect(erased.delegations == 2)
        let left = try rows()
        #expect(left.isEmpty, "\(left)")
        #expect(try list { $0.withEnded = true }.isEmpty)
        let unknown = failure { () throws(ClientError) in try undo(recorded.delegation) }
        #expect(unknown?.reasonCode == "TRNG-0163")
    }

    @Test
    func `a dry run and a viewer keep nothing`() throws {
        var options = CallOptions()
        options.isDryRun = true
        let request = RecordDelegationRequest(delegation: whole())
        #expect(try steward.recordDelegation(request, options).delegation != nil)
        let viewer = DelegationServiceClient(try served.served.channel(.viewer))
        let refused = failure { () throws(ClientError) in try viewer.recordDelegation(request) }
        #expect(refused?.reasonCode == "GATE-0201")
        #expect(try list().isEmpty)
        _ = try record(whole())
        #expect(try viewer.listDelegations().delegations.count == 1)
    }
}
