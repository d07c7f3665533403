import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Somebody who plans a workforce with the built command: figures in, a series, and back.
struct FiguresRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func read(_ path: String) throws -> String {
        String(decoding: try LocalFile.read(path, bytesMax: 1 << 20), as: UTF8.self)
    }

    @Test
    func `published figures are imported, shown as a series, exported and taken back`() throws {
        let file = home.file("figures.csv")
        let published = try whub("figures", "published", "--out", file)
        #expect(published.exit == .code(0) && published.error.contains("whub figures import"))
        let check = try whub("figures", "import", file, "--dry-run")
        #expect(check.exit == .code(0), "\(check.error)")
        #expect(check.output.contains("174 new figures") && check.output.contains("What is new"))
        #expect(try whub("figures", "list").error.contains("no such figure"))
        let kept = try whub("figures", "import", file, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Kept: 174 figures"))
        let series = try whub("figures", "series", "vacancy_rate", "--area", "E92000001")
        #expect(series.exit == .code(0), "\(series.error)")
        for words in ["Vacancy rate, England", "8.3%", "edition 2024-07", "What it means"] {
            #expect(series.output.contains(words), "\(words): \(series.output)")
        }
        let svg = home.file("series.svg")
        let drawn = try whub(
            "figures",
            "series",
            "vacancy_rate",
            "--area",
            "England",
            "--svg",
            svg
        )
        #expect(drawn.exit == .code(0) && drawn.error.contains("is written"), "\(drawn.error)")
        #expect(try read(svg).contains("Vacancy rate, England"))
        let again = try whub("figures", "import", file, "--yes")
        #expect(again.exit == .code(0) && again.error.contains("says nothing new"))
        let out = home.file("out.csv")
        #expect(try whub("figures", "export", "--out", out).exit == .code(0))
        #expect(try read(out).split(separator: "\r\n").count == 175)
        let batch = try #require(
            try whub("figures", "imports", "-o", "csv").output
                .split(separator: "\r\n").last?.split(separator: ",").first
        )
        let tried = try whub("figures", "undo", String(batch), "--dry-run")
        #expect(tried.exit == .code(0) && tried.output.contains("What goes"), "\(tried.error)")
        let undone = try whub("figures", "undo", String(batch), "--yes")
        #expect(undone.exit == .code(0) && undone.error.contains("Undone: 174 figures"))
        #expect(try whub("figures", "undo", String(batch), "--yes").exit != .code(0))
        #expect(try whub("figures", "editions").error.contains("no figures yet"))
    }

    @Test
    func `a wrong file comes back with its errors, and nothing is kept`() throws {
        let file = "Measure,Code,Value,Source\nturnover_rate,E09000002,996,S1\n"
        let fixes = home.file("fixes.csv")
        let run = try whub("figures", "import", "-", "--yes", "--fixes", fixes, input: file)
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.output.contains("FIGR-0124") && run.output.contains("995"))
        #expect(try read(fixes).contains("Problems"))
        #expect(try whub("figures", "editions").error.contains("no figures yet"))
    }

    @Test
    func `a download is imported by a mapping`() throws {
        let map = home.file("map.csv")
        #expect(try whub("figures", "template", "--mapping", "--out", map).exit == .code(0))
        #expect(try read(map).contains("title_row"))
        let mapping = """
            Kind,Name,Meaning
            setting,source,a download
            setting,period,2023/24
            column,Area,place
            column,All,turnover_rate

            """
        try LocalFile.replace(map, with: Array(mapping.utf8).span)
        let file = "Area,All\nBarnet,17.5\nBexley,*\n"
        let run = try whub("figures", "import", "-", "--map", map, "--yes", input: file)
        #expect(run.exit == .code(0), "\(run.error)")
        let barnet = try whub("figures", "series", "turnover_rate", "--area", "Barnet")
        #expect(barnet.output.contains("17.5%"), "\(barnet.output)")
        let bexley = try whub("figures", "series", "turnover_rate", "--area", "Bexley")
        #expect(bexley.output.contains("hidden by the publisher"))
        let missing = try whub("figures", "series", "turnover_rate", "--area", "Birmingham")
        #expect(missing.exit == .code(0) && missing.error.contains("no figure"))
        #expect(try whub("figures", "series", "hope", "--area", "Barnet").exit == .code(6))
        #expect(try whub("figures", "series", "turnover_rate").exit == .code(2))
    }

    @Test(arguments: ["list", "editions", "imports", "measures"])
    func `everything that is read has its three forms`(verb: String) throws {
        for output in ["table", "json", "csv"] {
            let run = try whub("figures", verb, "-o", output)
            #expect(run.exit == .code(0), "\(verb) \(output) \(run.error)")
        }
        #expect(try whub("figures", "template").output.contains("Measure"))
    }

    private static let assumptions = [
        "Assumption,From,Value,Low,High,Name,Source", "base_year,,2024,,,Base,Invented",
        "end_year,,2034,,,End,Invented", "filled_posts,,100000,,,Filled,Invented",
        "vacant_posts,,10000,,,Vacant,Invented", "demand_growth,,2,1,3,Demand,Invented",
        "turnover_rate,,25,22,30,Turnover,Invented",
    ].joined(separator: "\n")

    private func project(_ file: String, _ name: String) throws -> ProgramRun {
        try whub(
            "figures",
            "project",
            "-f",
            "-",
            "--runs",
            "200",
            "--save",
            name,
            input: file
        )
    }

    @Test
    func `a projection is kept as a scenario, shown, changed and compared with itself`() throws {
        #expect(try whub("scenarios", "list").error.contains("There is no scenario"))
        let kept = try project(Self.assumptions, "middle")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Kept: scenario middle"))
        let named = try project(Self.assumptions, "better retention")
        #expect(named.exit == .code(2) && named.error.contains("--save takes a NAME"))
        let list = try whub("scenarios", "list", "-o", "csv")
        #expect(list.output.contains("middle,middle,2024,2034,24089.39,"), "\(list.output)")
        let svg = home.file("waterfall.svg")
        let shown = try whub("scenarios", "show", "middle", "--waterfall", svg)
        #expect(shown.exit == .code(0), "\(shown.error)")
        for words in ["Turnover, %", "Posts by 2034: 24,089 more", "What matters most"] {
            #expect(shown.output.contains(words), "\(words)")
        }
        #expect(try read(svg).contains("Growth of posts"))
        let file = try whub("scenarios", "show", "middle", "-o", "csv").output
        let revision = try #require(list.output.split(separator: ",").last)
            .split(separator: "\r\n")[0]
        let changed = try project(
            file.replacing("turnover_rate,,25,22,30", with: "turnover_rate,,24,22,30"),
            "middle"
        )
        #expect(changed.exit == .code(0), "\(changed.error)")
        let compared = try whub("scenarios", "compare", "middle@\(revision)", "middle")
        #expect(compared.exit == .code(0), "\(compared.error)")
        #expect(compared.output.contains("25 (22 to 30)"), "\(compared.output)")
        #expect(compared.output.contains("Turnover, %") && compared.output.contains("24"))
        // Of one scenario the revisions differ, and stand above the columns.
        #expect(compared.output.contains("Revision \(revision)"), "\(compared.output)")
        #expect(!compared.output.contains("Year: 2025"), "\(compared.output)")
        #expect(try whub("scenarios", "compare", "middle@x", "middle").exit == .code(2))
        let gone = try whub("scenarios", "withdraw", "middle", "--why", "old", "--yes")
        #expect(gone.exit == .code(0), "\(gone.error)")
        #expect(try whub("scenarios", "show", "middle").exit == .code(3))
    }

    @Test
    func `a directory is imported, searched, shown and thinned out`() throws {
        let file = "Code,Name,Kind,Contact role\nA1,Example Home,independent,manager\n"
        let tried = try whub("providers", "import", "-", "--dry-run", input: file)
        #expect(tried.exit == .code(0) && tried.output.contains("1 new organisation"))
        let kept = try whub("providers", "import", "-", "--yes", input: file)
        #expect(kept.exit == .code(0) && kept.error.contains("Kept: 1 new organisation"))
        #expect(try whub("providers", "list", "--search", "home").output.contains("Example Home"))
        let none = try whub("providers", "list", "--kind", "nhs")
        #expect(none.exit == .code(0) && none.error.contains("no such organisation"))
        let shown = try whub("providers", "show", "A1")
        #expect(shown.output.contains("Contact role: manager"), "\(shown.output)")
        let wrong = "Code,Name,Contact role\nA2,Example House,a@b.example\n"
        let refused = try whub("providers", "import", "-", "--yes", input: wrong)
        #expect(refused.exit == .code(6) && refused.output.contains("PROV-0104"))
        #expect(try whub("providers", "template", "--mapping").output.contains("title_row"))
        let gone = try whub("providers", "withdraw", "A1", "--why", "closed", "--yes")
        #expect(gone.exit == .code(0), "\(gone.error)")
        #expect(try whub("providers", "show", "A1").exit == .code(3))
        for verb in [["providers", "list"], ["scenarios", "list"]] {
            for output in ["table", "json", "csv"] {
                let run = try ProgramRun("whub", verb + ["-o", output], home: home)
                #expect(run.exit == .code(0), "\(verb) \(output)")
            }
        }
    }
}
