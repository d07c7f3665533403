import HubStore
import HubWire

/// Where the export of a self-assessment goes on: a place in the file, which is the same file as
/// long as neither the assessment nor what the region holds is another.
struct ExportPlace: Equatable {
    /// The revision of the window, edition and scale that the file is laid out by.
    let layout: Int64
    /// Bytes of the file that were sent.
    let offset: Int

    /// Where a stream goes on.
    ///
    /// - Parameters:
    ///   - cursor: From the piece before; `nil` for the first one.
    ///   - layout: The revision of window, edition and scale now.
    /// - Throws: `changedSinceYouReadIt` when one of them has changed between two pieces: the rest
    ///   of the file would not fit to its beginning.
    init(_ cursor: StreamCursor?, layout: Int64) throws(Fault) {
        guard let cursor else {
            self.init(layout: layout, offset: 0)
            return
        }
        guard let place = JournalPosition(cursorBytes: cursor.key),
            let offset = Int(exactly: place.ordinal)
        else { throw .internal("a stream goes on at no place of an export") }
        guard place.revision == layout else {
            throw Fault(.changedSinceYouReadIt, "the region has changed the window; export again")
        }
        self.init(layout: layout, offset: offset)
    }

    private init(layout: Int64, offset: Int) {
        self.layout = layout
        self.offset = offset
    }

    /// The key of the piece after `offset` bytes.
    func key(after offset: Int) -> [UInt8] {
        JournalPosition(revision: layout, ordinal: Int64(offset)).cursorBytes
    }
}
