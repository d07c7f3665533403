import HubCrypto
import HubStore
import HubWire

/// Takes a sheet of counts in, piece by piece, and reads it at once.
struct SheetIntake: Intake {
    /// The largest sheet.
    static let fileBytesMax = 512 * 1_024
    /// The largest piece of a sheet that one message carries.
    static let pieceBytesMax = 64 * 1_024

    private let handlers: WresHandlers
    private let isCorrection: Bool
    private var start: SheetStart?
    private var file: [UInt8] = []

    /// An intake that has nothing yet.
    ///
    /// - Parameters:
    ///   - handlers: What reads the sheet.
    ///   - isCorrection: Whether it corrects what was handed in, or makes a draft.
    init(handlers: WresHandlers, isCorrection: Bool) {
        self.handlers = handlers
        self.isCorrection = isCorrection
    }

    var keptBytes: Int { file.count }

    var batch: UniqueID? { start.flatMap { UniqueID($0.batch) } }

    mutating func receive(_ chunk: SheetChunk) throws(Fault) {
        guard chunk.data.count <= Self.pieceBytesMax else {
            throw .invalid(
                "data",
                "too_long",
                "at most \(Self.pieceBytesMax) bytes a piece; this one has \(chunk.data.count)"
            )
        }
        if let start = chunk.start { try take(start) }
        guard let start else {
            throw .invalid("start", "required", "what the file is, with the first piece")
        }
        guard chunk.offset == UInt64(file.count) else {
            throw .invalid("offset", "out_of_order", "\(file.count), where the file goes on")
        }
        guard UInt64(file.count + chunk.data.count) <= start.fileBytes else {
            throw .invalid("data", "too_long", "\(start.fileBytes) bytes in all, as was said")
        }
        file += chunk.data
    }

    private mutating func take(_ start: SheetStart) throws(Fault) {
        guard self.start == nil else {
            throw .invalid("start", "twice", "one start, with the first piece")
        }
        guard start.fileBytes <= UInt64(Self.fileBytesMax) else {
            throw .invalid(
                "start.file_bytes",
                "too_large",
                "at most \(Self.fileBytesMax) bytes; the file has \(start.fileBytes)"
            )
        }
        guard UniqueID(start.batch) != nil else {
            throw .invalid("start.batch", "not_an_id", "a UUID of version 7")
        }
        self.start = start
        self.start?.fileName = try AssessmentIntake.fileName(start.fileName)
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SheetAnswer {
        guard let start else { throw Fault(.requestMissing) }
        guard UInt64(file.count) == start.fileBytes else {
            throw .invalid(
                "data",
                "incomplete",
                "\(start.fileBytes) bytes, as was said; \(file.count) came"
            )
        }
        return isCorrection
            ? try handlers.correct(file, start, in: call, &store)
            : try handlers.draft(file, start, in: call, &store)
    }
}
