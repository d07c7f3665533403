import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

struct CodedCollectionTests {
    /// Takes scales that have a name, and marks the name.
    private static let scales = CodedCollection<RatingScale>(
        RegionTables.scales,
        code: \.id,
        revision: \.revision,
        check: { (scale, _) throws(Fault) in
            guard !scale.name.isEmpty else { throw .invalid("name", "required", "a name") }
            var scale = scale
            scale.name = "\(scale.name)!"
            return scale
        }
    )

    private static func scale(_ id: String, _ name: String = "Name") -> RatingScale {
        var scale = RatingScale(id: id, name: name)
        // Whatever a caller sends is not what is stored.
        scale.revision = 77
        return scale
    }

    @Test
    func `what is saved is what the check returned, and carries its record's revision`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        let saved = Lock<[Saved]>([])
        try hub.changeRegion("test/Save") { (store) throws(Fault) in
            for id in ["b", "a"] {
                let one = try CodedCollectionTests.scales.save(
                    CodedCollectionTests.scale(id),
                    basedOn: 0,
                    in: &store
                )
                saved.withLock { $0.append(one) }
            }
            let all = try CodedCollectionTests.scales.all(in: store.database)
            #expect(all.map(\.id) == ["a", "b"] && all.map(\.name) == ["Name!", "Name!"])
            #expect(all.map(\.revision) == [1, 1])
            let found = try CodedCollectionTests.scales.find("b", in: store.database)
            #expect(found == all.last)
            #expect(try CodedCollectionTests.scales.find("c", in: store.database) == nil)
            let bytes = try stored { () throws(StoreError) in
                try RegionTables.scales.find("a", in: store.database)?.body
            }
            #expect(try Fault.decoded(RatingScale.self, bytes ?? []).revision == 0)
        }
        #expect(saved.withLock { $0.map(\.id) } == ["b", "a"])
        #expect(saved.withLock { $0.map(\.revision) } == [1, 1])
    }

    @Test
    func `what the check refuses, and what another changed, is not kept`() throws {
        let folder = try TemporaryDirectory()
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        try hub.changeRegion("test/Save") { (store) throws(Fault) in
            _ = try CodedCollectionTests.scales.save(
                CodedCollectionTests.scale("a"),
                basedOn: 0,
                in: &store
            )
        }
        let wrong: [(RatingScale, UInt64, Reason)] = [
            (CodedCollectionTests.scale("b", ""), 0, .requestNotValid),
            (CodedCollectionTests.scale("a", "Other"), 5, .changedSinceYouReadIt),
        ]
        for (scale, base, reason) in wrong {
            let refusal = Lock<Fault?>(nil)
            #expect(throws: HubError.self) {
                try hub.changeRegion("test/Save") { (store) throws(Fault) in
                    do throws(Fault) {
                        _ = try CodedCollectionTests.scales.save(scale, basedOn: base, in: &store)
                    } catch {
                        refusal.withLock { $0 = error }
                        throw error
                    }
                }
            }
            #expect(refusal.withLock { $0?.reason } == reason)
        }
        #expect(hub.snapshots.region.snapshot.scales.map(\.name) == ["Name!"])
    }
}
