import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// The real hub, killed at every point of an import.
struct TrainingCrashTests {
    /// How often it is killed.
    private static let rounds = 30
    private static let rows = 400

    @Test
    func `an import is there whole or not at all, and a rerun finishes it`() throws {
        let hub = try RunningHub()
        let bundle = try Bundle.read(try hub.issue("steward"))
        var kept: UInt64 = 0
        for round in 0..<TrainingCrashTests.rounds {
            if round > 0 { try hub.serveAgain() }
            var maker = TrainingFileMaker(rows: TrainingCrashTests.rows, seed: UInt64(round + 1))
            let file = maker.file()
            let batch = UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
            let target = hub.target(tls: bundle.tls)
            let step = Monitor(0)
            let importer = try Thread.start(name: "importer") {
                let client = TrainingServiceClient(Channel(target, settings: .once))
                // Killed under way: what came of it is looked at below.
                _ = try? TrainingSending.run(client, file, batch) { step.change { $0 += 1 } }
                step.change { $0 = .max }
            }
            // Some rounds meet the upload, some the preview, some the commit.
            let wanted = 1 + round % TrainingSending.steps
            step.wait { $0 >= wanted ? () : nil }
            hub.process.kill()
            _ = try hub.process.wait()
            importer.join()
            try hub.serveAgain()
            let client = TrainingServiceClient(try hub.channel(tls: bundle.tls))
            let before = try client.getTrainingStatus().records
            let isKept = try client.listTrainingBatches().batches
                .contains { $0.batch == batch.description }
            #expect(isKept == (before > kept), "round \(round)")
            if !isKept {
                #expect(before == kept, "round \(round)")
                try TrainingSending.run(client, file, batch) {}
            }
            let after = try client.getTrainingStatus().records
            #expect(after > kept)
            kept = after
            hub.process.kill()
            _ = try hub.process.wait()
        }
    }
}

/// One import, step by step.
enum TrainingSending {
    /// How often `run` tells that it went on.
    static let steps = 4

    static func run(
        _ client: TrainingServiceClient,
        _ file: [UInt8],
        _ batch: UniqueID,
        _ went: () -> Void
    ) throws(ClientError) {
        let call = try client.uploadTraining()
        let half = file.count / 2
        try call.send(
            TrainingUpload(batch: batch.description, data: Array(file[..<half]))
        )
        went()
        try call.send(TrainingUpload(offset: UInt64(half), data: Array(file[half...])))
        _ = try call.finish()
        went()
        var mapping = TrainingMapping()
        let meanings = [
            "staff_number", "organisation", "team", "role", "topic", "title", "completed",
            "expiry", "accredited", "provider",
        ]
        for (title, meaning) in zip(TrainingFileMaker.titles, meanings) {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let preview = try client.previewTraining(
            PreviewTrainingRequest(
                batch: batch.description,
                mapping: mapping,
                fileBytes: UInt64(file.count)
            )
        )
        went()
        let request = CommitTrainingRequest(batch: batch.description, preview: preview.preview)
        went()
        _ = try client.commitTraining(request)
    }
}
