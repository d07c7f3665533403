/// What stands between two cells.
package enum CSVDelimiter: UInt8, Sendable, CaseIterable {
    /// As RFC 4180 has it.
    case comma = 0x2C
    /// As Excel writes it where the comma is the decimal sign.
    case semicolon = 0x3B
    /// As copied from a sheet, or saved as "Unicode Text".
    case tab = 0x09
    /// Only where the file says so by a `sep=|` line.
    case pipe = 0x7C

    /// The delimiter's name in a sentence.
    package var name: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        case .pipe: "vertical bar"
        }
    }
}
