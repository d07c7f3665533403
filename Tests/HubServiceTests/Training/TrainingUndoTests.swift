import HubClient
import HubCrypto
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Taking imports back.
struct TrainingUndoTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private static let first = TrainingCalls.file(
        "E1,Blue,Fire safety,01/02/2025,,Fire,In house",
        "E2,Red,Fire safety,04/02/2025,,,"
    )
    private static let second = TrainingCalls.file(
        "E1,Green,Fire safety,01/02/2025,01/02/2026,,College",
        "E1,Green,Safeguarding adults,01/02/2025,,,",
        "E3,Green,Fire safety,01/02/2025,,,"
    )

    @Test
    func `what an import made is gone and what it changed is as before`() throws {
        try calls.keep(Self.first)
        let before = try [calls.worker("E1"), calls.worker("E2")]
        let status = try calls.status(.team)
        let (batch, _) = try calls.keep(Self.second)
        #expect(try calls.worker("E1").team == "Green")
        let answer = try calls.undo(batch)
        #expect(answer.saved != nil && answer.dependents.isEmpty)
        #expect(answer.removedRecords == 2 && answer.restoredRecords == 1)
        #expect(answer.removedWorkers == 1)
        let after = try [calls.worker("E1"), calls.worker("E2")]
        #expect(after.map(plain) == before.map(plain))
        let gone = failure { () throws(ClientError) in try calls.worker("E3") }
        #expect(gone?.reasonCode == "TRNG-0189" && gone?.code == .notFound)
        let restored = try calls.status(.team)
        #expect(restored.parts == status.parts && restored.counts == status.counts)
        #expect(restored.records == 2 && restored.workers == 2)
        let again = failure { () throws(ClientError) in try calls.undo(batch) }
        #expect(again?.reasonCode == "TRNG-0186")
        // The same file may come again, as a batch of its own.
        #expect(try calls.keep(Self.second).answer.newRecords == 2)
    }

    /// Without revisions, which always move on.
    private func plain(_ worker: GetTrainingWorkerResponse) -> GetTrainingWorkerResponse {
        var plain = worker
        plain.revision = 0
        for index in plain.records.indices { plain.records[index].revision = 0 }
        return plain
    }

    @Test
    func `an import that a later one changed stays, and the later one is named`() throws {
        let (first, _) = try calls.keep(Self.first)
        let (second, _) = try calls.keep(Self.second)
        let refused = try calls.undo(first)
        #expect(refused.saved == nil)
        #expect(refused.dependents.map(\.topic) == ["", "fire-safety"])
        #expect(refused.dependents.allSatisfy { $0.batch == second.description })
        #expect(try calls.status().records == 4)
        _ = try calls.undo(second)
        // What was brought back is the first import's again.
        let undone = try calls.undo(first)
        #expect(undone.saved != nil && undone.removedRecords == 2)
        let left = try calls.status()
        #expect(left.records == 0 && left.workers == 0)
    }

    @Test
    func `an import alone can be taken back whole, and tried first`() throws {
        let (batch, _) = try calls.keep(Self.first)
        var options = CallOptions()
        options.isDryRun = true
        let request = UndoTrainingRequest(batch: batch.description)
        let tried = try calls.steward.undoTraining(request, options)
        #expect(tried.removedRecords == 2 && tried.removedWorkers == 2)
        #expect(try calls.status().records == 2)
        _ = try calls.undo(batch)
        let status = try calls.status()
        #expect(status.records == 0 && status.workers == 0 && status.counts?.required == 0)
        let batches = try calls.steward.listTrainingBatches().batches
        #expect(batches.map(\.undone).allSatisfy { $0 > 0 })
        let unknown = failure { () throws(ClientError) in try calls.undo(TrainingCalls.batch()) }
        #expect(unknown?.reasonCode == "TRNG-0185")
    }
}
