import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubClient
@testable import HubService

/// Changes of several councils to a file that all share.
struct SharedFileTests {
    /// Keeps a writer waiting.
    private func hold(_ writer: Writer) throws -> Gate {
        let gate = Gate()
        let call = WriteCall(actor: [], method: "test/Hold", request: [])
        try writer.submit(call) { context throws(StoreError) in
            gate.pass()
            return context.lastRevision
        } completion: { (_: WriteResult<Int64, StoreError>) in
        }
        gate.waitUntilReached()
        return gate
    }

    private func invite(_ channel: Channel) throws -> UInt32 {
        let plan = CallPlan(.adminServiceInvite, .keyed, clock: .system)
        let link = try channel.connected(until: nil)
        let id = try link.open(plan)
        let request = InviteRequest(role: .viewer, name: "New").encoded()
        _ = try link.send(request.span, on: id, ends: true, until: nil)
        // Answered on the loop, so after the change has got in line.
        _ = try IdentityServiceClient(channel).ping()
        return id
    }

    private func status(_ channel: Channel, _ id: UInt32) throws -> Status {
        let link = try channel.connected(until: nil)
        while true {
            if case .result(let status) = try link.next(on: id, until: nil) { return status }
        }
    }

    @Test
    func `a council that queues many changes waits behind another's first`() throws {
        let served = try ServedHub()
        let first = try served.channel(.admin)
        let second = try served.channel(.admin, tenant: "X00000002")
        let tenants = served.hub.contents.principals.reduce(into: [[UInt8]: String]()) {
            $0[$1.key.bytes] = $1.value.tenantId
        }
        let registry = served.hub.stores.directory.registry
        let gate = try hold(registry)
        let many = try (0..<3).map { _ in try invite(first) }
        let one = try invite(second)
        gate.open()
        for id in many { #expect(try status(first, id).applied == .yes) }
        #expect(try status(second, one).applied == .yes)
        let reader = try PointReader(of: registry, clock: .system)
        let rows = try reader.read { store throws(StoreError) in
            try store.changes(after: .start, limit: 1_000)
        }
        var order: [String] = []
        for row in rows where row.method == "\(Method.adminServiceInvite.name)" {
            let code = served.hub.contents.tenants.values
                .first { $0.id == tenants[row.actor] }?.code
            let isNew =
                rows.filter { $0.position.revision == row.position.revision }
                .first?.position.ordinal == row.position.ordinal
            if isNew { order.append(code ?? "nobody") }
        }
        #expect(order == ["X00000001", "X00000002", "X00000001", "X00000001"])
    }
}
