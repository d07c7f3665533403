import HubClient
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// No two of the hub's own people have names that the eye takes for one.
struct HubNamesTests {
    private let served: ServedHub
    private let first: Channel

    init() throws {
        served = try ServedHub()
        first = try served.channel(.operator, tenant: nil)
        let invite = InviteToHubRequest(role: .regionLead, name: "Ann Alder")
        _ = try OperatorServiceClient(first).inviteToHub(invite)
    }

    /// The two ways in over a connection, which have one rule.
    private func rules(_ name: String) -> [String?] {
        var trial = CallOptions()
        trial.isDryRun = true
        let options = trial
        let asked = InviteToHubRequest(role: .regionLead, name: name)
        let other = InviteRequest(role: .regionLead, name: name)
        let refusals = [
            failure { () throws(ClientError) in
                _ = try OperatorServiceClient(first).inviteToHub(asked, options)
            },
            failure { () throws(ClientError) in
                _ = try AdminServiceClient(first).invite(other, options)
            },
        ]
        return refusals.map { $0?.status?.violations.first?.rule }
    }

    @Test(arguments: [
        "Ann Alder", "ANN ALDER", "Ann  Alder", "Ann-Alder", "Ann Alder.", "AnnAlder",
        "Ann A1der", "Ann AIder",
    ])
    func `a name that looks like another is taken, by whichever way somebody comes`(_ name: String)
    {
        #expect(rules(name) == ["taken", "taken"])
    }

    @Test(arguments: [
        "\u{410}nn Alder", "Ann \u{391}lder", "\u{FF21}nn Alder", "Ann\u{A0}Alder",
        "Ann\u{2009}Alder", "Ann Alder\u{200E}", "Ann\u{200D}Alder", "Ann Alder \u{3164}",
        "Ann Alder\u{34F}", "Ann Alder\u{FE0F}",
    ])
    func `letters that can look like others are in no name`(_ name: String) {
        // Signs that nobody sees are refused in all names.
        #expect(rules(name).allSatisfy { $0 == "text_character" || $0 == "text_marks" })
    }

    @Test(arguments: ["Ann Elder", "Zoë Ó Súilleabháin", "J. O’Neill (nights)", "Operator 7"])
    func `another name is free`(_ name: String) {
        #expect(rules(name) == [nil, nil])
    }

    @Test func `it holds for whoever is let in at the hub's machine`() throws {
        let request = IssueRequest(tenantCode: nil, role: .operator, name: "ann alder")
        do throws(HubError) {
            _ = try served.hub.invite(request, validHours: 0)
            Issue.record("let in")
        } catch {
            #expect(error.message.contains("looks like it"), "\(error.message)")
        }
    }
}
