import HubCrypto
import HubDomain
import HubWire

/// A small file that comes in pieces and is read when all of it is there.
struct WholeFile {
    /// The largest piece that one message carries.
    static let pieceBytesMax = 64 * 1_024

    /// What came so far.
    private(set) var bytes: [UInt8] = []
    /// What was said of it: its size, its upload, its name.
    private(set) var said: Said?

    /// What the first piece says of a file.
    struct Said {
        /// Its size.
        let bytes: UInt64
        /// Names the upload in the journal.
        let batch: UniqueID
        /// Its name without its folder.
        let name: String
    }

    /// Takes what the first piece says.
    ///
    /// - Parameters:
    ///   - bytes: The file's size.
    ///   - batch: Its upload.
    ///   - name: Its name.
    ///   - bytesMax: The largest file.
    ///   - reason: What a name is refused with that tells who somebody is; nil where names are not
    ///     looked through.
    /// - Throws: `requestNotValid`, `reason`.
    mutating func begin(
        _ bytes: UInt64,
        _ batch: String,
        _ name: String,
        bytesMax: Int,
        personal reason: ReasonCode? = nil
    ) throws(Fault) {
        guard said == nil else {
            throw .invalid("start", "twice", "one start, with the first piece")
        }
        guard bytes <= UInt64(bytesMax) else {
            throw .invalid(
                "start.file_bytes",
                "too_large",
                "at most \(bytesMax) bytes; the file has \(bytes)"
            )
        }
        guard let id = UniqueID(batch) else {
            throw .invalid("start.batch", "not_an_id", "a UUID of version 7")
        }
        let kept = try WholeFile.name(name, "start.file_name", personal: reason)
        said = Said(bytes: bytes, batch: id, name: kept)
    }

    /// Takes a piece.
    ///
    /// - Parameters:
    ///   - data: The piece.
    ///   - offset: Where in the file it belongs.
    /// - Throws: `requestNotValid`.
    mutating func take(_ data: [UInt8], at offset: UInt64) throws(Fault) {
        guard let said else {
            throw .invalid("start", "required", "what the file is, with the first piece")
        }
        guard offset == UInt64(bytes.count) else {
            throw .invalid("offset", "out_of_order", "\(bytes.count), where the file goes on")
        }
        guard UInt64(bytes.count + data.count) <= said.bytes else {
            throw .invalid("data", "too_long", "\(said.bytes) bytes in all, as was said")
        }
        bytes += data
    }

    /// What was said, once all of it is there.
    ///
    /// - Throws: `requestMissing`, `requestNotValid`.
    func requireWhole() throws(Fault) -> Said {
        guard let said else { throw Fault(.requestMissing) }
        guard UInt64(bytes.count) == said.bytes else {
            throw .invalid(
                "data",
                "incomplete",
                "\(said.bytes) bytes, as was said; \(bytes.count) came"
            )
        }
        return said
    }

    /// Looks at the size of a piece.
    static func requirePiece(_ data: [UInt8]) throws(Fault) {
        guard data.count <= pieceBytesMax else {
            throw .invalid(
                "data",
                "too_long",
                "at most \(pieceBytesMax) bytes a piece; this one has \(data.count)"
            )
        }
    }

    /// A file's name as it is kept: a name, not where the file was, nor whose it is.
    static func name(
        _ name: String,
        _ path: String,
        personal reason: ReasonCode? = nil
    ) throws(Fault) -> String {
        let name = try Fault.text(name, path)
        guard !name.utf8.contains(where: { [UInt8(ascii: "/"), UInt8(ascii: "\\")].contains($0) })
        else { throw .invalid(path, "folder", "the name of the file without its folder") }
        if let reason, let personal = PersonalText.find(in: name) {
            throw Fault(
                personal.error(
                    reason,
                    path: path,
                    subject: "The name of the file",
                    expected: "a name that says what the file is, and nothing about a person"
                )
            )
        }
        return name
    }
}
