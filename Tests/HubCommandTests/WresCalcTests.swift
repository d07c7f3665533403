import HubSystem
import HubTestKit
import HubWire
import Testing

/// The calculator of the race equality standard, run as a user would without any hub.
struct WresCalcTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func calc(_ counts: [String], _ more: String...) throws -> ProgramRun {
        let words = [
            "wres", "calc", "--indicator", counts[0], "--minority", counts[1], "--white",
            counts[2],
        ]
        return try ProgramRun("whub", words + more, home: home)
    }

    @Test func `a program reads every figure by its name`() throws {
        let run = try calc(["2", "52/400", "300/1200"], "-o", "json")
        #expect(run.exit == .code(0), "\(run.error)")
        let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        let names = lines.compactMap { line in
            line.hasPrefix("\"") ? String(line.dropFirst().prefix { $0 != "\"" }) : nil
        }
        #expect(
            names == [
                "indicator", "relative_likelihood", "koopman", "katz", "fisher_p", "four_fifths",
                "reading", "clear", "too_few", "gap_people", "reason",
            ]
        )
        #expect(lines.contains("\"relative_likelihood\": 0.52,"))
        #expect(run.output.contains("\"koopman\": {\"lower\": 0.3951"))
        #expect(run.output.contains("\"katz\": {\"lower\": 0.3962"))
        #expect(lines.contains("\"four_fifths\": \"outside\","))
        #expect(lines.contains("\"reading\": \"adverse\","))
        #expect(lines.contains("\"clear\": true,") && lines.contains("\"too_few\": false,"))
        #expect(lines.contains("\"gap_people\": -48.0,") && lines.contains("\"reason\": null"))
    }

    @Test func `indicator 9 comes in both forms, with the local population where it is said`()
        throws
    {
        let counts = ["9", "30/200", "220/800"]
        let run = try calc(counts, "--population-share", "23.4%")
        #expect(run.exit == .code(0), "\(run.error)")
        let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("known 12.0% are minoritised, of all such staff 20.0%"))
        #expect(text.contains("8.0 percentage points fewer."))
        #expect(text.contains("population it is 23.4%: 11.4 percentage points fewer."))
        let json = try calc(counts, "-o", "json").output
        #expect(json.contains("\"points_from_staff\": -8"))
        #expect(json.contains("\"points_from_population\": null"))
        let other = try calc(["2", "30/200", "220/800"], "--population-share", "23.4%")
        #expect(other.exit == .code(2) && other.error.contains("indicator 9 alone"))
        #expect(try calc(counts, "--population-share", "0.234").exit == .code(2))
    }

    @Test func `what cannot be computed is null with a reason`() throws {
        let run = try calc(["3", "8/508", "0/500"], "-o", "json")
        #expect(run.exit == .code(0))
        #expect(run.output.contains("\"relative_likelihood\": null"))
        #expect(run.output.contains("\"upper\": null}"))
        #expect(run.output.contains("\"katz\": {\"lower\": null, \"upper\": null}"))
        #expect(run.output.contains("\"reading\": null"))
        #expect(run.output.contains("\"reason\": \"there is no finite ratio"))
        let none = try calc(["3", "0/40", "0/400"], "-o", "json")
        #expect(none.output.contains("\"koopman\": {\"lower\": null, \"upper\": null}"))
        #expect(none.output.contains("\"fisher_p\": 1.0"))
    }

    @Test func `a person reads the ratio, its interval, a picture and the gap`() throws {
        let run = try calc(["2", "52/400", "300/1200"])
        #expect(run.exit == .code(0) && run.error.isEmpty)
        for words in [
            "Indicator 2: Appointment from shortlisting", "48% less likely", "0.40 to 0.68",
            "●", "░", "It is adverse", "It is statistically clear",
            "about 100 would have been appointed, 52 were (not a target)", "Koopman", "Katz",
            "Fisher",
        ] {
            #expect(run.output.contains(words), "\(words): \(run.output)")
        }
        let favourable = try calc(["5", "60/100", "40/100"])
        #expect(favourable.output.contains("in favour of minoritised staff"))
        let few = try calc(["3", "2/10", "3/100"])
        #expect(few.output.contains("too few cases"))
    }

    @Test(
        arguments: [
            (["2", "10", "1/2"], 2), (["2", "1/2", "x/2"], 2), (["2", "-1/2", "1/2"], 2),
            (["2", "50%/2", "1/2"], 2), (["2", "1.5/2", "1/2"], 2), (["10", "1/2", "1/2"], 2),
            (["0", "1/2", "1/2"], 2), (["2", "1/2", "1/99999999999"], 2),
            (["2", "3/2", "1/2"], 6), (["2", "1/2", "3/2"], 6), (["8", "3/2", "1/2"], 0),
            (["7", "1/2", "1/2"], 0), (["7b", "1/2", "1/2"], 0), (["7B", "1/2", "1/2"], 0),
            (["1", "1/2", "1/2"], 0), (["9", "0/0", "1/2"], 0),
        ] as [([String], Int32)]
    )
    func `counts that cannot be are refused`(counts: [String], code: Int32) throws {
        let run = try calc(counts)
        #expect(run.exit == .code(code), "\(run.error)")
        #expect(run.output.isEmpty == (code != 0))
        if code != 0 { #expect(run.error.contains("whub: ")) }
    }

    @Test func `indicator 1 has no direction`() throws {
        let run = try calc(["1", "2/10", "1/10"], "-o", "json")
        #expect(run.output.contains("\"reading\": null"))
        #expect(run.output.contains("\"reason\": \"the indicator has no direction\""))
        let inside = try calc(["1", "1/10", "1/10"], "-o", "json")
        #expect(inside.output.contains("\"reading\": \"neither\""))
    }

    private func asked(_ words: String...) throws -> ProgramRun {
        try ProgramRun("whub", ["wres", "calc"] + words, home: home)
    }

    @Test func `years are read together by their counts`() throws {
        let years = try calc(["2", "20/150,32/250", "100/500,200/700"], "-o", "json")
        #expect(years.exit == .code(0), "\(years.error)")
        #expect(years.output.contains("\"relative_likelihood\": 0.52,"))
        #expect(years.output.contains("\"years\": 2"))
        let page = try calc(["2", "20/150,32/250", "100/500,200/700"])
        #expect(page.output.contains("2 years together"))
        for (minority, white) in [
            ("1/2,1/2", "1/2"), ("1/2,1/2,1/2,1/2", "1/2,1/2,1/2,1/2"), ("1/2,", "1/2,1/2"),
        ] {
            let refused = try calc(["2", minority, white])
            #expect(refused.exit == .code(2) && refused.output.isEmpty, "\(minority)")
        }
        // Each year for itself: the sum of these is no contradiction.
        #expect(try calc(["2", "3/2,0/5", "1/2,1/2"]).exit == .code(6))
    }

    @Test func `people whose ethnicity is not known could move a ratio so far`() throws {
        let run = try calc(["2", "2/10", "117/389"], "--unknown", "0/4", "-o", "json")
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("\"relative_likelihood\": 0.66495"))
        #expect(run.output.contains("\"ratio_if_unknown_white\": 0.67179"))
        let page = try calc(["2", "2/10", "117/389"], "--unknown", "0/4")
        #expect(page.output.contains("Ethnicity is known of 99% of these people."))
        #expect(page.output.contains("all white: 0.67"))
        let few = try calc(["2", "20/100", "30/100"], "--unknown", "100/400")
        #expect(few.output.contains("Read the ratio with care."))
        #expect(try calc(["2", "2/10", "1/3"], "--unknown", "5/4").exit == .code(6))
    }

    @Test func `a report without counts gives a ratio and no certainty`() throws {
        let run = try asked(
            "--indicator",
            "2",
            "--people-share",
            "44%",
            "--event-share",
            "35",
            "-o",
            "json"
        )
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.output.contains("\"relative_likelihood\": 0.6853"))
        #expect(run.output.contains("\"reading\": \"adverse\""))
        #expect(run.output.contains("\"clear\": null"))
        #expect(run.output.contains("\"reason\": \"only shares were given"))
        #expect(run.output.contains("\"rounding\": {\"lower\": 0.6569"))
        let page = try asked(
            "--indicator",
            "2",
            "--people-share",
            "44%",
            "--event-share",
            "35%"
        )
        #expect(page.output.contains("31% less likely"))
        #expect(page.output.contains("from 0.66 to 0.71"))
        for words in [
            ["--indicator", "2"], ["--indicator", "2", "--people-share", "44"],
            ["--indicator", "2", "--people-share", "44", "--event-share", "x"],
            ["--indicator", "2", "--people-share", "0.44", "--event-share", "0.35"],
            ["--indicator", "2", "--people-share", "44", "--event-share", "101"],
            [
                "--indicator", "2", "--people-share", "44", "--event-share", "35", "--white",
                "1/2",
            ],
        ] {
            let refused = try ProgramRun("whub", ["wres", "calc"] + words, home: home)
            #expect(refused.exit == .code(2) && refused.output.isEmpty, "\(words)")
        }
    }
}
