import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Funding over a connection: rates, claims in their windows, places.
struct FundingServiceTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let steward: FundingServiceClient
    private let lead: FundingServiceClient
    private let today: Day
    private static let course = "level-2-adult-social-care-certificate"

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        steward = FundingServiceClient(served.channel)
        lead = FundingServiceClient(try served.served.channel(.regionLead, tenant: nil))
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
        try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Oral health,01/02/2020,,,",
                "E2,Red,Oral health,01/02/2020,,,"
            )
        )
    }

    private func iso(_ step: Int) -> String { today.advanced(by: step)?.iso ?? "" }

    /// An invented rate that covers today.
    static func rate(_ iso: (Int) -> String, edition: String = "example") -> SchemeRate {
        var rate = SchemeRate(scheme: "ldss", edition: edition, course: "example-course")
        rate.amountMaxPence = 100_001
        rate.startPercent = 60
        rate.paidFrom = iso(-400)
        rate.paidUntil = iso(400)
        rate.windowMonths = 2
        rate.source = "Invented."
        return rate
    }

    private func load(
        _ change: (inout SchemeRate) -> Void = { _ in },
        base: UInt64 = 0
    ) throws(ClientError) -> SaveFundingRateResponse {
        var rate = Self.rate(iso)
        change(&rate)
        return try lead.saveFundingRate(SaveFundingRateRequest(rate: rate, baseRevision: base))
    }

    private func funded(_ change: (inout FundedTraining) -> Void = { _ in }) -> FundedTraining {
        var one = FundedTraining(worker: "E1")
        one.course = "example-course"
        one.isQualification = true
        one.firstPaid = iso(-5)
        one.started = iso(-3)
        change(&one)
        return one
    }

    private func save(
        _ one: FundedTraining,
        base: UInt64 = 0
    ) throws(ClientError) -> SaveFundedTrainingResponse {
        try steward.saveFundedTraining(
            SaveFundedTrainingRequest(training: one, baseRevision: base)
        )
    }

    private func claim(
        _ id: String,
        _ part: ClaimPart = .start,
        pence: UInt64 = 60_000,
        on step: Int = 0
    ) throws(ClientError) -> RecordClaimResponse {
        var claim = FundingClaim(part: part, amountPence: pence)
        claim.submitted = iso(step)
        claim.evidence = "invoice 17"
        return try steward.recordClaim(RecordClaimRequest(id: id, claim: claim))
    }

    private func settle(
        _ id: String,
        granted: Bool,
        decided step: Int = 0,
        paid: Int? = nil
    ) throws(ClientError) -> SettleClaimResponse {
        var request = SettleClaimRequest(id: id, part: .start)
        request.decided = iso(step)
        request.isGranted = granted
        request.paid = paid.map { iso($0) }
        return try steward.settleClaim(request)
    }

    private func list(
        _ change: (inout ListClaimsRequest) -> Void = { _ in }
    ) throws -> [ClaimStanding] {
        var request = ListClaimsRequest()
        change(&request)
        var found: [ClaimStanding] = []
        repeat {
            let page = try steward.listClaims(request)
            #expect(page.day == today.iso)
            found += page.standings
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return found
    }

    @Test
    func `a window is worked out from the edition of the first payment`() throws {
        _ = try load()
        let saved = try save(funded())
        let start = try #require(saved.standings.first)
        #expect(start.part == .start && start.state == "open" && start.group == .claimable)
        let end = today.advanced(by: -3)?.advanced(byMonths: 2)
        #expect(start.windowEnd == end?.iso && start.amountPence == 60_000)
        #expect(start.edition == "example" && start.eligible == "don't know")
        #expect(start.unknown.count == FundingEligibility.Question.allCases.count)
        #expect(saved.standings.last?.state == "waiting")
        #expect(try list { $0.group = .claimable }.map(\.part) == [.start])
        #expect(try list { $0.group = .waiting }.map(\.part) == [.completion])
        let left = today.days(until: try #require(end))
        #expect(try list { $0.lapsingWithinDays = UInt32(left) }.isEmpty)
        #expect(try list { $0.lapsingWithinDays = UInt32(left + 1) }.count == 1)
        let none = failure { () throws(ClientError) in
            try steward.listClaims(ListClaimsRequest(lapsingWithinDays: 0))
        }
        #expect(none?.status?.violations.map(\.path) == ["lapsing_within_days"])
    }

    @Test
    func `what no rate is known for is said so and never made up`() throws {
        let saved = try save(funded())
        #expect(saved.standings.map(\.state) == ["no-rate", "waiting"])
        #expect(saved.standings.allSatisfy { $0.amountPence == nil && $0.edition.isEmpty })
        let refused = failure { () throws(ClientError) in
            try claim(saved.saved?.id ?? "")
        }
        #expect(refused?.reasonCode == "TRNG-0173")
    }

    @Test
    func `a claim is sent, granted and paid, and each step is taken back`() throws {
        _ = try load()
        let id = try #require(try save(funded()).saved?.id)
        let early = failure { () throws(ClientError) in try settle(id, granted: true) }
        #expect(early?.reasonCode == "TRNG-0177")
        let more = failure { () throws(ClientError) in try claim(id, pence: 60_001) }
        #expect(more?.reasonCode == "TRNG-0174")
        #expect(more?.status?.violations.map(\.path) == ["claim.amount_pence"])
        let before = failure { () throws(ClientError) in try claim(id, on: -4) }
        #expect(before?.reasonCode == "TRNG-0173")
        let wrong = failure { () throws(ClientError) in try claim(id, .course) }
        #expect(wrong?.reasonCode == "TRNG-0172")
        let sent = try claim(id)
        #expect(sent.standing?.state == "sent" && sent.standing?.group == .claimed)
        #expect(sent.standing?.claim?.evidence == "invoice 17")
        let twice = failure { () throws(ClientError) in try claim(id) }
        #expect(twice?.reasonCode == "TRNG-0173")
        let granted = try settle(id, granted: true)
        #expect(granted.standing?.state == "granted" && granted.standing?.group == .claimed)
        #expect(try settle(id, granted: true).saved == nil)
        let paid = try settle(id, granted: true, paid: 0)
        #expect(paid.standing?.state == "paid" && paid.standing?.group == .closed)
        let stale = UndoFundingRequest(id: id, baseRevision: sent.saved?.revision ?? 0)
        let conflict = failure { () throws(ClientError) in try steward.undoFunding(stale) }
        #expect(conflict?.reasonCode == "STORE-0101")
        func back() throws -> String? {
            let revision = try #require(try list().first?.revision)
            _ = try steward.undoFunding(UndoFundingRequest(id: id, baseRevision: revision))
            return try list().first?.state
        }
        #expect(try back() == "granted")
        #expect(try settle(id, granted: false).standing?.state == "refused")
        #expect(try list().first?.group == .closed)
        #expect(try claim(id).standing?.state == "sent")
        #expect(try back() == "refused")
    }

    @Test
    func `an answer against it closes the claim, and what is wrong is told by its field`() throws {
        _ = try load()
        var one = funded()
        one.answers = [EligibilityAnswer(question: "regulated", answer: "yes")]
        let saved = try save(one)
        #expect(saved.standings.first?.state == "not-eligible")
        #expect(saved.standings.first?.against == ["regulated"])
        #expect(try list { $0.lapsingWithinDays = 730 }.isEmpty)
        let refused = failure { () throws(ClientError) in try claim(saved.saved?.id ?? "") }
        #expect(refused?.reasonCode == "TRNG-0175")
        func path(_ change: (inout FundedTraining) -> Void) -> [String] {
            let refused = failure { () throws(ClientError) in try save(funded(change)) }
            return refused?.status?.violations.map(\.path) ?? []
        }
        #expect(path { $0.completed = iso(-4) } == ["training.completed"])
        #expect(path { $0.started = iso(1) } == ["training.started"])
        #expect(path { $0.course = "A sentence." } == ["training.course"])
        #expect(path { $0.costPence = .max } == ["training.cost_pence"])
        #expect(path { $0.claims = [FundingClaim()] } == ["training.claims"])
        let question = EligibilityAnswer(question: "shoe-size", answer: "yes")
        #expect(path { $0.answers = [question] } == ["training.answers[0].question"])
        let twice = EligibilityAnswer(question: "regulated", answer: "no")
        #expect(path { $0.answers = [twice, twice] } == ["training.answers[1]"])
        #expect(path { $0.evidence = Array(repeating: "a", count: 21) } == ["training.evidence"])
        #expect(try list().count == 2)
    }

    @Test
    func `a change says everything again, by its revision`() throws {
        _ = try load()
        let saved = try save(funded()).saved
        var one = funded { $0.id = saved?.id ?? "" }
        #expect(try save(one, base: saved?.revision ?? 0).saved == nil)
        one.completed = iso(0)
        let stale = failure { () throws(ClientError) in try save(one, base: 1) }
        #expect(stale?.reasonCode == "STORE-0101")
        let changed = try save(one, base: saved?.revision ?? 0)
        #expect(changed.standings.last?.amountPence == 40_001)
        one.worker = "E2"
        let other = failure { () throws(ClientError) in
            try save(one, base: changed.saved?.revision ?? 0)
        }
        #expect(other?.reasonCode == "TRNG-0176")
        _ = try steward.undoFunding(
            UndoFundingRequest(id: saved?.id ?? "", baseRevision: changed.saved?.revision ?? 0)
        )
        #expect(try list().last?.state == "waiting")
    }

    @Test
    func `the region loads rates, which come before the hub's own`() throws {
        let shipped = try steward.listFundingRates().rates
        #expect(shipped.count == 2 && shipped.allSatisfy { $0.isShipped && !$0.source.isEmpty })
        #expect(shipped.map(\.amountMaxPence) == [150_000, 154_000])
        #expect(shipped.allSatisfy { $0.windowMonths == 3 && $0.startPercent == 60 })
        let first = try load()
        let all = try steward.listFundingRates().rates
        #expect(all.map(\.isShipped) == [false, true, true])
        #expect(all.first?.revision == first.saved?.revision)
        func code(_ change: (inout SchemeRate) -> Void) -> String? {
            failure { () throws(ClientError) in try load(change) }?.reasonCode
        }
        #expect(code { $0.edition = "other" } == "TRNG-0178")
        #expect(code { ($0.edition, $0.paidFrom) = ("other", iso(401)) } == "TRNG-0178")
        #expect(code { $0.lateUntil = iso(0) } == "TRNG-0178")
        #expect(code { $0.amountMaxPence = 0 } != nil)
        #expect(code { $0.source = "" } != nil && code { $0.startPercent = 101 } != nil)
        #expect(code { $0.windowMonths = 0 } != nil)
        _ = try load({ $0.amountMaxPence = 90_000 }, base: first.saved?.revision ?? 0)
        #expect(try save(funded()).standings.first?.amountPence == 54_000)
        let council = failure { () throws(ClientError) in
            try steward.saveFundingRate(SaveFundingRateRequest(rate: Self.rate(iso)))
        }
        #expect(council?.reasonCode == "GATE-0201")
    }

    @Test
    func `places are counts of a day`() throws {
        var places = ProgrammePlaces(code: "leaders", programme: "Leaders")
        (places.day, places.offered, places.taken) = (iso(0), 24, 19)
        let saved = try steward.saveProgrammePlaces(SaveProgrammePlacesRequest(places: places))
        let listed = try #require(try steward.listProgrammePlaces().places.first)
        #expect(listed.left == 5 && listed.revision == saved.saved?.revision)
        places.taken = 24
        let base = saved.saved?.revision ?? 0
        _ = try steward.saveProgrammePlaces(
            SaveProgrammePlacesRequest(places: places, baseRevision: base)
        )
        #expect(try steward.listProgrammePlaces().places.first?.left == 0)
        places.programme = "Leaders with 01632 960123"
        let personal = failure { () throws(ClientError) in
            try steward.saveProgrammePlaces(SaveProgrammePlacesRequest(places: places))
        }
        #expect(personal?.reasonCode == "TRNG-0237")
        #expect(personal?.message.contains("960123") == false)
        places.programme = "Leaders"
        places.day = iso(1)
        let far = failure { () throws(ClientError) in
            try steward.saveProgrammePlaces(SaveProgrammePlacesRequest(places: places))
        }
        #expect(far?.status?.violations.map(\.path) == ["places.day"])
        places.day = iso(0)
        places.taken = 25
        let over = failure { () throws(ClientError) in
            try steward.saveProgrammePlaces(SaveProgrammePlacesRequest(places: places))
        }
        #expect(over?.status?.violations.map(\.path) == ["places.taken"])
        #expect(over?.status?.violations.map(\.rule) == ["out_of_range"])
    }

    @Test
    func `a copy has it, a restriction hides it, and an erasure leaves nothing`() throws {
        _ = try load()
        var one = funded()
        one.evidence = ["CANARY-PROOF"]
        let id = try #require(try save(one).saved?.id)
        _ = try claim(id)
        let copy = try calls.steward.exportTrainingSubject(
            ExportTrainingSubjectRequest(worker: "E1")
        )
        let rows = copy.rows.filter { $0.part == "funding" }
        #expect(rows.count == 2)
        let fields = rows.flatMap(\.fields).map { "\($0.name) \($0.value)" }
        #expect(fields.contains("evidence CANARY-PROOF"))
        #expect(fields.contains("qualification-start_pence 60000"))
        let worker = RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        _ = try calls.steward.restrictTrainingWorker(worker)
        #expect(try list().isEmpty)
        let word = Hexadecimal.text(Array("CANARY".utf8).span).uppercased()
        #expect(try served.tables().contains { $0.contains(word) })
        let erased = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        )
        #expect(erased.fundedCourses == 1)
        #expect(try served.tables().filter { $0.contains(word) }.isEmpty)
    }
}
