extension Rule {
    /// Bytes that are no UTF-8.
    package static let notUTF8: Rule = "not_utf8"
}

/// Turns a file of a known encoding into UTF-8, piece by piece.
///
/// The byte order mark is dropped. A character that is divided between two pieces waits for its
/// rest. The division into pieces makes no difference.
package struct TextDecoder: Sendable {
    /// The encoding that is read.
    package let encoding: TextEncoding

    private var markLeft: ArraySlice<UInt8>
    private var automaton = UTF8Automaton()
    private var halfUnit: UInt8?
    private var highSurrogate: UInt16?

    /// A decoder at the beginning of a file.
    package init(_ encoding: TextEncoding) {
        self.encoding = encoding
        markLeft = encoding.mark[...]
    }

    /// Decodes the next piece.
    ///
    /// - Parameter bytes: The piece, of any size.
    /// - Returns: The UTF-8 of every character that is complete.
    /// - Throws: `not_utf8` or `file_encoding` if the file is not in `encoding`; `file_not_text`
    ///   for a NUL character.
    /// - Complexity: Linear in `bytes`.
    package mutating func decode(_ bytes: [UInt8]) throws(TextError) -> [UInt8] {
        if markLeft.isEmpty, encoding == .utf8 || encoding == .utf8WithMark {
            // Nothing is to be changed, so nothing is copied.
            guard automaton.take(bytes) else { throw malformed() }
            return bytes
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 4)
        for byte in bytes {
            if let expected = markLeft.first {
                guard byte == expected else { throw malformed() }
                markLeft.removeFirst()
                continue
            }
            switch encoding {
            case .utf8, .utf8WithMark:
                guard automaton.take(byte) else { throw malformed() }
                output.append(byte)
            case .windows1252:
                try appendWindows1252(byte, to: &output)
            case .utf16LittleEndian, .utf16BigEndian:
                try takeHalf(byte, into: &output)
            }
        }
        return output
    }

    /// Says whether the file ended where it may.
    ///
    /// - Throws: `not_utf8` or `file_encoding` if it ended inside a character.
    package func finish() throws(TextError) {
        guard automaton.isComplete, halfUnit == nil, highSurrogate == nil else { throw malformed() }
        guard markLeft.isEmpty else { throw malformed() }
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        if scalar.isASCII {
            output.append(UInt8(truncatingIfNeeded: scalar.value))
        } else if let encoded = UTF8.encode(scalar) {
            output.append(contentsOf: encoded)
        }
    }

    private func malformed() -> TextError {
        let isUTF8 = encoding == .utf8 || encoding == .utf8WithMark
        return TextError(
            isUTF8 ? .notUTF8 : .fileEncoding,
            problem: "the file is not well-formed \(encoding.name)",
            expected: "a text file saved as UTF-8"
        )
    }

    private func appendWindows1252(_ byte: UInt8, to output: inout [UInt8]) throws(TextError) {
        guard let scalar = Windows1252.scalar(of: byte) else { throw malformed() }
        Self.append(scalar, to: &output)
    }

    private mutating func takeHalf(_ byte: UInt8, into output: inout [UInt8]) throws(TextError) {
        guard let first = halfUnit else {
            halfUnit = byte
            return
        }
        halfUnit = nil
        let isLittle = encoding == .utf16LittleEndian
        let unit = UInt16(isLittle ? byte : first) << 8 | UInt16(isLittle ? first : byte)
        guard unit != 0 else {
            throw TextError(
                .fileNotText,
                problem: "the file holds a NUL character, so it is no text file",
                expected: "a text file saved as UTF-8"
            )
        }
        try take(unit, into: &output)
    }

    private mutating func take(_ unit: UInt16, into output: inout [UInt8]) throws(TextError) {
        if let high = highSurrogate {
            guard UTF16.isTrailSurrogate(unit) else { throw malformed() }
            highSurrogate = nil
            let value = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00)
            guard let scalar = Unicode.Scalar(value) else { throw malformed() }
            Self.append(scalar, to: &output)
        } else if UTF16.isLeadSurrogate(unit) {
            highSurrogate = unit
        } else {
            guard let scalar = Unicode.Scalar(unit) else { throw malformed() }
            Self.append(scalar, to: &output)
        }
    }
}

/// A whole file as text, with the encoding it was found in.
package struct DecodedText: Equatable, Sendable {
    /// The encoding that was found.
    package let encoding: TextEncoding
    /// The text as UTF-8, without byte order mark.
    package let bytes: [UInt8]

    /// Detects the encoding of a file that is in memory, and decodes it.
    ///
    /// - Parameter file: All bytes of the file.
    /// - Throws: What `EncodingDetector.finish()` and `TextDecoder` throw.
    package init(file: [UInt8]) throws(TextError) {
        var detector = EncodingDetector()
        detector.feed(file)
        encoding = try detector.finish()
        var decoder = TextDecoder(encoding)
        bytes = try decoder.decode(file)
        try decoder.finish()
    }
}
