import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Lists that are longer than a page of the store lose nothing.
struct WholeListTests {
    private static let count = CodedRecords.pageMax + 1

    private static func code(_ number: Int) -> String {
        let digits = String(number)
        return "n" + String(repeating: "0", count: 5 - digits.utf8.count) + digits
    }

    @Test
    func `the region's snapshot and its lists have one more than a page`() throws {
        let served = try ServedHub()
        try served.hub.changeRegion("test/Scales") { (store) throws(Fault) in
            for number in 0..<WholeListTests.count {
                let code = WholeListTests.code(number)
                let body = RatingScale(id: code).encoded()
                try stored { () throws(StoreError) in
                    _ = try RegionTables.scales.save(code, body, basedOn: 0, in: &store)
                }
            }
        }
        #expect(served.hub.snapshots.region.snapshot.scales.count == WholeListTests.count)
        let client = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        #expect(try client.listScales().scales.count == WholeListTests.count)
    }

    @Test
    func `the status board has its window's councils, however many other states there are`()
        throws
    {
        let served = try ServedHub()
        let tenant = try #require(served.hub.contents.tenant(code: "X00000001"))
        try served.hub.changeRegion("test/States") { (store) throws(Fault) in
            let window = Window(id: "w2", name: "Second").encoded()
            try stored { () throws(StoreError) in
                _ = try RegionTables.windows.save("w2", window, basedOn: 0, in: &store)
            }
            for number in 0..<WholeListTests.count {
                // Before the council's own in the order of codes, in its window and in another.
                try WholeListTests.tell(.draft, "w1", WholeListTests.code(number), &store)
                try WholeListTests.tell(.draft, "w2", "0\(WholeListTests.code(number))", &store)
            }
            try WholeListTests.tell(.agreed, "w2", tenant.id, &store)
            try WholeListTests.tell(.handedIn, "w20", tenant.id, &store)
        }
        let client = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        let board = try client.getStatusBoard(GetStatusBoardRequest(window: "w2"))
        #expect(board.councils.map(\.state) == [.agreed, .notStarted])
    }

    @Test
    func `the newest change leads an overview after one of many rows`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        let tenant = try #require(UniqueID(try IdentityServiceClient(channel).whoAmI().tenantId))
        let file = try served.hub.stores.directory.tenant(OpaqueID(tenant)).records
        let done = Monitor<Bool?>(nil)
        let method = "workforcehub.v1.PriorityService/SaveAssessment"
        let call = WriteCall(actor: [1], method: method, request: [])
        try file.submit(call) { (store) throws(StoreError) in
            for number in 0..<UInt64(WholeListTests.count) {
                let id = OpaqueID(high: 1, low: number)
                try store.record(
                    JournalEntry(kind: "note", record: id, operation: .noted, body: [])
                )
            }
        } completion: { _ in
            done.change { $0 = true }
        }
        #expect(done.wait { $0 })
        var theme = LocalTheme()
        theme.code = "A1"
        theme.name = "A theme"
        _ = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        let changed = try client.getOverview().changed
        #expect(changed.count == 2)
        #expect(changed.first?.contains("a theme was saved") == true)
    }

    private static func tell(
        _ state: AssessmentState,
        _ window: String,
        _ tenant: String,
        _ store: inout WriteContext
    ) throws(Fault) {
        let body = AssessmentStatusRecord(tenantId: tenant, window: window, state: state).encoded()
        try stored { () throws(StoreError) in
            _ = try RegionTables.status.save("\(window)/\(tenant)", body, basedOn: 0, in: &store)
        }
    }
}
