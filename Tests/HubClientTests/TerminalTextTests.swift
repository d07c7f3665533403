import HubClient
import Testing

struct TerminalTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("Zoë – 東京 👩‍💻", "Zoë – 東京 👩‍💻"),
        ("\u{1B}[31m", "\\u{1b}[31m"), ("a\nb\tc", "a\\u{a}b\\u{9}c"), ("\u{7F}", "\\u{7f}"),
        ("\u{9B}31m", "\\u{9b}31m"), ("\u{202E}", "\\u{202e}"), ("\u{2066}", "\\u{2066}"),
        ("\u{2028}", "\\u{2028}"), ("\r\n", "\\u{d}\\u{a}"), ("\u{A0}", "\u{A0}"),
        ("\u{2027}\u{202F}", "\u{2027}\u{202F}"),
    ])
    func `what a terminal would obey is escaped`(text: String, plain: String) {
        #expect(TerminalText.plain(text) == plain)
    }

    @Test func `lines stay where they are wanted`() {
        #expect(TerminalText.plain("a\n\tb\u{1B}", keepsLines: true) == "a\n\tb\\u{1b}")
    }

    @Test func `JSON stays the same JSON`() {
        let json = "{\n  \"a\": \"\u{9B}\u{202E}é\"\n}"
        #expect(TerminalText.plain(json: json) == "{\n  \"a\": \"\\u009b\\u202eé\"\n}")
    }
}
