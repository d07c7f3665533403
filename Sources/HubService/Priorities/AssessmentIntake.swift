import HubCrypto
import HubStore
import HubWire

/// Takes a file in, piece by piece, and reads it into the draft at once.
struct AssessmentIntake: Intake {
    /// The largest file.
    static let fileBytesMax = 2 * 1_024 * 1_024
    /// The largest piece of a file that one message of an import carries.
    static let importedBytesMax = 64 * 1_024
    /// The largest piece of a file that one message of an export carries.
    static let chunkBytesMax = 60 * 1_024
    /// What one reading of an export makes: its messages wait for the client's credit.
    static let pieceBytesMax = 4 * chunkBytesMax

    private let handlers: PriorityHandlers
    private var start: ImportStart?
    private var file: [UInt8] = []

    /// An intake that has nothing yet.
    init(handlers: PriorityHandlers) { self.handlers = handlers }

    var keptBytes: Int { file.count }

    var batch: UniqueID? { start.flatMap { UniqueID($0.batch) } }

    mutating func receive(_ chunk: ImportChunk) throws(Fault) {
        guard chunk.data.count <= AssessmentIntake.importedBytesMax else {
            throw .invalid(
                "data",
                "too_long",
                "at most \(AssessmentIntake.importedBytesMax) bytes a piece; this one has "
                    + "\(chunk.data.count)"
            )
        }
        if let start = chunk.start {
            guard self.start == nil else {
                throw .invalid("start", "twice", "one start, with the first piece")
            }
            guard start.fileBytes <= UInt64(AssessmentIntake.fileBytesMax) else {
                throw .invalid(
                    "start.file_bytes",
                    "too_large",
                    "at most \(AssessmentIntake.fileBytesMax) bytes; the file has "
                        + "\(start.fileBytes)"
                )
            }
            guard UniqueID(start.batch) != nil else {
                throw .invalid("start.batch", "not_an_id", "a UUID of version 7")
            }
            self.start = start
            self.start?.fileName = try AssessmentIntake.fileName(start.fileName)
        }
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

    /// A file's name as it is kept: a name, not where the file was.
    static func fileName(_ name: String) throws(Fault) -> String {
        let path = "start.file_name"
        let name = try Fault.text(name, path)
        guard !name.utf8.contains(where: { [UInt8(ascii: "/"), UInt8(ascii: "\\")].contains($0) })
        else { throw .invalid(path, "folder", "the name of the file without its folder") }
        return name
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ImportAssessmentResponse {
        guard let start else { throw Fault(.requestMissing) }
        guard UInt64(file.count) == start.fileBytes else {
            throw .invalid(
                "data",
                "incomplete",
                "\(start.fileBytes) bytes, as was said; \(file.count) came"
            )
        }
        return try handlers.take(file, start, in: call, &store)
    }
}
