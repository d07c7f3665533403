/// A reader's place with its writer, which keeps the writing connection open until the reader's is
/// closed: SQLite would let the last connection to close checkpoint the file.
final class ReaderRegistration: Sendable {
    private let writer: Writer
    private let core: FileCore

    init(_ writer: Writer) throws(StoreError) {
        self.writer = writer
        core = try writer.addReader()
    }

    deinit { writer.removeReader() }
}
