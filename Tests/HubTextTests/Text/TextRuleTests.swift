import HubText
import Testing

struct TextRuleTests {
    private let short = TextRule(charactersMax: 5, isMultiline: false)
    private let prose = TextRule(charactersMax: 20, isMultiline: true)

    @Test(arguments: [
        "", "abcde", "Siân", "Łukas", "🏴󠁧󠁢󠁷󠁬󠁳󠁿ab", "نور", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
    ])
    func `a text at or below its limit of characters is taken`(text: String) throws {
        #expect(try short.accept(text) == text)
    }

    @Test(arguments: ["abcdef", "Llanfair", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}"])
    func `a text one character over its limit is refused`(text: String) {
        #expect(throws: TextError(.textTooLong, problem: "")) { try short.accept(text) }
    }

    @Test
    func `a text over the limit of bytes is refused whatever its characters`() {
        let fits = String(repeating: "x", count: 1) + String(repeating: "\u{301}", count: 8)
        #expect(throws: Never.self) { try short.accept(fits) }
        let marks = "x" + String(repeating: "\u{301}", count: 9)
        #expect(throws: TextError(.textMarks, problem: "")) { try short.accept(marks) }
        let long = "x" + String(repeating: "\u{301}", count: 40)
        #expect(long.utf8.count > 5 * TextRule.bytesPerCharacterMax)
        #expect(throws: TextError(.textTooLong, problem: "")) { try short.accept(long) }
    }

    @Test(arguments: [
        "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{202E}", "\u{2066}",
        "\u{200B}", "\u{FEFF}", "\u{FFFF}", "\u{2028}", "\u{E0067}", "\u{AD}",
    ])
    func `a control, override or invisible character is refused and named`(character: String) {
        let text = "a\(character)b"
        #expect(throws: TextError(.textCharacter, problem: "")) { try short.accept(text) }
        #expect(throws: TextError(.textCharacter, problem: "")) { try prose.accept(text) }
        do {
            _ = try short.accept(text)
        } catch {
            #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
            #expect(error.description.contains("\\"))
        }
    }

    @Test(arguments: ["\u{200D}", "\u{200C}", "\u{200E}", "\u{2019}", "\u{A0}", "€"])
    func `joiners, direction marks and typographic signs are taken`(character: String) {
        #expect(throws: Never.self) { try short.accept("a\(character)b") }
    }

    @Test
    func `newline and tab are taken where there may be several lines, and nowhere else`() throws {
        #expect(try prose.accept("a\n\tb") == "a\n\tb")
        #expect(throws: TextError(.textCharacter, problem: "")) { try short.accept("a\nb") }
        #expect(throws: TextError(.textCharacter, problem: "")) { try short.accept("a\tb") }
    }

    @Test(arguments: [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("\r\n", "")])
    func `every line end becomes a newline`(text: String, expected: String) throws {
        #expect(try prose.accept(text) == expected)
    }

    @Test
    func `white space at the ends goes and inside stays`() throws {
        #expect(try short.accept(" \u{A0}a b\t\n") == "a b")
        #expect(try prose.accept("   ") == "")
    }

    @Test
    func `a required text must say something`() throws {
        #expect(try short.acceptRequired("a") == "a")
        for empty in ["", "  ", "\n"] {
            #expect(throws: TextError(.textMissing, problem: "")) {
                try prose.acceptRequired(empty)
            }
        }
    }

    @Test
    func `two spellings of a name become the same bytes`() throws {
        #expect(Array(try short.accept("Si\u{E2}n").utf8) == Array("Si\u{E2}n".utf8))
        #expect(Array(try short.accept("Sia\u{302}n").utf8) == Array("Si\u{E2}n".utf8))
    }
}

struct BytewiseIdentifierTests {
    @Test
    func `identifiers that only look equal are different`() {
        let kelvin = Rule(text: "\u{212A}")
        let letter = Rule(text: "K")
        #expect("\u{212A}" == "K")
        #expect(kelvin != letter)
        #expect(Set([kelvin, letter]).count == 2)
        #expect(Rule(text: "abc") == "abc")
        #expect(letter < kelvin)
    }
}
