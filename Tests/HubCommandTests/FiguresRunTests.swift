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
        #expect(try whub("figures", "template", "--map", "--out", map).exit == .code(0))
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
}
