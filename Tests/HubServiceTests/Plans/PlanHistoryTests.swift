import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// The history of a plan of which a state was erased.
struct PlanHistoryTests {
    /// Clears what the journal holds of the plan at a revision, as an erasure does.
    private func erase(_ hub: ServedPlans, at revision: UInt64) throws {
        let tenant = try hub.served.tenant("X00000001")
        let file = try hub.served.hub.stores.directory.tenant(OpaqueID(tenant)).records
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        let record = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try TenantTables.plans.find("wf", in: store)
        }
        let id = try #require(record).id
        let done = Monitor<Int?>(nil)
        let call = WriteCall(actor: [1], method: "test/Erase", request: [])
        try file.submit(call) { (store) throws(StoreError) in
            try store.eraseBodies(of: id, at: [Int64(revision)])
        } completion: { result in
            let count = if case .committed(let value, _) = result { value } else { 0 }
            done.change { $0 = count }
        }
        #expect(done.wait { $0 } > 0)
    }

    private func history(_ hub: ServedPlans, pageSize: UInt32 = 0) throws -> [PlanHistoryEntry] {
        var entries: [PlanHistoryEntry] = []
        var request = GetPlanHistoryRequest(code: "wf", pageSize: pageSize)
        repeat {
            let page = try hub.steward.getPlanHistory(request)
            entries += page.entries
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return entries
    }

    @Test func `what changed after an erased state is told against the last that is known`() throws
    {
        let hub = try ServedPlans()
        var plan = try hub.save(hub.plan())
        plan.actions.append(hub.action("Third"))
        let second = try hub.save(plan)
        plan = second
        plan.actions.append(hub.action("Fourth"))
        try hub.save(plan)
        let before = try history(hub)
        #expect(before.map(\.summary)[..<2] == [["1 action added"], ["1 action added"]])
        try erase(hub, at: second.revision)
        let entries = try history(hub)
        #expect(entries.map(\.revision) == before.map(\.revision))
        #expect(entries[1].summary == ["erased"] && entries[1].stage == .unspecified)
        #expect(entries[0].summary == ["2 actions added"])
        #expect(entries[2...] == before[2...])
        for size: UInt32 in 1...3 { #expect(try history(hub, pageSize: size) == entries) }
    }
}
