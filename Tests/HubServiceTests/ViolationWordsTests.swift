import HubSystem
import HubTestKit
import HubVectorKit
import HubWire
import Testing

@testable import HubService

struct ViolationWordsTests {
    /// The words of the tables of rules in wire.md, section 13.
    private func published() throws -> Set<String> {
        let bytes = try LocalFile.read(Vectors.path("wire.md"), bytesMax: 262_144)
        let page = String(decoding: bytes, as: UTF8.self)
        let section = try #require(page.split(separator: "### Rules").last)
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.flatMap { row in
                let cell = row.split(separator: "|").first ?? ""
                return cell.split(separator: "`").map(String.init).filter(isWord)
            }
        )
    }

    private func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            }
    }

    @Test
    func `every word of a header or the scan is published, and says what would be right`() throws {
        let published = try published()
        let reasons: [Reason] = [
            .methodMissing, .keyRequired, .keyOnARead, .noEarlierState, .dryRunOfARead,
            .changeInThePast, .noDryRun, .keyOfAnotherForm, .keyTooOld, .keyFromTheFuture,
            .timeNotValid, .aheadOfNow,
        ]
        let codes: [WireError.Code] = [
            .truncated, .malformedVarint, .malformedTag, .malformedLength, .tooDeep, .tooLarge,
            .invalidUTF8, .unknownField, .wrongWireType, .repeatedField, .unknownEnumValue,
            .outOfRange,
        ]
        let all =
            reasons.map(ViolationWords.init(header:))
            + codes.map { ViolationWords(scan: WireError($0)) }
        for words in all {
            #expect(published.contains(words.rule), "\(words.rule)")
            #expect(!words.expected.isEmpty && isWord(words.rule))
        }
    }

    @Test
    func `a key of another form is told what a key is`() {
        let fault = Fault.header(.keyOfAnotherForm, .key)
        #expect(fault.violations.map(\.rule) == ["not_a_key"])
        #expect(fault.violations.map(\.expected) == ["36 characters, lower case, version 7"])
    }

    @Test
    func `every rule that a handler names is published`() throws {
        let published = try published()
        let words = try handlerWords()
        #expect(words.count > 15)
        for word in words { #expect(published.contains(word), "\(word)") }
    }

    @Test
    func `every rule of texts and files is published`() throws {
        let published = try published()
        let root = Vectors.path("../Sources/HubText")
        var count = 0
        for path in try files(below: root, skipping: { !$0.contains("/") && $0.contains(".") }) {
            let bytes = try LocalFile.read("\(root)/\(path)", bytesMax: 262_144)
            let source = String(decoding: bytes, as: UTF8.self)
            for piece in source.split(separator: ": Rule = \"").dropFirst() {
                let word = String(piece.prefix { $0 != "\"" })
                #expect(published.contains(word), "\(word)")
                count += 1
            }
        }
        #expect(count > 20)
    }

    /// The literal words after the paths of `.invalid(…)` in the sources of the service.
    private func handlerWords() throws -> Set<String> {
        var words: Set<String> = []
        let root = Vectors.path("../Sources/HubService")
        for path in try files(below: root, skipping: { _ in false }) {
            let bytes = try LocalFile.read("\(root)/\(path)", bytesMax: 262_144)
            let source = String(decoding: bytes, as: UTF8.self)
            for piece in source.split(separator: ".invalid(").dropFirst() {
                let literals = piece.prefix(400).split(separator: ",", maxSplits: 2)
                guard literals.count > 1 else { continue }
                let word = literals[1].filter { !$0.isWhitespace && $0 != "\"" && $0 != ")" }
                let isLiteral = literals[1].contains("\"")
                if isLiteral, isWord(String(word)) { words.insert(String(word)) }
            }
        }
        return words
    }
}
