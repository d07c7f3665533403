import HubVectorKit
import Testing

struct VectorClientTests {
    @Test
    func `the machine does what the scripts of the client say, however bytes are cut`() throws {
        let scripts = try Vectors.clientScripts()
        #expect(scripts.count > 50)
        for script in scripts {
            let sent = try script["steps"].items.map { try $0["bytes"].bytes().count }.reduce(0, +)
            for piece in [Int.max] + (sent < 5_000 ? [1, 2, 3, 5, 11, 12, 13] : []) {
                let faults = try VectorClientTests.faults(script, piece: piece)
                #expect(faults == [], "\(script["id"].text ?? ""), pieces of \(piece)")
                guard faults.isEmpty else { break }
            }
        }
    }

    private static func faults(_ script: VectorValue, piece: Int) throws -> [String] {
        let client = VectorClient(piece: piece)
        for (place, step) in script["steps"].items.enumerated() {
            let faults = try client.perform(step)
            guard faults.isEmpty else { return faults.map { "step \(place): \($0)" } }
        }
        return []
    }
}
