import HubDomain
import HubSystem
import Testing

@testable import whub

/// What documents promise of protection is what holds.
struct ProtectionWordsTests {
    private func text(_ path: String) throws -> String {
        let bytes = try LocalFile.read("\(try NamedCommands.root())/\(path)", bytesMax: 1 << 20)
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    @Test(arguments: ["README.md", "Protocols/wres.md"])
    func `a document says what subtraction finds and how far a sum is off`(path: String) throws {
        let policy = ReleasePolicy.standard
        let text = try text(path).lowercased()
        #expect(text.contains("at least \(policy.candidatesMin) true counts fit each"))
        #expect(
            text.contains("at most \(3 * policy.distanceMax)") || text.contains("up to 12 away")
        )
        // The promise that does not hold.
        #expect(!text.contains("nothing hidden can be found"))
        #expect(text.contains("0 or 5"))
    }
}
