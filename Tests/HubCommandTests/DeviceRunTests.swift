import HubServerKit
import HubTestKit
import HubWire
import Testing

/// Two laptops of one person, from the code to the end of one.
struct DeviceRunTests {
    private let first: TemporaryDirectory
    private let second: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        first = try TemporaryDirectory()
        second = try TemporaryDirectory()
        hub = try TestHub()
        let bundle = try TemporaryDirectory()
        try hub.writeBundle(bundle.path)
        let words = ["context", "add", "test", "--hub", "\(hub.address)", "--bundle", bundle.path]
        #expect(try ProgramRun("whub", words, home: first).exit == .code(0))
    }

    private func onFirst(_ words: String...) throws -> ProgramRun {
        try ProgramRun("whub", words, home: first)
    }

    private func onSecond(_ words: String..., input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", words, home: second, input: input)
    }

    private func keys() throws -> [PrincipalKey] {
        let run = try onFirst("cert", "devices", "-o", "json")
        #expect(run.exit == .code(0), "\(run.error)")
        return try ListOwnKeysResponse(json: run.output).keys
    }

    @Test func `a laptop is added, confirmed and ended from the first one`() throws {
        let dry = try onFirst("cert", "add-device", "--dry-run")
        #expect(dry.exit == .code(0) && dry.output == "", "\(dry.error)")
        let added = try onFirst("cert", "add-device", "--label", "second laptop")
        #expect(added.exit == .code(0), "\(added.error)")
        #expect(added.output.hasPrefix("WH1-") && added.output.utf8.count == 98)
        let typed = "whub enrol \(hub.address) - --context NAME"
        #expect(added.error.contains(typed), "\(added.error)")
        #expect(!added.error.contains("WH1-"))
        let enrolled = try onSecond(
            "enrol",
            "\(hub.address)",
            "-",
            "--context",
            "work",
            input: added.output
        )
        #expect(enrolled.exit == .code(0), "\(enrolled.error)")
        #expect(enrolled.error.contains("type `whub` there"), "\(enrolled.error)")
        #expect(try onSecond("councils").exit == .code(4))
        let looked = try onSecond("doctor")
        #expect(looked.exit == .code(4), "\(looked.error)")
        #expect(looked.error.contains("type `whub` there"), "\(looked.error)")
        let due = try onFirst()
        #expect(due.output.contains("whub cert confirm "), "\(due.output)")
        #expect(looked.output.contains("waits to be confirmed"), "\(looked.output)")
        let waiting = try #require(keys().first { $0.state == .pending })
        #expect(waiting.label == "second laptop")
        let list = try onFirst("cert", "devices")
        #expect(list.output.contains("second laptop") && list.output.contains("(this one)"))
        #expect(list.error.contains("whub cert confirm \(waiting.fingerprint)"))
        // What waits is told of itself alone.
        #expect(try !onSecond("cert", "devices").output.contains("the first device"))
        let wrong = try onFirst("cert", "confirm", "0000-0000-0000-0000")
        #expect(wrong.exit == .code(5) && wrong.error.contains("IDEN-0205"), "\(wrong.error)")
        #expect(wrong.error.contains("whub cert revoke KEY"), "\(wrong.error)")
        #expect(!wrong.error.contains("whub admin revoke"), "\(wrong.error)")
        let confirmed = try onFirst("cert", "confirm", waiting.fingerprint.lowercased())
        #expect(confirmed.exit == .code(0), "\(confirmed.error)")
        #expect(confirmed.error.contains("The key of second laptop is confirmed"))
        #expect(try onSecond("councils").exit == .code(0))
        #expect(try onSecond("doctor").exit == .code(0))
        #expect(try onFirst("cert", "devices", "-o", "csv").output.contains("second laptop"))
        // Nobody is asked, and nobody has said yes.
        #expect(try onFirst("cert", "revoke", waiting.id).exit == .code(2))
        let ended = try onFirst("cert", "revoke", waiting.fingerprint.lowercased(), "--yes")
        #expect(ended.exit == .code(0), "\(ended.error)")
        #expect(ended.error.contains("second laptop is out for good"))
        #expect(try onSecond("councils").exit == .code(4))
        #expect(try onFirst("cert", "devices").output.contains("second laptop") == false)
        #expect(try onFirst("cert", "devices", "--all").output.contains("second laptop"))
    }

    @Test func `the only laptop does not end itself, and an id that is none is told`() throws {
        let own = try #require(keys().first)
        let last = try onFirst("cert", "revoke", own.id, "--yes")
        #expect(last.exit == .code(5) && last.error.contains("IDEN-0215"), "\(last.error)")
        let unknown = try onFirst("cert", "revoke", "00ff", "--yes")
        #expect(unknown.exit == .code(3), "\(unknown.error)")
        #expect(unknown.error.contains("whub cert devices"))
        #expect(try onFirst("cert", "confirm", "nothing").exit == .code(2))
        #expect(try onFirst("cert", "confirm").exit == .code(2))
        let whoami = try onFirst("whoami")
        #expect(whoami.output.contains("Comes back until"), "\(whoami.output)")
    }
}
