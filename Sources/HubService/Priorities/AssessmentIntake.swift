import HubCrypto
import HubStore
import HubWire

/// Takes a file in, piece by piece, and reads it into the draft at once.
struct AssessmentIntake: Intake {
    /// The largest file.
    static let fileBytesMax = 2 * 1_024 * 1_024
    /// The largest piece of a file that one message of an export carries.
    static let chunkBytesMax = 60 * 1_024
    /// What one reading of an export makes: its messages wait for the client's credit.
    static let pieceBytesMax = 4 * chunkBytesMax

    private let handlers: PriorityHandlers
    private var start: ImportStart?
    private var file = WholeFile()

    /// An intake that has nothing yet.
    init(handlers: PriorityHandlers) { self.handlers = handlers }

    var keptBytes: Int { file.bytes.count }

    var batch: UniqueID? { file.said?.batch }

    mutating func receive(_ chunk: ImportChunk) throws(Fault) {
        try WholeFile.requirePiece(chunk.data)
        if let start = chunk.start {
            try file.begin(
                start.fileBytes,
                start.batch,
                start.fileName,
                bytesMax: AssessmentIntake.fileBytesMax
            )
            self.start = start
            self.start?.fileName = file.said?.name ?? ""
        }
        try file.take(chunk.data, at: chunk.offset)
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ImportAssessmentResponse {
        _ = try file.requireWhole()
        guard let start else { throw Fault(.requestMissing) }
        return try handlers.take(file.bytes, start, in: call, &store)
    }
}
