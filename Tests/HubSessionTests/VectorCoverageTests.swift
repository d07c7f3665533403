import HubTestKit
import HubVectorKit
import Testing

/// No reason of the protocol goes without a vector unseen.
struct VectorCoverageTests {
    private static let families = ["WIRE-", "CALL-", "CLNT-"]

    /// Every text in which a vector may name a reason.
    private static func texts() throws -> [String] {
        let names = ["", "scripts/"].flatMap { folder in
            entries(of: Vectors.path("vectors/\(folder)")).map { folder + $0 }
        }
        let files = names.filter { name in
            name.hasSuffix(".json") && !name.hasSuffix(".schema.json") && name != "without.json"
        }
        return try files.map { try Vectors.text("vectors/\($0)") }
    }

    @Test
    func `every reason of the wire, of calls and of the client has a vector or says why not`()
        throws
    {
        let codes = try Vectors.items("reasons.json", "reasons").compactMap { $0["code"].text }
        let wanted = codes.filter { code in
            VectorCoverageTests.families.contains { code.hasPrefix($0) }
        }
        #expect(wanted.count > 90)
        let texts = try VectorCoverageTests.texts()
        #expect(texts.count > 15)
        let without = try Vectors.items("vectors/without.json", "reasons")
        for code in wanted {
            let isNamed = texts.contains { $0.contains("\"\(code)\"") }
            let entry = without.first { $0["code"].text == code }
            #expect(isNamed != (entry != nil), "\(code)")
            if let entry { #expect(entry["why"].text?.isEmpty == false, "\(code)") }
        }
        for entry in without { #expect(wanted.contains(entry["code"].text ?? "")) }
    }
}
