import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Rules of keeping and purges over a connection: what goes, what stays and why, and what is told.
struct RetentionTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
    }

    private var hub: TrainingServiceClient { calls.steward }

    /// A day so many months before today, and some days later or earlier.
    private func day(_ months: Int, _ step: Int = 0) throws -> Day {
        try #require(today.advanced(byMonths: -months)?.advanced(by: step))
    }

    private static let columns = [
        ("No", "staff_number"), ("Kind", "kind"), ("Topic", "topic"), ("Done", "completed"),
        ("Left", "left"), ("Course", "title"),
    ]

    /// Imports rows: number, kind, topic or name, day, last day of employment, course.
    @discardableResult
    private func keep(_ rows: String...) throws -> UniqueID {
        var mapping = TrainingMapping()
        for (title, meaning) in Self.columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let head = Self.columns.map(\.0).joined(separator: ",")
        return try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8), mapping).batch
    }

    private func rule(
        _ kept: RetentionClass,
        _ months: UInt32,
        _ event: RetentionEvent,
        base: UInt64 = 0,
        _ change: (inout RetentionRule) -> Void = { _ in }
    ) throws(ClientError) -> SaveRetentionRuleResponse {
        var rule = RetentionRule(recordClass: kept, months: months, event: event)
        (rule.basis, rule.decidedBy) = ("records schedule 4.2", "governance board")
        rule.decided = today.iso
        change(&rule)
        var request = SaveRetentionRuleRequest(rule: rule)
        request.baseRevision = base
        return try hub.saveRetentionRule(request)
    }

    private func preview(_ classes: RetentionClass...) throws(ClientError) -> PreviewPurgeResponse {
        try hub.previewPurge(PreviewPurgeRequest(classes: classes))
    }

    private func run(_ classes: RetentionClass...) throws(ClientError) -> RunPurgeResponse {
        try hub.runPurge(RunPurgeRequest(classes: classes))
    }

    private func reason<Answer>(_ call: () throws(ClientError) -> Answer) -> String? {
        failure { () throws(ClientError) in try call() }?.reasonCode
    }

    @Test
    func `no rule is set until the council sets one, and nothing is due without`() throws {
        let none = try hub.listRetentionRules()
        #expect(none.rules.isEmpty && none.withoutRule.count == KeptClass.allCases.count)
        #expect(try preview().parts.isEmpty)
        #expect(reason { () throws(ClientError) in try run() } == "TRNG-0255")
        #expect(reason { () throws(ClientError) in try preview(.check) } == "TRNG-0255")
        let set = try rule(.check, 18, .done)
        #expect(set.rule?.words == "checks: 18 months after the day of the record")
        let listed = try hub.listRetentionRules()
        #expect(listed.rules.map(\.decidedBy) == ["governance board"])
        #expect(!listed.withoutRule.contains(.check))
        #expect(reason { () throws(ClientError) in try rule(.check, 12, .done) } != nil)
        let revision = set.saved?.revision ?? 0
        #expect(try rule(.check, 12, .left, base: revision).rule?.months == 12)
        var request = WithdrawRetentionRuleRequest(recordClass: .check)
        request.baseRevision = try hub.listRetentionRules().rules.first?.revision ?? 0
        #expect(try hub.withdrawRetentionRule(request).saved?.id == "check")
        #expect(try hub.listRetentionRules().rules.isEmpty)
    }

    @Test
    func `what is no rule is refused by its field`() throws {
        let cases: [(String, (inout RetentionRule) -> Void)] = [
            ("rule.record_class", { $0.recordClass = .unspecified }),
            ("rule.event", { $0.event = .ended }), ("rule.event", { $0.event = .unspecified }),
            ("rule.months", { $0.months = 0 }), ("rule.months", { $0.months = 1_201 }),
            ("rule.basis", { $0.basis = " " }), ("rule.decided_by", { $0.decidedBy = "" }),
            ("rule.basis", { $0.basis = "ask 0191 498 0123" }),
            ("rule.decided_by", { $0.decidedBy = "ann@example.org" }),
            ("rule.decided", { $0.decided = "2999-01-01" }),
            ("rule.decided", { $0.decided = "yesterday" }),
        ]
        for (path, change) in cases {
            let refused = failure { () throws(ClientError) in
                try rule(.training, 12, .done, change)
            }
            #expect(refused?.status?.violations.first?.path == path)
        }
        #expect(try hub.listRetentionRules().rules.isEmpty)
        let viewer = TrainingServiceClient(try served.served.channel(.viewer))
        #expect(try viewer.listRetentionRules().rules.isEmpty)
        #expect(reason { () throws(ClientError) in try viewer.previewPurge() } == "GATE-0201")
        #expect(reason { () throws(ClientError) in try viewer.runPurge() } == "GATE-0201")
    }

    @Test
    func `on the last day it is kept, the day after it goes, with history and texts`() throws {
        // Days of which the month exists: the rule's own tests have the short months.
        let kept = today
        let due = try #require(kept.advanced(byMonths: -12)?.advanced(by: -1))
        let onTheDay = try #require(KeepingRule(.training, months: 12, after: .done)).cutOff(today)
        let batch = try keep(
            "E1,training,Fire safety,\(due.slashed),,canary course",
            "E1,training,Food hygiene,\(onTheDay.slashed),,kept course",
            "E2,training,Fire safety,\(onTheDay.slashed),,kept course"
        )
        try keep("E1,training,Fire safety,\(due.slashed),,canary course again")
        _ = try rule(.training, 12, .done)
        let shown = try preview()
        #expect(shown.day == today.iso && shown.parts.map(\.cutOff) == [onTheDay.iso])
        #expect(shown.parts.map(\.purged) == [1] && shown.parts.map(\.earlierVersions) == [1])
        #expect(shown.workers == [try calls.worker("E1").worker])
        #expect(try calls.status().records == 3)
        var trial = CallOptions()
        trial.isDryRun = true
        #expect(try hub.runPurge(RunPurgeRequest(), trial).parts == shown.parts)
        #expect(try calls.status().records == 3)
        let ran = try run()
        #expect(ran.parts == shown.parts && ran.saved != nil)
        #expect(try calls.status().records == 2)
        #expect(try calls.worker("E1").records.map(\.topic) == ["food-hygiene"])
        #expect(try run().saved == nil)
        let copy = try hub.exportTrainingSubject(ExportTrainingSubjectRequest(worker: "E1"))
        #expect(!copy.rows.flatMap(\.fields).contains { $0.value.contains("canary") })
        #expect(try Self.texts(served).allSatisfy { !$0.contains("canary") })
        #expect(try Self.texts(served).contains("kept course"))
        let undo = failure { () throws(ClientError) in try calls.undo(batch) }
        #expect(undo?.reasonCode == "TRNG-0257")
        #expect(try calls.status().records == 2)
        try tellsNobody(ran)
    }

    /// The log has counts, the rule, the day and the role, and no undo.
    private func tellsNobody(_ ran: RunPurgeResponse) throws {
        let viewer = TrainingServiceClient(try served.served.channel(.viewer))
        let log = try viewer.listPurges().purges
        #expect(log.count == 1 && log.first?.role == "steward" && log.first?.time != nil)
        #expect(log.first?.parts == ran.parts && log.first?.day == today.iso)
        #expect(log.first?.id == ran.saved?.id && log.first?.revision == ran.saved?.revision)
        let entry = String(decoding: try #require(log.first).json(), as: UTF8.self)
        #expect(!entry.contains("w:"))
        let purge = try #require(UniqueID(ran.saved?.id ?? ""))
        #expect(reason { () throws(ClientError) in try calls.undo(purge) } == "TRNG-0256")
    }

    /// Every text of the tenant's table of texts.
    private static func texts(_ served: ServedTraining) throws -> [String] {
        let who = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(who))
        let file = try #require(served.served.hub.stores.openFile(.tenant(tenant)))
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try store.rows(Query(once: ["SELECT value FROM training_text"])) { $0.text(0) }
        }
    }

    @Test
    func `a class goes by its own rule, and no other with it`() throws {
        let old = try day(30)
        try keep(
            "E1,training,Fire safety,\(old.slashed),,",
            "E1,check,DBS enhanced,\(old.slashed),,",
            "E1,supervision,,\(old.slashed),,"
        )
        _ = try rule(.check, 24, .done)
        _ = try rule(.supervision, 36, .done)
        let ran = try run()
        #expect(ran.parts.map(\.recordClass) == [.check, .supervision])
        #expect(ran.parts.map(\.purged) == [1, 0])
        let left = try calls.worker("E1").records.map(\.kind)
        #expect(Set(left) == ["training", "supervision"])
        #expect(reason { () throws(ClientError) in try run(.training) } == "TRNG-0255")
    }

    @Test
    func `restricted workers and open claims stay, and are counted with the reason`() throws {
        let old = try day(30)
        try keep(
            "E1,training,Fire safety,\(old.slashed),,",
            "E2,training,Fire safety,\(old.slashed),,",
            "E3,training,Fire safety,\(old.slashed),,"
        )
        _ = try hub.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        )
        let funding = FundingServiceClient(served.channel)
        var one = FundedTraining(worker: "E2", course: "level-2-adult-social-care-certificate")
        one.isQualification = true
        (one.firstPaid, one.started) = ("2025-05-01", "2025-05-12")
        let saved = try funding.saveFundedTraining(SaveFundedTrainingRequest(training: one)).saved
        var claim = FundingClaim(part: .start, amountPence: 60_000)
        claim.submitted = "2025-08-12"
        _ = try funding.recordClaim(RecordClaimRequest(id: saved?.id ?? "", claim: claim))
        _ = try rule(.training, 24, .done)
        let part = try #require(try run().parts.first)
        #expect(part.purged == 1 && part.keptRestricted == 1 && part.keptOpenClaims == 1)
        #expect(try calls.worker("E2").records.count == 1)
        #expect(try calls.worker("E3").records.isEmpty)
        var settle = SettleClaimRequest(id: saved?.id ?? "", part: .start)
        (settle.decided, settle.isGranted) = ("2025-09-01", true)
        _ = try funding.settleClaim(settle)
        #expect(try run().parts.map(\.purged) == [1])
        #expect(try run().parts.map(\.keptRestricted) == [1])
    }

    @Test
    func `workers who left go with everything, and nothing names them`() throws {
        let rule = try #require(KeepingRule(.worker, months: 12, after: .left))
        let kept = rule.cutOff(today)
        let gone = try #require(kept.advanced(by: -1))
        try keep(
            "E1,training,Fire safety,01/02/2015,\(gone.slashed),",
            "E2,training,Fire safety,01/02/2015,\(kept.slashed),",
            "E3,training,Fire safety,01/02/2015,,"
        )
        _ = try self.rule(.worker, 12, .left)
        let reference = try calls.worker("E1").worker
        #expect(try preview().workers == [reference])
        #expect(try run().parts.map(\.purged) == [1])
        #expect(try calls.status().workers == 2)
        #expect(reason { () throws(ClientError) in try calls.worker("E1") } == "TRNG-0189")
        #expect(try hub.listTrainingErasures().erasures.isEmpty)
        // Whoever comes back is imported as anybody is.
        try keep("E1,training,Fire safety,01/02/2025,,")
        #expect(try calls.worker("E1").worker == reference)
    }

    @Test
    func `delegations go by their end, and funded courses by the last of their days`() throws {
        try keep("E1,training,Oral health,01/02/2025,,")
        let delegations = DelegationServiceClient(served.channel)
        let ended = try #require(KeepingRule(.delegation, months: 12, after: .ended))
        let first = try #require(ended.cutOff(today).advanced(by: -1))
        for (body, end) in [("EX1", first), ("EX2", ended.cutOff(today)), ("EX3", nil as Day?)] {
            var one = DelegationServiceTests.whole("E1") { _ in "2020-01-01" }
            (one.registration, one.reviewDue) = (body, nil)
            let made = try delegations.recordDelegation(RecordDelegationRequest(delegation: one))
            guard let end else { continue }
            var request = EndDelegationRequest(worker: "E1", activity: one.activity)
            request.id = made.saved?.id ?? ""
            (request.cause, request.day) = (.needChanged, end.iso)
            _ = try delegations.endDelegation(request)
        }
        let funding = FundingServiceClient(served.channel)
        for paid in ["2019-05-01", today.iso] {
            var one = FundedTraining(worker: "E1", course: "example-course")
            (one.firstPaid, one.isQualification) = (paid, true)
            _ = try funding.saveFundedTraining(SaveFundedTrainingRequest(training: one))
        }
        _ = try rule(.delegation, 12, .ended)
        _ = try rule(.funding, 12, .ended)
        let ran = try run()
        #expect(ran.parts.map(\.purged) == [1, 1] && ran.parts.map(\.undated) == [0, 0])
        var all = ListDelegationsRequest()
        all.withEnded = true
        let left = try delegations.listDelegations(all).delegations
        #expect(Set(left.map(\.registration)) == ["EX2", "EX3"])
        #expect(try Set(funding.listClaims().standings.map(\.id)).count == 1)
    }

    @Test
    func `what is on its way in is thrown away, and an old preview brings nothing back`() throws {
        let old = try day(30)
        try keep("E1,training,Fire safety,\(old.slashed),,")
        let stale = try calls.preview(TrainingCalls.file("E9,Blue,Fire safety,01/02/2025,,,"))
        _ = try rule(.training, 24, .done)
        #expect(try run().saved != nil)
        #expect(
            reason { () throws(ClientError) in try calls.commit(stale.batch, stale.answer) } != nil
        )
    }

    @Test
    func `a purge that cannot be kept leaves everything as it was`() throws {
        let isFailing = Lock(false)
        var settings = StoreSettings()
        settings.faults = StoreFaults { stage in
            guard stage == .beforeCommit, isFailing.withLock({ $0 }) else { return nil }
            return StoreError(.inputOutput, "injected")
        }
        let folder = try TemporaryDirectory()
        do {
            let first = try ServedHub(in: folder, settings: settings)
            let steward = TrainingServiceClient(try first.channel(.steward))
            let old = try day(30)
            try TrainingCalls(steward).keep(
                TrainingCalls.file("E1,Blue,Fire safety,\(old.slashed),,,")
            )
            var rule = RetentionRule(recordClass: .training, months: 12, event: .done)
            (rule.basis, rule.decidedBy, rule.decided) = ("schedule", "board", today.iso)
            _ = try steward.saveRetentionRule(SaveRetentionRuleRequest(rule: rule))
            isFailing.withLock { $0 = true }
            #expect(reason { () throws(ClientError) in try steward.runPurge() } != nil)
            isFailing.withLock { $0 = false }
            first.stop()
        }
        let second = try ServedHub(in: folder)
        let again = TrainingServiceClient(try second.channel(.steward))
        #expect(try again.getTrainingStatus().records == 1)
        #expect(try again.listPurges().purges.isEmpty)
        #expect(try again.runPurge().parts.map(\.purged) == [1])
        #expect(try again.getTrainingStatus().records == 0)
    }
}
