import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

/// The real hub, killed while it certifies.
struct EnrolCrashTests {
    /// How often it is killed.
    private static let rounds = 12
    /// How many keys come with each code.
    private static let keys = 3

    @Test
    func `whenever a hub is killed, one code has certified one key, and answers it again`() throws {
        let hub = try RunningHub()
        let root = try Certificate.chain(pem: hub.authority("root.pem"))
        let tls = try TLSClientContext(anchors: root)
        var leaves: [[UInt8]] = []
        for round in 0..<EnrolCrashTests.rounds {
            if round > 0 { try hub.serveAgain() }
            let code = try EnrolCrashTests.invite(hub)
            let requests = try (0..<EnrolCrashTests.keys).map { _ in
                try SigningRequest(for: PrivateKey()).der
            }
            let told = Lock<[Int: [[UInt8]]]>([:])
            let target = hub.target(tls: tls)
            let begun = Monitor(0)
            let ended = Monitor(0)
            for (index, request) in requests.enumerated() {
                _ = try Thread.start(name: "enrol") {
                    begun.change { $0 += 1 }
                    defer { ended.change { $0 += 1 } }
                    guard let chain = EnrolCrashTests.enrol(target, code, request) else { return }
                    told.withLock { $0[index] = chain }
                }
            }
            begun.wait { $0 == EnrolCrashTests.keys ? () : nil }
            // Some exchanges more each time, so that the kill meets every moment of an enrolment.
            let stranger = IdentityServiceClient(try hub.channel(tls: tls))
            for _ in 0..<(round % 4) {
                _ = try? stranger.whoAmI()
            }
            hub.process.kill()
            _ = try hub.process.wait()
            ended.wait { $0 == EnrolCrashTests.keys ? () : nil }
            try hub.serveAgain()
            let again = hub.target(tls: tls)
            let answers = requests.map { EnrolCrashTests.enrol(again, code, $0) }
            #expect(answers.count { $0 != nil } == 1, "round \(round)")
            for (index, chain) in told.withLock({ $0 }) {
                #expect(answers[index] == chain, "round \(round): told before, and not after")
            }
            leaves += answers.compactMap { $0?.first }
            hub.process.kill()
            _ = try hub.process.wait()
        }
        #expect(Set(leaves).count == EnrolCrashTests.rounds)
        let serials = try leaves.map { try Certificate(der: $0).facts.serial }
        #expect(Set(serials).count == EnrolCrashTests.rounds)
    }

    static func invite(_ hub: RunningHub) throws -> InvitationCode {
        // No two of the hub's own people have one name.
        let name = "Test \(UniqueID(milliseconds: 0))"
        let run = try RunningHub.run([
            "invite", "--data", hub.data, "--hub-role", "operator", "--name", name,
        ])
        guard run.exit == .code(0),
            let word = run.output.split(whereSeparator: \.isWhitespace)
                .first(where: { $0.hasPrefix("WH1-") }),
            let code = InvitationCode(String(word))
        else { throw HubFailure(what: "\(run.output)\(run.error)") }
        return code
    }

    /// The chain that a key was given; `nil` where it was given none.
    static func enrol(
        _ target: Target,
        _ code: InvitationCode,
        _ request: [UInt8]
    ) -> [[UInt8]]? {
        let client = EnrolmentServiceClient(Channel(target, settings: .once))
        let enrol = EnrolRequest(
            invitation: code.id,
            secret: code.secret,
            signingRequest: request
        )
        return try? client.enrol(enrol).chain
    }
}
