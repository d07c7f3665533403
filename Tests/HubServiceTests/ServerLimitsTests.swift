import HubService
import HubStore
import HubWire
import Testing

struct ServerLimitsTests {
    @Test(arguments: [
        (80, 2, 20), (80, 1, 40), (2_000, 2, 500), (2_001, 2, 500), (5_000, 4, 1_000),
        (1_000_000, 2, 20_000), (1, 1, 1), (0, 0, 1),
    ])
    func `connections leave descriptors to files`(
        descriptors: UInt64,
        loops: Int,
        connections: Int
    ) {
        let limits = ServerLimits(descriptors: descriptors, loops: loops)
        #expect(limits.connectionsMax == connections)
    }

    @Test(arguments: [StoreError.Code.cannotOpen, .memory, .readsFull, .queueFull])
    func `what passes is worth another try`(code: StoreError.Code) {
        let status = Fault(StoreError(code)).status(RequestID(1), dryRun: false)
        #expect(status.code == .unavailable)
        #expect(status.retry == .afterPause)
        #expect(status.retryAfterMs > 0)
    }
}
