import HubText
import Testing

struct TerminalTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[31m", "\\u{1B}[31m"), ("a\nb", "a\\nb"), ("a\tb", "a\\tb"),
        ("a\rb", "a\\rb"), ("\u{9B}0m", "\\u{9B}0m"), ("\u{202E}abc", "\\u{202E}abc"),
        ("\u{200F}", "\\u{200F}"), ("\u{7F}", "\\u{7F}"), ("Siân ŵy", "Siân ŵy"),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"), ("\u{E0067}", "\\u{E0067}"), ("\u{2028}", "\\u{2028}"),
    ])
    func `what cannot be seen is spelled out`(text: String, expected: String) {
        #expect(TerminalText.escaped(text) == expected)
    }

    @Test(arguments: [
        ("{\n\t\"a\": \"\u{9B}\u{202E}é\"\n}", "{\n\t\"a\": \"\\u009b\\u202eé\"\n}"),
        ("\"\u{7F}\u{2028}\u{2066}\"", "\"\\u007f\\u2028\\u2066\""), ("\"👩‍💻 ŵ\"", "\"👩‍💻 ŵ\""),
        ("\"\u{200B}\u{A0}\"", "\"\u{200B}\u{A0}\""), ("", ""),
    ])
    func `JSON stays the same JSON, and commands no terminal`(json: String, expected: String) {
        #expect(TerminalText.escaped(json: json) == expected)
    }

    @Test
    func `prose keeps its lines, and its tabs as spaces`() {
        #expect(TerminalText.escaped("a\n\tb\r\u{7}", keepingLines: true) == "a\n    b\\r\\u{7}")
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("ŵ", 1), ("w\u{302}", 1), ("Llŷn", 4), ("日本", 4), ("🙂", 2),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2), ("👩‍👩‍👧", 2), ("\u{200D}", 0), ("☺\u{FE0F}", 2), ("한국", 4),
        ("䷀", 1), ("〈〉", 4), ("𗀀", 2), ("ｱ", 1), ("Ａ", 2),
    ])
    func `the width of a text is known in columns`(text: String, expected: Int) {
        #expect(DisplayWidth.of(text) == expected)
    }

    @Test(arguments: [
        ("Gwynedd", 7, "Gwynedd"), ("Gwynedd", 6, "Gwyne…"), ("Gwynedd", 1, "…"),
        ("Gwynedd", 0, ""), ("Llŷn", 4, "Llŷn"), ("Lly\u{302}n ac Eifionydd", 5, "Lly\u{302}n…"),
        ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("👩‍👩‍👧x", 2, "…"),
        ("", 3, ""),
    ])
    func `a text is cut between characters and never wider than asked`(
        text: String,
        columns: Int,
        expected: String
    ) {
        let cut = TerminalText.truncated(text, columns: columns)
        #expect(cut == expected)
        #expect(DisplayWidth.of(cut) <= columns)
    }

    @Test
    func `an excerpt is short and safe whatever the text`() {
        let hostile = String(repeating: "\u{1B}]0;x\u{7}", count: 10_000)
        let excerpt = Excerpt.of(hostile)
        #expect(DisplayWidth.of(excerpt) <= Excerpt.columnsMax)
        #expect(!excerpt.unicodeScalars.contains("\u{1B}"))
        #expect(excerpt.hasSuffix("…"))
        #expect(Excerpt.of("Siân") == "Siân")
    }
}
