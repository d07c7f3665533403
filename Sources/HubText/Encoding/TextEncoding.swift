/// The encodings that people's files are found in.
package enum TextEncoding: Equatable, Sendable, CaseIterable {
    /// UTF-8 without a mark.
    case utf8
    /// UTF-8 that begins with EF BB BF, as Excel's "CSV UTF-8" does.
    case utf8WithMark
    /// UTF-16, low byte first, that begins with FF FE: Excel's "Unicode Text".
    case utf16LittleEndian
    /// UTF-16, high byte first, that begins with FE FF.
    case utf16BigEndian
    /// The Western European code page of Windows: Excel's plain "CSV" in the United Kingdom.
    case windows1252

    /// The encoding's name, to be said to a person.
    package var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf8WithMark: "UTF-8 with byte order mark"
        case .utf16LittleEndian: "UTF-16, little-endian"
        case .utf16BigEndian: "UTF-16, big-endian"
        case .windows1252: "Windows-1252"
        }
    }

    /// The bytes at the start of a file that announce the encoding.
    package var mark: [UInt8] {
        switch self {
        case .utf8, .windows1252: []
        case .utf8WithMark: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }
}
