import HubSystem
import HubTestKit
import HubWire
import Testing

/// An equality lead's way with the built programs, from the extract to what the region sees.
///
/// The extract stays on the laptop; every person in it is invented.
final class WresJourneyTests {
    private let hub: RunningHub
    private let home: TemporaryDirectory

    init() throws {
        hub = try RunningHub()
        home = try TemporaryDirectory()
        for (name, role, isOfHub) in [("own", "steward", false), ("lead", "region-lead", true)] {
            let bundle = try hub.issue(role, isOfHub: isOfHub)
            let added = try whub(
                "context",
                "add",
                name,
                "--hub=\(hub.address)",
                "--bundle=\(bundle)"
            )
            #expect(added.exit == .code(0), "\(added.error)")
        }
    }

    private typealias Run = (exit: ChildProcess.Exit, output: String, error: String)

    private func whub(_ words: String...) throws -> Run { try run(words) }

    private func own(_ words: String...) throws -> Run {
        try run(["--context=own"] + words)
    }

    private func lead(_ words: String...) throws -> Run {
        try run(["--context=lead"] + words)
    }

    private func run(_ words: [String]) throws -> Run {
        let own = Environment.current()
        let environment = Environment([
            ("HOME", home.path), ("PATH", "/usr/bin:/bin"),
            ("LD_LIBRARY_PATH", own["LD_LIBRARY_PATH"] ?? ""),
        ])
        let process = try ChildProcess.start(
            try Programs.built("whub"),
            words,
            environment: environment
        )
        let exit = try process.wait()
        return (exit, process.outputText, process.errorText)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let path = home.file(name)
        try LocalFile.create(path, with: Array(text.utf8).span)
        return path
    }

    /// An extract of 300 invented people, and one of 200 who applied.
    private func extracts() throws -> (staff: String, recruitment: String) {
        var staff = "Group,Pay,Senior,Training\n"
        for number in 0..<300 {
            let group = number % 4 == 0 ? "Black" : "White"
            let senior = number % 25 == 1 ? "Yes" : "No"
            let training = number % 3 == 0 ? "Yes" : "No"
            staff += "\(group),\(number % 7 == 0 ? 45_000 : 24_000),\(senior),\(training)\n"
        }
        var recruitment = "Group,Result\n"
        for number in 0..<200 {
            let group = number % 3 == 0 ? "Black" : "White"
            let result = number % 5 == 0 ? "Appointed" : "Shortlisted"
            recruitment += "\(group),\(result)\n"
        }
        return (try write("hr.csv", staff), try write("r.csv", recruitment))
    }

    private static let map = """
        Kind,Meaning,In your files
        setting,body,Example Council A
        setting,councils,X00000001
        setting,snapshot,31/03/2024
        setting,period-from,01/04/2023
        setting,period-to,31/03/2024
        setting,service,adults
        column,staff.ethnicity,Group
        column,staff.pay,Pay
        column,staff.senior-manager,Senior
        column,staff.cpd,Training
        column,recruitment.ethnicity,Group
        column,recruitment.outcome,Result
        ethnicity,minority,Black
        ethnicity,white,White
        answer,yes,Yes
        answer,no,No
        outcome,appointed,Appointed
        outcome,shortlisted,Shortlisted

        """

    @Test
    func `an extract becomes a return that the region sees protected, and no person travels`()
        throws
    {
        let (staff, recruitment) = try extracts()
        let map = try write("map.csv", Self.map)
        let sheet = home.file("sheet.csv")
        let counted = try whub(
            "wres",
            "count",
            "--from",
            staff,
            "--recruitment",
            recruitment,
            "--map",
            map,
            "--cycle",
            "2024",
            "--out",
            sheet
        )
        #expect(counted.exit == .code(0), "\(counted.error)")
        let checked = try own("wres", "check", sheet, "--cycle", "2024", "--yes")
        #expect(checked.exit == .code(0), "\(checked.output)\(checked.error)")
        #expect(checked.error.contains("whub --context own wres hand-in --cycle 2024"))
        let preview = try own("wres", "preview-release", "--cycle", "2024", "-o", "csv")
        #expect(preview.exit == .code(0), "\(preview.error)")
        let none = try lead("wres", "releases", "--cycle", "2024")
        #expect(none.output.isEmpty && none.error.contains("No council has released"))
        let handedIn = try own("wres", "hand-in", "--yes")
        #expect(handedIn.exit == .code(0), "\(handedIn.error)")
        let agreed = try own(
            "wres",
            "agree",
            "--role",
            "director of adult social services",
            "--on",
            "01/05/2024",
            "--yes"
        )
        #expect(agreed.exit == .code(0), "\(agreed.error)")
        let shown = try own("wres", "show")
        #expect(shown.exit == .code(0), "\(shown.error)")
        // A table folds what is long.
        let words = shown.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("agreed by director of adult social services"))
        #expect(shown.output.contains("Minoritised staff 14 of 67, white staff 26 of 133."))
        #expect(shown.output.contains("Not computed: the counts were not provided."))
        // The region's own view, once the hub has carried it over: what the preview said.
        var seen = try lead("wres", "releases", "--cycle", "2024", "-o", "csv")
        while seen.output.split(whereSeparator: \.isNewline).count < 2 {
            seen = try lead("wres", "releases", "--cycle", "2024", "-o", "csv")
        }
        #expect(seen.output == preview.output)
        let pool = try lead("wres", "pool", "--cycle", "2024")
        #expect(pool.exit == .code(0) && pool.output.contains("1 return together"))
        let refused = try lead("wres", "show")
        #expect(refused.exit == .code(4), "\(refused.error)")
        try expectNoPerson()
    }

    /// No row of an extract lies anywhere in the hub's data.
    private func expectNoPerson() throws {
        let search = try ChildProcess.start(
            "/usr/bin/grep",
            ["-rlaF", "-e", "Black,24000", "-e", "White,Shortlisted", hub.data]
        )
        _ = try search.wait()
        #expect(search.outputText.isEmpty, "\(search.outputText)")
    }
}
