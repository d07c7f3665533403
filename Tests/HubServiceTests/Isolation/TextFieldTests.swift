import HubClient
import HubWire
import Testing

@testable import HubService

/// Characters that nobody may send, in every text field of every method: a new field is tried by
/// being declared.
struct TextFieldTests {
    private static let roles: [(role: Role, tenant: String?)] = [
        (.steward, "X00000002"), (.admin, "X00000002"), (.regionLead, nil), (.operator, nil),
    ]

    /// Controls, ends of lines, directions: each as JSON spells it, and as it is.
    private static let characters: [(json: String, scalar: Unicode.Scalar)] = [
        ("\\u0000", "\u{0}"), ("\\u0007", "\u{7}"), ("\\u000d", "\r"), ("\\u001b", "\u{1B}"),
        ("\\u007f", "\u{7F}"), ("\\u0085", "\u{85}"), ("\\u2028", "\u{2028}"),
        ("\\u202e", "\u{202E}"), ("\\u2066", "\u{2066}"),
    ]

    @Test
    func `no method takes a control character or a turned direction in any of its texts`() throws {
        let councils = try TwoCouncils()
        let before = try councils.footprint()
        var cases = 0
        var fields: Set<String> = []
        for (role, tenant) in TextFieldTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            for method in Method.allCases {
                let table = method.requestType.wireTable
                let plain = councils.requests.json(table)
                guard try IsolationCase.mayCall(method, plain, channel) else { continue }
                for leaf in councils.requests.leaves(table) where leaf.kind == .string {
                    let path = leaf.path.joined(separator: ".")
                    fields.insert("\(method.name) \(path)")
                    for (json, scalar) in TextFieldTests.characters {
                        cases += 1
                        let text = councils.requests.json(table, leaf, "\"a\(json)b\"")
                        let request = try method.request(json: text)
                        // Not only on trial: what is refused is refused when it counts.
                        let answer = Answer(method, request, CallOptions(), channel)
                        let told = "\(role) \(method.name) \(path) \(json): \(answer.text)"
                        #expect(answer.text.hasPrefix("CALL-0411"), "\(told)")
                        #expect(!answer.raw.unicodeScalars.contains(scalar), "\(told)")
                    }
                }
            }
        }
        #expect(try councils.footprint() == before)
        for line in councils.served.log.all + councils.security.all {
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(line)")
        }
        print("text fields: \(fields.count), \(cases) cases")
        #expect(fields.count > 50)
    }

    @Test
    func `plain text in the same places is not what is refused`() throws {
        let councils = try TwoCouncils()
        for (role, tenant) in TextFieldTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            for method in Method.allCases {
                let table = method.requestType.wireTable
                let plain = councils.requests.json(table)
                guard try IsolationCase.mayCall(method, plain, channel) else { continue }
                var options = CallOptions()
                options.isDryRun = method.facts.supportsDryRun
                guard options.isDryRun || !method.facts.isMutating else { continue }
                for leaf in councils.requests.leaves(table) where leaf.kind == .string {
                    let text = councils.requests.json(table, leaf, "\"ab é\"")
                    let answer = Answer(method, try method.request(json: text), options, channel)
                    #expect(!answer.text.hasPrefix("CALL-0411"), "\(method.name) \(leaf.path)")
                }
            }
        }
    }
}
