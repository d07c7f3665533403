import HubTestKit
import HubVectorKit
import Testing

struct VectorServerTests {
    private static let scripts = Result {
        try Vectors.serverScripts().filter { $0["layer"].text == "connection" }
    }

    /// Scripts that ask for what is outside this machine, each with the reason.
    private static let outside: [(id: String, reason: String)] = [
        ("stream-cap-counts-handlers", "the driver holds the RESULT until the handler stops"),
        ("stream-ids-run-out", "the last stream id is fixed"),
        ("drain-moved", "this hub never moves"),
        ("drain-ends-in-time", "the loop ends a drain"),
        ("withheld-refuses-calls", "the loop refuses them: WithheldScriptTests"),
        ("withheld-too-long", "the loop sends it away: WithheldScriptTests"),
    ]

    private static func faults(_ script: VectorValue, piece: Int) throws -> [String] {
        let server = VectorServer(script, piece: piece)
        for (place, step) in script["steps"].items.enumerated() {
            let faults = try server.perform(step)
            guard faults.isEmpty else { return faults.map { "step \(place): \($0)" } }
        }
        return []
    }

    private static func chosen() throws -> [VectorValue] {
        try scripts.get().filter { script in
            !outside.contains { $0.id == script["id"].text }
        }
    }

    @Test
    func `the machine does what the scripts say, whole and byte by byte`() throws {
        let scripts = try VectorServerTests.chosen()
        #expect(scripts.count > 100)
        for script in scripts {
            var sizes = [Int.max]
            let sent = try script["steps"].items.map { try $0["bytes"].bytes().count }
            if sent.reduce(0, +) <= 20_000 { sizes += [1, 2, 3, 7, 11, 12, 13, 4_096] }
            for piece in sizes {
                let faults = try VectorServerTests.faults(script, piece: piece)
                #expect(faults == [], "\(script["id"].text ?? ""), pieces of \(piece)")
                guard faults.isEmpty else { break }
            }
        }
    }

    @Test
    func `every script that is left out is there`() throws {
        let ids = try VectorServerTests.scripts.get().map { $0["id"].text }
        for one in VectorServerTests.outside { #expect(ids.contains(one.id), "\(one.reason)") }
    }

    @Test
    func `a script whose expectation is turned round fails`() throws {
        let script = try #require(
            VectorServerTests.chosen().first { script in
                script["steps"].items.contains { $0["closed"].isTrue }
            }
        )
        let server = VectorServer(script, piece: .max)
        var faults: [String] = []
        for step in script["steps"].items where step["do"].text != "send" {
            faults += try server.perform(step)
        }
        #expect(!faults.isEmpty)
    }
}
