import HubClient
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// The end of the time for draining: nobody's call keeps the hub from ending.
struct DrainEndTests {
    @Test
    func `a read that goes on and on ends with the time for draining`() throws {
        let reached = Monitor(false)
        let stopped = Monitor<StoreError.Code?>(nil)
        let outcome = Monitor<ClientError?>(nil)
        var limits = ServerLimits()
        limits.drainMilliseconds = 50
        let hub = try HandledHub(limits: limits) { router in
            router.read(.priorityServiceGetReport) {
                (_: GetReportRequest, _, store) throws(Fault) -> GetReportResponse in
                reached.change { $0 = true }
                // As whatever works for long does: it looks whether it may go on, and nothing else.
                while true {
                    do throws(StoreError) {
                        try store.interruption.check()
                    } catch {
                        stopped.change { $0 = error.code }
                        throw Fault(error)
                    }
                }
            }
        }
        let target = try hub.target(.steward)
        let caller = try Thread.start(name: "caller") {
            let client = PriorityServiceClient(Channel(target))
            var options = CallOptions()
            options.timeoutMilliseconds = 600_000
            let error = failure { () throws(ClientError) in
                try client.getReport(GetReportRequest(), options)
            }
            outcome.change { $0 = error }
        }
        reached.wait { $0 ? () : nil }
        // It waits for the loop and for the threads that read.
        hub.stop()
        caller.join()
        // The read was told to end, long before its caller's patience did; nobody got an answer.
        #expect(stopped.change { $0 } == .cancelled)
        #expect(outcome.change { $0 } != nil)
    }
}
