import HubServerKit
import HubService
import HubTestKit
import HubText
import HubWire
import Testing

@testable import whub

/// What everybody is shown first.
struct OverviewTests {
    private func duties(_ kind: TenantKind = .council, _ role: Role = .admin) -> Duties {
        var identity = WhoAmIResponse()
        identity.tenantKind = kind
        identity.tenantCode = "E09000001"
        identity.grants = [Grant(role: role, family: .hub)]
        return Duties(identity)
    }

    private static func person(
        _ name: String,
        _ role: Role,
        _ key: KeyState = .active,
        _ state: PrincipalState = .active
    ) -> Principal {
        var principal = Principal(name: name, state: state)
        principal.grants = [Grant(role: role, family: .priorities)]
        principal.keys = [PrincipalKey(state: key)]
        return principal
    }

    @Test func `keys that wait are told with their owners, the first of many`() {
        var duties = duties()
        let people = ["A", "B", "C", "D", "E"].map { Self.person($0, .steward, .pending) }
        duties.take(principals: people + [Self.person("F", .steward)])
        #expect(duties.items.count == 1)
        #expect(duties.items[0].what.hasPrefix("5 new keys wait"))
        #expect(duties.items[0].what.hasSuffix(": A, B, C and 2 others"))
        var one = self.duties()
        one.take(principals: [people[0]])
        #expect(one.items[0].what.hasPrefix("1 new key waits"))
        let typed = "--fingerprint XXXX-XXXX-XXXX-XXXX"
        #expect(one.steps == ["whub admin confirm \"A\" \(typed)"])
        #expect(duties.steps == ["whub admin confirm PRINCIPAL \(typed)"])
        // Whoever is out for good has no key that waits.
        var none = self.duties()
        none.take(principals: [Self.person("A", .steward, .pending, .ended)])
        #expect(none.items.isEmpty)
    }

