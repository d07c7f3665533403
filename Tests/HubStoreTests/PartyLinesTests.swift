import HubSystem
import HubTestKit
import Testing

@testable import HubStore

/// Calls of parties that take turns.
struct PartyLinesTests {
    private static func party(_ number: UInt64) -> OpaqueID { OpaqueID(high: 0, low: number) }

    @Test
    func `each party's next call comes before anybody's second`() {
        var lines = PartyLines<String>()
        for number in 1...5 { lines.append("a\(number)", of: PartyLinesTests.party(1)) }
        lines.append("b1", of: PartyLinesTests.party(2))
        lines.append("-1", of: nil)
        lines.append("b2", of: PartyLinesTests.party(2))
        lines.append("-2", of: nil)
        #expect(lines.count == 9 && lines.count(of: PartyLinesTests.party(1)) == 5)
        #expect(lines.popFirst(4) == ["a1", "b1", "-1", "a2"])
        lines.append("c1", of: PartyLinesTests.party(3))
        #expect(lines.popFirst(99) == ["b2", "-2", "a3", "c1", "a4", "a5"])
        #expect(lines.isEmpty && lines.popFirst(1).isEmpty)
    }

    @Test
    func `what had its turn and was put back comes first`() {
        var lines = PartyLines<Int>()
        for number in 0..<6 { lines.append(number, of: PartyLinesTests.party(UInt64(number % 2))) }
        let taken = lines.popFirst(4)
        lines.putBack(Array(taken.suffix(2)))
        #expect(lines.count == 4)
        #expect(lines.popFirst(1) == [2])
        #expect(lines.popFirst(9) == [3, 4, 5])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `nothing is lost, each party's order is kept, and turns differ by one`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var lines = PartyLines<(party: Int, number: Int)>()
        var waiting = [[Int]](repeating: [], count: 4)
        var next = 0
        for _ in 0..<2_000 {
            if Bool.random(using: &generator) {
                let party = Int.random(in: 0..<4, using: &generator)
                waiting[party].append(next)
                let id = party == 0 ? nil : PartyLinesTests.party(UInt64(party))
                lines.append((party, next), of: id)
                next += 1
            } else {
                let count = Int.random(in: 1...7, using: &generator)
                let before = waiting.map(\.count)
                var got = [Int](repeating: 0, count: 4)
                for (party, number) in lines.popFirst(count) {
                    #expect(waiting[party].first == number, "seed \(seed)")
                    waiting[party].removeFirst()
                    got[party] += 1
                }
                #expect(got.reduce(0, +) == min(count, before.reduce(0, +)), "seed \(seed)")
                // Whoever still waits has had as many turns as anybody, or one less.
                for party in 0..<4 where !waiting[party].isEmpty {
                    #expect(got.max() ?? 0 <= got[party] + 1, "seed \(seed)")
                }
            }
            #expect(lines.count == waiting.reduce(0) { $0 + $1.count }, "seed \(seed)")
        }
    }

    @Test
    func `calls that wait for one file are written by turns of their parties`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let order = Monitor<[UInt64]>([])
        let calls: [UInt64] = [1, 1, 1, 1, 2, 3, 2]
        for party in calls {
            var call = store.call
            call.party = PartyLinesTests.party(party)
            try store.writer.submit(call) { context throws(StoreError) in
                order.change { $0.append(party) }
                return context.lastRevision
            } completion: { (_: WriteResult<Int64, StoreError>) in
            }
        }
        gate.open()
        #expect(order.wait { $0.count == 7 ? $0 : nil } == [1, 2, 3, 1, 2, 1, 1])
    }

    @Test
    func `a party has so many calls waiting, and the others find room all the same`() throws {
        let store = try TestStore()
        let gate = try store.hold()
        let done = Monitor(0)
        func submit(_ party: UInt64) throws(StoreError) {
            var call = store.call
            call.party = PartyLinesTests.party(party)
            try store.writer.submit(call) { context throws(StoreError) in
                context.lastRevision
            } completion: { (_: WriteResult<Int64, StoreError>) in
                done.change { $0 += 1 }
            }
        }
        for _ in 0..<Mailbox.partyWaitingMax { try submit(1) }
        #expect(throws: StoreError(.queueFull)) { try submit(1) }
        try submit(2)
        gate.open()
        done.wait { $0 == Mailbox.partyWaitingMax + 1 ? () : nil }
    }

    @Test
    func `work beyond what was paid for is counted in whole units, and the rest stays`() {
        let meter = WorkMeter()
        WorkAccount(meter, coveredNanoseconds: 1_000).add(1_000)
        #expect(meter.take(per: 100) == 0)
        WorkAccount(meter, coveredNanoseconds: 1_000).add(1_099)
        #expect(meter.take(per: 100) == 0)
        WorkAccount(meter, coveredNanoseconds: 0).add(251)
        #expect(meter.take(per: 100) == 3)
        #expect(meter.take(per: 50) == 1)
        #expect(meter.take(per: 1) == 0)
    }

    @Test
    func `calls are charged what their thread worked for them, reads and writes alike`() throws {
        let store = try TestStore()
        let writing = WorkMeter()
        var call = store.call
        call.work = WorkAccount(writing, coveredNanoseconds: 0)
        _ = try store.write(call) { context throws(StoreError) in context.lastRevision }
        let pool = try ReaderPool(count: 1)
        let reading = WorkMeter()
        var read = ReadCall()
        read.work = WorkAccount(reading, coveredNanoseconds: 0)
        try pool.submit(read, on: store.writer) { database throws(StoreError) in
            try database.readRevision()
        } completion: { (_: ReadResult<Int64, StoreError>) in
        }
        pool.stop()
        #expect(reading.take(per: 1) > 0)
        #expect(writing.take(per: 1) > 0)
    }
}
