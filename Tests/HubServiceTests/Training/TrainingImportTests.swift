import HubClient
import HubCrypto
import HubDomain
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// From a file to records, over a connection.
struct TrainingImportTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private static let file = TrainingCalls.file(
        "E1,Blue,Fire safety,01/02/2025,,Fire,In house",
        "E1,Blue,Safeguarding adults,03/02/2025,03/02/2028,,",
        "E2,Red,Fire safety,04/02/2020,04/02/2021,,"
    )

    @Test
    func `a file is previewed, kept and read back`() throws {
        let (batch, preview) = try calls.preview(Self.file)
        #expect(preview.rows == 3 && preview.errors == 0)
        #expect(preview.newRecords == 3 && preview.changedRecords == 0)
        #expect(preview.workers == 2 && preview.newWorkers == 2)
        #expect(try calls.status().records == 0)
        let kept = try calls.commit(batch, preview)
        #expect(kept.newRecords == 3 && kept.newWorkers == 2 && kept.saved?.id == batch.description)
        let worker = try calls.worker("e1")
        #expect(worker.team == "Blue")
        #expect(worker.records.map(\.topic) == ["fire-safety", "safeguarding-adults"])
        #expect(worker.records.first?.title == "Fire")
        #expect(worker.records.first?.completed == "2025-02-01")
        #expect(worker.records.last?.expiry == "2028-02-03")
        let same = try calls.worker(String(worker.worker.prefix(14)))
        #expect(same == worker)
        let status = try calls.status()
        #expect(status.records == 3 && status.workers == 2 && status.workersDue == 0)
        let batches = try calls.steward.listTrainingBatches().batches
        #expect(batches.map(\.batch) == [batch.description])
        #expect(batches.first?.fileName == "ours.csv")
    }

    @Test
    func `the name of a file tells nothing of a person`() throws {
        let file = TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,,")
        let refused = failure { () throws(ClientError) in
            try calls.preview(file, name: "of ann@example.org.csv")
        }
        #expect(refused?.reasonCode == "TRNG-0237")
        #expect(refused?.status?.violations.map(\.path) == ["file_name"])
        #expect(try calls.preview(file, name: "training 2025-02.csv").answer.newRecords == 1)
    }

    @Test
    func `staff numbers are nowhere in the council's file`() throws {
        let number = "CANARY4711"
        try calls.keep(TrainingCalls.file("\(number),Blue,Fire safety,01/02/2025,,,"))
        #expect(try calls.worker(number).records.count == 1)
        for line in try served.tables() { #expect(!line.contains(number), "\(line)") }
        for line in served.served.log.all { #expect(!line.contains(number), "\(line)") }
    }

    @Test
    func `the same file says nothing new, and empty cells leave what is there`() throws {
        try calls.keep(Self.file)
        let (_, again) = try calls.preview(Self.file)
        #expect(again.newRecords == 0 && again.changedRecords == 0 && again.unchangedRecords == 3)
        #expect(again.sameAsBatch != nil)
        let less = TrainingCalls.file("E1,,Fire safety,01/02/2025,,,")
        let (_, empty) = try calls.preview(less)
        #expect(empty.unchangedRecords == 1 && empty.changedRecords == 0)
        #expect(empty.sameAsBatch == nil)
    }

    @Test
    func `a changed record keeps what the file does not say`() throws {
        try calls.keep(Self.file)
        let other = TrainingCalls.file("E1,,Fire safety,01/02/2025,01/02/2026,,College")
        let (batch, preview) = try calls.preview(other)
        #expect(preview.changedRecords == 1 && preview.newRecords == 0)
        #expect(preview.changes.first?.parts == ["provider", "expiry"])
        _ = try calls.commit(batch, preview)
        let record = try #require(try calls.worker("E1").records.first)
        #expect(record.title == "Fire" && record.provider == "College")
        #expect(record.expiry == "2026-02-01")
        #expect(try calls.status().records == 3)
    }

    @Test
    func `a file with an error is kept as far as it is right, or not at all`() throws {
        let file = TrainingCalls.file(
            "E1,Blue,Fire safety,01/02/2025,,,",
            "E2,Blue,Fire safty,01/02/2025,,,",
            "E3,Blue,Fire safety,31/02/2025,,,"
        )
        let (batch, preview) = try calls.preview(file)
        #expect(preview.errors == 2 && preview.newRecords == 1)
        // The first is of the file: that no day says whether day or month stands first.
        #expect(preview.findings.map(\.row) == [0, 3, 4])
        #expect(preview.findings.dropFirst().first?.suggestion == "Fire safety")
        #expect(preview.counts.map(\.count).reduce(0, +) == 3)
        let refused = failure { () throws(ClientError) in try calls.commit(batch, preview) }
        #expect(refused?.reasonCode == "TRNG-0181")
        #expect(try calls.status().records == 0)
        let kept = try calls.commit(batch, preview, rightRowsOnly: true)
        #expect(kept.newRecords == 1)
    }

    @Test
    func `a preview that is not the last one is not kept`() throws {
        let (batch, first) = try calls.preview(Self.file)
        let (_, second) = try calls.preview(Self.file, batch: batch)
        let refused = failure { () throws(ClientError) in try calls.commit(batch, first) }
        #expect(refused?.reasonCode == "TRNG-0183")
        #expect(try calls.commit(batch, second).newRecords == 3)
        let again = failure { () throws(ClientError) in try calls.commit(batch, second) }
        #expect(again?.reasonCode == "TRNG-0191")
        let none = failure { () throws(ClientError) in
            try calls.commit(TrainingCalls.batch(), second)
        }
        #expect(none?.reasonCode == "TRNG-0182")
    }

    @Test
    func `a record that changed after the preview stops the import, and another does not`() throws {
        try calls.keep(Self.file)
        let mine = TrainingCalls.file("E1,,Fire safety,01/02/2025,01/02/2026,,")
        let (batch, preview) = try calls.preview(mine)
        // Somebody else changes another record, then this one.
        try calls.keep(TrainingCalls.file("E2,,Fire safety,04/02/2020,,,College"))
        let (other, unharmed) = try calls.preview(
            TrainingCalls.file("E2,,Safeguarding adults,04/02/2020,,,")
        )
        try calls.keep(TrainingCalls.file("E1,,Fire safety,01/02/2025,,,College"))
        let refused = failure { () throws(ClientError) in try calls.commit(batch, preview) }
        #expect(refused?.reasonCode == "TRNG-0184" && refused?.code == .aborted)
        #expect(try calls.worker("E1").records.first?.expiry == nil)
        #expect(try calls.commit(other, unharmed).newRecords == 1)
        // The same new record twice is found, too.
        let new = TrainingCalls.file("E9,,Fire safety,01/02/2025,,,")
        let (late, stale) = try calls.preview(new)
        try calls.keep(new)
        let twice = failure { () throws(ClientError) in try calls.commit(late, stale) }
        #expect(twice?.reasonCode == "TRNG-0184")
    }

    @Test(arguments: [1, 7, 4_096])
    func `a file in any parts is the same file, and a part sent twice is passed over`(
        bytes: Int
    ) throws {
        let batch = TrainingCalls.batch()
        let file = bytes == 1 ? Array(Self.file.prefix(60)) : Self.file
        try calls.upload(file, batch, callBytes: bytes)
        let again = try calls.part(file, 0..<min(20, file.count), batch)
        #expect(again.stagedBytes == UInt64(file.count))
        let gap = failure { () throws(ClientError) in
            try calls.part(file + file + file, file.count + 1..<file.count + 2, batch)
        }
        #expect(gap?.reasonCode == "TRNG-0182")
    }

    @Test
    func `a file that has not arrived whole is not looked at`() throws {
        let batch = TrainingCalls.batch()
        _ = try calls.part(Self.file, 0..<50, batch)
        var request = PreviewTrainingRequest(batch: batch.description)
        request.mapping = TrainingCalls.smallMapping
        request.fileBytes = UInt64(Self.file.count)
        let early = failure { () throws(ClientError) in try calls.steward.previewTraining(request) }
        #expect(early?.reasonCode == "TRNG-0182")
        try calls.upload(Self.file, batch, from: 50)
        #expect(try calls.steward.previewTraining(request).newRecords == 3)
        request.batch = TrainingCalls.batch().description
        let none = failure { () throws(ClientError) in try calls.steward.previewTraining(request) }
        #expect(none?.reasonCode == "TRNG-0182")
    }

    @Test
    func `uploads under way have a limit, and the same one may go on`() throws {
        var batches: [UniqueID] = []
        for _ in 0..<TrainingStaging.uploadsMax {
            batches.append(TrainingCalls.batch())
            _ = try calls.part(Self.file, 0..<10, batches[batches.count - 1])
        }
        // Whoever has begun them gives up the oldest, for a colleague and for themselves.
        let colleague = TrainingCalls(TrainingServiceClient(try served.served.channel(.steward)))
        _ = try colleague.part(Self.file, 0..<10, TrainingCalls.batch(), onlyChecked: true)
        let answer = try calls.part(Self.file, 0..<Self.file.count, batches[2])
        #expect(answer.stagedBytes == UInt64(Self.file.count))
        _ = try calls.part(Self.file, 0..<10, TrainingCalls.batch())
        for batch in batches.prefix(2) {
            let gone = failure { () throws(ClientError) in
                try calls.part(Self.file, 10..<20, batch)
            }
            #expect(gone != nil)
        }
    }

    @Test
    func `what a mapping must have is asked for, and a mapping is kept`() throws {
        var mapping = TrainingCalls.smallMapping
        mapping.columns[0].meaning = "-"
        let batch = TrainingCalls.batch()
        let lacking = failure { () throws(ClientError) in
            try calls.preview(Self.file, mapping, batch: batch)
        }
        #expect(lacking?.reasonCode == "TRNG-0132")
        mapping.columns[0].meaning = "nonsense"
        let wrong = failure { () throws(ClientError) in
            try calls.preview(Self.file, mapping, batch: batch)
        }
        #expect(wrong?.status?.violations.map(\.path) == ["mapping.columns[0].meaning"])
        var kept = TrainingCalls.smallMapping
        kept.name = "lms"
        let saved = try calls.steward.saveTrainingMapping(SaveTrainingMappingRequest(mapping: kept))
        let listed = try calls.steward.listTrainingMappings().mappings
        #expect(listed.map(\.columns) == [kept.columns])
        #expect(listed.first?.revision == saved.saved?.revision)
        let stale = failure { () throws(ClientError) in
            try calls.steward.saveTrainingMapping(SaveTrainingMappingRequest(mapping: kept))
        }
        #expect(stale?.code == .aborted)
    }
}
