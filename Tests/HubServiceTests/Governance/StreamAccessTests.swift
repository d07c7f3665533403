import HubClient
import HubSession
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A stream that shows data about people: each piece of it is written down before it is sent.
struct StreamAccessTests {
    /// What the stream shows, piece by piece; `nil` is a piece that its handler did not count.
    private static let rows: [UInt8] = [2, 3, 0]

    private let hub: HandledHub
    private let steward: Channel
    /// Makes the second commit to a file of accesses fail, where it is armed.
    private let failsSecond = Lock(false)

    init() throws {
        let failsSecond = failsSecond
        let commits = Lock(0)
        var settings = StoreSettings()
        settings.faults = StoreFaults { stage in
            guard stage == .beforeCommit, failsSecond.withLock({ $0 }) else { return nil }
            let number = commits.withLock { count in
                count += 1
                return count
            }
            return number == 2 ? StoreError(.inputOutput, "injected") : nil
        }
        hub = try HandledHub(settings: settings) { router, _ in
            // The table has no such method yet: the path is there for the first one.
            router[.governanceServiceListAccesses] = .stream {
                (request, context, store, file, cursor) throws(Fault) in
                try StreamAccessTests.piece(request, context, store, file, cursor)
            }
        }
        steward = Channel(try hub.target(.steward), settings: .once)
    }

    private static func piece(
        _ bytes: Span<UInt8>,
        _ context: CallContext,
        _ store: borrowing Database,
        _ file: FileIdentity,
        _ cursor: StreamCursor?
    ) throws(Fault) -> EncodedPart {
        let request = try Fault.decoded(ListAccessesRequest.self, Array(copying: bytes))
        let scope = try ReadScope(context, store, file, from: cursor)
        let index = cursor.map { Int($0.key[0]) } ?? 0
        // A page size of 1 stands for a handler that forgets to count its second piece.
        if request.pageSize != 1 || index != 1 { scope.showed(rows: Int(rows[index])) }
        let last = index == rows.count - 1
        return try EncodedPart(
            StreamPart(
                [ListAccessesResponse(nextCursor: "piece \(index)")],
                next: last ? nil : [UInt8(index + 1)]
            ),
            at: try scope.revision(in: store)
        )
    }

    /// What came of the stream before it ended, and how it did.
    private func call(_ request: ListAccessesRequest = .init()) -> (pieces: Int, ClientError?) {
        var pieces = 0
        let error = failure { () throws(ClientError) in
            try steward.serverStream(.governanceServiceListAccesses, bytes: request.encoded()) {
                (_) throws(ClientError) in pieces += 1
            }
        }
        return (pieces, error)
    }

    /// The looks that are on record, with the requests that they were part of.
    private func looks() throws -> [(rows: UInt64, request: [UInt8])] {
        let council = try #require(hub.hub.contents.tenants.first { $0.value.code == "X00000001" })
        let file = try hub.hub.stores.directory.tenant(OpaqueID(council.key)).accesses
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.read { (store) throws(StoreError) in
            try store.changes(after: JournalPosition(revision: 0), limit: 100).map { row in
                let record = row.body.flatMap { try? AccessRecord(decoding: $0) }
                return (record?.rows ?? .max, row.request)
            }
        }
    }

    @Test
    func `each piece is on record with its rows, under the one request`() throws {
        let (pieces, error) = call()
        #expect(error == nil && pieces == 3)
        let looks = try looks()
        #expect(looks.map(\.rows) == [2, 3, 0])
        #expect(Set(looks.map(\.request)).count == 1)
    }

    @Test
    func `a piece that nobody counted is not sent, and the one before it was`() throws {
        var request = ListAccessesRequest()
        request.pageSize = 1
        let (pieces, error) = call(request)
        #expect(error?.reasonCode == "HUB-0101" && pieces == 1)
        #expect(try looks().map(\.rows) == [2])
    }

    @Test
    func `a piece that cannot be written down is not sent, and the one before it was`() throws {
        failsSecond.withLock { $0 = true }
        let (pieces, error) = call()
        #expect(error?.reasonCode == "HUB-0103" && pieces == 1)
        failsSecond.withLock { $0 = false }
    }
}
