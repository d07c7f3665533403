import HubSystem
import HubTestKit
import Testing

/// Projections from a user's own assumptions, without any hub; all numbers are invented.
struct FiguresProjectTests {
    private let home: TemporaryDirectory

    init() throws { home = try TemporaryDirectory() }

    private static let csv = [
        "Assumption,From,Value,Low,High,Name,Source", "base_year,,2024,,,Base,Invented",
        "end_year,,2034,,,End,Invented", "filled_posts,,100000,,,Filled,Invented",
        "vacant_posts,,10000,,,Vacant,Invented", "demand_growth,,2,1,3,Demand,Invented",
        "turnover_rate,,25,22,30,Turnover,Invented",
    ].joined(separator: "\n")
    private static let json = """
        [{"assumption": "base_year", "value": 2024, "name": "Base", "source": "Invented"},
         {"assumption": "end_year", "value": "2034", "name": "End", "source": "Invented"},
         {"assumption": "filled_posts", "value": 100000, "name": "Filled", "source": "Invented"},
         {"assumption": "vacant_posts", "value": 10000, "name": "Vacant", "source": "Invented"},
         {"assumption": "demand_growth", "value": 2, "low": 1, "high": 3, "name": "Demand",
          "source": "Invented"},
         {"assumption": "turnover_rate", "value": 25, "low": 22, "high": 30, "name": "Turnover",
          "source": "Invented"}]
        """

    private func project(_ more: String..., input: String = csv) throws -> ProgramRun {
        let words = ["figures", "project", "-f", "-", "--runs", "200"] + more
        return try ProgramRun("whub", words, home: home, input: input)
    }

    @Test func `a person reads years, a fan, a waterfall and what matters`() throws {
        let run = try project()
        #expect(run.exit == .code(0) && run.error.isEmpty, "\(run.error)")
        for words in [
            "Posts by 2034: 24,089 more", "2025", "2034", "░", "●", "Leavers", "To find otherwise",
            "What matters most", "Turnover, %", "No vacancy target", "200 runs from the seed 1.",
        ] {
            #expect(run.output.contains(words), "\(words): \(run.output)")
        }
    }

    @Test func `what was typed by hand is listed, and what was not compared`() throws {
        let typed = try project().output
        for words in ["Typed by hand, from no figure: ", "Filled posts", "Growth of demand"] {
            #expect(typed.lowercased().contains(words.lowercased()), "\(words): \(typed)")
        }
        #expect(!typed.contains("Not compared"))
        let figure = "\"filled_posts; area=E09000003; period=2023/24\""
        let beside = Self.csv.split(separator: "\n").map { line in
            if line.hasPrefix("Assumption") { return "\(line),Figure" }
            return line.hasPrefix("filled_posts") ? "\(line),\(figure)" : "\(line),"
        }.joined(separator: "\n")
        let named = try project(input: beside)
        #expect(named.exit == .code(0), "\(named.error)")
        #expect(named.output.contains("Not compared with the figure beside it"), "\(named.output)")
        #expect(named.output.contains("--compare"))
        // Comparing asks the hub, and there is none here.
        #expect(try project("--compare", input: beside).exit != .code(0))
        let broken = try project(input: beside.replacing("; area=E09000003", with: ""))
        #expect(broken.exit == .code(6) && broken.error.contains("Row 4"), "\(broken.error)")
    }

    @Test func `the same assumptions as JSON are the same projection`() throws {
        let table = try project("-o", "json")
        let json = try project("-o", "json", input: Self.json)
        #expect(table.exit == .code(0) && table.output == json.output, "\(json.error)")
        #expect(table.output.contains("\"extra_posts\": 24089.38"))
        #expect(table.output.contains("{\"year\": 2025, \"posts\": 112200.0"))
        #expect(table.output.contains("{\"assumption\": \"turnover_rate\", \"low\": "))
        let other = try project("-o", "json", "--seed", "2")
        #expect(other.output != table.output)
    }

    @Test func `a picture is kept, and one that is there is left alone`() throws {
        let path = "\(home.path)/fan.svg"
        let run = try project("--svg", path, "--show", "posts")
        #expect(run.exit == .code(0) && run.error.contains("is written"))
        let bytes = try LocalFile.read(path, bytesMax: 1 << 20)
        let svg = String(decoding: bytes, as: UTF8.self)
        #expect(svg.hasPrefix("<svg") && svg.contains("<desc") && svg.contains("2034: "))
        #expect(try project("--svg", path).exit == .code(5))
    }

    @Test(
        arguments: [
            ("turnover_rate,,25", "turnover_rate,,1000", "PROJ-0103"),
            ("turnover_rate,,25,22,30,Turnover,Invented", "", "PROJ-0105"),
            ("Demand,Invented", "Demand,", "PROJ-0106"),
            ("end_year,,2034", "end,,2034", "PROJ-0102"),
            ("end_year,,2034", "end_year,,2024", "PROJ-0104"),
            ("Assumption,From", "Guess,From", "PROJ-0101"),
        ]
    )
    func `errors in the file are named and nothing is projected`(
        old: String,
        new: String,
        code: String
    ) throws {
        let parts = Self.csv.ranges(of: old)
        var file = Self.csv
        file.replaceSubrange(try #require(parts.first), with: new)
        let run = try project(input: file)
        #expect(run.exit == .code(6) && run.output.isEmpty)
        #expect(run.error.contains(code), "\(run.error)")
    }

    @Test(
        arguments: [
            (["-f", "-", "--runs", "99"], 2), (["-f", "-", "--seed", "x"], 2), ([], 2),
            (["-f", "-", "--show", "hope"], 2), (["-f", "/nowhere"], 3),
            (["-f", "-", "-o", "csv"], 2),
        ] as [([String], Int32)]
    )
    func `a mistake in the command line has its exit code`(words: [String], code: Int32) throws {
        let run = try ProgramRun(
            "whub",
            ["figures", "project"] + words,
            home: home,
            input: Self.csv
        )
        #expect(run.exit == .code(code) && run.output.isEmpty, "\(run.error)")
    }

    @Test func `JSON that is no array of flat objects is refused`() throws {
        let run = try project(input: "[{\"assumption\": []}]")
        #expect(run.exit == .code(6) && run.error.contains("PROJ-0101"))
    }
}
