import HubText
import Testing

struct NumberTextTests {
    @Test(arguments: [
        ("0", 0), ("12", 12), ("-3", -3), ("\u{2212}3", -3), ("1,234", 1_234), ("007", 7),
        ("1,234,567", 1_234_567), ("999999999999999999", 999_999_999_999_999_999),
    ])
    func `a whole number is read`(text: String, expected: Int) throws {
        #expect(try NumberText.whole(text, in: Int.min...Int.max) == expected)
    }

    @Test(arguments: [
        "", "+5", "0x10", "1e3", "1.0", "12a", " 1", "1,23", ",123", "1,2345", "12,34,567", "--1",
        "-", "nan", "inf", "１２", "٣", "1000000000000000000", "1_000", "5.",
    ])
    func `what is no whole number is refused`(text: String) {
        #expect(throws: TextError(.numberWhole, problem: "")) {
            try NumberText.whole(text, in: Int.min...Int.max)
        }
    }

    @Test(arguments: [("1", true), ("5", true), ("0", false), ("6", false), ("-1", false)])
    func `a whole number keeps to its range`(text: String, isInside: Bool) {
        if isInside {
            #expect(throws: Never.self) { try NumberText.whole(text, in: 1...5) }
        } else {
            #expect(throws: TextError(.numberRange, problem: "")) {
                try NumberText.whole(text, in: 1...5)
            }
        }
    }

    @Test(arguments: [
        ("12.50", "12.50", 12.5), ("-0.05", "-0.05", -0.05), ("1,234.5", "1234.5", 1_234.5),
        ("7", "7", 7), ("0.000001", "0.000001", 0.000001),
    ])
    func `a decimal number is kept as typed`(text: String, shown: String, value: Double) throws {
        let number = try NumberText.decimal(text, in: -10_000...10_000)
        #expect(number.description == shown)
        #expect(number.double == value)
    }

    @Test(arguments: ["", ".5", "5.", "1.2.3", "1.2,3", "0x1p3", "1e5", "nan", "1 000", "£5"])
    func `what is no decimal number is refused`(text: String) {
        #expect(throws: TextError(.numberDecimal, problem: "")) {
            try NumberText.decimal(text, in: 0...10_000)
        }
    }

    @Test
    func `places beyond the limit are refused, not rounded`() throws {
        #expect(try NumberText.decimal("1.25", placesMax: 2, in: 0...5).places == 2)
        #expect(throws: TextError(.numberPlaces, problem: "")) {
            try NumberText.decimal("1.255", placesMax: 2, in: 0...5)
        }
    }

    @Test(arguments: [
        ("12.5%", 12.5, false), ("12.5 %", 12.5, false), ("12.5", 12.5, false), ("0", 0, false),
        ("0.125", 0.125, true), ("0.5%", 0.5, false), ("100", 100, false), ("1", 1, false),
    ])
    func `a percentage is read with or without its sign`(
        text: String,
        value: Double,
        isDoubtful: Bool
    ) throws {
        let read = try NumberText.percent(text)
        #expect(read.percent.double == value)
        #expect(read.isDoubtful == isDoubtful)
    }

    @Test(arguments: ["101", "-1", "100.01%"])
    func `a percentage outside its range is refused`(text: String) {
        #expect(throws: TextError(.numberRange, problem: "")) { try NumberText.percent(text) }
    }

    @Test(arguments: ["%", "5%%", "5  %", "% 5"])
    func `a misplaced percent sign is refused`(text: String) {
        #expect(throws: TextError(.numberDecimal, problem: "")) { try NumberText.percent(text) }
    }

    @Test(arguments: [
        (0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (-1, "-1 entries"),
        (1_234, "1,234 entries"),
    ])
    func `what is counted has the word for one or for several`(number: Int, text: String) {
        #expect(NumberText.count(number, "entry", "entries") == text)
        #expect(NumberText.count(1, "row") == "1 row" && NumberText.count(2, "row") == "2 rows")
    }
}
