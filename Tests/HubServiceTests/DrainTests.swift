import HubClient
import HubCrypto
import HubLoop
import HubService
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

struct DrainTests {
    /// A door between a handler and its test.
    private enum Door {
        case shut
        case reached
        case open
    }

    @Test
    func `a draining hub answers what runs and takes nothing new`() throws {
        let door = Monitor(Door.shut)
        let hub = try HandledHub { router in
            router.read(.priorityServiceGetReport) {
                (_: GetReportRequest, _, _) throws(Fault) -> GetReportResponse in
                door.change { $0 = .reached }
                door.wait { $0 == .open ? () : nil }
                return GetReportResponse()
            }
        }
        let target = try hub.target(.steward)
        let outcome = Monitor<String?>(nil)
        let caller = try Thread.start(name: "caller") {
            let client = PriorityServiceClient(Channel(target))
            let error = failure { () throws(ClientError) in try client.getReport() }
            outcome.change { $0 = error?.description ?? "answered" }
        }
        door.wait { $0 == .reached ? () : nil }
        hub.drain()
        var settings = ChannelSettings()
        settings.retry = .never
        // The loop takes its mail in order: once it refuses connections, it has begun to drain.
        var isRefusing = false
        while !isRefusing {
            let client = RegisterServiceClient(Channel(target, settings: settings))
            let error = failure { () throws(ClientError) in try client.listCouncils() }
            // By the kernel: nobody waits in the queue of a listener that is not served any more.
            isRefusing = error?.description.contains("refused") ?? false
        }
        #expect(outcome.change { $0 } == nil)
        door.change { $0 = .open }
        #expect(outcome.wait { $0 } == "answered")
        caller.join()
        hub.stop()
    }
}
