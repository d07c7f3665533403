import HubText
import Testing

struct RatingChartTests {
    private func chart(isHigherBetter: Bool = true) -> RatingChart {
        RatingChart(
            levelNames: ["Starting", "Developing", "Leading"],
            isHigherBetter: isHigherBetter,
            rows: [.init("Leadership", level: 3), .init("Technology", level: nil)]
        )
    }

    @Test
    func `ratings are drawn as blocks, with the level's name`() {
        #expect(
            chart().lines(TerminalStyle()) == [
                "Leadership  ■■■  Leading", "Technology  □□□  not rated",
                "Scale: 3 levels, from “Starting” (worst) to “Leading” (best).",
            ]
        )
        #expect(chart().lines(TerminalStyle(signs: .ascii))[0] == "Leadership  [###]  Leading")
    }

    @Test
    func `the words say all that the picture says`() {
        let words = [
            "Leadership: Leading, level 3 of 3.", "Technology: not rated.",
            "Scale: 3 levels, from “Starting” (worst) to “Leading” (best).",
        ]
        #expect(chart().alternative == words)
        #expect(chart().lines(.accessible()) == words)
    }

    @Test
    func `the direction of the scale decides which end is good`() {
        let colour = TerminalStyle(theme: .colour)
        #expect(chart().lines(colour)[0].contains("\u{1B}[32m"))
        let turned = chart(isHigherBetter: false)
        #expect(turned.lines(colour)[0].contains("\u{1B}[31m"))
        #expect(turned.legend == "Scale: 3 levels, from “Leading” (worst) to “Starting” (best).")
    }

    @Test(arguments: [0, 4, -1, Int.max])
    func `a level outside the scale counts as not rated`(level: Int) {
        let chart = RatingChart(
            levelNames: ["a", "b", "c"],
            isHigherBetter: true,
            rows: [.init("x", level: level)]
        )
        #expect(chart.alternative[0] == "x: not rated.")
        let empty = RatingChart(levelNames: [], isHigherBetter: true, rows: [.init("x", level: 1)])
        #expect(empty.alternative == ["x: not rated.", ""])
        #expect(empty.lines(TerminalStyle()).count == 2)
    }

    @Test
    func `a long label is wrapped beside its blocks`() {
        let chart = RatingChart(
            levelNames: ["No", "Yes"],
            isHigherBetter: true,
            rows: [.init("Supporting wellbeing and positive mental health", level: 1)]
        )
        let lines = chart.lines(TerminalStyle(columns: 60))
        #expect(lines[0] == "Supporting wellbeing and        ■□  No")
        #expect(lines[1] == "positive mental health")
    }
}

struct BarChartTests {
    private let chart = BarChart([
        .init("Kent", value: 10, shown: "10"), .init("Bury", value: 5, shown: "5"),
        .init("Rutland", value: nil, shown: "too few"), .init("Zero", value: 0, shown: "0"),
    ])

    @Test
    func `bars are as long as their share of the largest`() {
        let lines = chart.lines(TerminalStyle(columns: 40, signs: .ascii))
        #expect(lines[0] == "Kent          10  " + String(repeating: "#", count: 22))
        #expect(lines[1] == "Bury           5  " + String(repeating: "#", count: 11))
        #expect(lines[2] == "Rutland  too few")
        #expect(lines[3] == "Zero           0")
    }

    @Test
    func `a bar is drawn to an eighth of a column`() {
        let chart = BarChart([.init("x", value: 1.5 / 35, shown: "y")], full: 1)
        #expect(chart.lines(TerminalStyle(columns: 41)) == ["x  y  █▌"])
    }

    @Test(arguments: [Double.nan, .infinity, -1])
    func `what is no length has no bar, and what is too long ends`(value: Double) {
        let chart = BarChart([.init("x", value: value, shown: "?")], full: 1)
        #expect(chart.lines(TerminalStyle()) == ["x  ?"])
        let long = BarChart([.init("x", value: 9, shown: "9")], full: 1)
        #expect(DisplayWidth.of(long.lines(TerminalStyle(columns: 50))[0]) == 50)
    }

    @Test
    func `what has no room beside a bar goes on below it, and nothing is cut`() {
        let chart = BarChart([
            .init(
                "2023/24, edition 2024-10",
                value: 1,
                shown: "24.7%, local [our own count of all]"
            )
        ])
        let lines = chart.lines(TerminalStyle(columns: 60, signs: .ascii))
        #expect(lines.count > 1)
        let words = lines.joined(separator: " ").split(separator: " ").filter { $0 != "#" }
        for word in ["2024-10", "24.7%,", "local", "[our", "all]"] {
            #expect(words.contains { $0 == word }, "\(lines)")
        }
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 60 })
        #expect(lines[0].hasSuffix("##########"))
    }

    @Test
    func `the accessible chart is a list of figures`() {
        #expect(chart.lines(.accessible())[2] == "Rutland: too few")
    }
}

struct ProgressLineTests {
    private func text(_ done: Int, _ total: Int?, _ milliseconds: Int) -> String {
        ProgressLine(unit: "rows", done: done, total: total, elapsedMilliseconds: milliseconds).text
    }

    @Test
    func `a progress line says how much, how fast and how much longer`() {
        #expect(
            text(12_000, 180_000, 5_000)
                == "12,000 of 180,000 rows (6 %), 2,400 a second, about 1 min 10 s left"
        )
        #expect(text(12_000, nil, 5_000) == "12,000 rows, 2,400 a second")
        #expect(text(5, 10, 2_000) == "5 of 10 rows (50 %), 2.5 a second, about 2 s left")
        #expect(text(10, 10, 2_000) == "10 of 10 rows (100 %), 5.0 a second")
    }

    @Test
    func `nothing is foretold in the first second or from nothing`() {
        #expect(text(10, 100, 999) == "10 of 100 rows (10 %)")
        #expect(text(0, 100, 9_000) == "0 of 100 rows (0 %)")
        #expect(text(11, 10, 500) == "11 rows")
        #expect(text(0, 0, 0) == "0 rows")
        #expect(text(-1, 10, 2_000) == "-1 rows")
        #expect(text(.max, .max, 1_000).hasSuffix("1,000,000,000,000 a second"))
        #expect(text(1, .max, .max).hasPrefix("1 of 9,223,372,036,854,775,807 rows (0 %)"))
    }

    @Test(arguments: [
        (0, "1 s"), (59, "59 s"), (59.5, "1 min"), (61, "1 min 1 s"), (3_600, "1 h"),
        (3_660, "1 h 1 min"), (.infinity, "more than 99 h"), (.nan, "more than 99 h"),
    ])
    func `a duration has at most two units`(seconds: Double, expected: String) {
        #expect(ProgressLine.duration(seconds: seconds) == expected)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `thousands stand apart`(number: Int, expected: String) {
        #expect(NumberText.grouped(number) == expected)
    }
}
