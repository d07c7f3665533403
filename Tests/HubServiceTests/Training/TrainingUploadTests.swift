import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Uploads that are not kept, and what a file says that makes nobody.
struct TrainingUploadTests {
    private static let file = TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,Fire,In house")
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private func records() throws -> String {
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        return try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
    }

    private func staged() throws -> [String] {
        try Folder.names(path: LocalFile.parent(of: try records()))
            .filter { $0.hasPrefix(TrainingStaging.prefix) }
    }

    private func discard(
        _ batch: UniqueID,
        _ client: TrainingServiceClient? = nil
    ) throws(ClientError) -> Bool {
        let request = DiscardTrainingUploadRequest(batch: batch.description)
        return try (client ?? calls.steward).discardTrainingUpload(request).wasThere
    }

    @Test func `an upload is listed, and whoever began it throws it away`() throws {
        let (batch, _) = try calls.preview(Self.file)
        let open = try calls.steward.listTrainingBatches().uploads
        #expect(open.map(\.batch) == [batch.description])
        #expect(open.first?.isOwn == true && open.first?.isChecked == true)
        #expect(open.first?.bytes == UInt64(Self.file.count))
        let other = TrainingServiceClient(try served.served.channel(.steward))
        #expect(try other.listTrainingBatches().uploads.first?.isOwn == false)
        let refused = failure { () throws(ClientError) in try discard(batch, other) }
        #expect(refused?.code == .notFound)
        // The file, who began it, what the preview made of it, when that was, and the turn.
        #expect(try staged().count == 5)
        #expect(try discard(batch))
        #expect(try staged().isEmpty && calls.steward.listTrainingBatches().uploads.isEmpty)
        #expect(try !discard(batch))
    }

    @Test func `what was kept is not thrown away`() throws {
        let (batch, _) = try calls.keep(Self.file)
        let refused = failure { () throws(ClientError) in try discard(batch) }
        #expect(refused != nil)
        #expect(try calls.worker("E1").records.count == 1)
        #expect(try calls.steward.listTrainingBatches().uploads.isEmpty)
    }

    @Test func `who tries again and again makes room, and nobody else is stopped`() throws {
        var first: UniqueID?
        for count in 0..<UInt64(TrainingStaging.uploadsMax) {
            let now = UInt64(HubClock.system.instant.microseconds / 1_000)
            let batch = UniqueID(milliseconds: now - 600_000 + count * 1_000)
            first = first ?? batch
            _ = try calls.part(Self.file, 0..<10, batch)
        }
        let other = TrainingCalls(TrainingServiceClient(try served.served.channel(.steward)))
        let checked = TrainingCalls.batch()
        _ = try other.part(Self.file, 0..<10, checked, onlyChecked: true)
        _ = try calls.part(Self.file, 0..<10, TrainingCalls.batch())
        let open = try calls.steward.listTrainingBatches().uploads.map(\.batch)
        #expect(open.count == TrainingStaging.uploadsMax)
        #expect(!open.contains(first?.description ?? "") && open.contains(checked.description))
    }

    @Test func `a mapping with notes is refused, and nothing of the file stays`() throws {
        var mapping = TrainingCalls.smallMapping
        mapping.columns[6].meaning = "notes"
        let refused = failure { () throws(ClientError) in
            _ = try calls.preview(Self.file, mapping)
        }
        #expect(refused?.reasonCode == "TRNG-0108")
        #expect(try staged().isEmpty)
        #expect(try calls.preview(Self.file).answer.errors == 0)
    }

    @Test func `another team alone is a change, and is kept`() throws {
        try calls.keep(Self.file)
        let moved = TrainingCalls.file("E1,Red,Fire safety,01/02/2025,,Fire,In house")
        let (batch, preview) = try calls.preview(moved)
        #expect(preview.newRecords == 0 && preview.changedRecords == 0 && preview.newWorkers == 0)
        #expect(preview.changedWorkers == 1)
        _ = try calls.commit(batch, preview)
        #expect(try calls.worker("E1").team == "Red")
        #expect(try calls.preview(moved).answer.changedWorkers == 0)
    }

    @Test func `a refused row makes no worker`() throws {
        let file = TrainingCalls.file(
            "E1,Blue,Fire safety,01/02/2025,,Fire,In house",
            "Total2,,Everything,12,,,"
        )
        let (batch, preview) = try calls.preview(file)
        #expect(preview.workers == 1 && preview.newWorkers == 1 && preview.errors > 0)
        let kept = try calls.commit(batch, preview, rightRowsOnly: true)
        #expect(kept.newWorkers == 1)
        let lost = failure { () throws(ClientError) in _ = try calls.worker("Total2") }
        #expect(lost?.code == .notFound)
    }

    @Test func `of a column in both orders a day that could be either is not kept`() throws {
        let file = TrainingCalls.file(
            "E1,Blue,Fire safety,12/31/2025,,Fire,",
            "E2,Blue,Fire safety,01/02/2025,,Fire,",
            "E3,Blue,Fire safety,13/02/2025,,Fire,"
        )
        let (batch, preview) = try calls.preview(file)
        #expect(preview.newRecords == 1)
        _ = try calls.commit(batch, preview, rightRowsOnly: true)
        #expect(try calls.worker("E3").records.count == 1)
        #expect(failure { () throws(ClientError) in _ = try calls.worker("E2") } != nil)
    }

    @Test func `a person is no reference to a worker`() throws {
        try calls.keep(Self.file)
        for (typed, reason) in [
            ("AB123456C", "TRNG-0232"), ("jo@example.org", "TRNG-0233"),
            ("Mohammed Brown", "TRNG-0234"), ("1.23E+05", "TRNG-0235"),
        ] {
            let error = failure { () throws(ClientError) in _ = try calls.worker(typed) }
            #expect(error?.reasonCode == reason)
        }
    }
}
