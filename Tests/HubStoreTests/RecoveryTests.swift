import HubStore
import HubSystem
import HubTestKit
import Testing

/// A file that the disk failed is recovered by being opened again.
struct RecoveryTests {
    private let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))

    /// A directory whose commits fail while it is told so, and what it was told.
    private final class Place: Sendable {
        let folder: TestFolder
        let directory: StoreDirectory
        let isFailing = Lock(false)
        let poisoned = Lock<[StoreFile]>([])
        let pressed = Lock<[OpaqueID]>([])

        init(_ clock: HubClock) throws {
            folder = try TestFolder()
            var settings = StoreSettings()
            settings.faults = StoreFaults { [isFailing] stage in
                guard stage == .beforeCommit, isFailing.withLock({ $0 }) else { return nil }
                return StoreError(.inputOutput, "injected")
            }
            settings.onPoison = { [poisoned] file, _ in poisoned.withLock { $0.append(file) } }
            settings.onPressure = { [pressed] tenant in pressed.withLock { $0.append(tenant) } }
            directory = try StoreDirectory(
                path: "\(folder.path)/data",
                schemas: StoreSchemas(
                    records: [Migration(number: 1, name: "notes", script: notes.creation)],
                    registry: [],
                    region: []
                ),
                cryptography: .test(seed: 3),
                clock: clock,
                settings: settings
            )
        }

        /// Makes a note and waits.
        func note(_ writer: Writer, _ number: Int) throws -> String {
            let answer = Monitor<WriteResult<Int64, StoreError>?>(nil)
            let call = WriteCall(actor: [1], method: "test/Write", request: [])
            try writer.submit(call) { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(number)"), .null]
                return try context.create(noteID(number), in: notes, values, body: [])
            } completion: { result in
                answer.change { $0 = result }
            }
            return answer.wait { $0 }.ending
        }

        /// Makes the disk fail one note.
        func poison(_ writer: Writer, _ number: Int) throws {
            isFailing.withLock { $0 = true }
            #expect(try note(writer, number) == "unknown")
            isFailing.withLock { $0 = false }
            #expect(throws: StoreError(.poisoned)) { try note(writer, number) }
        }
    }

    private func titles(_ writer: Writer) throws -> [String] {
        try PointReader(of: writer, clock: time.clock).read { database throws(StoreError) in
            try notes.page(after: nil, .current, limit: 99, in: database) { $0.text(0) }
                .map(\.value)
        }
    }

    @Test
    func `a tenant's files are recovered when they are asked for again`() throws {
        let place = try Place(time.clock)
        defer { place.directory.close() }
        let other = try place.directory.tenant(noteID(2))
        let files = try place.directory.tenant(noteID(1))
        #expect(try place.note(files.records, 1) == "committed")
        try place.poison(files.records, 2)
        #expect(place.poisoned.withLock { $0 } == [.records(noteID(1))])
        #expect(place.pressed.withLock { $0 } == [noteID(1)])
        // A loop, which may not wait, is given nothing that fails every call.
        #expect(place.directory.openTenant(noteID(1)) == nil)
        let again = try place.directory.tenant(noteID(1))
        #expect(again !== files && !again.isPoisoned)
        #expect(again.records.identity == files.records.identity)
        #expect(try titles(again.records) == ["1"])
        #expect(try place.note(again.records, 2) == "committed")
        #expect(try place.directory.tenant(noteID(1)) === again)
        #expect(place.directory.openTenant(noteID(2)) === other)
        #expect(!place.directory.needsRecovery)
    }

    @Test
    func `while somebody reads them they stay as they are, and say so`() throws {
        let place = try Place(time.clock)
        defer { place.directory.close() }
        let files = try place.directory.tenant(noteID(1))
        #expect(try place.note(files.records, 1) == "committed")
        do {
            let reader = try PointReader(of: files.records, clock: time.clock)
            try place.poison(files.records, 2)
            #expect(throws: StoreError(.poisoned)) { try place.directory.tenant(noteID(1)) }
            #expect(place.pressed.withLock { $0 } == [noteID(1), noteID(1)])
            #expect(try reader.batchRevision() == 1)
        }
        let again = try place.directory.tenant(noteID(1))
        #expect(try place.note(again.records, 2) == "committed")
    }

    @Test(arguments: [true, false])
    func `a common file waits for another process`(isRegistry: Bool) throws {
        let place = try Place(time.clock)
        defer { place.directory.close() }
        let file = isRegistry ? place.directory.registry : place.directory.region
        #expect(!place.directory.needsRecovery)
        place.isFailing.withLock { $0 = true }
        let answer = Monitor<String?>(nil)
        let call = WriteCall(actor: [1], method: "test/Write", request: [])
        try file.submit(call) { context throws(StoreError) in
            try context.ownRevision()
        } completion: { result in
            answer.change { $0 = result.ending }
        }
        #expect(answer.wait { $0 } == "unknown")
        #expect(place.directory.needsRecovery)
        #expect(place.poisoned.withLock { $0 } == [isRegistry ? .registry : .region])
        #expect(place.pressed.withLock { $0 } == [])
    }

    @Test
    func `nothing rests upon a log that a crash left`() throws {
        let folder = try TestFolder()
        let store = try TestStore()
        for number in 1...3 {
            _ = try store.write { context throws(StoreError) in
                let values: [StoreValue] = [.text("\(number)"), .null]
                return try context.create(noteID(number), in: notes, values, body: [])
            }
        }
        // As the files are when the process is killed here.
        for end in ["", "-wal"] {
            let copied = Command.run(["cp", store.writer.path + end, folder.path])
            #expect(copied == 0)
        }
        let log = "\(folder.path)/records.db-wal"
        #expect(try LocalFile.facts(log)?.bytes ?? 0 > 0)
        let again = try TestStore(folder: folder)
        #expect(try LocalFile.facts(log)?.bytes == 0)
        #expect(try titles(again.writer) == ["1", "2", "3"])
    }
}
