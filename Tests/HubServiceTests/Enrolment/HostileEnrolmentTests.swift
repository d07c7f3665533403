import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Enrolment with what nobody should send, and on a machine that fails.
struct HostileEnrolmentTests {
    /// A hub that strangers may try as often as a test needs.
    private static func hub(_ settings: StoreSettings = StoreSettings()) throws -> ServedHub {
        var limits = ServerLimits()
        limits.attemptsMax = 100_000
        return try ServedHub(limits: limits, settings: settings)
    }

    /// A request with some of its bytes changed, gone, doubled or made larger.
    private static func mutated(_ good: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = good
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[index] ^= UInt8.random(in: 1...255, using: &generator)
        case 1: bytes.removeSubrange(index...)
        case 2: bytes.insert(contentsOf: bytes[index...], at: index)
        case 3: bytes += generator.bytes(Int.random(in: 1...5_000, using: &generator))
        case 4:
            // A length of DER that reaches far beyond the end.
            bytes.replaceSubrange(index..<index, with: [0x84, 0x7F, 0xFF, 0xFF, 0xFF])
        default: bytes = generator.bytes(Int.random(in: 0...600, using: &generator))
        }
        return bytes
    }

    @Test(arguments: [UInt64(21), 34, 55])
    func `whatever is sent as a signing request is refused or is one, and nothing ends`(
        seed: UInt64
    ) throws {
        let hub = try HostileEnrolmentTests.hub()
        var generator = SeededGenerator(seed: seed)
        var code = try EnrolmentTests.code(hub)
        var good = try SigningRequest(for: PrivateKey()).der
        var taken = 0
        for number in 0..<150 {
            let bytes = HostileEnrolmentTests.mutated(good, &generator)
            let error = EnrolmentTests.attempt(try hub.strangersChannel(), code, bytes)
            guard let error else {
                taken += 1
                code = try EnrolmentTests.code(hub)
                good = try SigningRequest(for: PrivateKey()).der
                continue
            }
            #expect(
                ["IDEN-0101", "CALL-0412"].contains(error.reasonCode),
                "seed \(seed), number \(number): \(error)"
            )
        }
        #expect(hub.hub.contents.certificates.count == taken)
        // The same code still has its one use.
        #expect(EnrolmentTests.reason(hub, code, good) == nil)
        #expect(EnrolmentTests.reason(hub, code, good) == nil)
        #expect(hub.hub.contents.certificates.count == taken + 1)
    }

    @Test
    func `a full disk enrols nobody, and the code and the key are good when there is room`() throws
    {
        let isFull = Lock(false)
        var settings = StoreSettings()
        settings.faults = StoreFaults { stage in
            guard stage == .beforeCommit, isFull.withLock({ $0 }) else { return nil }
            return StoreError(.full, "injected")
        }
        let hub = try HostileEnrolmentTests.hub(settings)
        let code = try EnrolmentTests.code(hub)
        let request = try SigningRequest(for: PrivateKey()).der
        isFull.withLock { $0 = true }
        for _ in 0..<2 { #expect(EnrolmentTests.reason(hub, code, request) == "STORE-0205") }
        #expect(hub.hub.contents.certificates.isEmpty)
        isFull.withLock { $0 = false }
        #expect(EnrolmentTests.reason(hub, code, request) == nil)
        #expect(hub.hub.contents.certificates.count == 1)
        let other = try SigningRequest(for: PrivateKey()).der
        #expect(EnrolmentTests.reason(hub, code, other) == "GATE-0107")
    }

    @Test
    func `nothing is issued over the wire while the clock is set back, and again when it is right`()
        throws
    {
        let at = try EnrolmentTime()
        let (admin, _) = try at.principal(.admin)
        let early = try at.code(admin, .viewer)
        let late = try at.code(admin, .viewer)
        let device = try at.enrol(early)
        at.pass(seconds: -61)
        #expect(try at.refusal(late)?.reason == "IDEN-0109")
        let key = try PrivateKey()
        let renewal = RenewRequest(signingRequest: try SigningRequest(for: key).der)
        let channel = try at.channel(device)
        let error = failure { () throws(ClientError) in
            try EnrolmentServiceClient(channel).renew(renewal, at.keyed)
        }
        #expect(error?.reasonCode == "IDEN-0109", "\(String(describing: error))")
        at.pass(seconds: 2)
        #expect(try at.refusal(late) == nil)
        _ = try EnrolmentServiceClient(at.channel(device)).renew(renewal, at.keyed)
    }
}
