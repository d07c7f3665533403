import HubSystem
import HubTestKit
import Testing

@testable import HubStore

/// Room on the disk: of each tenant, and of all together.
struct SpaceQuotaTests {
    private static let schemas = StoreSchemas(
        records: [Migration(number: 1, name: "notes", script: notes.creation)],
        registry: [Migration(number: 1, name: "notes", script: notes.creation)],
        region: [Migration(number: 1, name: "notes", script: notes.creation)]
    )

    private let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))

    private func open(
        _ folder: TestFolder,
        _ settings: StoreSettings
    ) throws(StoreError) -> StoreDirectory {
        try StoreDirectory(
            path: "\(folder.path)/data",
            schemas: Self.schemas,
            cryptography: .test(seed: 3),
            clock: time.clock,
            settings: settings
        )
    }

    private func note(
        _ writer: Writer,
        _ number: Int,
        fromReserve: Bool = false,
        bodyBytes: Int = 0
    ) throws -> WriteResult<OpaqueID, StoreError> {
        let answer = Monitor<WriteResult<OpaqueID, StoreError>?>(nil)
        var call = WriteCall(actor: [1], method: "test/Write", request: [])
        call.usesReserve = fromReserve
        let body = [UInt8](repeating: 7, count: bodyBytes)
        try writer.submit(call) { context throws(StoreError) in
            let id = noteID(number)
            _ = try context.create(id, in: notes, [.text("\(number)"), .null], body: body)
            return id
        } completion: { result in
            answer.change { $0 = result }
        }
        return answer.wait { $0 }
    }

    /// Writes until it is refused.
    private func fill(_ writer: Writer) throws -> StoreError? {
        for number in 0..<1_000 {
            if case .failed(let error) = try note(writer, number, bodyBytes: 10_000) {
                return error
            }
        }
        return nil
    }

    @Test
    func `a tenant whose room is used up is told use and limit, and others go on`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.recordsBytesMax = 4_000_000
        let directory = try open(folder, settings)
        let tenant = try directory.tenant(noteID(1))
        let error = try fill(tenant.records)
        #expect(error?.code == .quota && error?.space?.limitBytes == 4_000_000)
        let used = try #require(error?.space?.usedBytes)
        #expect((3_750_000...4_000_000).contains(used))
        // The hub's own record of what happened has the part that was kept back.
        #expect(try note(tenant.records, 2_000, fromReserve: true).ending == "committed")
        #expect(try note(tenant.records, 2_001).ending == "failed 29")
        let other = try directory.tenant(noteID(2))
        #expect(try note(other.records, 1).ending == "committed")
        directory.close()
    }

    @Test
    func `what is kept back ends, too`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.recordsBytesMax = 4_000_000
        let directory = try open(folder, settings)
        let records = try directory.tenant(noteID(1)).records
        _ = try fill(records)
        var last = "none"
        for number in 5_000..<5_100 where !last.hasPrefix("failed") {
            last = try note(records, number, fromReserve: true, bodyBytes: 10_000).ending
        }
        #expect(last == "failed 29")
        directory.close()
    }

    @Test
    func `the region's file has a limit, with a part for what councils tell it`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.regionBytesMax = 4_000_000
        let directory = try open(folder, settings)
        let error = try fill(directory.region)
        #expect(error?.code == .quota && error?.space?.limitBytes == 4_000_000)
        #expect(try note(directory.region, 2_000, fromReserve: true).ending == "committed")
        #expect(try note(directory.region, 2_001).ending == "failed 29")
        // Nobody else's room is used up with it.
        let tenant = try directory.tenant(noteID(1))
        #expect(try note(tenant.records, 1).ending == "committed")
        #expect(try note(directory.registry, 1).ending == "committed")
        directory.close()
    }

    @Test(arguments: [UInt64(128), 127, 129])
    func `a file at its limit is full, and a byte below it is not`(limit: UInt64) throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/file"
        for (name, count) in [(path, 100), ("\(path)-wal", 28)] {
            let bytes = [UInt8](repeating: 1, count: count)
            try LocalFile.create(name, with: bytes.span)
        }
        let quota = SpaceQuota(path: path, limitBytes: limit)
        #expect((quota.refusal(fromReserve: true) == nil) == (limit == 129))
        #expect(quota.refusal(fromReserve: false)?.space?.usedBytes == 128)
    }

    @Test
    func `who looked has room of its own: neither file takes the other's`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.recordsBytesMax = 1
        settings.accessesBytesMax = .max
        let directory = try open(folder, settings)
        let tenant = try directory.tenant(noteID(1))
        #expect(try note(tenant.records, 1).ending == "failed 29")
        let answer = Monitor<String?>(nil)
        let call = WriteCall(actor: [1], method: "test/Write", request: [])
        try tenant.accesses.submit(call) { context throws(StoreError) in
            try context.record(
                JournalEntry(kind: "look", record: noteID(1), operation: .read, body: [1])
            )
        } completion: { (result: WriteResult<Void, StoreError>) in
            answer.change { $0 = result.ending }
        }
        #expect(answer.wait { $0 } == "committed")
        directory.close()
    }

    @Test
    func
        `with little room records stop, withdrawals go on, and at a quarter nothing is written`()
        throws
    {
        let folder = try TestFolder()
        let free = Lock<UInt64?>(1_000)
        var settings = StoreSettings()
        settings.freeBytesKept = 1_000
        settings.freeBytes = { free.withLock { $0 } }
        let directory = try open(folder, settings)
        let tenant = try directory.tenant(noteID(1))
        let steps: [(UInt64, records: String, registry: String)] = [
            (1_000, "committed", "committed"), (999, "failed 18", "committed"),
            (250, "failed 18", "committed"), (249, "failed 18", "failed 18"),
            (311, "failed 18", "failed 18"), (312, "failed 18", "committed"),
            (1_250, "committed", "committed"),
        ]
        for (number, step) in steps.enumerated() {
            free.withLock { $0 = step.0 }
            time.advance(milliseconds: 1_000)
            #expect(try note(tenant.records, number).ending == step.records, "\(step.0)")
            #expect(try note(directory.region, number).ending == step.records, "\(step.0)")
            #expect(try note(directory.registry, number).ending == step.records, "\(step.0)")
            let withdrawn = try note(directory.registry, 200 + number, fromReserve: true)
            #expect(withdrawn.ending == step.registry, "\(step.0)")
            let kept = try note(tenant.records, 100 + number, fromReserve: true)
            #expect(kept.ending == step.registry, "\(step.0)")
        }
        directory.close()
    }
}
