import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubWire
import Testing

/// A region lead and a council with the built command: groups of councils, and figures of them.
struct GeographyRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
        try addLead()
    }

    private func addLead() throws {
        let request = IssueRequest(tenantCode: nil, role: .regionLead, name: "Region lead")
        let bundle = try hub.hub.issue(request)
        let files: [(String, [UInt8])] = [
            ("client.pem", bundle.chain), ("client.key", bundle.key),
            ("authority.pem", bundle.root), ("context.json", Array(bundle.context.utf8)),
        ]
        for (name, bytes) in files { try LocalFile.replace(home.file(name), with: bytes.span) }
        let run = try whub(
            "context",
            "add",
            "lead",
            "--hub=\(hub.address)",
            "--bundle=\(home.path)"
        )
        #expect(run.exit == .code(0), "\(run.error)")
        #expect(try whub("context", "use", "a").exit == .code(0))
    }

    private func whub(_ arguments: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: input)
    }

    private func save(_ file: String, _ more: String...) throws -> ProgramRun {
        let words = [
            "geography", "save", "-", "--edition", "boards", "--kind", "icb", "--source",
            "Invented", "--context", "lead",
        ]
        return try ProgramRun("whub", words + more, home: home, input: file)
    }

    @Test
    func `a name as others write it is resolved, and one that nobody has is missing`() throws {
        let found = try whub("geography", "resolve", "Bedford Borough")
        #expect(found.exit == .code(0) && found.output.contains("Bedford (E06000055)"))
        let old = try whub("geography", "resolve", "E08000016")
        #expect(old.output.contains("Barnsley (E08000038)"), "\(old.output)")
        let surrey = try whub("geography", "resolve", "Surrey")
        #expect(surrey.output.contains("planned") && surrey.output.contains("1 April 2027"))
        // What a name of the past leads to says the way once, and what else came there.
        let merged = try whub("geography", "resolve", "Poole").output
        let way = merged.split(separator: "\n").filter { $0.contains("Poole (E06000029)") }
        #expect(way.count == 1 && merged.contains("What else it came from"), "\(merged)")
        #expect(merged.contains("Bournemouth (E06000028)") && merged.contains(", merged"))
        let help = try whub("geography", "resolve", "--help").output
        #expect(help.contains("several councils became one") && help.contains("to be split"))
        #expect(try whub("geography", "save", "--help").output.contains("sub-regions of ADASS"))
        let none = try whub("geography", "resolve", "Bedfrod")
        #expect(none.exit == .code(3) && none.error.contains("Bedford"), "\(none.error)")
    }

    @Test
    func `groups are tried, loaded, shown, and figures of a group are added up`() throws {
        let file = "Group,Council\nBoard A,Bedford\nBoard A,Luton\n"
        let tried = try save(file, "--dry-run")
        #expect(tried.exit == .code(0), "\(tried.error)")
        #expect(tried.output.contains("1 group of 2 councils"), "\(tried.output)")
        let wrong = try save("Group,Council\nBoard A,Nowhere\n", "--yes")
        #expect(wrong.exit == .code(6) && wrong.output.contains("GEOG-0101"), "\(wrong.output)")
        #expect(try !whub("geography", "groups").output.contains("boards"))
        let kept = try save(file, "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(try whub("geography", "groups").output.contains("boards"))
        let shown = try whub("geography", "show", "--kind", "icb", "-o", "csv")
        #expect(shown.output.contains(",Board A,E06000032,Luton"), "\(shown.output)")
        #expect(try save(shown.output, "--yes").exit == .code(0))
        let figures = """
            Measure,Code,Period,Edition,Employers,Value,Source
            vacancies,E06000055,2023/24,2024,all,1000,S1
            vacancies,E06000032,2023/24,2024,all,20,S1
            vacancies,E06000032,2022/23,2024,all,20,S1

            """
        #expect(try whub("figures", "import", "-", "--yes", input: figures).exit == .code(0))
        let sums = try whub("figures", "group", "vacancies", "--kind=icb", "--group=Board A")
        #expect(sums.exit == .code(0), "\(sums.error)")
        #expect(sums.output.contains("Sum of the councils: 1,020 posts"), "\(sums.output)")
        #expect(sums.output.contains("FIGR-0116"), "\(sums.output)")
        for words in [["geography", "groups"], ["geography", "show", "regions"]] {
            for output in ["table", "json", "csv"] {
                let run = try ProgramRun("whub", words + ["-o", output], home: home)
                #expect(run.exit == .code(0), "\(words) \(output)")
            }
        }
        let gone = try whub(
            "geography",
            "withdraw",
            "boards",
            "--why=old",
            "--yes",
            "--context=lead"
        )
        #expect(gone.exit == .code(0), "\(gone.error)")
        #expect(try whub("geography", "show", "boards").exit == .code(3))
        #expect(try whub("geography", "show").exit == .code(2))
    }
}
