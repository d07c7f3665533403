import HubStore
import HubSystem
import HubTestKit

/// A table of records for tests.
let notes = RecordTable(
    "note",
    columns: [
        .required("title", .text, rule: "length(title) <= 40"),
        .optional("size", .integer),
    ],
    indexes: [.unique("title"), .current("size")]
)

let notesSchema = FileSchema(
    kind: .records,
    migrations: [Migration(number: 1, name: "notes", script: notes.creation)]
)

/// One file with its writer, and calls that wait for their answer.
final class TestStore: Sendable {
    let folder: TestFolder
    let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))
    let threads: StoreThreads
    let cryptography: StoreCryptography
    let writer: Writer

    init(
        folder: TestFolder? = nil,
        schema: FileSchema = notesSchema,
        seed: UInt64 = 1,
        threads count: Int = 1,
        options: WriterOptions = WriterOptions()
    ) throws {
        let folder = try folder ?? TestFolder()
        self.folder = folder
        threads = try StoreThreads(count: count)
        cryptography = .test(seed: seed)
        writer = try Writer(
            path: "\(folder.path)/records.db",
            schema: schema,
            cryptography: cryptography,
            clock: time.clock,
            threads: threads,
            options: options
        )
    }

    deinit {
        writer.close()
        threads.stop()
    }

    var call: WriteCall { WriteCall(actor: [7], method: "test/Write", request: [1, 2]) }

    /// A client's key, made when the store was.
    static func key(_ number: UInt8) -> OpaqueID {
        OpaqueID(high: 1_700_000_000_000 << 16 | UInt64(number), low: 0)
    }

    /// Submits a call and waits for its end.
    func write<Value: Sendable>(
        _ call: WriteCall? = nil,
        isBulk: Bool = false,
        _ job: @escaping @Sendable (inout WriteContext) throws(StoreError) -> Value
    ) throws -> WriteResult<Value, StoreError> {
        let answer = Monitor<WriteResult<Value, StoreError>?>(nil)
        try writer.submit(call ?? self.call, isBulk: isBulk, job: job) { result in
            answer.change { $0 = result }
        }
        return answer.wait { $0 }
    }

    func reader() throws -> PointReader { try PointReader(of: writer, clock: time.clock) }

    /// Makes the writer's thread wait, so that what is submitted meanwhile becomes one group.
    func hold() throws -> Gate {
        let gate = Gate()
        var call = call
        call.isDryRun = true
        try writer.submit(
            call,
            job: { context throws(StoreError) in gate.pass() },
            completion: { _ in }
        )
        gate.waitUntilReached()
        return gate
    }
}

/// Collects the results of several calls.
final class Results<Value: Sendable>: Sendable {
    private let list: Monitor<[Int: WriteResult<Value, StoreError>]> = Monitor([:])

    func put(_ place: Int, _ result: WriteResult<Value, StoreError>) {
        list.change { $0[place] = result }
    }

    func wait(_ count: Int) -> [Int: WriteResult<Value, StoreError>] {
        list.wait { $0.count == count ? $0 : nil }
    }
}

extension WriteResult {
    /// The ending in one word, for comparing.
    var ending: String {
        switch self {
        case .committed: "committed"
        case .rehearsed: "rehearsed"
        case .replayed: "replayed"
        case .keyReused: "keyReused"
        case .refused: "refused"
        case .failed(let error): "failed \(error.code.rawValue)"
        case .unknown: "unknown"
        }
    }

    var receipt: WriteReceipt? {
        switch self {
        case .committed(_, let receipt), .rehearsed(_, let receipt): receipt
        default: nil
        }
    }
}

func noteID(_ number: Int) -> OpaqueID { OpaqueID(high: 0x0102, low: UInt64(number)) }

extension RecordTable {
    func title(
        _ number: Int,
        _ view: RecordView = .current,
        in database: borrowing Database
    ) throws(StoreError) -> String? {
        try find(noteID(number), view, in: database) { $0.text(0) }?.value
    }
}
