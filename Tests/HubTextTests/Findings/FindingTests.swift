import HubText
import Testing

struct FindingTests {
    @Test(arguments: [
        (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
    ])
    func `columns are lettered as in a spreadsheet`(column: Int, letter: String) {
        #expect(Place.letter(of: column) == letter)
    }

    @Test
    func `a column before the first has no letter`() {
        #expect(Place.letter(of: -1) == nil)
    }

    @Test
    func `a finding reads as plain sentences`() {
        let error = TextError(
            .dateForm,
            found: "soon",
            problem: "is not a date",
            expected: "a date such as 04/03/2025",
            suggestion: "05/03/2025"
        )
        let place = Place(row: 7, line: 7, column: 2, columnName: "Start date")
        #expect(
            Finding(error, at: place).sentence == "Row 7, column C (Start date): “soon” is not a "
                + "date. Expected a date such as 04/03/2025. Did you mean “05/03/2025”?"
        )
        #expect(
            Finding(TextError(.dateForm, problem: "the file is empty"), at: Place()).sentence
                == "The file is empty."
        )
        let empty = TextError(.dateForm, found: "", problem: "is not a date")
        #expect(
            Finding(empty, at: Place(line: 3)).sentence == "Line 3: an empty cell is not a date."
        )
    }

    @Test
    func `nothing in a sentence can move the cursor`() {
        let hostile = "\u{1B}[2J\u{202E}"
        let error = TextError(.dateForm, found: hostile, problem: "x", suggestion: hostile)
        let place = Place(row: 1, column: 0, columnName: hostile)
        let sentence = Finding(error, at: place).sentence
        #expect(!sentence.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }

    @Test
    func `severities are in order`() {
        #expect(Severity.note < .warning)
        #expect(Severity.warning < .error)
        #expect(Severity.allCases.max() == .error)
    }
}

struct SuggestionTests {
    private let names = ["Gateshead", "Bedford", "Bradford", "Kent", "Ynys Môn", "St. Helens"]

    @Test(arguments: [
        ("Gatesheed", "Gateshead"), ("gateshead", "Gateshead"), ("Gatehsead", "Gateshead"),
        ("Braford", "Bradford"), ("Ynys Mon", "Ynys Môn"), ("Knet", "Kent"),
        ("St Helens", "St. Helens"),
    ])
    func `a slip of the keyboard finds its word`(word: String, expected: String) {
        #expect(Suggestion.nearest(to: word, among: names) == expected)
    }

    @Test(arguments: ["", " ", "Cornwall", "Kxyz", String(repeating: "Gateshead", count: 50)])
    func `a word that is near to nothing finds nothing`(word: String) {
        #expect(Suggestion.nearest(to: word, among: names) == nil)
    }

    @Test(arguments: [
        ("SPW1", "SWP1"), ("SWP-2", "SWP2"), ("SWP9", nil), ("SWP", nil), ("SWP12", nil),
        ("7", nil),
    ])
    func `a digit is never guessed`(word: String, expected: String?) {
        #expect(Suggestion.nearest(to: word, among: ["SWP1", "SWP2", "SWP6"]) == expected)
    }

    @Test
    func `the first of equals is taken, and nothing is found in nothing`() {
        #expect(Suggestion.nearest(to: "abd", among: ["abc", "abe"]) == "abc")
        #expect(Suggestion.nearest(to: "abd", among: []) == nil)
    }
}
