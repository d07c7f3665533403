import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command, and what must not leave the computer.
struct TrainingPrivacyRunTests {
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

    private func write(_ name: String, _ text: String) throws -> String {
        try LocalFile.replace(home.file(name), with: Array(text.utf8).span)
        return home.file(name)
    }

    /// Whether the hub holds no upload.
    private func holdsNothing() throws -> Bool {
        try !whub("training", "imports").error.contains("Open: ")
    }

    @Test func `what each column is taken for is said, and what is not sure stays`() throws {
        let file = try write(
            "t.csv",
            """
            Staff no,Course,Date completed,Notes,Other names,Attended?
            E1,Fire safety,01/02/2025,cried in class,Jo,Y

            """
        )
        let check = try whub("training", "import", file, "--dry-run")
        #expect(check.exit == .code(0), "\(check.error)")
        #expect(check.error.contains("Leaves your computer: “Staff no” as staff number"))
        #expect(check.error.contains("About people, stays on your computer: Notes"))
        #expect(check.error.contains("“Other names” may be the other job roles"))
        #expect(try holdsNothing())
        let map = home.file("columns.csv")
        #expect(try whub("training", "map", file, "--out", map).exit == .code(0))
        let text = String(decoding: try LocalFile.read(map, bytesMax: 65_536), as: UTF8.self)
        #expect(text.contains("column,Other names,,,other_roles"))
        // A mapping that says notes sends none.
        let edited = "What,Name,Meaning\ncolumn,Staff no,staff_number\ncolumn,Course,topic\n"
        let noted = try write("columns.csv", edited + "column,Notes,notes\n")
        let again = try whub("training", "import", file, "--columns", noted, "--dry-run")
        #expect(again.exit == .code(0), "\(again.error)")
        #expect(again.error.contains("“Notes” is mapped as notes, which are never sent"))
    }

    @Test func `a file with people for staff numbers is not sent`() throws {
        let file = try write(
            "t.csv",
            """
            Staff no,Course,Date completed
            E1,Fire safety,01/02/2025
            AB123456C,Fire safety,01/02/2025
            jo@example.org,Fire safety,01/02/2025

            """
        )
        let run = try whub("training", "import", file, "--yes")
        #expect(run.exit == .code(6), "\(run.error)")
        #expect(run.error.contains("2 staff numbers cannot be one: nothing was sent"))
        #expect(run.error.contains("TRNG-0232") && run.error.contains("TRNG-0233"))
        #expect(!run.error.contains("AB123456C") && !run.error.contains("jo@example"))
        #expect(try holdsNothing())
        let named = try whub("training", "worker", "Mohammed Brown")
        #expect(named.exit == .code(3) && named.error.contains("it was not sent"))
    }

    @Test func `a name is looked up on this computer`() throws {
        let file = try write("t.csv", "Staff no,Course,Date\nE1,Fire safety,01/02/2025\n")
        #expect(try whub("training", "import", file, "--yes").exit == .code(0))
        let hr = try write("hr.csv", "Staff no,Name\nE1,Jo Example\njo@example.org,Jo Other\n")
        let names = try whub("names", "load", hr)
        #expect(names.exit == .code(0), "\(names.error)")
        #expect(names.error.contains("1 staff number stayed here"))
        let worker = try whub("training", "worker", "jo example")
        #expect(worker.exit == .code(0) && worker.output.contains("Jo Example (E1)"))
    }

    @Test func `what is not kept is thrown away, and a changed team is kept`() throws {
        let head = "Staff no,Team,Course,Date\n"
        let first = try write("a.csv", head + "E1,Blue,Fire safety,01/02/2025\n")
        #expect(try whub("training", "import", first, "--yes").exit == .code(0))
        let same = try whub("training", "import", first, "--yes")
        #expect(same.error.contains("says nothing new"))
        #expect(try holdsNothing())
        // Nobody is there to be asked.
        let moved = try write("b.csv", head + "E1,Red,Fire safety,01/02/2025\n")
        #expect(try whub("training", "import", moved).exit != .code(0))
        #expect(try holdsNothing())
        let kept = try whub("training", "import", moved, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("Kept: 1 changed worker"))
        #expect(try whub("training", "worker", "E1").output.contains("Red"))
        let none = try whub("training", "discard", "0192a4c8-1e5f-7a31-9c4e-5d2b6f7a8c90")
        #expect(none.exit == .code(0) && none.error.contains("Nothing is there"))
    }
}
