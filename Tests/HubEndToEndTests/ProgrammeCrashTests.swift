import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubText
import HubWire
import Testing

/// The real hub, killed while a file of programmes is kept.
struct ProgrammeCrashTests {
    /// How often it is killed.
    private static let rounds = 12
    private static let rows = 200

    @Test
    func `an import of programmes is there whole or not at all, and a rerun finishes it`() throws {
        let hub = try RunningHub()
        let bundle = try Bundle.read(try hub.issue("steward"))
        try keepWorkers(try hub.channel(tls: bundle.tls))
        var kept = 0
        for round in 0..<Self.rounds {
            if round > 0 { try hub.serveAgain() }
            let request = Self.request(round)
            let target = hub.target(tls: bundle.tls)
            let step = Monitor(0)
            let importer = try Thread.start(name: "importer") {
                let client = ProgrammeServiceClient(Channel(target, settings: .once))
                step.change { $0 = 1 }
                // Killed under way: what came of it is looked at below.
                _ = try? client.saveProgrammes(request)
                step.change { $0 = 2 }
            }
            // Some rounds are killed while the call is under way, some just after it.
            let wanted = 1 + round % 2
            step.wait { $0 >= wanted ? () : nil }
            hub.process.kill()
            _ = try hub.process.wait()
            importer.join()
            try hub.serveAgain()
            let client = ProgrammeServiceClient(try hub.channel(tls: bundle.tls))
            let before = try Self.count(client)
            #expect(before == kept || before == kept + Self.rows, "round \(round): \(before)")
            // What came whole is recorded already, and what did not is kept now.
            let answer = try client.saveProgrammes(request)
            let isNew = before == kept
            #expect(answer.made == (isNew ? UInt32(Self.rows) : 0), "round \(round)")
            #expect((answer.saved != nil) == isNew, "round \(round)")
            kept += Self.rows
            #expect(try Self.count(client) == kept, "round \(round)")
            hub.process.kill()
            _ = try hub.process.wait()
        }
    }

    /// As many workers as a file has rows.
    private func keepWorkers(_ channel: Channel) throws {
        let client = TrainingServiceClient(channel)
        let lines = (0..<Self.rows).map { "E\($0),Oral health,01/02/2020\n" }
        let file = Array(("No,Topic,Done\n" + lines.joined()).utf8)
        var mapping = TrainingMapping()
        for (title, meaning) in [
            ("No", "staff_number"), ("Topic", "topic"), ("Done", "completed"),
        ] {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let batch = UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
        let call = try client.uploadTraining()
        try call.send(TrainingUpload(batch: batch.description, data: file))
        _ = try call.finish()
        let preview = try client.previewTraining(
            PreviewTrainingRequest(
                batch: batch.description,
                mapping: mapping,
                fileBytes: UInt64(file.count)
            )
        )
        #expect(preview.errors == 0)
        _ = try client.commitTraining(
            CommitTrainingRequest(batch: batch.description, preview: preview.preview)
        )
    }

    /// One file: a row for each worker, and every round another title.
    private static func request(_ round: Int) -> SaveProgrammesRequest {
        let changes = (0..<rows).map { row in
            var one = Programme(worker: "E\(row)", kind: .apprenticeship)
            one.title = "Standard \(round)"
            one.started = "2025-03-04"
            return ProgrammeChange(programme: one)
        }
        return SaveProgrammesRequest(changes: changes, adds: true)
    }

    private static func count(_ client: ProgrammeServiceClient) throws -> Int {
        var request = ListProgrammesRequest()
        var count = 0
        repeat {
            let page = try client.listProgrammes(request)
            count += page.programmes.count
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return count
    }
}
