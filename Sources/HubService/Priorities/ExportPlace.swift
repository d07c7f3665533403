import HubStore
import HubWire

/// Where the export of a self-assessment goes on: a place in the file, which is the same file as
/// long as neither the assessment nor what the region holds is another.
struct ExportPlace: Equatable {
    /// The revision of the region that the file is laid out by.
    let region: Int64
    /// Bytes of the file that were sent.
    let offset: Int

    /// Where a stream goes on.
    ///
    /// - Parameters:
    ///   - cursor: From the piece before; `nil` for the first one.
    ///   - region: The region's revision now.
    /// - Throws: `changedSinceYouReadIt` when the region has changed between two pieces: the rest
    ///   of the file would not fit to its beginning.
    init(_ cursor: StreamCursor?, region: Int64) throws(Fault) {
        guard let cursor else {
            self.init(region: region, offset: 0)
            return
        }
        guard let place = JournalPosition(cursorBytes: cursor.key),
            let offset = Int(exactly: place.ordinal)
        else { throw .internal("a stream goes on at no place of an export") }
        guard place.revision == region else {
            throw Fault(.changedSinceYouReadIt, "the region has changed; export again")
        }
        self.init(region: region, offset: offset)
    }

    private init(region: Int64, offset: Int) {
        self.region = region
        self.offset = offset
    }

    /// The key of the piece after `offset` bytes.
    func key(after offset: Int) -> [UInt8] {
        JournalPosition(revision: region, ordinal: Int64(offset)).cursorBytes
    }
}
