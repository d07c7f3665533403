import HubCrypto
import HubStore
import HubWire

/// Takes a sheet of counts in, piece by piece, and reads it at once.
struct SheetIntake: Intake {
    /// The largest sheet.
    static let fileBytesMax = 512 * 1_024

    private let handlers: WresHandlers
    private let isCorrection: Bool
    private var start: SheetStart?
    private var file = WholeFile()

    /// An intake that has nothing yet.
    ///
    /// - Parameters:
    ///   - handlers: What reads the sheet.
    ///   - isCorrection: Whether it corrects what was handed in, or makes a draft.
    init(handlers: WresHandlers, isCorrection: Bool) {
        self.handlers = handlers
        self.isCorrection = isCorrection
    }

    var keptBytes: Int { file.bytes.count }

    var batch: UniqueID? { file.said?.batch }

    mutating func receive(_ chunk: SheetChunk) throws(Fault) {
        try WholeFile.requirePiece(chunk.data)
        if let start = chunk.start {
            try file.begin(
                start.fileBytes,
                start.batch,
                start.fileName,
                bytesMax: Self.fileBytesMax
            )
            self.start = start
            self.start?.fileName = file.said?.name ?? ""
        }
        try file.take(chunk.data, at: chunk.offset)
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SheetAnswer {
        _ = try file.requireWhole()
        guard let start else { throw Fault(.requestMissing) }
        return isCorrection
            ? try handlers.correct(file.bytes, start, in: call, &store)
            : try handlers.draft(file.bytes, start, in: call, &store)
    }
}
