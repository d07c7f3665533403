import HubTestKit
import HubText
import Testing

struct EncodingTests {
    private static let text = "Name;Ort\r\nSiân Ŵyn;€ 5\r\n𐍈"

    private static func bytes(_ encoding: TextEncoding) -> [UInt8] {
        switch encoding {
        case .utf8, .utf8WithMark: encoding.mark + Array(text.utf8)
        case .utf16LittleEndian:
            encoding.mark + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian:
            encoding.mark + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case .windows1252: [0x53, 0x69, 0xE2, 0x6E, 0x20, 0x80, 0x35]
        }
    }

    private static func expected(_ encoding: TextEncoding) -> String {
        encoding == .windows1252 ? "Siân €5" : text
    }

    @Test(arguments: TextEncoding.allCases)
    func `every encoding is found and decoded in every division`(encoding: TextEncoding) throws {
        let bytes = Self.bytes(encoding)
        for division in Divisions.all(of: bytes) {
            var detector = EncodingDetector()
            var decoder = TextDecoder(encoding)
            var output: [UInt8] = []
            for piece in division {
                detector.feed(piece)
                output += try decoder.decode(piece)
            }
            try decoder.finish()
            #expect(try detector.finish() == encoding)
            #expect(String(decoding: output, as: UTF8.self) == Self.expected(encoding))
        }
    }

    @Test
    func `a whole file says what it was`() throws {
        let found = try DecodedText(file: Self.bytes(.utf16BigEndian))
        #expect(found.encoding == .utf16BigEndian)
        #expect(String(decoding: found.bytes, as: UTF8.self) == Self.text)
        #expect(try DecodedText(file: []).encoding == .utf8)
        #expect(try DecodedText(file: [0xEF, 0xBB, 0xBF]).bytes == [])
    }

    @Test(
        arguments: [
            ([0x61, 0x00, 0x62], .fileNotText),
            ([0x00], .fileNotText),
            ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], .fileEncoding),
            ([0x00, 0x00, 0xFE, 0xFF], .fileEncoding),
            ([0x50, 0x4B, 0x03, 0x04, 0x14], .fileNotText),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .fileNotText),
            ([0x25, 0x50, 0x44, 0x46, 0x2D], .fileNotText),
            ([0x1F, 0x8B, 0x08], .fileNotText),
            ([0xEF, 0xBB, 0xBF, 0x61, 0xE2], .fileEncoding),
            ([0xE2, 0x81], .fileEncoding),
            ([0xFF, 0xFE, 0x61], .fileEncoding),
            ([0xFF, 0xFE, 0x00, 0xD8], .fileEncoding),
            ([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], .fileEncoding),
            ([0xFF, 0xFE, 0x00, 0xDC], .fileEncoding),
            ([0xFF, 0xFE, 0x61, 0x00, 0x00, 0x00], .fileNotText),
        ] as [([UInt8], Rule)]
    )
    func `what cannot be text is refused`(bytes: [UInt8], rule: Rule) {
        #expect(throws: TextError(rule, problem: "")) { try DecodedText(file: bytes) }
    }

    @Test(
        arguments: [
            ([0xE2], .windows1252), ([0xC3, 0xA9], .utf8), ([0xC3], .windows1252),
            ([0x61, 0x80], .windows1252), ([0x61], .utf8), ([0x50, 0x4B], .utf8),
        ] as [([UInt8], TextEncoding)]
    )
    func `well-formed UTF-8 is UTF-8 and the rest is Windows-1252`(
        bytes: [UInt8],
        encoding: TextEncoding
    ) throws {
        #expect(try DecodedText(file: bytes).encoding == encoding)
    }

    @Test(arguments: [UInt64(1_252)])
    func `the library agrees about UTF-8 on random bytes`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let likely: [UInt8] = [
            0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
        ]
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...5, using: &generator)
            let bytes = (0..<count).map { _ in likely.randomElement(using: &generator) ?? 0 }
            var decoder = TextDecoder(.utf8)
            let ours = (try? decoder.decode(bytes)) != nil && (try? decoder.finish()) != nil
            let library = String(validating: bytes, as: UTF8.self) != nil
            #expect(ours == library, "seed \(seed), bytes \(bytes)")
        }
    }

    @Test
    func `the upper half of Windows-1252 is that of Python's cp1252`() throws {
        let upper = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
        let undefined: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        var decoder = TextDecoder(.windows1252)
        let bytes = (0x80...0x9F).map { UInt8($0) }.filter { !undefined.contains($0) }
        #expect(String(decoding: try decoder.decode(bytes), as: UTF8.self) == upper)
        for byte in undefined {
            #expect(throws: TextError(.fileEncoding, problem: "")) { try decoder.decode([byte]) }
        }
        let latin = (0xA0...0xFF).map { UInt8($0) }
        let scalars = String(decoding: try decoder.decode(latin), as: UTF8.self).unicodeScalars
        #expect(scalars.map(\.value) == Array(0xA0...0xFF))
    }

    @Test
    func `a decoder that is told the wrong encoding says so`() {
        var decoder = TextDecoder(.utf8WithMark)
        #expect(throws: TextError(.notUTF8, problem: "")) { try decoder.decode([0x61]) }
        var other = TextDecoder(.windows1252)
        #expect(throws: TextError(.fileEncoding, problem: "")) { try other.decode([0x81]) }
    }
}
