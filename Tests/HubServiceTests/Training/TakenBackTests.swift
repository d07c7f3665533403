import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// What was taken back was never true, and what it said goes all the same.
struct TakenBackTests {
    private static let word = "CANARY-BODY"

    /// Makes a delegation and takes it back, so many days ago.
    private func takeBack(_ days: Int, in folder: TemporaryDirectory) throws {
        let then = HubClock.system.instant.advanced(seconds: -Int64(days) * 86_400)
        let served = try ServedTraining(in: folder, clock: ManualClock(instant: then).clock)
        defer { served.served.stop() }
        try served.calls.keep(TrainingCalls.file("E1,Blue,Oral health,01/02/2025,,,"))
        let steward = DelegationServiceClient(served.channel)
        var one = DelegationServiceTests.whole("E1") { _ in "2020-01-01" }
        one.registration = Self.word
        let made = try steward.recordDelegation(RecordDelegationRequest(delegation: one))
        let saved = try #require(made.saved)
        let undo = UndoDelegationRequest(id: saved.id, baseRevision: saved.revision)
        #expect(try steward.undoDelegation(undo).delegation == nil)
    }

    /// Purges by a rule of one month, and counts what went.
    private func purge(_ served: ServedTraining) throws -> [UInt64] {
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now))
        var rule = RetentionRule(recordClass: .delegation, months: 1, event: .ended)
        (rule.basis, rule.decidedBy) = ("records schedule 4.2", "governance board")
        rule.decided = today.iso
        let hub = served.calls.steward
        _ = try hub.saveRetentionRule(SaveRetentionRuleRequest(rule: rule))
        return try hub.runPurge(RunPurgeRequest(classes: [.delegation])).parts.map {
            UInt64($0.purged)
        }
    }

    @Test(arguments: [(40, true), (10, false)])
    func `it is kept as long as its rule says from the day on which it was`(
        days: Int,
        isDue: Bool
    ) throws {
        let folder = try TemporaryDirectory()
        try takeBack(days, in: folder)
        let served = try ServedTraining(in: folder)
        let word = Hexadecimal.text(Array(Self.word.utf8).span).uppercased()
        func rows() throws -> Int { try served.tables().count { $0.contains(word) } }
        #expect(try rows() > 0)
        #expect(try purge(served) == [isDue ? 1 : 0])
        #expect(try (rows() == 0) == isDue)
    }
}
