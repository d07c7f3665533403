import Glibc
import HubStore
import HubSystem
import HubTestKit
import Testing

/// A process that is killed at any moment loses nothing that it answered.
struct CrashTests {
    /// How many times a process is started and killed.
    private static let kills = 12
    private static let folderName = "HUB_STORE_CRASH_FOLDER"

    /// Writes until it is killed; each answered number goes to the ledger at once, which outlives
    /// the process though not the machine.
    private static func writeUntilKilled(_ answered: @escaping @Sendable () -> Void) throws {
        guard let name = unsafe getenv(folderName) else { return }
        let folder = unsafe String(cString: name)
        let ledger = unsafe open("\(folder)/ledger", O_WRONLY | O_APPEND | O_CREAT, 0o600)
        var settings = StoreSettings()
        settings.writerThreads = 2
        let directory = try StoreDirectory(
            path: "\(folder)/data",
            schemas: crashSchemas,
            cryptography: .test(seed: UInt64(getpid())),
            clock: .system,
            settings: settings
        )
        let writer = try directory.tenant(noteID(1)).records
        let start = try PointReader(of: writer, clock: .system).batchRevision()
        let waiting = Monitor(0)
        var number = start
        while true {
            number += 1
            let mine = number
            waiting.change { $0 += 1 }
            let call = WriteCall(actor: [1], method: "test/Write", request: [])
            try writer.submit(call) { context throws(StoreError) in
                let id = OpaqueID(high: UInt64(getpid()), low: UInt64(mine))
                let values: [StoreValue] = [.text("\(getpid()) \(mine)"), .integer(mine)]
                try context.create(id, in: notes, values, body: Array("\(mine)".utf8))
                return "\(getpid()) \(mine)\n"
            } completion: { (result: WriteResult<String, StoreError>) in
                if case .committed(let line, _) = result {
                    let bytes = Array(line.utf8)
                    _ = unsafe write(ledger, bytes, bytes.count)
                    answered()
                }
                waiting.change { $0 -= 1 }
            }
            waiting.wait { $0 < 32 ? () : nil }
        }
    }

    @Test(arguments: [UInt64(20_261_121)])
    func `what was answered is there after a kill, whole and verified`(seed: UInt64) async throws {
        let folder = try TestFolder()
        unsafe setenv(Self.folderName, folder.path, 1)
        var generator = SeededGenerator(seed: seed)
        for kill in 0..<Self.kills {
            // Some while the files are opened, most while calls are answered; then so many system
            // calls later, which meets every moment of a write.
            let answers = kill % 4 == 0 ? 0 : Int.random(in: 1...400, using: &generator)
            let steps = Int.random(in: 0...100_000, using: &generator)
            unsafe setenv("HUB_STORE_CRASH_ANSWERS", "\(answers)", 1)
            unsafe setenv("HUB_STORE_CRASH_STEPS", "\(steps)", 1)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let wanted = CrashTests.number("HUB_STORE_CRASH_ANSWERS")
                let steps = CrashTests.number("HUB_STORE_CRASH_STEPS")
                let answered = Monitor(0)
                _ = try Thread.start(name: "killer") {
                    answered.wait { $0 >= wanted ? () : nil }
                    for _ in 0..<steps { _ = getppid() }
                    Glibc.kill(getpid(), SIGKILL)
                }
                try CrashTests.writeUntilKilled { answered.change { $0 += 1 } }
            }
            try check(folder)
        }
        #expect(
            try ledger(folder).count > Self.kills,
            "the processes were killed before they wrote"
        )
    }

    private static func number(_ name: String) -> Int {
        let text = unsafe getenv(name)
        return unsafe text.flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }

    /// Compares the ledger with the files, as the next process would find them.
    private func check(_ folder: TestFolder) throws {
        let answered = try ledger(folder)
        let directory = try StoreDirectory(
            path: "\(folder.path)/data",
            schemas: crashSchemas,
            cryptography: .test(seed: 1),
            clock: .system
        )
        let writer = try directory.tenant(noteID(1)).records
        let reader = try PointReader(of: writer, clock: .system)
        let stepsMax = 1_000_000_000
        let there = try reader.read(stepsMax: stepsMax) { database throws(StoreError) in
            #expect(try database.integrityFindings() == [])
            let titles = try database.rows(Query(once: ["SELECT title FROM note"])) { $0.text(0) }
            #expect(Int64(titles.count) == (try database.readRevision()))
            return Set(titles)
        }
        reader.endBatch()
        let lost = answered.filter { !there.contains($0) }
        #expect(lost == [], "answered and lost")
        let verifier = ["python3", journalVerifier, writer.path]
        #expect(Command.run(verifier) == 0)
        directory.close()
    }

    private func ledger(_ folder: TestFolder) throws -> [String] {
        let descriptor = unsafe open("\(folder.path)/ledger", O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { _ = close(descriptor) }
        var text: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(descriptor, &block, block.count)
            if count <= 0 { break }
            text += block.prefix(count)
        }
        return text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
}

private let crashSchemas = StoreSchemas(
    records: [Migration(number: 1, name: "notes", script: notes.creation)],
    registry: [],
    region: []
)
