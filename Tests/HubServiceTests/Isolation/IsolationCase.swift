import HubClient
import HubWire

@testable import HubService

/// One case: the same call with something of A's, and with something of nobody's.
struct IsolationCase {
    let name: String
    let real: (json: String, options: CallOptions)
    let twin: (json: String, options: CallOptions)
    /// What the second call says where the first names what is A's.
    var echo: (real: String, twin: String)?

    func sends(_ word: String) -> Bool { real.json.contains(word) }

    /// What is only the caller's own word in the second answer, made that of the first.
    func asReal(_ twin: String) -> String {
        echo.map { twin.replacing($0.twin, with: $0.real) } ?? twin
    }

    /// Both answers.
    func answers(
        _ method: Method,
        _ channel: Channel,
        _ ids: [String]
    ) -> (real: Answer, twin: Answer) {
        (answer(method, real, channel, ids), answer(method, twin, channel, ids))
    }

    private func answer(
        _ method: Method,
        _ call: (json: String, options: CallOptions),
        _ channel: Channel,
        _ ids: [String]
    ) -> Answer {
        // A text that makes no request is sent as none: both are told the same, and nothing else.
        let request = (try? method.request(json: call.json)) ?? [0xFF]
        return Answer(method, request, call.options, channel, known: ids)
    }

    /// What there is to try of a method; one case where its role may not call it at all.
    static func all(
        _ method: Method,
        _ councils: TwoCouncils,
        _ channel: Channel
    ) throws -> [IsolationCase] {
        let table = method.requestType.wireTable
        var options = CallOptions()
        options.isDryRun = method.facts.supportsDryRun
        let plain = councils.requests.json(table)
        var cases = headers(method, councils, plain, options)
        guard try mayCall(method, plain, channel) else { return cases }
        for leaf in councils.requests.leaves(table) {
            for pair in councils.pairs(for: method, leaf) {
                cases.append(
                    IsolationCase(
                        name: "\(leaf.path.joined(separator: ".")) = \(pair.name)",
                        real: (councils.requests.json(table, leaf, pair.quoted.real), options),
                        twin: (councils.requests.json(table, leaf, pair.quoted.twin), options),
                        echo: (pair.real, pair.twin)
                    )
                )
            }
        }
        return cases
    }

    static func mayCall(
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
    ) -> [IsolationCase] {
        func one(_ name: String, _ set: (inout CallOptions, Bool) -> Void) -> IsolationCase {
            var real = options
            var twin = options
            set(&real, true)
            set(&twin, false)
            return IsolationCase(name: name, real: (plain, real), twin: (plain, twin))
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
