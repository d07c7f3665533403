import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Two who import at once.
struct TrainingTurnTests {
    private static let file = TrainingCalls.file("E1,Blue,Autism,01/02/2025,,,")
    private let clock = ManualClock(instant: HubClock.system.instant)
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let other: TrainingCalls

    init() throws {
        // The calendar alone is moved: what the hub waits for goes by the other hand.
        let calendar = clock.clock
        served = try ServedTraining(
            clock: HubClock(
                steady: { HubClock.system.moment },
                calendar: { calendar.instant }
            )
        )
        calls = served.calls
        other = TrainingCalls(TrainingServiceClient(try served.served.channel(.steward)))
    }

    private func batch() -> UniqueID {
        UniqueID(milliseconds: UInt64(clock.clock.instant.microseconds / 1_000))
    }

    private func refusal() -> ClientError? {
        failure { () throws(ClientError) in
            _ = try other.part(Self.file, 0..<10, batch())
        }
    }

    @Test func `while one imports another is refused, with who, until when and how long`() throws {
        let own = batch()
        _ = try calls.preview(Self.file, batch: own)
        let refused = try #require(refusal())
        #expect(refused.reasonCode == "TRNG-0243" && refused.code == .resourceExhausted)
        #expect(refused.message.contains("steward"))
        let wait = try #require(refused.status?.retryAfterMs)
        #expect((1...UInt32(ImportTurn.milliseconds)).contains(wait))
        let open = try other.steward.listTrainingBatches().uploads
        #expect(open.map(\.batch) == [own.description])
        #expect(open.first?.role == "steward" && open.first?.turnUntil != nil)
    }

    @Test func `a file that is only checked waits for nobody, and nobody for it`() throws {
        _ = try calls.part(Self.file, 0..<Self.file.count, batch(), onlyChecked: true)
        #expect(refusal() == nil)
        _ = try calls.part(Self.file, 0..<Self.file.count, batch(), onlyChecked: true)
        // To be kept it has to wait like any other.
        let refused = failure { () throws(ClientError) in
            _ = try calls.preview(Self.file, batch: batch())
        }
        #expect(refused?.reasonCode == "TRNG-0243")
    }

    @Test func `the turn is given back when the import is kept or thrown away`() throws {
        let (kept, preview) = try calls.preview(Self.file, batch: batch())
        _ = try calls.commit(kept, preview)
        #expect(refusal() == nil)
        for upload in try other.steward.listTrainingBatches().uploads where upload.isOwn {
            let request = DiscardTrainingUploadRequest(batch: upload.batch)
            _ = try other.steward.discardTrainingUpload(request)
        }
        _ = try calls.part(Self.file, 0..<10, batch())
    }

    @Test func `a turn goes with the upload that an erasure throws away`() throws {
        try calls.keep(Self.file)
        let mine = batch()
        _ = try calls.part(Self.file, 0..<10, mine)
        #expect(refusal()?.reasonCode == "TRNG-0243")
        let erase = EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        _ = try other.steward.eraseTrainingWorker(erase)
        #expect(try other.steward.listTrainingBatches().uploads.isEmpty)
        #expect(refusal() == nil)
    }

    @Test func `a turn that nothing touches ends, and is taken over`() throws {
        let first = batch()
        let (_, preview) = try calls.preview(Self.file, batch: first)
        clock.advance(milliseconds: ImportTurn.milliseconds - 1)
        #expect(refusal()?.reasonCode == "TRNG-0243")
        clock.advance(milliseconds: 1)
        #expect(refusal() == nil)
        // Without an end of its own a call waits for its turn.
        var options = CallOptions()
        options.timeoutMilliseconds = 5_000
        let keeping = CommitTrainingRequest(
            batch: first.description,
            preview: preview.preview
        )
        let late = failure { () throws(ClientError) in
            _ = try calls.steward.commitTraining(keeping, options)
        }
        #expect(late?.reasonCode == "TRNG-0243")
        let again = failure { () throws(ClientError) in
            _ = try calls.part(Self.file, 0..<10, first)
        }
        #expect(again?.reasonCode == "TRNG-0243")
        clock.advance(milliseconds: ImportTurn.milliseconds)
        #expect(try calls.commit(first, preview).newRecords == 1)
    }

