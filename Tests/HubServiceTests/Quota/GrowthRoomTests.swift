import HubClient
import HubCrypto
import HubSystem
import HubText
import HubWire
import Testing

@testable import HubService

/// How fast one tenant may make files grow in which everything is kept.
struct GrowthRoomTests {
    @Test
    func `a tenant in debt waits by time, and its neighbours do not`() {
        let room = GrowthRoom.ofRegion(QuotaRate(perSecond: 1_024, burst: 16 * 1_024))
        let start = Moment(nanoseconds: 1_000_000_000)
        let (tenant, other) = (UniqueID(milliseconds: 1), UniqueID(milliseconds: 2))
        #expect(room.wait(of: tenant, start) == nil)
        // A message of a kilobyte takes six.
        for _ in 0..<2 { room.charge(1_024, of: tenant, start) }
        #expect(room.wait(of: tenant, start) == nil)
        for _ in 0..<2 { room.charge(1_024, of: tenant, start) }
        let wait = room.wait(of: tenant, start)
        #expect(wait.map { (8_000...8_001).contains($0) } ?? false, "\(wait ?? 0)")
        #expect(room.wait(of: other, start) == nil)
        #expect(room.wait(of: tenant, start.advanced(milliseconds: wait ?? 0)) == nil)
    }

    @Test
    func `a council that tells the region over and over waits, and nobody else does`() throws {
        var limits = ServerLimits()
        limits.regionBytesOfTenant = QuotaRate(perSecond: 1, burst: 64 * 1_024)
        let hub = try ServedWres(limits: limits)
        var revision = try hub.handIn(ServedWres.filled()).revision
        var refused: String?
        var rounds = 0
        while refused == nil, rounds < 100 {
            rounds += 1
            refused = refusal {
                let withdraw = WithdrawReleaseRequest(
                    cycle: "2024",
                    why: "A mistake.",
                    baseRevision: revision
                )
                revision = try hub.steward.withdrawRelease(withdraw).saved?.revision ?? 0
                let restore = RestoreReleaseRequest(cycle: "2024", baseRevision: revision)
                revision = try hub.steward.restoreRelease(restore).saved?.revision ?? 0
            }
        }
        #expect(refused == Reason.tooManyCallsFromYourOrganisation.code)
        #expect((2..<100).contains(rounds))
        // A council can always take back what it gave, and services go on that tell nothing.
        if try hub.summary().withdrawn == nil {
            _ = try hub.steward.withdrawRelease(
                WithdrawReleaseRequest(cycle: "2024", why: "A mistake.", baseRevision: revision)
            )
        }
        let training = TrainingServiceClient(try hub.served.channel(.steward))
        try TrainingCalls(training).keep(
            TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,")
        )
        // Reading goes on, and so does the council next door.
        _ = try hub.steward.getReturn(GetReturnRequest(cycle: "2024"))
        let other = try hub.client(.contributor, "X00000002")
        try hub.send(ServedWres.filled(council: "X00000002"), as: other)
    }

    @Test
    func `a self-assessment that is changed over and over waits as a return does`() throws {
        var limits = ServerLimits()
        limits.regionBytesOfTenant = QuotaRate(perSecond: 1, burst: 64 * 1_024)
        let hub = try ServedPriorities(limits: limits)
        try hub.set("first", opens: -1, closes: 30)
        var refused: String?
        var rounds = 0
        while refused == nil, rounds < 100 {
            rounds += 1
            refused = refusal {
                _ = try hub.send("SWP1,strength,,Words \(rounds),private,,\n")
            }
        }
        #expect(refused == Reason.tooManyCallsFromYourOrganisation.code)
        #expect((2..<100).contains(rounds))
        // What tells the region nothing goes on.
        let training = TrainingServiceClient(try hub.served.channel(.steward))
        try TrainingCalls(training).keep(
            TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,")
        )
        // What was refused changed nothing.
        let kept = String(decoding: try hub.export(), as: UTF8.self)
        #expect(kept.contains("Words \(rounds - 1)") && !kept.contains("Words \(rounds),"))
    }

    @Test
    func `a council pays for what it tells the region, and not for what it keeps to itself`()
        throws
    {
        var limits = ServerLimits()
        limits.regionBytesOfTenant = QuotaRate(perSecond: 1, burst: 128 * 1_024)
        let hub = try ServedPriorities(limits: limits)
        try hub.set("first", opens: -1, closes: 30)
        // Far more than that, in words of its own.
        let words = String(repeating: "words ", count: 90)
        for round in 0..<12 {
            var file = ""
            for number in 0..<40 {
                file += "SWP1,strength,,\(round) \(number) \(words),private,,\n"
            }
            _ = try hub.send(file)
        }
    }
}
