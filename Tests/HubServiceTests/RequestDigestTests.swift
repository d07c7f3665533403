import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

struct RequestDigestTests {
    @Test
    func `whatever is intended otherwise has another digest`() {
        let plain = call()
        let contexts = [
            plain, call(isDryRun: true), call(tenant: ""), call(tenant: "E09000001"),
            call(tenant: "E09000002"), call(epoch: 0), call(epoch: 7),
            call(method: .priorityServiceSaveScale),
        ]
        let messages: [[[UInt8]]] = [
            [], [[]], [[], []], [[1]], [[1, 2]], [[1], [2]], [[2], [1]], [[1, 2], []],
            [[], [1, 2]],
        ]
        var seen: Set<[UInt8]> = []
        for context in contexts {
            for list in messages {
                let digest = digest(context, list)
                #expect(digest.count == 32)
                #expect(seen.insert(digest).inserted, "\(list)")
                #expect(digest == self.digest(context, list))
            }
        }
        #expect(seen.count == contexts.count * messages.count)
    }

    @Test
    func `who asks, when, and until when does not matter`() {
        let first = call(requestID: 1, now: 1, deadline: 1)
        let second = call(requestID: 2, now: 2, deadline: 2)
        #expect(digest(first, [[1]]) == digest(second, [[1]]))
    }

    private func digest(_ call: CallContext, _ messages: [[UInt8]]) -> [UInt8] {
        var digest = RequestDigest(call)
        for message in messages { digest.add(message.span) }
        return digest.digest
    }

    private func call(
        method: Method = .priorityServiceSaveLocalTheme,
        isDryRun: Bool = false,
        tenant: String? = nil,
        epoch: UInt64? = nil,
        requestID: UInt64 = 1,
        now: Int64 = 1,
        deadline: UInt64 = 1
    ) -> CallContext {
        CallContext(
            caller: nil,
            method: method,
            now: Instant(microseconds: now),
            asOf: nil,
            isDryRun: isDryRun,
            key: nil,
            assertions: CallAssertions(tenantCode: tenant, epoch: epoch),
            deadline: Moment(nanoseconds: deadline),
            requestID: RequestID(requestID),
            certificateExpires: nil
        )
    }
}
