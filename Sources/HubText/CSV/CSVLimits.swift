/// How large a table may be, so that no file can use up the memory.
package struct CSVLimits: Equatable, Sendable {
    /// The bytes of one row, its line end included.
    package var rowBytesMax: Int
    /// The cells of one row.
    package var fieldsMax: Int
    /// The characters of one cell.
    package var fieldCharactersMax: Int
    /// The rows of one file, the header and blank rows included.
    package var rowsMax: Int

    /// Limits for a table that people keep by hand, and for an extract of all workers of a region.
    package static let standard = CSVLimits(
        rowBytesMax: 256 * 1_024,
        fieldsMax: 256,
        fieldCharactersMax: 8_000,
        rowsMax: 1_000_000
    )

    /// Limits of one's own.
    package init(rowBytesMax: Int, fieldsMax: Int, fieldCharactersMax: Int, rowsMax: Int) {
        self.rowBytesMax = rowBytesMax
        self.fieldsMax = fieldsMax
        self.fieldCharactersMax = fieldCharactersMax
        self.rowsMax = rowsMax
    }
}
