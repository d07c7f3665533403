import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: what is said of a file of programmes, cell by cell.
struct ProgrammeFileRunTests: ProgrammeRunSuite {
    let officer: ProgrammeOfficer

    init() throws { officer = try ProgrammeOfficer() }

    @Test
    func `the same mistake of a row is said once, by its columns, beside all others of it`() throws
    {
        try write(
            "bad.csv",
            "Certificates of the Blue team,,,,,\n"
                + "Staff number,Edition,Started,Standard 1,Standard 2,Standard 3\n"
                + "E1,2025,x,01/02/2025,02/02/2025,03/03/2050\n"
                + "E 2,2025,04/03/2025,05/03/2025,,\n"
                + "E2,2019,04/03/2025,05/03/2025,,\n"
        )
        let fixes = home.file("fixes.csv")
        let bad = try importing("bad.csv", "--kind", "care-certificate", "--fixes", fixes, "--yes")
        #expect(bad.exit == .code(6), "\(bad.error)")
        for part in [
            "The titles are in row 2", "Row 3, column C (Started): ", "[TRNG-0135]",
            "Row 3, columns D (Standard 1), E (Standard 2): each is before the edition of 2025",
            "Row 3, column F (Standard 3): “03/03/2050” is a day to come",
            "Row 4, column A (Staff number): no worker", "Did you mean “E2”?",
            "Row 5, column B (Edition): “2019” is no edition", "nothing was kept: 5 errors",
        ] {
            #expect(bad.error.contains(part), "\(part): \(bad.error)")
        }
        #expect(!bad.error.contains("steps"), "\(bad.error)")
        let csv = try importing("bad.csv", "--kind", "care-certificate", "--yes", "-o", "csv")
        let rows = csv.output.split(separator: "\r\n").map(String.init)
        #expect(rows.count == 7, "\(csv.output)")
        #expect(rows.contains { $0.hasPrefix("3,Standard 1,error,TRNG-0272,01/02/2025,") })
        #expect(rows.contains { $0.hasPrefix("4,Staff number,error,TRNG-0189,E 2,") })
        #expect(rows.contains { $0.hasSuffix(",E2") }, "\(rows)")
        let file = String(decoding: try LocalFile.read(fixes, bytesMax: 100_000), as: UTF8.self)
        let lines = file.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first?.contains("Certificates of the Blue team") == true, "\(file)")
        #expect(lines[1].hasSuffix("Standard 3,Problems,Suggested value"), "\(file)")
        #expect(file.contains("E 2,2025,04/03/2025,05/03/2025"), "\(file)")
    }

    @Test
    func `a break that ends before it begins and hours in words stand in their own columns`()
        throws
    {
        try write(
            "bad.csv",
            "Staff number,Title,Started,Planned end,Hours planned,Break from,Break until\n"
                + "E1,Adult care worker,01/02/2025,01/02/2027,lots,01/05/2025,01/04/2025\n"
        )
        let bad = try importing("bad.csv", "--kind", "apprenticeship", "--yes")
        #expect(bad.exit == .code(6), "\(bad.error)")
        #expect(
            bad.error.contains("column G (Break until): “01/04/2025” is before"),
            "\(bad.error)"
        )
        #expect(bad.error.contains("“lots” is no whole number. Expected digits"), "\(bad.error)")
    }

    @Test(arguments: [
        "care-certificate", "apprenticeship", "asye", "registered-manager", "senior-leader",
    ])
    func `a template of each kind imports as it stands once it is filled in`(
        _ kind: String
    ) throws {
        let out = home.file("empty.csv")
        let made = try whub("training", "template", "--programmes", kind, "--out", out)
        #expect(made.exit == .code(0) && made.error.contains("import-programmes"), "\(made.error)")
        let bytes = try LocalFile.read(out, bytesMax: 100_000)
        let text = String(decoding: bytes, as: UTF8.self)
        let titles = try #require(text.split(separator: "\r\n").first).split(separator: ",")
        let cells = titles.map { title in
            switch title.drop(while: { $0 == "\u{FEFF}" }) {
            case "Worker": "E1"
            case "Edition": "2025"
            case "Title": "Example standard"
            case "Started": "04/03/2025"
            case "Level": "3"
            default: ""
            }
        }
        let filled = text + cells.joined(separator: ",") + "\r\n"
        try LocalFile.replace(home.file("filled.csv"), with: Array(filled.utf8).span)
        let kept = try importing("filled.csv", "--kind", kind, "--yes")
        #expect(kept.exit == .code(0) && kept.error.contains("1 new programme"), "\(kept.error)")
        #expect(!kept.error.contains("Not sent"), "\(kept.error)")
        let both = try whub("training", "template", "--programmes", kind, "--kind", "check")
        #expect(both.exit == .code(2))
    }

    @Test
    func `an untitled row says which programmes are open by their titles`() throws {
        let start = "Staff number,Kind,Title,Started\n"
        try write("one.csv", start + "E1,apprenticeship,First standard,04/03/2025\n")
        #expect(try importing("one.csv", "--yes").exit == .code(0))
        try write("none.csv", "Staff number,Kind,Hours done\nE1,apprenticeship,12\n")
        let added = try importing("none.csv", "--yes")
        #expect(added.error.contains("0 new programmes, 1 changed"), "\(added.error)")
        try write("two.csv", start + "E1,apprenticeship,Second standard,04/03/2025\n")
        #expect(try importing("two.csv", "--yes").exit == .code(0))
        try write("many.csv", "Staff number,Kind,Hours done\nE1,apprenticeship,13\n")
        let several = try importing("many.csv", "--yes")
        #expect(several.exit == .code(6), "\(several.error)")
        #expect(
            several.error.contains("one of “First standard”, “Second standard”"),
            "\(several.error)"
        )
    }

    @Test
    func `a change on another revision names the present one and what to type`() throws {
        let begin = [
            "training", "start-programme", "E1", "--kind", "care-certificate", "--edition", "2025",
            "--started", "04/03/2025", "--yes",
        ]
        #expect(try ProgramRun("whub", begin, home: home, input: "").exit == .code(0))
        let row = try #require(try list("-o", "csv").output.split(separator: "\r\n").last)
        let (id, revision) = (String(row.prefix(36)), String(row.split(separator: ",").last ?? ""))
        let stale = try whub("training", "undo-programme", id, "--revision", "1", "--yes")
        #expect(stale.exit != .code(0) && stale.error.contains("[STORE-0101]"), "\(stale.error)")
        #expect(stale.error.contains("revision is \(revision) now"), "\(stale.error)")
        #expect(stale.error.contains("`whub training programmes --ended -o csv`"))
        #expect(stale.error.contains("with --revision \(revision)"), "\(stale.error)")
    }

    @Test
    func `a staff number that is typed otherwise is asked back in single commands too`() throws {
        let begin = [
            "training", "start-programme", "E-1", "--kind", "care-certificate", "--edition",
            "2025", "--yes",
        ]
        let other = try ProgramRun("whub", begin, home: home, input: "")
        #expect(other.exit == .code(3), "\(other.exit) \(other.error)")
        #expect(other.error.contains("did you mean “E1”?"), "\(other.error)")
        let worker = try whub("training", "worker", "E 1")
        #expect(worker.error.contains("E1"), "\(worker.error)")
        let nobody = try whub("training", "worker", "E 7")
        #expect(!nobody.error.contains("did you mean"), "\(nobody.error)")
    }

    @Test
    func `a person's copy tells restrictions and what was taken back in words`() throws {
        #expect(try whub("training", "restrict", "E1", "--yes").exit == .code(0))
        #expect(try whub("training", "restrict", "E1", "--lift", "--yes").exit == .code(0))
        let copy = try whub("training", "subject", "E1")
        let restriction = try #require(
            copy.output.parts("\n\n").first { $0.contains("A restriction of processing") },
            "\(copy.output)"
        )
        for part in ["State: until ", "How: restricted by hand", "How it ended: lifted by hand"] {
            #expect(restriction.contains(part), "\(part): \(restriction)")
        }
        try write("more.csv", "Employee number,Course,Date completed\nE3,Autism,1/2/2020\n")
        let kept = try whub("training", "import", home.file("more.csv"), "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        let imports = try whub("training", "imports", "-o", "csv")
        let batch = try #require(imports.output.split(separator: "\r\n").dropFirst().first)
        let undone = try whub("undo", String(batch.prefix(36)), "--yes")
        #expect(undone.exit == .code(0), "\(undone.error) \(imports.output)")
        let csv = try whub("training", "subject", "E3", "-o", "csv")
        #expect(csv.output.contains("a file was taken back"), "\(csv.output) \(csv.error)")
        let json = try whub("training", "subject", "E3", "-o", "json")
        #expect(json.output.contains("\"toRole\"") && json.output.contains("UndoTraining"))
    }
}

extension String {
    /// The parts between a separator.
    fileprivate func parts(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
