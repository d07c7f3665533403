import HubCrypto
import HubDomain
import HubStore
import HubWire

/// Takes a file of figures in, piece by piece, and reads it at once.
struct FigureIntake: Intake {
    /// The largest file: what a connection may keep of requests has room for it.
    static let fileBytesMax = 7 * 1_024 * 1_024
    /// The largest mapping.
    static let mappingBytesMax = 64 * 1_024

    private let handlers: FigureHandlers
    private var start: FigureStart?
    private var file = WholeFile()

    /// An intake that has nothing yet.
    init(handlers: FigureHandlers) { self.handlers = handlers }

    var keptBytes: Int { file.bytes.count }

    var batch: UniqueID? { file.said?.batch }

    mutating func receive(_ chunk: FigureChunk) throws(Fault) {
        try WholeFile.requirePiece(chunk.data)
        if let start = chunk.start {
            try file.begin(
                start.fileBytes,
                start.batch,
                start.fileName,
                bytesMax: FigureIntake.fileBytesMax,
                personal: .figurePerson
            )
            guard (start.mapping ?? []).count <= FigureIntake.mappingBytesMax else {
                throw .invalid(
                    "start.mapping",
                    "too_long",
                    "at most \(FigureIntake.mappingBytesMax) bytes"
                )
            }
            self.start = start
        }
        try file.take(chunk.data, at: chunk.offset)
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ImportFiguresResponse {
        let said = try file.requireWhole()
        guard let start else { throw Fault(.requestMissing) }
        if try FigureImports.find(OpaqueID(said.batch), in: store.database) != nil {
            throw .figures(.figureImportKept, "the import \(said.batch) was kept before")
        }
        let mapping = start.mapping
        let keeping = try FigureKeeping(
            file.bytes,
            mapping: mapping,
            said,
            try handlers.catalogue(),
            handlers.exampleCouncils(call),
            in: store.database
        )
        return try keeping.run(in: &store)
    }
}
