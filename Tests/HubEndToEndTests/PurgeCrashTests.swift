import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// The real hub, killed while it purges.
struct PurgeCrashTests {
    /// How often it is killed.
    private static let rounds = 8
    private static let rows = 600

    @Test
    func `a purge is done whole or not at all, with its entry, and a rerun finishes it`() throws {
        let hub = try RunningHub()
        let bundle = try Bundle.read(try hub.issue("steward"))
        var client = TrainingServiceClient(try hub.channel(tls: bundle.tls))
        // Everything that the maker's files have is older than a month.
        var rule = RetentionRule(recordClass: .training, months: 1, event: .done)
        (rule.basis, rule.decidedBy, rule.decided) = ("schedule", "board", "2025-01-01")
        _ = try client.saveRetentionRule(SaveRetentionRuleRequest(rule: rule))
        for round in 0..<PurgeCrashTests.rounds {
            var maker = TrainingFileMaker(rows: PurgeCrashTests.rows, seed: UInt64(round + 1))
            let batch = UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
            try TrainingSending.run(client, maker.file(), batch) {}
            let held = try client.getTrainingStatus().records
            let due = try client.previewPurge().parts.first?.purged ?? 0
            let ran = try client.listPurges().purges.count
            #expect(due > 0, "round \(round)")
            let target = hub.target(tls: bundle.tls)
            let purger = try Thread.start(name: "purger") {
                // Killed under way: what came of it is looked at below.
                _ = try? TrainingServiceClient(Channel(target, settings: .once)).runPurge()
            }
            // Some rounds meet the search, some the removal, some the commit, some the answer.
            pause(milliseconds: UInt64(round) * 12)
            hub.process.kill()
            _ = try hub.process.wait()
            purger.join()
            try hub.serveAgain()
            client = TrainingServiceClient(try hub.channel(tls: bundle.tls))
            let isDone = try client.listPurges().purges.count > ran
            let left = try client.getTrainingStatus().records
            #expect(left == (isDone ? held - due : held), "round \(round)")
            let again = try client.runPurge()
            #expect((again.saved == nil) == isDone, "round \(round)")
            #expect(try client.getTrainingStatus().records == held - due, "round \(round)")
            #expect(try client.runPurge().saved == nil)
        }
    }
}
