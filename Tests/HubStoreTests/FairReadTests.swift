import HubStore
import HubSystem
import HubTestKit
import Testing

/// Reads of one party and another's.
struct FairReadTests {
    private func submit(
        _ party: UInt8,
        to pool: ReaderPool,
        _ store: TestStore,
        cancel: CancelFlag? = nil,
        _ job: @escaping @Sendable () -> Void,
        done: @escaping @Sendable (StoreError.Code?) -> Void = { _ in }
    ) throws {
        var call = ReadCall()
        call.party = [party]
        call.cancel = cancel
        try pool.submit(call, on: store.writer) { _ throws(StoreError) in
            job()
        } completion: { result in
            if case .failed(let error) = result { done(error.code) } else { done(nil) }
        }
    }

    @Test
    func `the reads of each party take turns with the others'`() throws {
        let pool = try ReaderPool(count: 1)
        let store = try TestStore()
        let gate = Gate()
        try submit(0, to: pool, store, { gate.pass() })
        gate.waitUntilReached()
        let order = Monitor<[UInt8]>([])
        for _ in 0..<3 { try submit(1, to: pool, store, { order.change { $0.append(1) } }) }
        for _ in 0..<2 { try submit(2, to: pool, store, { order.change { $0.append(2) } }) }
        try submit(3, to: pool, store, { order.change { $0.append(3) } })
        gate.open()
        #expect(order.wait { $0.count == 6 ? $0 : nil } == [1, 2, 3, 1, 2, 1])
        pool.stop()
    }

    @Test
    func `one party never has all threads`() throws {
        let pool = try ReaderPool(count: 2)
        let store = try TestStore()
        let gate = Gate()
        let order = Monitor<[UInt8]>([])
        try submit(1, to: pool, store, { gate.pass() })
        gate.waitUntilReached()
        try submit(1, to: pool, store, { order.change { $0.append(1) } })
        try submit(2, to: pool, store, { order.change { $0.append(2) } })
        #expect(order.wait { $0.isEmpty ? nil : $0 } == [2])
        gate.open()
        #expect(order.wait { $0.count == 2 ? $0 : nil } == [2, 1])
        pool.stop()
    }

    @Test
    func `one party has no more threads by reading two files`() throws {
        let pool = try ReaderPool(count: 2)
        let (store, other) = (try TestStore(), try TestStore())
        let gate = Gate()
        let order = Monitor<[UInt8]>([])
        try submit(1, to: pool, store, { gate.pass() })
        gate.waitUntilReached()
        try submit(1, to: pool, other, { order.change { $0.append(1) } })
        try submit(2, to: pool, other, { order.change { $0.append(2) } })
        #expect(order.wait { $0.isEmpty ? nil : $0 } == [2])
        gate.open()
        #expect(order.wait { $0.count == 2 ? $0 : nil } == [2, 1])
        pool.stop()
    }

    @Test
    func `a read that was taken back while it waited is not begun`() throws {
        let pool = try ReaderPool(count: 1)
        let store = try TestStore()
        let gate = Gate()
        try submit(1, to: pool, store, { gate.pass() })
        gate.waitUntilReached()
        let flag = CancelFlag()
        let begun = Monitor(false)
        let ended = Monitor<[StoreError.Code?]>([])
        let job: @Sendable () -> Void = { begun.change { $0 = true } }
        try submit(1, to: pool, store, cancel: flag, job) { code in
            ended.change { $0.append(code) }
        }
        flag.cancel()
        gate.open()
        #expect(ended.wait { $0.isEmpty ? nil : $0 } == [.cancelled])
        #expect(!begun.change { $0 })
        pool.stop()
    }

    @Test(arguments: [true, false])
    func `a call in the writer may run so long and no longer`(isBulk: Bool) throws {
        let store = try TestStore()
        let limit = isBulk ? Writer.bulkRunningMilliseconds : Writer.runningMilliseconds
        for (milliseconds, code) in [(limit - 1, nil), (limit, StoreError.Code.deadlineExceeded)] {
            let time = store.time
            let ended = Monitor<[StoreError.Code?]>([])
            try store.writer.submit(store.call, isBulk: isBulk) { context throws(StoreError) in
                time.advance(milliseconds: milliseconds)
                try context.interruption.check()
            } completion: { result in
                if case .failed(let error) = result {
                    ended.change { $0.append(error.code) }
                } else {
                    ended.change { $0.append(nil) }
                }
            }
            #expect(ended.wait { $0.isEmpty ? nil : $0 } == [code])
        }
    }
}