    @Test func `training that has expired or is missing is due, and none where nothing is`() {
        var duties = duties(.council, .steward)
        duties.take(training: TrainingCounts(expiring: 1, expired: 110, missing: 80))
        #expect(duties.items.map(\.what).first == "110 requirements of training expired")
        #expect(
            duties.steps == [
                "whub training expired", "whub training missing", "whub training expiring",
            ]
        )
        var none = self.duties(.council, .steward)
        none.take(training: TrainingCounts(required: 4, valid: 4, upToDate: 4))
        #expect(none.items.isEmpty)
    }

    @Test func `a further device waits for its owner alone`() {
        var steward = Self.person("A", .steward)
        steward.keys.append(PrincipalKey(fingerprint: "4K7M-Q2RX-0B9C-TW5D", state: .pending))
        var duties = duties()
        duties.take(principals: [steward])
        #expect(!duties.items.contains { $0.what.contains("new key") })
        duties = self.duties(.council, .steward)
        duties.take(ownKeys: steward.keys)
        #expect(duties.steps == ["whub cert confirm 4K7M-Q2RX-0B9C-TW5D"])
        #expect(duties.items.count == 1)
        // The key that is in use is confirmed by somebody else.
        steward.keys[1].isCurrent = true
        var none = self.duties(.council, .steward)
        none.take(ownKeys: steward.keys)
        #expect(none.items.isEmpty)
    }

    @Test func `a key whose inviter is out is told with who that was`() {
        var steward = Self.person("A", .steward, .pending)
        steward.invitedBy = "B"
        var duties = duties()
        duties.take(principals: [steward, Self.person("B", .admin, .revoked, .ended)])
        #expect(duties.items.first?.what.hasSuffix(": A (invited by B, who is out)") == true)
        var other = self.duties()
        other.take(principals: [steward, Self.person("B", .admin)])
        #expect(other.items.first?.what.hasSuffix(": A") == true)
    }

    @Test func `an only admin is told, and one of two is not`() {
        var duties = duties()
        duties.take(principals: [Self.person("A", .admin), Self.person("B", .admin)])
        #expect(duties.items.isEmpty)
        duties.take(principals: [Self.person("A", .admin), Self.person("B", .viewer)])
        #expect(duties.items.map(\.what).first?.hasPrefix("You are the only admin") == true)
        #expect(
            duties.steps == ["whub admin invite --tenant E09000001 --role admin --name TEXT"]
        )
        var hub = self.duties(.region, .operator)
        hub.take(principals: [Self.person("A", .operator), Self.person("B", .regionLead)])
        #expect(hub.steps == ["whub admin invite --hub-role operator --name TEXT"])
    }

    @Test func `what runs out is due by its own day, and the first day stands first`() {
        var duties = duties()
        duties.take(invitations: [
            Invitation(name: "A", expires: Timestamp(seconds: 1_780_315_200)),
            Invitation(name: "B", expires: Timestamp(seconds: 1_751_410_799)),
            Invitation(name: "C", expires: Timestamp(seconds: 1_751_410_799), device: "laptop"),
        ])
        duties.take(review: [Self.person("D", .viewer)])
        #expect(duties.items.map(\.day) == [nil, "2025-07-01", "2026-06-01"])
        #expect(duties.items[1].what == "2 invitations are open: B, device laptop of C")
        #expect(duties.items[2].what == "1 invitation is open: A")
        #expect(duties.steps == ["whub admin access-review", "whub admin invitations"])
        var none = self.duties()
        none.take(invitations: [])
        none.take(review: [])
        none.take(register: [])
        none.take(approvals: [])
        #expect(none.items.isEmpty && none.steps.isEmpty)
    }

    @Test func `a review of the register is due on its day, and an empty entry now`() {
        var duties = duties()
        let review = DataSetFinding(
            dataSet: .wresReturns,
            capacity: .employer,
            kind: "review_due"
        )
        let empty = DataSetFinding(dataSet: .trainingRecords, kind: "not_filled")
        let entry = DataSetEntry(
            dataSet: .wresReturns,
            capacity: .employer,
            policyReview: "2026-12-10"
        )
        duties.take(register: [review, empty], of: [entry])
        #expect(duties.items.map(\.day) == [nil, "2026-12-10"])
        #expect(duties.items[0].what.hasPrefix("1 entry of the register to fill"))
        let told = "Review of the policy document for WRES returns, as employer"
        #expect(duties.items[1].what == told)
        #expect(duties.steps == ["whub admin register --list"])
    }

    @Test func `each approval is told, and its command once`() {
        var duties = duties(.region, .operator)
        let approval = Approval(words: "Delete Example Council A", askedBy: "First")
        duties.take(approvals: [approval, approval])
        #expect(duties.items.count == 2)
        #expect(duties.items[0].what.contains("Delete Example Council A"))
        #expect(duties.steps == ["whub admin approvals"])
    }

    @Test func `what is done has no day by which it has to be`() {
        var item = DueItem(window: "first", what: "First: Handed in and agreed.", day: "2025-07-01")
        let style = TerminalStyle(columns: 80)
        let open = OverviewPage(GetOverviewResponse(due: [item]), name: "A").lines(style)
        #expect(open.contains("  by 1 July 2025  First: Handed in and agreed."))
        item.isDone = true
        let done = OverviewPage(GetOverviewResponse(due: [item]), name: "A").lines(style)
        #expect(done.contains("  done  First: Handed in and agreed."), "\(done)")
    }

    @Test func `an admin, an operator and an analyst have a page of their own`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        try hub.hub.loadStarterKit()
        for (name, request) in [
            ("admin", IssueRequest(tenantCode: TestHub.tenantCode, role: .admin, name: "Admin")),
            ("operator", IssueRequest(tenantCode: nil, role: .operator, name: "Operator")),
            ("analyst", IssueRequest(tenantCode: nil, role: .regionAnalyst, name: "Analyst")),
        ] {
            try hub.enter(name, try hub.hub.issue(request), home)
        }
        func whub(_ words: String...) throws -> ProgramRun {
            try ProgramRun("whub", words, home: home)
        }
        let admin = try whub("--context", "admin")
        #expect(admin.exit == .code(0), "\(admin.error)")
        #expect(admin.output.hasPrefix("Example Council A\n"))
        #expect(admin.output.contains("You are the only admin"))
        #expect(admin.output.contains("of the register to fill"))
        #expect(admin.output.contains("whub --context admin admin register --list"))
        #expect(!admin.output.contains("What changed lately"))
        let json = try GetOverviewResponse(json: whub("--context", "admin", "-o", "json").output)
        #expect(json.due.count == 2)
        #expect(try whub("--context", "admin", "-o", "csv").output.contains("only admin"))

        let invited = try whub(
            "--context=admin",
            "admin",
            "invite",
            "--tenant=\(TestHub.tenantCode)",
            "--role=steward",
            "--name=Workforce lead B"
        )
        #expect(invited.exit == .code(0), "\(invited.error)")
        #expect(try whub("--context", "admin").output.contains("1 invitation is open"))
        let enrolled = try ProgramRun(
            "whub",
            ["enrol", "\(hub.address)", "-", "--context", "new"],
            home: home,
            input: invited.output
        )
        #expect(enrolled.exit == .code(0), "\(enrolled.error)")
        let told = try whub("--context", "admin", "-o", "csv")
        #expect(told.output.contains("read to you: Workforce lead B"), "\(told.output)")
        let waits = try whub("--context", "new")
        #expect(waits.exit == .code(4))
        #expect(waits.error.contains("waits to be confirmed"))

        let operators = try whub("--context", "operator")
        #expect(operators.exit == .code(0), "\(operators.error)")
        #expect(operators.output.contains("You are the only operator"))
        let analyst = try whub("--context", "analyst")
        #expect(analyst.exit == .code(0), "\(analyst.error)")
        #expect(analyst.output.contains("whub --context analyst priorities windows"))
    }

    @Test func `a program is told what it may, whether or not it may see the windows`() throws {
        let home = try TemporaryDirectory()
        let hub = try TestHub()
        for (name, methods) in [
            ("without", [HubWire.Method.identityServicePing]),
            ("with", [.priorityServiceGetOverview]),
        ] {
            let request = IssueRequest(
                tenantCode: TestHub.tenantCode,
                role: .integrator,
                name: name,
                methods: methods.map { "\($0.name)" }
            )
            try hub.enter(name, try hub.hub.issue(request), home)
            let run = try ProgramRun("whub", ["--context", name], home: home)
            #expect(run.exit == .code(0), "\(run.error)")
            #expect(run.output.contains("What changed lately") == (name == "with"))
            #expect(!run.output.contains("What is due\n  Nothing."), "\(run.output)")
            let asks = "whub --context \(name) can-i METHOD"
            #expect(run.output.contains(asks) == (name == "without"), "\(run.output)")
        }
    }
}
