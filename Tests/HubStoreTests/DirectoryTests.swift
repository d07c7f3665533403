import Glibc
import HubStore
import HubSystem
import HubTestKit
import Testing

struct DirectoryTests {
    private static let schemas = StoreSchemas(
        records: [Migration(number: 1, name: "notes", script: notes.creation)],
        registry: [],
        region: []
    )

    private let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))

    private func open(
        _ folder: TestFolder,
        _ settings: StoreSettings = StoreSettings()
    ) throws(StoreError) -> StoreDirectory {
        try StoreDirectory(
            path: "\(folder.path)/data",
            schemas: Self.schemas,
            cryptography: .test(seed: 3),
            clock: time.clock,
            settings: settings
        )
    }

    private func write<Value: Sendable>(
        _ writer: Writer,
        _ job: @escaping @Sendable (inout WriteContext) throws(StoreError) -> Value
    ) throws -> WriteResult<Value, StoreError> {
        let answer = Monitor<WriteResult<Value, StoreError>?>(nil)
        let call = WriteCall(actor: [1], method: "test/Write", request: [])
        try writer.submit(call, job: job) { result in answer.change { $0 = result } }
        return answer.wait { $0 }
    }

    private func note(_ writer: Writer, _ number: Int) throws -> String {
        try write(writer) { context throws(StoreError) in
            try context.create(noteID(number), in: notes, [.text("\(number)"), .null], body: [])
        }.ending
    }

    private func titles(_ writer: Writer) throws -> [String] {
        try PointReader(of: writer, clock: time.clock).read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 99, in: database) { $0.text(0) }
                .map(\.value)
        }
    }

    @Test
    func `a second holder is refused by name and may follow the first`() throws {
        let folder = try TestFolder()
        do {
            let first = try open(folder)
            do throws(StoreError) {
                _ = try open(folder)
                Issue.record("held twice")
            } catch {
                #expect(error.code == .held)
                #expect(error.detail.contains("process \(getpid()) holds"))
            }
            first.close()
        }
        let second = try open(folder)
        second.close()
    }

    @Test
    func `tenants have files of their own, made at first use`() throws {
        let folder = try TestFolder()
        let directory = try open(folder)
        #expect(directory.openTenant(noteID(1)) == nil)
        let one = try directory.tenant(noteID(1))
        let two = try directory.tenant(noteID(2))
        #expect(directory.openTenant(noteID(1)) === one)
        #expect(try directory.tenant(noteID(1)) === one)
        #expect(try note(one.records, 1) == "committed")
        #expect(try note(two.records, 2) == "committed")
        #expect(try titles(one.records) == ["1"])
        #expect(try titles(two.records) == ["2"])
        let identities = [one.records, one.accesses, two.records, directory.registry]
            .map(\.identity.file)
        #expect(Set(identities).count == 4)
        let kinds = [one.records, one.accesses, directory.registry, directory.region]
            .map(\.identity.kind)
        #expect(kinds == [.records, .accesses, .registry, .region])
        directory.close()
        #expect(throws: StoreError(.closed)) { try directory.tenant(noteID(1)) }
    }

    @Test
    func `the tenant used longest ago is closed for the next and opens again whole`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.openTenantsMax = 2
        let directory = try open(folder, settings)
        let first = try directory.tenant(noteID(1))
        #expect(try note(first.records, 1) == "committed")
        _ = try directory.tenant(noteID(2))
        _ = directory.openTenant(noteID(1))
        _ = try directory.tenant(noteID(3))
        #expect(directory.openTenant(noteID(2)) == nil)
        #expect(!first.isClosed)
        _ = try directory.tenant(noteID(4))
        #expect(first.isClosed)
        #expect(throws: StoreError(.closed)) { try note(first.records, 2) }
        let again = try directory.tenant(noteID(1))
        #expect(try titles(again.records) == ["1"])
        #expect(again.records.identity == first.records.identity)
        directory.close()
    }

    @Test
    func `a tenant that is read is not closed for another`() throws {
        let folder = try TestFolder()
        let pressed = Lock<[OpaqueID]>([])
        var settings = StoreSettings()
        settings.openTenantsMax = 1
        settings.onPressure = { tenant in pressed.withLock { $0.append(tenant) } }
        let directory = try open(folder, settings)
        let first = try directory.tenant(noteID(1))
        do {
            let reader = try PointReader(of: first.accesses, clock: time.clock)
            #expect(throws: StoreError(.tooManyOpen)) { try directory.tenant(noteID(2)) }
            #expect(pressed.withLock { $0 } == [noteID(1)])
            #expect(try reader.batchRevision() == 0)
            #expect(try note(first.records, 1) == "committed")
        }
        _ = try directory.tenant(noteID(2))
        #expect(first.isClosed)
        directory.close()
    }

    @Test
    func `threads that want one tenant get the same files`() throws {
        let folder = try TestFolder()
        var settings = StoreSettings()
        settings.openTenantsMax = 3
        let directory = try open(folder, settings)
        let done = Monitor(0)
        for thread in 0..<4 {
            _ = try Thread.start(name: "tenant") {
                var generator = SeededGenerator(seed: UInt64(thread))
                for _ in 0..<100 {
                    let number = Int.random(in: 0..<5, using: &generator)
                    guard let files = try? directory.tenant(noteID(number)) else { continue }
                    if let ending = try? note(files.accesses, 1) { _ = ending }
                }
                done.change { $0 += 1 }
            }
        }
        done.wait { $0 == 4 ? () : nil }
        for number in 0..<5 {
            let files = try directory.tenant(noteID(number))
            let findings = try PointReader(of: files.records, clock: time.clock)
                .read { database throws(StoreError) in try database.integrityFindings() }
            #expect(findings == [])
        }
        directory.close()
    }

    @Test
    func `nothing is written while the disk has too little room`() throws {
        let folder = try TestFolder()
        let free = Lock<UInt64?>(1_000)
        var settings = StoreSettings()
        settings.freeBytesKept = 1_000
        settings.freeBytes = { free.withLock { $0 } }
        let directory = try open(folder, settings)
        let tenant = try directory.tenant(noteID(1))
        let steps: [(UInt64?, String)] = [
            (1_000, "committed"), (999, "failed 18"), (1_249, "failed 18"), (nil, "failed 18"),
            (1_250, "committed"), (nil, "committed"), (1_000, "committed"), (0, "failed 18"),
        ]
        for (number, (bytes, ending)) in steps.enumerated() {
            free.withLock { $0 = bytes }
            time.advance(milliseconds: 1_000)
            #expect(try note(tenant.records, number) == ending)
        }
        #expect(directory.isSpaceLow)
        #expect(try titles(tenant.records).count == 4)
        directory.close()
    }

    @Test
    func `the file system says how much room it has`() throws {
        #expect(try DiskSpace.freeBytes(path: "/") > 0)
        #expect(throws: SystemError.self) { try DiskSpace.freeBytes(path: "/not/there") }
    }
}
