extension Rule {
    /// A file that is no text at all.
    package static let fileNotText: Rule = "file_not_text"
    /// A file in an encoding that is not read here.
    package static let fileEncoding: Rule = "file_encoding"
}

/// Finds the encoding of a file that is fed piece by piece, before it is read a second time.
///
/// A byte order mark decides. Without one, well-formed UTF-8 is UTF-8 and anything else is
/// Windows-1252, if it can be: text in Windows-1252 with an accent is hardly ever valid UTF-8.
/// The division into pieces makes no difference.
package struct EncodingDetector: Sendable {
    /// The bytes of the beginning that are kept to recognise marks and kinds of file.
    package static let signatureBytesMax = 8

    private static let signatures: [(bytes: [UInt8], kind: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x1F, 0x8B], "a compressed file"),
    ]

    private var beginning: [UInt8] = []
    private var automaton = UTF8Automaton()
    private var isUTF8 = true
    private var line = 1
    private var firstNul: Int?
    private var firstUndefined: Int?

    /// A detector that has seen nothing.
    package init() {}

    /// Looks at the next piece.
    ///
    /// - Parameter bytes: The piece, of any size.
    /// - Complexity: Linear in `bytes`.
    package mutating func feed(_ bytes: [UInt8]) {
        beginning += bytes.prefix(Self.signatureBytesMax - beginning.count)
        if isUTF8 { isUTF8 = automaton.take(bytes) }
        for byte in bytes where byte < 0x20 || byte > 0x7F {
            switch byte {
            case 0x0A: line += 1
            case 0x00: firstNul = firstNul ?? line
            case 0x81, 0x8D, 0x8F, 0x90, 0x9D: firstUndefined = firstUndefined ?? line
            default: break
            }
        }
    }

    /// Says what was found.
    ///
    /// - Returns: The encoding; an empty file is UTF-8.
    /// - Throws: `file_not_text` for another kind of file or one with NULs; `file_encoding` for
    ///   UTF-32 and for bytes that are neither UTF-8 nor Windows-1252.
    package func finish() throws(TextError) -> TextEncoding {
        for signature in Self.signatures where beginning.starts(with: signature.bytes) {
            throw TextError(
                .fileNotText,
                problem: "the file is \(signature.kind), not a text file",
                expected: "a file saved from Excel as “CSV UTF-8 (Comma delimited)”"
            )
        }
        let isUTF32 =
            beginning.starts(with: [0xFF, 0xFE, 0, 0])
            || beginning.starts(with: [0, 0, 0xFE, 0xFF])
        if isUTF32 { throw Self.wrongEncoding("the file is in UTF-32") }
        for encoding in [TextEncoding.utf8WithMark, .utf16LittleEndian, .utf16BigEndian]
        where beginning.starts(with: encoding.mark) {
            return try checked(encoding)
        }
        return try checked(isUTF8 && automaton.isComplete ? .utf8 : .windows1252)
    }

    private func checked(_ encoding: TextEncoding) throws(TextError) -> TextEncoding {
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian:
            return encoding
        case .utf8, .utf8WithMark, .windows1252:
            if let firstNul {
                throw TextError(
                    .fileNotText,
                    problem: "the file holds a NUL byte (first on line \(firstNul)), so it is no "
                        + "text file, or it is UTF-16 without a byte order mark",
                    expected: "a text file saved as UTF-8"
                )
            }
        }
        if encoding == .utf8WithMark, !isUTF8 || !automaton.isComplete {
            throw Self.wrongEncoding("the file says that it is UTF-8, but it is not well-formed")
        }
        if encoding == .windows1252, let firstUndefined {
            throw Self.wrongEncoding(
                "the file is neither UTF-8 nor Windows-1252 (first seen on line \(firstUndefined))"
            )
        }
        return encoding
    }

    private static func wrongEncoding(_ problem: String) -> TextError {
        TextError(.fileEncoding, problem: problem, expected: "a text file saved as UTF-8")
    }
}
