import Glibc
import HubStore
import HubSystem
import HubTestKit
import Testing

/// Prints what the store costs on this machine; asserts nothing about time.
///
/// Run with `WHUB_MEASURE=1` in a release build, alone. Digests are a stand-in of no cost, so the
/// figures are those of the store without cryptography.
@Suite(.serialized, .enabled(if: unsafe getenv("WHUB_MEASURE") != nil))
struct MeasurementTests {
    private static let cheap = StoreCryptography(
        sha256: { message in
            let mix = message.reduce(UInt64(14_695_981_039_346_656_037)) {
                ($0 ^ UInt64($1)) &* 1_099_511_628_211
            }
            let id = OpaqueID(high: mix, low: ~mix).bytes
            return id + id
        },
        hmac: { _, _ in [UInt8](repeating: 0, count: 32) },
        random: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
    )

    private func open(_ folder: TestFolder, _ threads: StoreThreads) throws -> Writer {
        try Writer(
            path: "\(folder.path)/records.db",
            schema: notesSchema,
            cryptography: Self.cheap,
            clock: .system,
            threads: threads
        )
    }

    private func cpuMicroseconds() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return seconds * 1_000_000 + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    private func report(_ what: String, _ count: Int, _ work: () throws -> Void) rethrows {
        let cpu = cpuMicroseconds()
        let start = HubClock.system.moment.nanoseconds
        try work()
        let nanoseconds = Int(HubClock.system.moment.nanoseconds - start)
        let rate = count * 1_000_000_000 / max(1, nanoseconds)
        let each = nanoseconds / count
        let cpuEach = (cpuMicroseconds() - cpu) * 1_000 / count
        print("MEASURED \(what): \(rate)/s, \(each) ns each, \(cpuEach) ns of CPU each")
    }

    private func residentKiB() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }

    private func makeNote(
        _ number: Int
    ) -> @Sendable (inout WriteContext) throws(StoreError) -> Int64 {
        { context throws(StoreError) in
            let body = [UInt8](repeating: 7, count: 200)
            let values: [StoreValue] = [.text("note \(number)"), .integer(Int64(number))]
            return try context.create(noteID(number), in: notes, values, body: body)
        }
    }

    @Test(arguments: [1, 8, 64, 256])
    func `writes by so many callers`(callers: Int) throws {
        let folder = try TestFolder()
        let threads = try StoreThreads(count: 2)
        defer { threads.stop() }
        let writer = try open(folder, threads)
        defer { writer.close() }
        let total = callers == 1 ? 4_000 : callers * 2_000
        let state = Monitor((waiting: 0, done: 0))
        try report("durable calls, \(callers) callers", total) {
            for number in 0..<total {
                state.wait { state -> Void? in
                    guard state.waiting < callers else { return nil }
                    state.waiting += 1
                    return ()
                }
                let call = WriteCall(actor: [1], method: "test/Write", request: [1])
                try writer.submit(call, job: makeNote(number)) { _ in
                    state.change { state in
                        state.waiting -= 1
                        state.done += 1
                    }
                }
            }
            state.wait { $0.done == total ? () : nil }
        }
    }

    @Test
    func `one bulk call and point reads`() throws {
        let folder = try TestFolder()
        let threads = try StoreThreads(count: 1)
        defer { threads.stop() }
        let writer = try open(folder, threads)
        defer { writer.close() }
        let count = 100_000
        let done = Monitor(false)
        try report("records made by one bulk call", count) {
            let call = WriteCall(actor: [1], method: "test/Write", request: [1])
            try writer.submit(call, isBulk: true) { context throws(StoreError) in
                let body = [UInt8](repeating: 7, count: 200)
                for number in 0..<count {
                    let values: [StoreValue] = [.text("note \(number)"), .integer(Int64(number))]
                    try context.create(noteID(number), in: notes, values, body: body)
                }
            } completion: { _ in
                done.change { $0 = true }
            }
            done.wait { $0 ? () : nil }
        }
        let reader = try PointReader(of: writer, clock: .system)
        for batch in [1, 16, 100_000] {
            var sum: Int64 = 0
            try report("point reads of 10,000 records, \(batch) in a batch", 200_000) {
                for number in 0..<200_000 {
                    let id = noteID(number &* 7_919 % 10_000)
                    let found = try reader.read { database throws(StoreError) in
                        try notes.find(id, in: database) { $0.integer(1) }
                    }
                    sum += found?.value ?? 0
                    if number % batch == batch - 1 { reader.endBatch() }
                }
            }
            reader.endBatch()
            #expect(sum > 0)
        }
        try report("records listed in pages of 500", count) {
            var last: OpaqueID?
            while true {
                let page = try reader.read(stepsMax: 1_000_000) {
                    [last] database throws(StoreError) in
                    try notes.page(after: last, .current, limit: 500, in: database) {
                        $0.integer(1)
                    }
                }
                reader.endBatch()
                guard let end = page.last else { break }
                last = end.id
            }
        }
        print("MEASURED resident at most: \(residentKiB()) KiB")
    }

    @Test
    func `opening a tenant`() throws {
        let folder = try TestFolder()
        let threads = try StoreThreads(count: 1)
        defer { threads.stop() }
        try report("files made, opened and closed", 50) {
            for number in 0..<50 {
                let writer = try Writer(
                    path: "\(folder.path)/\(number).db",
                    schema: notesSchema,
                    cryptography: Self.cheap,
                    clock: .system,
                    threads: threads
                )
                writer.close()
            }
        }
        try report("files opened, read once and closed", 50) {
            for number in 0..<50 {
                let writer = try Writer(
                    path: "\(folder.path)/\(number).db",
                    schema: notesSchema,
                    cryptography: Self.cheap,
                    clock: .system,
                    threads: threads
                )
                _ = try PointReader(of: writer, clock: .system).batchRevision()
                writer.close()
            }
        }
    }
}
