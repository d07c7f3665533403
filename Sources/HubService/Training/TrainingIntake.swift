import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubWire

/// Takes a part of an upload in, and adds it to the staged file at once.
struct TrainingIntake: Intake {
    /// The largest piece that one message carries.
    static let pieceBytesMax = 64 * 1_024
    /// The most that one call carries: it waits in memory for its turn.
    static let callBytesMax = 1_024 * 1_024

    private let handlers: TrainingHandlers
    private(set) var batch: UniqueID?
    private var offset = 0
    private var onlyChecked = false
    private var bytes: [UInt8] = []

    /// An intake that has nothing yet.
    init(handlers: TrainingHandlers) { self.handlers = handlers }

    var keptBytes: Int { bytes.count }

    mutating func receive(_ chunk: TrainingUpload) throws(Fault) {
        guard chunk.data.count <= TrainingIntake.pieceBytesMax else {
            throw .invalid(
                "data",
                "too_long",
                "at most \(TrainingIntake.pieceBytesMax) bytes a piece; this one has "
                    + "\(chunk.data.count)"
            )
        }
        guard bytes.count + chunk.data.count <= TrainingIntake.callBytesMax else {
            throw .invalid(
                "data",
                "too_large",
                "at most \(TrainingIntake.callBytesMax) bytes a call"
            )
        }
        if batch == nil {
            guard let id = UniqueID(chunk.batch) else {
                throw .invalid("batch", "not_an_id", "a UUID of version 7")
            }
            guard chunk.offset <= UInt64(TrainingStaging.fileBytesMax) else {
                throw .invalid(
                    "offset",
                    "too_large",
                    "at most \(TrainingStaging.fileBytesMax) bytes a file"
                )
            }
            batch = id
            offset = Int(chunk.offset)
            onlyChecked = chunk.onlyChecked
        } else {
            guard chunk.batch.isEmpty else {
                throw .invalid("batch", "twice", "the batch with the first piece of a call alone")
            }
            guard !chunk.onlyChecked else {
                throw .invalid("only_checked", "twice", "it with the first piece of a call alone")
            }
            guard chunk.offset == UInt64(offset + bytes.count) else {
                throw .invalid(
                    "offset",
                    "out_of_order",
                    "\(offset + bytes.count), where the file goes on"
                )
            }
        }
        bytes += chunk.data
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UploadTrainingResponse {
        guard let batch else { throw Fault(.requestMissing) }
        guard offset + bytes.count <= TrainingStaging.fileBytesMax else {
            throw .invalid(
                "data",
                "too_large",
                "at most \(TrainingStaging.fileBytesMax) bytes a file"
            )
        }
        if try TrainingBatches.find(OpaqueID(batch), in: store.database) != nil {
            throw .training(.batchKept, "the batch \(batch) was kept before")
        }
        let staging = try handlers.staging(batch, call)
        let now = UInt64(clamping: call.now.microseconds / 1_000)
        try staging.requireNear(now: now)
        let owner = call.caller?.principal.description ?? ""
        if !onlyChecked { try staging.requireTurn(of: owner, now: now) }
        try staging.makeRoom(
            for: bytes.count,
            now: now,
            owner: owner,
            isToBeKept: !onlyChecked
        )
        try staging.begin(by: owner)
        if !onlyChecked {
            try staging.takeTurn(by: owner, role: call.roleWords, now: now)
        }
        try WorkerKey.ensure(in: &store)
        let staged = try staging.append(bytes, at: offset)
        return UploadTrainingResponse(stagedBytes: UInt64(staged))
    }
}

extension UploadTrainingResponse: ChangeAnswer {
    /// A part that comes twice is known by its place in the file.
    package static var isKept: Bool { false }
}
