import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer whose file has slips, units and people who asked for a restriction.
struct TrainingPlainRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    private func write(_ name: String, _ text: String) throws -> String {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
        return home.file(name)
    }

    private func read(_ path: String) throws -> [String] {
        let bytes = try LocalFile.read(path, bytesMax: 1_024 * 1_024)
        return String(decoding: bytes, as: UTF8.self).split(
            separator: "\r\n",
            omittingEmptySubsequences: false
        ).map(String.init)
    }

    @Test func `misspelt topics are hinted, stand in the fixes and are filled in once`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course/Module,Date\nE1,Infectoin control,01/02/2025\n"
                + "E2,Helth and safety,01/02/2025\nE3,Medicaton,01/02/2025\n"
                + "E4,Safegaurding,01/02/2025\nE5,Zzz,01/02/2025\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", file, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.error.contains("“Course/Module” as topic"))
        #expect(run.output.contains("Infectoin control, perhaps Infection control"))
        #expect(run.output.contains("--near"), "\(run.output)")
        let rows = try read(fixes)
        #expect(rows[1].hasSuffix(",Infection control"), "\(rows[1])")
        #expect(rows[2].hasSuffix(",Health and safety") && rows[3].hasSuffix(",Medication"))
        #expect(rows[5].hasSuffix(","), "\(rows[5])")
        // What is suggested is taken as it stands.
        let mended = rows.dropFirst().prefix(3).map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0]),\(cells.last ?? ""),\(cells[2])\n"
        }
        let right = try write("m.csv", "Staff no,Course,Date\n" + mended.joined())
        #expect(try whub("training", "import", right, "--dry-run").exit == .code(0))
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--near", "--out", map).exit == .code(0))
        let text = try read(map).joined(separator: "\n")
        let code = "infection-prevention-and-control"
        #expect(text.contains("topic,Infectoin control,\(code),,\(code) (1 row)"), "\(text)")
        #expect(text.contains("topic,Safegaurding,,,safeguarding-adults or"), "\(text)")
        let filled = try write(
            "columns2.csv",
            text.replacing("topic,Safegaurding,,", with: "topic,Safegaurding,Safeguarding adults,")
                .replacing("topic,Zzz,,", with: "topic,Zzz,ignore,")
        )
        let kept = try whub("training", "import", file, "--columns", filled, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Kept: 4 new records"), "\(kept.error)")
        let wrong = try write(
            "columns3.csv",
            text.replacing("topic,Zzz,,", with: "topic,Zzz,Medicaton,")
        )
        let refused = try whub("training", "import", file, "--columns", wrong)
        #expect(refused.exit == .code(6) && refused.error.contains("did you mean “Medication”?"))
        let plain = try whub("training", "map", file)
        #expect(plain.output.contains("topic,Medicaton,,,medication-management (1 row)"))
    }

    @Test func `a unit is asked about, and a note is no warning`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date,Unit\nE1,Autism,01/02/2025,U1\nE2,Autism,03/02/2025,U1\n"
        )
        let run = try whub("training", "import", file, "--dry-run")
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(run.error.contains("“Unit” may be a workplace, a team or a part of a"))
        #expect(!run.error.contains("“Unit” as workplace"))
        let words = run.output.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        #expect(words.contains("0 errors, 1 note."), "\(run.output)")
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--out", map).exit == .code(0))
        let text = try read(map).joined(separator: "\n")
        #expect(text.contains("column,Unit,,,organisation"), "\(text)")
        let said = try write(
            "c.csv",
            text.replacing("column,Unit,,", with: "column,Unit,organisation,")
        )
        let kept = try whub("training", "import", file, "--columns", said, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(try whub("training", "worker", "E1").output.contains("U1"))
    }

    @Test func `rows of a restricted worker stand in the fixes, and undoing says how to go on`()
        throws
    {
        let head = "Staff no,Course,Date\n"
        let first = try write("a.csv", head + "E1,Autism,01/02/2025\n")
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        #expect(try whub("training", "restrict", "E1", "--yes").exit == .code(0))
        let again = try write(
            "b.csv",
            head + "E2,Autism,01/02/2025\ne1,Fire safety,01/02/2025\nE1,Oral health,01/02/2025\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", again, "--dry-run", "--fixes", fixes)
        #expect(run.exit == .code(0), "\(run.error)")
        let rows = try read(fixes)
        #expect(!rows[1].contains("TRNG-0258"), "\(rows[1])")
        #expect(rows[2].contains("TRNG-0258") && rows[3].contains("TRNG-0258"), "\(rows)")
        let imports = try whub("training", "imports", "-o", "csv").output
        let batch = try #require(imports.split(separator: "\r\n").last?.split(separator: ",").first)
        let undone = try whub("undo", String(batch), "--yes")
        #expect(undone.exit != .code(0) && undone.error.contains("TRNG-0258"), "\(undone.error)")
        #expect(undone.error.contains("`whub training restrict w:"), "\(undone.error)")
        #expect(!undone.error.contains("REF"), "\(undone.error)")
        let words = undone.error.split { " `,".contains($0) }
        let reference = try #require(words.first { $0.hasPrefix("w:") })
        let lifted = try whub("training", "restrict", String(reference), "--lift", "--yes")
        #expect(lifted.exit == .code(0), "\(lifted.error)")
        #expect(try whub("undo", String(batch), "--yes").exit == .code(0))
    }

    @Test func `a number of somebody in a topic’s cell or a title is not sent and not shown`()
        throws
    {
        let cell = try write(
            "t.csv",
            "Staff no,Course,Date\nE1,Moving QQ123456C,01/02/2025\n"
        )
        let fixes = home.file("fixes.csv")
        let run = try whub("training", "import", cell, "--yes", "--fixes", fixes)
        #expect(run.exit == .code(6) && run.error.contains("nothing was sent"), "\(run.error)")
        #expect(run.error.contains("TRNG-0237") && !run.error.contains("123456"))
        #expect(try read(fixes)[1].contains("TRNG-0237"))
        let map = try whub("training", "map", cell)
        #expect(map.exit == .code(0) && !map.output.contains("123456"), "\(map.output)")
        let columns = try write(
            "c.csv",
            "What,Name,Meaning\ncolumn,Staff no,staff_number\ncolumn,Course 07700 900123,topic\n"
        )
        let titled = try write("u.csv", "Staff no,Course 07700 900123\nE1,Autism\n")
        let title = try whub("training", "import", titled, "--columns", columns, "--yes")
        #expect(
            title.exit == .code(6) && title.error.contains("nothing was sent"),
            "\(title.error)"
        )
        #expect(title.error.contains("Row 1, column B"), "\(title.error)")
    }

    @Test func `days too far ahead and days that stand for not known are quoted`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Course,Date completed,Expiry date,Employment start date\n"
                + "E1,Autism,01/01/1900,,01/02/2020\nE2,Autism,01/02/2025,31/12/2199,\n"
                + "E3,Autism,01/02/2025,,01/01/2076\n"
        )
        let run = try whub("training", "import", file, "--dry-run")
        #expect(run.exit == .code(6), "\(run.error)")
        let words = run.output.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        #expect(words.contains("“01/01/1900” stands for “not known”"), "\(run.output)")
        #expect(words.contains("“31/12/2199” cannot be meant"), "\(run.output)")
        #expect(words.contains("“01/01/2076” cannot be meant"), "\(run.output)")
    }

    @Test func `readiness counts all reasons, errors first`() throws {
        let file = try write(
            "t.csv",
            "Staff no,Workplace,Job role,Course,Date\nE1,U1,Cook,Safeguarding children,01/02/2025\n"
                + "E2,,Cook,Autism,01/02/2025\n"
        )
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let run = try whub("training", "readiness")
        #expect(run.exit == .code(6) && run.output.contains("TRNG-0221"), "\(run.error)")
        #expect(run.error.contains("1 of 2 training records would pass. Fix this error"))
        let errors = try whub("training", "readiness", "--errors", "-o", "csv")
        #expect(!errors.output.contains("TRNG-0223") && errors.output.contains("TRNG-0221"))
    }
}
