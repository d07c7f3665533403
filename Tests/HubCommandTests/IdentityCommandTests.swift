import HubCrypto
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import whub

/// Enrolment and administration as far as they need no hub.
struct IdentityCommandTests {
    private func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: try TemporaryDirectory(), input: input)
    }

    @Test(
        arguments: [
            (["enrol", "localhost:7443", "-"], 2), (["enrol", "localhost:7443"], 2),
            (["enrol", "localhost:7443", "WH1-NONSENSE", "--context", "a"], 2),
            (["enrol", ":7443", "-", "--context", "a"], 2),
            (["admin", "invite", "--name", "A"], 2), (["admin", "tenant", "burn", "X"], 2),
            (["admin", "invite", "--hub-role", "operator", "--tenant", "X", "--name", "A"], 2),
            (
                [
                    "admin", "invite", "--tenant", "X", "--role", "viewer", "--name", "A",
                    "--valid",
                    "8d",
                ], 2
            ),
            (["admin", "register"], 2), (["admin", "audit", "mend"], 2),
            (["admin", "confirm", "A", "--fingerprint", "nothing"], 2),
            (["admin", "roles", "A", "--role", "king"], 2), (["cert"], 3),
            (["admin", "roles", "A", "--role", "viewer:training:king"], 2),
            (["admin", "roles", "A", "--role", "admin", "--as-commissioner"], 2),
            (["admin", "principals"], 3), (["cert", "add-device", "--valid", "25h"], 2),
            (["cert", "add-device", "--valid", "24h"], 3), (["cert", "confirm", "nothing"], 2),
            (["cert", "devices"], 3), (["cert", "revoke"], 2),
        ] as [([String], Int32)]
    )
    func `a line that cannot be meant ends before any hub is asked`(
        arguments: [String],
        code: Int32
    ) throws {
        let run = try run(arguments)
        #expect(run.exit == .code(code), "\(arguments): \(run.error)")
        #expect(run.output == "")
    }

    @Test func `an invitation comes through a pipe, and a hub that is away is told`() throws {
        let digest = SHA256.digest(of: [1])
        let code = InvitationCode(rootDigest: digest).text
        let words = ["enrol", "127.0.0.1:1", "-", "--context", "a", "--timeout", "2s"]
        let run = try run(words, input: "\(code)\n")
        #expect(run.exit == .code(7), "\(run.error)")
        #expect(run.error.contains("compare 127.0.0.1:1 with what you were given"))
        #expect(run.error.contains("the same command again: your key is kept"))
        #expect(!run.error.contains(code))
    }

    @Test func `an empty register can be sent back as it is printed`() throws {
        let request = try SaveDataSetsRequest(json: Array(RegisterTemplate.text.utf8))
        #expect(request.entries.map(\.dataSet) == [.trainingRecords, .wresReturns])
        #expect(try run(["admin", "register", "--template"]).output == RegisterTemplate.text)
        // The form of its day stands in it, and is no day that is sent.
        #expect(request.entries.allSatisfy { $0.policyReview == RegisterTemplate.dayForm })
        #expect(try RegisterTemplate.day(RegisterTemplate.dayForm) == "")
    }

    @Test func `a register takes days as everything else does`() throws {
        for typed in ["31/03/2027", "2027-03-31", " 31 March 2027 "] {
            #expect(try RegisterTemplate.day(typed) == "2027-03-31", "\(typed)")
        }
        #expect(try RegisterTemplate.day("") == "")
        for typed in ["31/02/2027", "03/31/2027", "next year"] {
            #expect(throws: TextError.self) { try RegisterTemplate.day(typed) }
            // It is refused before any hub is asked.
            let file = RegisterTemplate.text.replacing(RegisterTemplate.dayForm, with: typed)
            let refused = try run(["admin", "register", "-f", "-"], input: file)
            #expect(refused.exit == .code(6), "\(refused.error)")
            #expect(refused.error.contains("entries[0].policyReview: "), "\(refused.error)")
        }
    }

    @Test func `a register can be sent back as it is listed, without the hub's findings`() throws {
        let finding = DataSetFinding(dataSet: .wresReturns, kind: "not_filled", text: "No entry.")
        let entry = DataSetEntry(dataSet: .trainingRecords, version: 3)
        let listed = ListDataSetsResponse(entries: [entry], findings: [finding])
        let bytes = Array(listed.jsonString(pretty: true).utf8)
        #expect(try RegisterTemplate.read(bytes).entries == [entry])
        #expect(throws: WireError.self) { try RegisterTemplate.read(Array(#"{"entry": []}"#.utf8)) }
    }

    @Test func `roles are named once each, with what they are for`() {
        let grants = [
            Grant(role: .steward, family: .priorities), Grant(role: .viewer, family: .training),
            Grant(role: .steward, family: .plans), Grant(role: .regionLead, family: .hub),
        ]
        #expect(
            GrantWords.text(grants)
                == "steward (priorities, plans), viewer (training), region lead"
        )
        #expect(GrantWords.text([]) == "")
    }

    @Test func `a journal is whole only when every head was found in it`() {
        var piece = VerifyAuditResponse()
        piece.file = "records"
        piece.revisions = 4
        piece.revisionsTotal = 4
        piece.isDone = true
        piece.headsFound = 2
        var findings = AuditFindings(headsAsked: 2)
        #expect(!findings.isWhole)
        findings.take(piece)
        #expect(findings.isWhole)
        #expect(
            findings.lines(TerminalStyle(columns: 80)).contains {
                $0.contains("the chain is unbroken")
            }
        )
        var fewer = AuditFindings(headsAsked: 3)
        fewer.take(piece)
        #expect(!fewer.isWhole)
        piece.headsMissing = [RememberedHead(epoch: 1, revision: 2)]
        findings.take(piece)
        #expect(!findings.isWhole)
        #expect(
            findings.lines(TerminalStyle(columns: 80)).contains {
                $0.contains("Revision 2 of epoch 1")
            }
        )
        piece.headsMissing = []
        piece.fault = "revision 3 does not follow revision 2"
        findings.take(piece)
        #expect(!findings.isWhole)
    }
}
