import HubCrypto
import HubStore
import HubSystem
import HubWire
import Testing

@testable import HubService

struct CallTableTests {
    @Test
    func `what a stream keeps goes with its call, however it ends`() {
        var table = CallTable()
        let request = [UInt8](repeating: 0, count: 900_000)
        for id in 1...UInt32(200) {
            let stream = OpenStream(request: request)
            table[id] = call(id, .reading(stream, CancelFlag()))
            #expect(table.keptRequestBytes == 900_000)
            table[id] = call(id, .sending(stream))
            #expect(table.keptRequestBytes == 900_000)
            table[id] = nil
            #expect(table.keptRequestBytes == 0)
        }
    }

    @Test
    func `calls that another thread works for are told when all end, and watched by it`() {
        var table = CallTable()
        let flags = [CancelFlag(), CancelFlag()]
        table[1] = call(1, .running(flags[0], keeps: 7))
        #expect(table.keptRequestBytes == 7)
        table[2] = call(2, .reading(OpenStream(request: []), flags[1]))
        #expect(table.nextDeadline == nil)
        table[3] = call(3, .sending(OpenStream(request: [])))
        #expect(table.nextDeadline == Moment(nanoseconds: 5))
        #expect(table.expired(at: Moment(nanoseconds: 5)) == [3])
        #expect(table.expired(at: Moment(nanoseconds: 4)).isEmpty)
        table.removeAll()
        #expect(flags.allSatisfy { $0.isCancelled })
        #expect(table.nextDeadline == nil)
    }

    private func call(_ id: UInt32, _ stage: OpenCall.Stage) -> OpenCall {
        let context = CallContext(
            caller: nil,
            method: .priorityServiceExportAssessment,
            now: Instant(microseconds: 0),
            asOf: nil,
            isDryRun: false,
            key: nil,
            assertions: CallAssertions(tenantCode: nil, epoch: nil),
            deadline: Moment(nanoseconds: 5),
            requestID: RequestID(1),
            certificateExpires: nil
        )
        return OpenCall(id: id, context: context, stage: stage)
    }
}
