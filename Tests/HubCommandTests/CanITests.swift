import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import whub

/// Who can help somebody whom a role is missing.
struct CanITests {
    private static let hand = Method.priorityServiceHandInAssessment

    private func verdict(
        _ method: Method,
        _ grants: [Grant],
        granters: [String],
        name: String = "Me",
        kind: TenantKind = .council
    ) -> Verdict {
        var identity = WhoAmIResponse()
        identity.principalName = name
        identity.principalId = "0198c000-0000-7000-8000-000000000001"
        identity.tenantKind = kind
        identity.grants = grants
        identity.keyConfirmed = true
        var answer = CanIResponse()
        answer.roles = RoleTable.roles(carrying: method.facts.permission)
        answer.family = method.facts.family
        answer.granters = granters
        return Verdict(method, identity, answer)
    }

    private static func all(_ role: Role) -> [Grant] {
        GrantWords.families.map { Grant(role: role, family: $0.family) }
    }

    @Test func `a viewer asks an admin, and for what no person is`() {
        let verdict = verdict(Self.hand, Self.all(.viewer), granters: ["Admin of A"])
        #expect(verdict.next == "ask Admin of A for the role steward (priorities)")
        let reader = self.verdict(.priorityServiceGetAssessment, [], granters: ["Admin of A"])
        #expect(!reader.next.contains("integrator"))
        #expect(reader.next.hasPrefix("ask Admin of A for the role viewer (priorities) or"))
    }

