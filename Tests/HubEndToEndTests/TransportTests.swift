import HubSystem
import HubTestKit
import Testing

/// What the `openssl` program may agree upon with the real hub.
struct TransportTests {
    struct Offer: Sendable, CustomTestStringConvertible {
        let words: String
        let isTaken: Bool

        init(_ words: String, _ isTaken: Bool) {
            self.words = words
            self.isTaken = isTaken
        }

        var testDescription: String { words }
    }

    private static let offers = [
        Offer("-alpn whub/1", true),
        Offer("-alpn h2,whub/1", true),
        Offer("-alpn whub/1 -groups X25519", true),
        Offer("-alpn whub/1 -groups P-256", true),
        Offer("-alpn whub/1 -tls1_2", false),
        Offer("-alpn whub/1 -groups ffdhe2048", false),
        Offer("-alpn whub/1 -groups P-384", false),
        Offer("-alpn h2", false),
        Offer("-alpn WHUB/1", false),
        Offer("", false),
    ]

    @Test
    func `only what the protocol names is agreed upon, and nothing is said otherwise`() throws {
        let hub = try RunningHub()
        let bundle = try hub.issue("viewer")
        let openssl = try Programs.installed("openssl")
        for offer in TransportTests.offers {
            let words = [
                "s_client", "-connect", "\(hub.address)", "-servername", "localhost", "-quiet",
                "-CAfile", "\(bundle)/authority.pem", "-verify_return_error",
                "-cert", "\(bundle)/client.pem", "-key", "\(bundle)/client.key",
                "-cert_chain", "\(bundle)/client.pem",
            ]
            let more = offer.words.split(separator: " ").map(String.init)
            let tool = try ChildProcess.start(openssl, words + more)
            if offer.isTaken {
                try tool.collect { tool.output.count >= 12 }
                // The hub greets first: HELLO on the connection itself.
                #expect(Array(tool.output[4..<9]) == [0, 0, 0, 0, 1], "\(offer.words)")
                tool.kill()
            } else {
                let exit = try tool.wait()
                #expect(tool.output.isEmpty, "\(offer.words)")
                #expect(exit != .signal(9), "\(offer.words): \(tool.errorText)")
            }
        }
        #expect(try hub.stop() == .code(0))
    }
}
