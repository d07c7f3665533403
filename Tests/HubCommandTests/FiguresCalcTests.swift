import HubSystem
import HubTestKit
import Testing

/// The rates of the national service, run as a user would without any hub.
struct FiguresCalcTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private func calc(_ words: String) throws -> ProgramRun {
        let arguments = words.split(separator: " ").map(String.init)
        return try ProgramRun("whub", ["figures", "calc"] + arguments, home: home)
    }

    @Test(
        arguments: [
            ("turnover-rate --leavers 9 --employees 1", "900.00%"),
            ("turnover-rate --leavers none --employees 7", "0.00%"),
            ("turnover-rate --leavers 1,990 --employees 200", "995.00%"),
            ("vacancy-rate --employees 6900 --vacancies 500", "6.76%"),
            ("vacancy-rate --employees 8100 --vacancies 900", "10.00%"),
            ("per-population --posts 1 --population 20000 --per 20000", "1.00"),
            ("per-population --posts 1 --population 667 --per 20000", "29.99"),
        ]
    )
    func `a rate says its rule`(words: String, shown: String) throws {
        let run = try calc(words)
        #expect(run.exit == .code(0) && run.error.isEmpty, "\(run.error)")
        #expect(run.output.contains(": \(shown)\n"), "\(run.output)")
        #expect(run.output.contains("Rule: ") && run.output.contains("Origin: "))
    }

    @Test(
        arguments: [
            ("turnover-rate --leavers 10 --employees 1", "FIGR-0102", "995%"),
            ("turnover-rate --leavers 1991 --employees 200", "FIGR-0102", "1990 leavers"),
            ("turnover-rate --leavers dont-know --employees 9", "FIGR-0103", "is not “none”"),
            ("turnover-rate --leavers 1 --employees 0", "FIGR-0103", "no permanent or temporary"),
            ("vacancy-rate --employees 0 --vacancies 5", "FIGR-0103", "not 100%"),
            ("vacancy-rate --employees none --vacancies none", "FIGR-0103", "not 100%"),
            ("per-population --posts 1 --population 0 --per 9", "FIGR-0103", "population"),
        ]
    )
    func `where there is no rate the reason is said`(
        words: String,
        code: String,
        why: String
    ) throws {
        let run = try calc(words)
        #expect(run.exit == .code(6) && run.output.isEmpty)
        #expect(run.error.contains(code) && run.error.contains(why), "\(run.error)")
        #expect(run.error.contains("Rule: "))
        let json = try calc(words + " -o json")
        #expect(json.exit == .code(6) && json.output.contains("\"rate\": null"))
        #expect(json.output.contains("\"reason_code\": \"\(code)\""))
    }

    @Test func `a program reads the rate by its name`() throws {
        let run = try calc("turnover-rate --leavers 248 --employees 1000 -o json")
        #expect(run.exit == .code(0))
        for line in [
            "\"figure\": \"turnover_rate\"", "\"rate\": 0.248", "\"percent\": 24.8",
            "\"reason\": null", "\"reason_code\": null",
        ] {
            #expect(run.output.contains(line), "\(run.output)")
        }
    }

    @Test(
        arguments: [
            "turnover-rate --leavers 1", "turnover-rate --leavers x --employees 1",
            "turnover-rate --leavers -1 --employees 1", "vacancy-rate --employees 1",
            "turnover-rate --leavers 1 --employees 9 --vacancies 1", "sickness-rate --posts 1",
            "per-population --posts 1 --population 9 --per 0", "",
            "per-population --posts 1 --population 9 --per 1 -o csv",
        ]
    )
    func `a mistake in the command line is refused with its help`(words: String) throws {
        let run = try calc(words)
        #expect(run.exit == .code(2) && run.output.isEmpty, "\(run.output)\(run.error)")
        #expect(run.error.contains("Help: whub"))
    }
}
