import HubSystem
import HubTestKit
import Testing

/// Many things at once, in an order that a seed decides.
struct InterleavingTests {
    /// Things that one run does.
    private static let steps = 400

    @Test(arguments: [UInt64(1), 2, 3, 5, 8, 13])
    func `whatever comes in between, calls end once, and councils see their own alone`(
        seed: UInt64
    ) throws {
        let remains = try InterleavingTests.play(seed)
        // The hub that was played with has let go of its directory.
        try remains.check()
    }

    private static func play(_ seed: UInt64) throws -> Remains {
        let play = try Play(seed: seed)
        let start = HubClock.system.moment
        for _ in 0..<steps { try play.step() }
        let remains = try play.end()
        let spent = (HubClock.system.moment.nanoseconds - start.nanoseconds) / 1_000_000
        print("interleaving: seed \(seed), \(play.counts), \(spent) ms")
        // A run in which one of these did not happen proves nothing about it.
        for what in ["call", "write", "upload", "cancel", "goaway", "revoke", "roles", "kept"] {
            #expect(play.counts[what, default: 0] > 0, "seed \(seed): \(what)")
        }
        return remains
    }
}
