import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubWire
import Testing

@testable import HubLoop
@testable import HubService

/// Who makes room where as many as there may be are inside without a certificate.
struct StrangerPlaceTests {
    /// A server with two places for strangers, which they have for so long.
    private static func served(_ milliseconds: UInt64, loops: Bool = false) throws -> ServedHub {
        var limits = ServerLimits()
        if loops { limits.strangersOfLoopMax = 2 } else { limits.strangersMax = 2 }
        limits.strangerPlaceMilliseconds = milliseconds
        return try ServedHub(limits: limits)
    }

    /// Somebody without a certificate, inside.
    private static func stranger(_ served: ServedHub) throws -> Channel {
        let channel = try served.strangersChannel()
        _ = try HealthServiceClient(channel).checkHealth()
        return channel
    }

    @Test(arguments: [false, true])
    func `whoever has been inside for long makes room for somebody who comes`(
        ofLoop: Bool
    ) throws {
        let served = try Self.served(0, loops: ofLoop)
        let crowd = try (0..<2).map { _ in try Self.stranger(served) }
        let next = try Self.stranger(served)
        _ = try HealthServiceClient(next).checkHealth()
        // The newest of those before is still there, and an invitation is taken up.
        _ = try HealthServiceClient(crowd[1]).checkHealth()
        let code = try EnrolmentTests.code(served)
        let request = try SigningRequest(for: PrivateKey()).der
        _ = try EnrolmentTests.enrol(served, code, request)
        withExtendedLifetime(crowd) {}
    }

    @Test(arguments: [false, true])
    func `nobody makes room before they had their time`(ofLoop: Bool) throws {
        let served = try Self.served(600_000, loops: ofLoop)
        let crowd = try (0..<2).map { _ in try Self.stranger(served) }
        let late = HealthServiceClient(try served.strangersChannel())
        let refused = failure { () throws(ClientError) in try late.checkHealth() }
        #expect(refused != nil)
        for one in crowd { _ = try HealthServiceClient(one).checkHealth() }
        // Whoever has a certificate is none of them.
        _ = try IdentityServiceClient(served.channel(.viewer)).ping()
    }
}
