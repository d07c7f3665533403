import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

struct CodedRecordsTests {
    private static let records = RegionTables.glossary

    @Test
    func `a record is made, changed on its own revision, and refused on another`() throws {
        let place = try Place()
        let first = try place.save("a", [1], basedOn: 0).get()
        let second = try place.save("a", [2], basedOn: first).get()
        #expect(second > first)
        for base in [0, first, second + 1, .max] {
            let fault = place.save("a", [3], basedOn: base).fault
            #expect(fault?.reason == .changedSinceYouReadIt, "\(base)")
            #expect(fault?.revision == second, "\(base)")
        }
        #expect(place.save("b", [1], basedOn: 1).fault?.reason == .notFound)
        #expect(try place.bodies() == [[2]])
        #expect(throws: Never.self) { try place.save("a", [3], basedOn: second).get() }
    }

    @Test
    func `codes are compared as bytes`() throws {
        let place = try Place()
        // Both look the same: one letter, and a letter with a mark.
        for code in ["\u{F4}", "o\u{302}", "K", "\u{212A}"] {
            #expect(throws: Never.self) { try place.save(code, [1], basedOn: 0).get() }
        }
        #expect(try place.bodies().count == 4)
    }

    @Test
    func `an earlier state is read by its revision and by its time`() throws {
        let place = try Place()
        let first = try place.save("a", [1], basedOn: 0).get()
        let then = place.time.clock.instant
        place.time.advance(milliseconds: 60_000)
        let between = place.time.clock.instant
        place.time.advance(milliseconds: 60_000)
        let second = try place.save("a", [2], basedOn: first).get()
        #expect(try place.bodies(.asOf(revision: Int64(first))) == [[1]])
        #expect(try place.bodies(.asOf(revision: Int64(first) - 1)) == [])
        #expect(try place.bodies(.asOf(revision: Int64(second))) == [[2]])
        #expect(try place.revision(at: then) == Int64(first))
        #expect(try place.revision(at: between) == Int64(first))
        #expect(try place.revision(at: place.time.clock.instant) == Int64(second))
    }

    @Test
    func `a code reads as of each revision though another record has it now`() throws {
        let place = try Place()
        let start = try place.save("b", [9], basedOn: 0).get()
        let first = try place.save("a", [1], basedOn: 0).get()
        let second = try place.save("a", [2], basedOn: first).get()
        try place.change { (store) throws(StoreError) in
            _ = try CodedRecordsTests.records.close("a", basedOn: second, [], in: &store)
        }
        let again = try place.save("a", [3], basedOn: 0).get()
        _ = try place.save("a", [4], basedOn: again).get()
        let bodies = try (start...again + 1).map { revision in
            try place.read { (store) throws(StoreError) in
                let view = RecordView.asOf(revision: Int64(revision))
                return try CodedRecordsTests.records.find("a", view, in: store)?.body
            }
        }
        #expect(bodies == [nil, [1], [2], nil, [3], [4]])
    }

    @Test(arguments: [0, 1, CodedRecords.pageMax, CodedRecords.pageMax + 1])
    func `all are read, in pages to the end`(count: Int) throws {
        let place = try Place()
        try place.fill(count)
        let first = try place.codes(after: "")
        #expect(first.count == min(count, CodedRecords.pageMax))
        let rest = try place.codes(after: first.last ?? "")
        #expect(rest.count == max(0, count - CodedRecords.pageMax))
        let all = try place.read { (store) throws(StoreError) in
            try CodedRecordsTests.records.all(in: store).map(\.code)
        }
        #expect(all == first + rest)
        #expect(all == all.sorted() && Set(all).count == count)
    }

    @Test
    func `more than may be read at once are refused by the limit's name`() throws {
        let place = try Place()
        try place.fill(3)
        let count = try place.read { (store) throws(StoreError) in
            try CodedRecordsTests.records.all(in: store, recordsMax: 3).count
        }
        #expect(count == 3)
        #expect(throws: StoreError(.tooBig)) {
            try place.read { (store) throws(StoreError) in
                try CodedRecordsTests.records.all(in: store, recordsMax: 2).count
            }
        }
    }

    @Test
    func `a group is what begins with its name and a slash`() throws {
        let place = try Place()
        for code in ["a", "a/", "a/1", "a/2", "a0", "a0/1", "A/1", "ab/1", "b/1"] {
            #expect(throws: Never.self) { try place.save(code, [1], basedOn: 0).get() }
        }
        let found = try place.read { (store) throws(StoreError) in
            try CodedRecordsTests.records.all(under: "a", in: store).map(\.code)
        }
        #expect(found == ["a/1", "a/2"])
    }

    /// A region's file, and what is asked of it.
    private struct Place {
        let folder: TemporaryDirectory
        let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))
        let hub: Hub

        init() throws {
            folder = try TemporaryDirectory()
            hub = try Hub(data: folder.file("data"), clock: time.clock)
        }

        /// How a change ended.
        enum Ending {
            case saved(UInt64)
            case refused(Fault)

            func get() throws(Fault) -> UInt64 {
                switch self {
                case .saved(let revision): return revision
                case .refused(let fault): throw fault
                }
            }

            var fault: Fault? { if case .refused(let fault) = self { fault } else { nil } }
        }

        func save(_ code: String, _ body: [UInt8], basedOn base: UInt64) -> Ending {
            let ending = Lock<Ending?>(nil)
            do throws(HubError) {
                try hub.changeRegion("test/Save") { (store) throws(Fault) in
                    do throws(Fault) {
                        let saved = try stored { () throws(StoreError) in
                            try CodedRecordsTests.records.save(
                                code,
                                body,
                                basedOn: base,
                                in: &store
                            )
                        }
                        ending.withLock { $0 = .saved(saved.revision) }
                    } catch {
                        ending.withLock { $0 = .refused(error) }
                        throw error
                    }
                }
            } catch {
                return ending.withLock { $0 } ?? .refused(.internal(error.message))
            }
            return ending.withLock { $0 } ?? .refused(.internal("nothing happened"))
        }

        func change(
            _ body: @escaping @Sendable (inout WriteContext) throws(StoreError) -> Void
        ) throws {
            try hub.changeRegion("test/Change") { (store) throws(Fault) in
                try stored { () throws(StoreError) in try body(&store) }
            }
        }

        /// Makes records with codes of five digits.
        func fill(_ count: Int) throws {
            try change { (store) throws(StoreError) in
                for number in 0..<count {
                    let digits = String(number)
                    let code = String(repeating: "0", count: 5 - digits.utf8.count) + digits
                    _ = try CodedRecordsTests.records.save(code, [1], basedOn: 0, in: &store)
                }
            }
        }

        func bodies(_ view: RecordView = .current) throws -> [[UInt8]] {
            try read { (store) throws(StoreError) in
                try CodedRecordsTests.records.all(view, in: store).map(\.body)
            }
        }

        func codes(after code: String) throws -> [String] {
            try read { (store) throws(StoreError) in
                try CodedRecordsTests.records.page(after: code, in: store).map(\.code)
            }
        }

        func revision(at time: Instant) throws -> Int64 {
            try read { (store) throws(StoreError) in try store.revision(at: time) }
        }

        func read<Value>(
            _ body: (borrowing Database) throws(StoreError) -> Value
        ) throws -> Value {
            let reader = try PointReader(of: hub.stores.directory.region, clock: time.clock)
            defer { reader.endBatch() }
            return try reader.read(stepsMax: .max, body)
        }
    }
}
