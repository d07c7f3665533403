import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Who is exempt, paused or booked, and what was accepted, over a connection.
struct TrainingArrangementTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
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

    private func one(
        _ kind: ArrangementKind,
        _ subject: String = "",
        from step: Int = 0,
        until: Int? = nil,
        worker: String = "E1"
    ) -> TrainingArrangement {
        var one = TrainingArrangement(worker: worker, kind: kind, subject: subject)
        one.from = iso(step)
        one.until = until.map { iso($0) }
        if kind == .exempt { one.reason = "other-post" }
        if kind == .accepted { one.acceptedBy = "team manager" }
        return one
    }

    private func set(
        _ arrangements: TrainingArrangement...
    ) throws(ClientError) -> SetTrainingArrangementsResponse {
        try calls.steward.setTrainingArrangements(
            SetTrainingArrangementsRequest(arrangements: arrangements)
        )
    }

    private func end(
        _ arrangement: TrainingArrangement,
        until: Int? = nil
    ) throws(ClientError) -> EndTrainingArrangementResponse {
        var request = EndTrainingArrangementRequest(worker: arrangement.worker)
        request.kind = arrangement.kind
        request.subject = arrangement.subject
        request.from = arrangement.from
        request.until = until.map { iso($0) }
        return try calls.steward.endTrainingArrangement(request)
    }

    private func state(_ rule: String = "g3", _ worker: String = "E1") throws -> String? {
        try calls.worker(worker).standings.first { $0.rule == rule }?.state
    }

    private func code(_ arrangement: TrainingArrangement) -> String? {
        failure { () throws(ClientError) in try set(arrangement) }?.reasonCode
    }

    private func path(_ arrangement: TrainingArrangement) -> String? {
        failure { () throws(ClientError) in try set(arrangement) }?.status?.violations.first?.path
    }

    @Test
    func `each kind is counted as what it is, and nowhere else`() throws {
        let before = try #require(try calls.status().counts)
        #expect(try state() == "missing")
        let kept = try set(one(.booked, "fire-safety", from: 3), one(.exempt, "g1"))
        #expect(kept.set == 2 && kept.unchanged == 0 && kept.saved != nil)
        #expect(try state() == "booked" && state("g1") == "exempt")
        _ = try set(one(.accepted, "infection-prevention-and-control", from: -5))
        #expect(try state("g2") == "accepted from a former employer")
        let counts = try #require(try calls.status().counts)
        #expect(counts.booked == 1 && counts.exempt == 1 && counts.acceptedFromFormer == 1)
        #expect(counts.required == before.required - 1 && counts.missing == before.missing - 3)
        #expect(counts.valid == before.valid + 1)
        _ = try set(one(.paused, worker: "E2"))
        let paused = try #require(try calls.status().counts)
        #expect(paused.paused == before.required / 2)
        #expect(paused.required == before.required / 2 - 1)
        #expect(try state("g3", "E2") == "paused")
        let worker = try calls.worker("E1")
        #expect(worker.arrangements.map(\.kind) == [.exempt, .booked, .accepted])
        #expect(worker.standings.first { $0.rule == "g3" }?.bookedFor == iso(3))
        #expect(worker.standings.first { $0.rule == "g2" }?.acceptedBy == "team manager")
        let matrix = try calls.steward.getTrainingMatrix()
        #expect(matrix.rows.flatMap(\.states).filter { $0 == "exempt" }.count == 1)
    }

    @Test
    func `ending takes it back, and a last day ends it there`() throws {
        let pause = one(.paused)
        _ = try set(pause)
        #expect(try state() == "paused")
        _ = try end(pause, until: 0)
        #expect(try state() == "paused")
        #expect(try calls.worker("E1").arrangements.first?.until == iso(0))
        _ = try end(pause)
        #expect(try state() == "missing")
        #expect(try calls.worker("E1").arrangements.isEmpty)
        let gone = failure { () throws(ClientError) in try end(pause) }
        #expect(gone?.reasonCode == "TRNG-0192")
        let strange = failure { () throws(ClientError) in try end(one(.exempt, "nothing")) }
        #expect(strange?.reasonCode == "TRNG-0192")
        _ = try set(pause)
        let early = failure { () throws(ClientError) in try end(pause, until: -1) }
        #expect(early?.status?.violations.map(\.path) == ["until"])
        let booked = one(.booked, "fire-safety")
        _ = try set(booked)
        let course = failure { () throws(ClientError) in try end(booked, until: 1) }
        #expect(course?.status?.violations.map(\.path) == ["until"])
    }

    @Test
    func `the same twice is nothing new, and another last day is a change`() throws {
        let booked = one(.booked, "fire-safety", from: 9)
        _ = try set(booked)
        let again = try set(booked)
        #expect(again.saved == nil && again.set == 0 && again.unchanged == 1)
        _ = try set(one(.exempt, "g1", until: 5))
        let longer = try set(one(.exempt, "g1", until: 6))
        #expect(longer.set == 1)
        #expect(try calls.worker("E1").arrangements.count == 2)
        let twice = failure { () throws(ClientError) in try set(one(.paused), one(.paused)) }
        #expect(twice?.status?.violations.map(\.path) == ["arrangements[1]"])
        #expect(try calls.worker("E1").arrangements.count == 2)
    }

    @Test
    func `what is wrong is told by its field, and nothing of the call is kept`() throws {
        #expect(code(one(.exempt, "g99")) == "TRNG-0193")
        #expect(code(one(.booked, "swimming")) == "TRNG-0101")
        #expect(code(one(.booked, "fire-safety", from: -1)) == "TRNG-0195")
        var sentence = one(.exempt, "g1")
        sentence.reason = "has been ill"
        #expect(code(sentence) == "TRNG-0118" && path(sentence) == "arrangements[0].reason")
        var nobody = one(.accepted, "fire-safety")
        nobody.acceptedBy = ""
        #expect(code(nobody) == "TRNG-0194")
        var why = one(.paused)
        why.reason = "ill"
        #expect(path(why) == "arrangements[0].reason")
        #expect(path(one(.paused, "g1")) == "arrangements[0].subject")
        #expect(path(one(.booked, "fire-safety", until: 3)) == "arrangements[0].until")
        #expect(path(one(.unspecified)) == "arrangements[0].kind")
        #expect(code(one(.paused, worker: "E77")) == "TRNG-0189")
        let none = failure { () throws(ClientError) in
            try calls.steward.setTrainingArrangements()
        }
        #expect(none?.status?.violations.map(\.path) == ["arrangements"])
        let half = failure { () throws(ClientError) in
            try set(one(.paused), one(.exempt, "g99"))
        }
        #expect(half?.reasonCode == "TRNG-0193")
        #expect(try state() == "missing")
    }

    @Test
    func `lists come in pages, by kind and by worker`() throws {
        for worker in ["E1", "E2"] {
            for step in 1...4 {
                _ = try set(one(.booked, "fire-safety", from: step, worker: worker))
            }
        }
        _ = try set(one(.paused))
        func all(_ request: ListTrainingArrangementsRequest) throws -> [String] {
            var request = request
            request.pageSize = 3
            var found: [String] = []
            repeat {
                let page = try calls.steward.listTrainingArrangements(request)
                found += page.arrangements.map { "\($0.worker) \($0.kind) \($0.from)" }
                request.cursor = page.nextCursor
            } while !request.cursor.isEmpty
            return found
        }
        let whole = try all(ListTrainingArrangementsRequest())
        #expect(whole.count == 9 && Set(whole).count == 9)
        #expect(try all(ListTrainingArrangementsRequest(kind: .paused)).count == 1)
        #expect(try all(ListTrainingArrangementsRequest(worker: "E1")).count == 5)
        var both = ListTrainingArrangementsRequest(kind: .booked)
        both.worker = "E2"
        #expect(try all(both).count == 4)
    }

    @Test
    func `an import under an arrangement is not taken back`() throws {
        let (batch, _) = try calls.keep(TrainingCalls.file("E5,Blue,Oral health,01/02/2020,,,"))
        let pause = one(.paused, worker: "E5")
        _ = try set(pause)
        let held = try calls.undo(batch)
        #expect(held.saved == nil && held.dependents.count == 1)
        _ = try end(pause)
        #expect(try calls.undo(batch).removedWorkers == 1)
    }

    @Test
    func `a dry run and a viewer keep nothing`() throws {
        let before = try served.tables()
        var options = CallOptions()
        options.isDryRun = true
        let request = SetTrainingArrangementsRequest(arrangements: [one(.paused)])
        #expect(try calls.steward.setTrainingArrangements(request, options).set == 1)
        let viewer = TrainingServiceClient(try served.served.channel(.viewer))
        let refused = failure { () throws(ClientError) in
            try viewer.setTrainingArrangements(request)
        }
        #expect(refused?.reasonCode == "GATE-0201")
        #expect(try state() == "missing")
        func kept(_ rows: [String]) -> [String] { rows.filter { $0.hasPrefix("training") } }
        #expect(kept(try served.tables()) == kept(before))
    }

    @Test
    func `needs are counted by rule, in groups as even as they can be`() throws {
        let rows = (0..<5).map { "N\($0),Blue,Fire safety,01/02/2024,\(today.slashed),," }
        let head = "No,Team,Topic,Done,Ends,Course,Provider"
        try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8))
        _ = try set(one(.booked, "fire-safety", from: 1))
        let answer = try calls.steward.listTrainingNeeds(ListTrainingNeedsRequest(places: 4))
        let fire = try #require(answer.needs.first { $0.rule == "g3" })
        #expect(fire.expiring == 5 && fire.missing == 1 && fire.booked == 1)
        #expect(fire.groups == [3, 3] && fire.earliest == today.iso)
        let plain = try calls.steward.listTrainingNeeds()
        #expect(plain.needs.allSatisfy { $0.groups.isEmpty })
        let far = try calls.steward.listTrainingNeeds(ListTrainingNeedsRequest(places: .max))
        #expect(far.needs.first { $0.rule == "g3" }?.groups == [6])
    }

    @Test
    func `a batch says who made it`() throws {
        let batch = try #require(try calls.steward.listTrainingBatches().batches.first)
        let own = try IdentityServiceClient(served.channel).whoAmI().principalId
        #expect(batch.principalId == own && !own.isEmpty)
    }
}
