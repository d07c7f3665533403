import HubClient
import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Every method that there is, called over a connection by another council with everything that
/// belongs to the first: a new method, and a new field, are tried by being declared.
struct IsolationTests {
    private static let roles: [(role: Role, tenant: String?)] = [
        (.viewer, "X00000002"), (.contributor, "X00000002"), (.steward, "X00000002"),
        (.admin, "X00000002"), (.integrator, "X00000002"), (.regionLead, nil),
        (.regionAnalyst, nil), (.operator, nil),
    ]

    @Test
    func `what is another council's answers as what does not exist`() throws {
        let councils = try TwoCouncils()
        let head = try councils.head()
        let counts = try councils.counts()
        var cases = 0
        for (role, tenant) in IsolationTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            // The first look finds no look.
            _ = Answer(.governanceServiceListAccesses, [], CallOptions(), channel)
            for method in Method.allCases {
                let before = cases
                for one in try IsolationTests.cases(method, councils, channel) {
                    cases += 1
                    let answers = one.answers(method, channel, councils.ids)
                    let told = "\(role) \(method.name): \(one.name)"
                    #expect(answers.real == answers.twin, "\(told)")
                    for word in TwoCouncils.planted where !one.sends(word) {
                        #expect(!answers.real.contains(word), "\(told)")
                    }
                }
                #expect(cases > before, "\(method.name)")
            }
        }
        #expect(try councils.head() == head)
        #expect(try councils.counts() == counts)
        for line in councils.served.log.all {
            for word in TwoCouncils.planted + ["canary-theme"] { #expect(!line.contains(word)) }
        }
        print("isolation: \(cases) cases over \(Method.allCases.count) methods")
    }

    @Test
    func `a change that names another council's things is the caller's own, or none`() throws {
        let councils = try TwoCouncils()
        let head = try councils.head()
        let counts = try councils.counts()
        for (role, tenant) in IsolationTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            for method in Method.allCases where method.facts.isMutating {
                let table = method.requestType.wireTable
                let plain = councils.requests.json(table)
                guard try IsolationTests.mayCall(method, plain, channel) else { continue }
                for leaf in councils.requests.leaves(table) where leaf.kind == .string {
                    for pair in councils.pairs(for: method) {
                        let json = councils.requests.json(table, leaf, "\"\(pair.real)\"")
                        let request = try method.request(json: json)
                        let answer = Answer(method, request, .init(), channel)
                        for word in TwoCouncils.planted where !pair.real.contains(word) {
                            #expect(!answer.text.contains(word), "\(method.name) \(pair.name)")
                        }
                    }
                }
            }
        }
        #expect(try councils.head() == head)
        #expect(try councils.counts() == counts)
    }

    /// One case: the same call with something of A's, and with something of nobody's.
    private struct Case {
        let name: String
        let real: (json: String, options: CallOptions)
        let twin: (json: String, options: CallOptions)
        /// What the second call says where the first names what is A's.
        var echo: (real: String, twin: String)?

        func sends(_ word: String) -> Bool { real.json.contains(word) }

        /// Both answers; what is only the caller's own word in them is made equal.
        func answers(
            _ method: Method,
            _ channel: Channel,
            _ ids: [String]
        ) -> (real: String, twin: String) {
            let real = answer(method, real, channel, ids)
            let twin = answer(method, twin, channel, ids)
            guard let echo else { return (real, twin) }
            return (real, twin.replacing(echo.twin, with: echo.real))
        }

        private func answer(
            _ method: Method,
            _ call: (json: String, options: CallOptions),
            _ channel: Channel,
            _ ids: [String]
        ) -> String {
            guard let request = try? method.request(json: call.json) else {
                return "a request that cannot be made: \(call.json)"
            }
            return Answer(method, request, call.options, channel, known: ids).text
        }
    }

    /// What there is to try of a method; one case where its role may not call it at all.
    private static func cases(
        _ method: Method,
        _ councils: TwoCouncils,
        _ channel: Channel
    ) throws -> [Case] {
        let table = method.requestType.wireTable
        var options = CallOptions()
        options.isDryRun = method.facts.supportsDryRun
        let plain = councils.requests.json(table)
        var cases = headers(method, councils, plain, options)
        guard try mayCall(method, plain, channel) else { return cases }
        for leaf in councils.requests.leaves(table) {
            let pairs: [TwoCouncils.Pair]
            switch leaf.kind {
            case .string: pairs = councils.pairs(for: method)
            // Hours have a limit of their own, and are nobody's.
            case .number where leaf.path.last == "valid_hours": pairs = []
            case .number:
                let (real, twin) = councils.revisions
                pairs = [.init(name: "revision", real: "\(real)", twin: "\(twin)")]
            case .bytes: pairs = []
            }
            for pair in pairs {
                let quote = leaf.kind == .string ? "\"" : ""
                let words = [pair.real, pair.twin].map { quote + $0 + quote }
                cases.append(
                    Case(
                        name: "\(leaf.path.joined(separator: ".")) = \(pair.name)",
                        real: (councils.requests.json(table, leaf, words[0]), options),
                        twin: (councils.requests.json(table, leaf, words[1]), options),
                        echo: (pair.real, pair.twin)
                    )
                )
            }
        }
        return cases
    }

    private static func mayCall(
        _ method: Method,
        _ json: String,
        _ channel: Channel
    ) throws -> Bool {
        var options = CallOptions()
        options.isDryRun = method.facts.supportsDryRun
        let answer = Answer(method, try method.request(json: json), options, channel)
        return !answer.text.utf8.starts(with: "GATE-0201".utf8)
    }

    /// What a header can say of another council's.
    private static func headers(
        _ method: Method,
        _ councils: TwoCouncils,
        _ plain: String,
        _ options: CallOptions
    ) -> [Case] {
        func one(_ name: String, _ set: (inout CallOptions, Bool) -> Void) -> Case {
            var real = options
            var twin = options
            set(&real, true)
            set(&twin, false)
            return Case(name: name, real: (plain, real), twin: (plain, twin))
        }
        var cases = [
            one("expected tenant") { $0.expectedTenant = $1 ? "X00000001" : "X00000009" },
            one("as of a revision") {
                $0.asOf = .revision($1 ? councils.revisions.real : councils.revisions.twin)
            },
        ]
        if method.facts.isMutating {
            cases.append(one("key") { $0.key = $1 ? councils.keys.real : councils.keys.twin })
        }
        return cases
    }
}
