import HubServerKit
import HubService
import HubTestKit
import HubWire
import Testing

/// An admin at the command line: somebody comes, loses a laptop, is suspended, and leaves.
struct AdminRunTests {
    private let desk: TemporaryDirectory
    private let laptop: TemporaryDirectory
    private let other: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        desk = try TemporaryDirectory()
        laptop = try TemporaryDirectory()
        other = try TemporaryDirectory()
        hub = try TestHub()
        let request = IssueRequest(tenantCode: TestHub.tenantCode, role: .admin, name: "Admin")
        try enter(request, desk)
    }

    private func enter(_ request: IssueRequest, _ home: TemporaryDirectory) throws {
        let bundle = try TemporaryDirectory()
        try hub.writeBundle(bundle.path, of: hub.hub.issue(request))
        let words = ["context", "add", "test", "--hub", "\(hub.address)", "--bundle", bundle.path]
        #expect(try ProgramRun("whub", words, home: home).exit == .code(0))
    }

    private func admin(_ words: String...) throws -> ProgramRun {
        try ProgramRun("whub", ["admin"] + words, home: desk)
    }

    /// Enrols a laptop with a code.
    private func enrol(_ code: String, _ home: TemporaryDirectory) throws {
        let words = ["enrol", "\(hub.address)", "-", "--context", "work"]
        let run = try ProgramRun("whub", words, home: home, input: code)
        #expect(run.exit == .code(0), "\(run.error)")
    }

    private func at(_ home: TemporaryDirectory, _ words: String...) throws -> ProgramRun {
        try ProgramRun("whub", words, home: home)
    }

    private func acts(_ words: String...) throws -> [Act] {
        let run = try ProgramRun("whub", ["admin", "acts", "-o", "json"] + words, home: desk)
        #expect(run.exit == .code(0), "\(run.error)")
        return try ListActsResponse(json: run.output).acts
    }

    private func invite(_ role: String, _ name: String, _ home: TemporaryDirectory) throws {
        let code = TestHub.tenantCode
        let run = try admin("invite", "--tenant", code, "--role", role, "--name", name)
        #expect(run.exit == .code(0), "\(run.error)")
        try enrol(run.output, home)
    }

    @Test func `what was done is told to admins, narrowed to one person, and to programs`() throws {
        try invite("viewer", "Viewer", laptop)
        #expect(try admin("suspend", "Viewer", "--reason", "Laptop lost").exit == .code(0))
        #expect(try admin("resume", "Viewer", "--reason", "Laptop found").exit == .code(0))
        let roles = ["roles", "Viewer", "--role", "contributor:priorities", "--reason", "Writes"]
        let changed = try ProgramRun("whub", ["admin"] + roles, home: desk)
        #expect(changed.exit == .code(0), "\(changed.error)")
        let all = try acts("--principal", "Viewer")
        #expect(all.map(\.kind) == [.rolesChanged, .resumed, .suspended, .enrolled, .invited])
        #expect(all.map(\.reason) == ["Writes", "Laptop found", "Laptop lost", "", ""])
        #expect(all.allSatisfy { $0.name == "Viewer" })
        let table = try admin("acts")
        for word in ["Laptop", "suspended", "Viewer", "the hub's own", "contributor"] {
            #expect(table.output.contains(word), "\(table.output)")
        }
        #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let csv = try admin("acts", "--since", "01/01/2020", "-o", "csv")
        #expect(csv.output.contains("Laptop lost"))
        #expect(csv.output.contains("time,act,name,by,reason"))
        let none = try admin("acts", "--since", "31/12/2199")
        #expect(none.exit == .code(0) && none.output.isEmpty)
        #expect(none.error.contains("Nothing of the kind"))
        #expect(try admin("acts", "--since", "yesterday").exit == .code(2))
        #expect(try admin("acts", "--principal", "Nobody").exit == .code(3))
        // It is the admins' to see.
        #expect(try at(laptop, "admin", "acts").exit == .code(4))
    }

    @Test func `whoever is suspended or out is told so, and what to do`() throws {
        try invite("viewer", "Viewer", laptop)
        #expect(try at(laptop, "cert").output.contains("nothing; it is renewed by itself"))
        #expect(try admin("suspend", "Viewer", "--reason", "Away").exit == .code(0))
        let twice = try admin("suspend", "Viewer", "--reason", "Away")
        #expect(twice.exit == .code(5), "\(twice.error)")
        #expect(twice.error.contains("it is suspended already"), "\(twice.error)")
        let suspended = try at(laptop, "councils")
        #expect(suspended.exit == .code(4))
        #expect(suspended.error.contains("You are suspended: "), "\(suspended.error)")
        #expect(suspended.error.contains("[WIRE-0811]"), "\(suspended.error)")
        #expect(suspended.error.contains("whub admin resume"), "\(suspended.error)")
        // Why is between the admins.
        #expect(!suspended.error.contains("Away"))
        let cert = try at(laptop, "cert")
        #expect(cert.exit == .code(4), "\(cert.error)")
        #expect(cert.output.contains("refused by the hub: You are suspended [WIRE-0811]"))
        #expect(!cert.output.contains("nothing"), "\(cert.output)")
        let csv = try at(laptop, "cert", "-o", "csv")
        #expect(csv.output.contains("WIRE-0811") && csv.exit == .code(4))
        #expect(try admin("revoke", "Viewer", "--reason", "Left", "--yes").exit == .code(0))
        let out = try at(laptop, "cert")
        #expect(out.exit == .code(4) && out.output.contains("[WIRE-0813]"), "\(out.output)")
        #expect(out.error.contains("Your access has ended"), "\(out.error)")
        #expect(out.output.contains("invitation") && !out.output.contains("nothing"))
    }

    @Test func `a lost laptop ends, and a new one is the same person's`() throws {
        try invite("steward", "Steward", laptop)
        let person = try #require(acts("--principal", "Steward").first)
        let words = ["confirm", "Steward", "--fingerprint", person.fingerprint]
        #expect(try ProgramRun("whub", ["admin"] + words, home: desk).exit == .code(0))
        #expect(try at(laptop, "councils").exit == .code(0))
        let early = try admin("add-device", "Steward")
        #expect(early.exit == .code(5) && early.error.contains("IDEN-0219"), "\(early.error)")
        #expect(early.error.contains("whub admin revoke-device"), "\(early.error)")
        // Nobody is asked, and nobody has said yes.
        let asked = try admin("revoke-device", "Steward", "--reason", "Lost")
        #expect(asked.exit == .code(2))
        let named = ["admin", "revoke-device", "Steward", "0000-0000-0000-0000"]
        let wrong = try ProgramRun("whub", named + ["--reason", "Lost", "--yes"], home: desk)
        #expect(wrong.exit == .code(3), "\(wrong.error)")
        let dry = try admin("suspend", "Steward", "--reason", "Lost", "--dry-run")
        #expect(dry.error.contains("Without --dry-run: Steward is suspended."), "\(dry.error)")
        let ended = try admin("revoke-device", "Steward", "--reason", "Lost", "--yes")
        #expect(ended.exit == .code(0), "\(ended.error)")
        #expect(ended.error.contains("The first device of Steward"), "\(ended.error)")
        #expect(ended.error.contains("whub admin add-device"), "\(ended.error)")
        let cert = try at(laptop, "cert")
        #expect(cert.output.contains("[WIRE-0801]") && cert.exit == .code(4), "\(cert.output)")
        let added = try admin("add-device", "Steward", "--label", "new laptop")
        #expect(added.exit == .code(0) && added.output.hasPrefix("WH1-"), "\(added.error)")
        try enrol(added.output, other)
        #expect(try at(other, "councils").exit == .code(4))
        let fresh = try #require(acts("--principal", "Steward").first)
        #expect(fresh.kind == .enrolled && fresh.device == "new laptop")
        let confirm = try admin("confirm", "Steward", "--fingerprint", fresh.fingerprint)
        #expect(confirm.error.contains("it opens the hub now"), "\(confirm.error)")
        #expect(try at(other, "councils").exit == .code(0))
        #expect(try at(other, "whoami").output.contains("steward"))
    }

    @Test func `confirming somebody's access says that and nothing of others`() throws {
        try invite("viewer", "Viewer", laptop)
        let nobody = "Nobody's access is due"
        #expect(try admin("access-review").output.contains(nobody))
        let confirmed = try admin("access-review", "--confirm", "Viewer")
        #expect(confirmed.exit == .code(0), "\(confirmed.error)")
        #expect(!confirmed.output.contains(nobody), "\(confirmed.output)")
    }

    @Test func `the region itself is no council, and that is said`() throws {
        try enter(IssueRequest(tenantCode: nil, role: .operator, name: "First"), other)
        let region = try WhoAmIResponse(json: at(other, "whoami", "-o", "json").output)
        let words = ["admin", "tenant", "suspend", region.tenantCode, "--reason", "No", "-y"]
        let refused = try ProgramRun("whub", words, home: other)
        #expect(refused.exit == .code(4), "\(refused.error)")
        #expect(refused.error.contains("this is the region itself"), "\(refused.error)")
        #expect(refused.error.contains("whub councils"), "\(refused.error)")
    }

    @Test func `operators see which councils get in, and are told what is to be done`() throws {
        try enter(IssueRequest(tenantCode: nil, role: .operator, name: "First"), other)
        let code = TestHub.tenantCode
        let before = try at(other, "admin", "tenants")
        #expect(before.exit == .code(0), "\(before.error)")
        #expect(before.output.contains(code) && before.output.contains("active"))
        #expect(before.output.contains("2 organisations on this hub."), "\(before.output)")
        let words = ["admin", "tenant", "suspend", code, "--reason", "Under review", "--yes"]
        #expect(try ProgramRun("whub", words, home: other).exit == .code(0))
        let counted = try at(other, "admin", "tenants").output
        #expect(counted.contains("2 organisations on this hub, 1 suspended."), "\(counted)")
        let listed = try at(other, "admin", "tenants", "-o", "csv")
        #expect(listed.output.contains("suspended: Under review"), "\(listed.output)")
        #expect(listed.output.contains("whub admin tenant resume \(code)"))
        let due = try at(other, "overview")
        #expect(due.output.contains("is suspended: Under review"), "\(due.output)")
        let resume = ["admin", "tenant", "resume", code, "--reason", "It is settled"]
        #expect(try ProgramRun("whub", resume, home: other).exit == .code(0))
        let json = try at(other, "admin", "tenants", "-o", "json").output
        let tenant = try ListTenantsResponse(json: json).tenants.first { $0.code == code }
        #expect(tenant?.state == .active && tenant?.reason.isEmpty == true)
    }

    @Test func `one of several devices is asked for with a line for each`() throws {
        try invite("viewer", "Viewer", laptop)
        let added = try at(laptop, "cert", "add-device", "--label", "second laptop")
        try enrol(added.output, other)
        let asked = try admin("revoke-device", "Viewer", "--reason", "Lost", "--yes")
        #expect(asked.exit == .code(2), "\(asked.error)")
        #expect(!asked.error.contains("\\n"), "\(asked.error)")
        #expect(asked.error.split(separator: "\n").count == 4, "\(asked.error)")
    }

    @Test func `a key that opens already is confirmed, and that is what is said`() throws {
        try invite("viewer", "Viewer", laptop)
        let key = try #require(acts("--principal", "Viewer").first).fingerprint
        let unread = "fingerprint not confirmed"
        #expect(try admin("principals", "-o", "csv").output.contains(unread))
        let confirm = try admin("confirm", "Viewer", "--fingerprint", key)
        #expect(confirm.exit == .code(0))
        #expect(confirm.error.contains("it opened the hub before"), "\(confirm.error)")
        #expect(!confirm.error.contains("opens the hub now"), "\(confirm.error)")
        #expect(try !admin("principals", "-o", "csv").output.contains(unread))
        let again = try admin("confirm", "Viewer", "--fingerprint", key)
        #expect(again.exit == .code(5) && again.error.contains("confirmed already"))
    }

    @Test func `an operator is told who can approve, from when on, and what became of it`() throws {
        let second = try TemporaryDirectory()
        try enter(IssueRequest(tenantCode: nil, role: .operator, name: "First"), other)
        let words = [
            "admin", "break-glass", TestHub.tenantCode, "--name", "New", "--reason", "Gone",
            "--yes",
        ]
        let lonely = try ProgramRun("whub", words, home: other)
        #expect(lonely.exit == .code(5) && lonely.error.contains("IDEN-0307"), "\(lonely.error)")
        try enter(IssueRequest(tenantCode: nil, role: .operator, name: "Second"), second)
        let asked = try ProgramRun("whub", words, home: other)
        #expect(asked.exit == .code(0), "\(asked.error)")
        #expect(asked.error.contains(": Second, from "), "\(asked.error)")
        let listed = try at(second, "admin", "approvals")
        #expect(listed.output.contains("Second, from "), "\(listed.output)")
        let json = try at(second, "admin", "approvals", "-o", "json").output
        let id = try #require(ListApprovalsResponse(json: json).approvals.first).id
        let early = try at(second, "admin", "approve", id, "--yes")
        #expect(early.exit == .code(5) && early.error.contains("IDEN-0301"), "\(early.error)")
        let declined = try at(second, "admin", "decline", id, "--reason", "No need")
        #expect(declined.exit == .code(0), "\(declined.error)")
        #expect(try at(other, "admin", "approvals").output.isEmpty)
        let all = try at(other, "admin", "approvals", "--all")
        #expect(all.output.contains("declined: No need"), "\(all.output)")
        let acts = try at(other, "admin", "acts")
        #expect(acts.output.contains("No need"), "\(acts.output)")
    }
}