    @Test func `however often a turn is touched it lasts an hour, and then whoever waits is next`()
        throws
    {
        let own = batch()
        _ = try calls.preview(Self.file, batch: own)
        let steps = ImportTurn.longestMilliseconds / ImportTurn.milliseconds * 2
        for step in 1..<steps {
            clock.advance(milliseconds: ImportTurn.milliseconds / 2)
            // Other uploads of the same person go on with the same turn.
            _ = try calls.preview(Self.file, batch: step % 3 == 0 ? batch() : own)
            #expect(refusal()?.reasonCode == "TRNG-0243")
        }
        clock.advance(milliseconds: ImportTurn.milliseconds / 2)
        // The hour is over. Somebody waits, so the one who had it waits for ten minutes.
        let had = try #require(again())
        #expect(had.reasonCode == "TRNG-0243" && had.message.contains("while you had it"))
        let wait = try #require(had.status?.retryAfterMs)
        #expect(UInt64(wait) == ImportTurn.restMilliseconds.upperBound)
        #expect(refusal() == nil)
        let taken = again()
        #expect(
            taken?.message.contains("else (steward)") == true,
            "\(String(describing: taken))"
        )
    }

    @Test func `who gives a turn back that others wait for does not take the next at once`() throws
    {
        let (kept, preview) = try calls.preview(Self.file, batch: batch())
        #expect(refusal() != nil)
        _ = try calls.commit(kept, preview)
        let had = again()
        #expect(had?.message.contains("while you had it") == true)
        // It was short: whoever asked once and went away keeps nobody out for long.
        #expect(had?.status?.retryAfterMs == UInt32(ImportTurn.restMilliseconds.lowerBound))
        clock.advance(milliseconds: ImportTurn.restMilliseconds.lowerBound)
        // The other did not come.
        let next = batch()
        _ = try calls.preview(Self.file, batch: next)
        #expect(refusal() != nil)
        _ = try calls.steward.discardTrainingUpload(
            DiscardTrainingUploadRequest(batch: next.description)
        )
        #expect(again()?.message.contains("while you had it") == true)
        #expect(refusal() == nil)
    }

    @Test func `a turn that nobody waits for is taken again at once`() throws {
        for _ in 0..<3 {
            let (kept, _) = try calls.preview(Self.file, batch: batch())
            clock.advance(milliseconds: ImportTurn.longestMilliseconds)
            _ = try calls.steward.discardTrainingUpload(
                DiscardTrainingUploadRequest(batch: kept.description)
            )
            #expect(again() == nil)
        }
    }

    /// How the one who had the turn fares with another upload.
    private func again() -> ClientError? {
        failure { () throws(ClientError) in
            _ = try calls.part(Self.file, 0..<10, batch())
        }
    }

    @Test func `a look at the file keeps the turn for longer`() throws {
        let own = batch()
        _ = try calls.preview(Self.file, batch: own)
        clock.advance(milliseconds: ImportTurn.milliseconds / 2)
        _ = try calls.preview(Self.file, batch: own)
        clock.advance(milliseconds: ImportTurn.milliseconds - 1)
        #expect(refusal()?.reasonCode == "TRNG-0243")
    }

    @Test func `who begins again takes over from oneself`() throws {
        let first = batch()
        _ = try calls.preview(Self.file, batch: first)
        let (second, preview) = try calls.preview(Self.file, batch: batch())
        #expect(try calls.commit(second, preview).newRecords == 1)
        #expect(refusal() == nil)
        // What was given up for it is nobody's turn any more.
        let open = try calls.steward.listTrainingBatches().uploads
        #expect(open.first { $0.batch == first.description }?.turnUntil == nil)
    }

    @Test func `whether a file is only checked is said once`() throws {
        let id = batch().description
        let refused = failure { () throws(ClientError) in
            let call = try calls.steward.uploadTraining()
            try call.send(TrainingUpload(batch: id, data: [0x41]))
            var piece = TrainingUpload(offset: 1, data: [0x42])
            piece.onlyChecked = true
            try call.send(piece)
            _ = try call.finish()
        }
        #expect(refused?.status?.violations.first?.path == "only_checked")
    }
}
