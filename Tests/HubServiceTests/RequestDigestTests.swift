import HubCrypto
import HubSystem
import HubVectorKit
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

    @Test
    func `one request and another are told apart as their vectors say`() throws {
        for vector in try Vectors.single("replays") {
            let first = try digest(of: vector)
            let again = try digest(of: vector["again"])
            #expect((first == again) == vector["same"].isTrue, "\(vector["id"].text ?? "")")
        }
    }

    /// The digest of a vector's call, with a method of this hub for each of the vectors'.
    private func digest(of call: VectorValue) throws -> [UInt8] {
        let bytes = try call["header"].bytes()
        let header = try CallHeader.read(bytes.span)
        let methods: [String: Method] = [
            "whub.vectors.v1.VectorService/Change": .priorityServiceSaveScale,
            "whub.vectors.v1.VectorService/ChangeBlindly": .priorityServiceSaveLocalTheme,
            "whub.vectors.v1.VectorService/Upload": .priorityServiceImportAssessment,
        ]
        let context = self.call(
            method: try #require(methods[header.method]),
            isDryRun: header.dryRun,
            tenant: header.expectedTenant,
            epoch: header.expectedEpoch
        )
        return digest(context, try call["messages"].items.map { try $0.bytes() })
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