    @Test func `the only admin is not sent to itself, and types what grants the role`() {
        let verdict = verdict(Self.hand, Self.all(.admin), granters: ["Me"])
        #expect(
            verdict.next
                == "you can grant it to yourself, and the history shows it: "
                + "whub admin roles \"Me\" --role admin --role steward:priorities"
        )
    }

    @Test func `an admin with a colleague may ask that one`() {
        let verdict = verdict(Self.hand, Self.all(.admin), granters: ["Me", "Other"])
        #expect(verdict.next.hasPrefix("ask Other, or you can grant it to yourself"))
    }

    @Test func `a name that a shell would change is not typed`() {
        let verdict = verdict(Self.hand, Self.all(.admin), granters: ["$x"], name: "$x")
        #expect(verdict.next.contains("whub admin roles 0198c000-0000-7000-8000-000000000001 "))
    }

    @Test func `an organisation without an admin is helped by two operators`() {
        let verdict = verdict(
            Self.hand,
            Self.all(.viewer),
            granters: ["the hub's operators"]
        )
        #expect(verdict.next.contains("has no admin now"))
        #expect(verdict.next.contains("whub admin break-glass"))
        #expect(verdict.next.hasSuffix("the role steward (priorities)"))
    }

    @Test func `an integrator is not advised the role that it has`() {
        let grants = [Grant(role: .integrator, family: .priorities)]
        let verdict = verdict(
            .priorityServiceGetAssessment,
            grants,
            granters: ["Admin of A"],
            name: "Feeder"
        )
        #expect(verdict.sentence.contains("is not among the methods that you may call"))
        #expect(
            verdict.next.contains(
                "whub admin roles \"Feeder\" --role integrator:priorities "
                    + "--methods \(Method.priorityServiceGetAssessment.name),…"
            )
        )
        let open = self.verdict(.priorityServiceListScales, grants, granters: ["Admin of A"])
        #expect(open.next.hasPrefix("ask Admin of A to list it"))
    }

    @Test func `what no integrator can hold is for somebody else`() {
        let verdict = verdict(
            .adminServiceListPrincipals,
            [Grant(role: .integrator, family: .priorities)],
            granters: ["Admin of A"]
        )
        #expect(verdict.next.contains("let somebody of your organisation do it"))
        #expect(verdict.next.contains("admin"))
    }

    @Test func `people of the region are sent to the council, and operators to themselves`() {
        let hub = [Grant(role: .operator, family: .hub)]
        let council = verdict(
            Self.hand,
            hub,
            granters: ["the hub's operators"],
            kind: .region
        )
        #expect(council.next.hasPrefix("ask the council"))
        let window = verdict(
            .priorityServiceSaveWindow,
            hub,
            granters: ["the hub's operators"],
            kind: .region
        )
        #expect(window.next.hasSuffix("--role operator --role region-lead"))
        let analyst = verdict(
            .priorityServiceSaveWindow,
            [Grant(role: .regionAnalyst, family: .hub)],
            granters: ["the hub's operators"],
            kind: .region
        )
        #expect(
            analyst.next == "ask the hub's operators, who can invite you as region lead"
        )
    }

    @Test func `advice about a method names the one that was called`() {
        let message = "none of your roles allows \(Self.hand.name); it is for steward"
        let advice = "`whub can-i METHOD` says which role allows it"
        #expect(
            MethodName.filled(advice, from: message)
                == "`whub can-i HandInAssessment` says which role allows it"
        )
        #expect(MethodName.filled(advice, from: "no a/b here") == advice)
    }

    @Test func `what the only admin is told works as it is told`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        let admin = try hub.hub.issue(
            IssueRequest(tenantCode: TestHub.tenantCode, role: .admin, name: "Admin of A")
        )
        try hub.enter("admin", admin, home)
        let refused = try ProgramRun("whub", ["can-i", "HandInAssessment"], home: home)
        #expect(refused.exit == .code(4))
        let next = try #require(refused.error.split(separator: "Next: ").last)
        #expect(next.contains("you can grant it to yourself"), "\(refused.error)")
        let typed = [
            "admin", "roles", "Admin of A", "--role", "admin", "--role", "steward:priorities",
        ]
        let granted = try ProgramRun("whub", typed, home: home)
        #expect(granted.exit == .code(0), "\(granted.error)")
        let allowed = try ProgramRun("whub", ["can-i", "HandInAssessment"], home: home)
        #expect(allowed.exit == .code(0), "\(allowed.error)")
    }

    @Test func `what an admin is told of a capacity works as it is told`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        let admin = try hub.hub.issue(
            IssueRequest(tenantCode: TestHub.tenantCode, role: .admin, name: "Admin of A")
        )
        try hub.enter("admin", admin, home)
        func whub(_ words: String...) throws -> ProgramRun {
            try ProgramRun("whub", words, home: home)
        }
        let roles = ["--role", "admin", "--role", "viewer:training"]
        let given = try ProgramRun("whub", ["admin", "roles", "Admin of A"] + roles, home: home)
        #expect(given.exit == .code(0), "\(given.error)")
        let entry = DataSetEntry(
            dataSet: .trainingRecords,
            capacity: .commissioner,
            controller: "Example Council A",
            purpose: "To see who is due.",
            lawfulBasis: "Article 6(1)(e)",
            dpiaReference: "EX-DPIA-015",
            retention: "6 years",
            recipients: ["Nobody outside"]
        )
        let register = SaveDataSetsRequest(entries: [entry]).jsonString()
        try LocalFile.replace(home.file("register.json"), with: Array(register.utf8).span)
        let kept = try whub("admin", "register", "-f", home.file("register.json"))
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("2 people or programs have a role"), "\(kept.error)")
        #expect(try whub("training", "rules").exit == .code(0))
        #expect(try whub("training", "imports").exit == .code(4))
        let counts = try whub("training", "status")
        #expect(counts.exit == .code(4) && counts.error.contains("GATE-0203"), "\(counts.error)")
        let shut = try whub("training", "expired")
        #expect(shut.exit == .code(4) && shut.error.contains("GATE-0203"), "\(shut.error)")
        let refused = try whub("can-i", "ListTrainingStandings")
        #expect(refused.exit == .code(4))
        #expect(refused.output.contains("viewer (training as commissioner too)"))
        #expect(
            refused.error.contains("--role admin --role viewer:training:commissioner"),
            "\(refused.error)"
        )
        let wide = ["--role", "admin", "--role", "viewer:training", "--as-commissioner"]
        let done = try ProgramRun("whub", ["admin", "roles", "Admin of A"] + wide, home: home)
        #expect(done.exit == .code(0), "\(done.error)")
        #expect(try whub("training", "expired").exit == .code(0))
        #expect(try whub("whoami").output.contains("viewer (training as commissioner too)"))
    }
}

extension TestHub {
    /// Lets somebody in who was issued a certificate, under a name of its own.
    func enter(_ name: String, _ bundle: IssuedBundle, _ home: TemporaryDirectory) throws {
        let files: [(String, [UInt8])] = [
            ("client.pem", bundle.chain), ("client.key", bundle.key),
            ("authority.pem", bundle.root), ("context.json", Array(bundle.context.utf8)),
        ]
        for (name, bytes) in files { try LocalFile.replace(home.file(name), with: bytes.span) }
        let words = ["context", "add", name, "--hub=\(address)", "--bundle=\(home.path)"]
        let run = try ProgramRun("whub", words, home: home)
        #expect(run.exit == .code(0), "\(run.error)")
    }
}
