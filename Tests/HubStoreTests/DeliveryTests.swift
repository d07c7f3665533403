import HubStore
import HubSystem
import HubTestKit
import Testing

struct DeliveryTests {
    private func post(_ store: TestStore, _ bodies: [UInt8], target: StaticString = "region") throws
    {
        let result = try store.write { context throws(StoreError) in
            for body in bodies { try context.post(to: target, kind: "fact", body: [body]) }
        }
        #expect(result.ending == "committed")
    }

    private func carry(_ courier: OutboxCourier) throws -> Int {
        let answer = Monitor<Result<Int, StoreError>?>(nil)
        courier.carry { result in answer.change { $0 = result } }
        return try answer.wait { $0 }.get()
    }

    /// A courier that notes the bodies it applied as records of the receiver.
    private func courier(
        from source: TestStore,
        to target: TestStore,
        failing: Lock<Bool> = Lock(false)
    ) -> OutboxCourier {
        OutboxCourier(from: source.writer, to: target.writer, called: "region") {
            context,
            message throws(StoreError) in
            if failing.withLock({ $0 }) && message.body == [3] { throw StoreError(.missing) }
            let count = Int64(message.body[0])
            let entry = JournalEntry(
                kind: "fact",
                record: noteID(Int(count)),
                operation: .noted,
                body: message.body
            )
            try context.record(entry)
        }
    }

    private func applied(_ store: TestStore) throws -> [UInt8] {
        try store.reader().read { database throws(StoreError) in
            try database.changes(after: .start, limit: 1_000).compactMap { $0.body?.first }
        }
    }

    private func waiting(_ store: TestStore) throws -> Int {
        try store.reader().read { database throws(StoreError) in
            try database.messages(to: "region", limit: 1_000).count
        }
    }

    @Test
    func `messages arrive once, in order, and leave the outbox`() throws {
        let source = try TestStore(seed: 1)
        let target = try TestStore(seed: 2)
        let courier = courier(from: source, to: target)
        for start in stride(from: UInt8(0), to: 150, by: 15) {
            try post(source, Array(start..<start + 15))
        }
        try post(source, [200], target: "registry")
        #expect(try carry(courier) == 150)
        #expect(try applied(target) == Array(0..<150))
        #expect(try waiting(source) == 0)
        #expect(try carry(courier) == 0)
        #expect(try applied(target).count == 150)
    }

    @Test
    func `a message of a call that was rolled back is never there`() throws {
        let source = try TestStore()
        var dry = source.call
        dry.isDryRun = true
        _ = try source.write(dry) { context throws(StoreError) in
            try context.post(to: "region", kind: "fact", body: [1])
        }
        #expect(try waiting(source) == 0)
    }

    @Test
    func `a message that is carried twice is applied once`() throws {
        let source = try TestStore(seed: 1)
        let target = try TestStore(seed: 2)
        try post(source, [1, 2])
        let messages = try source.reader().read { database throws(StoreError) in
            try database.messages(to: "region", limit: 9)
        }
        let file = source.writer.identity.file
        let claim = { (place: OutboxMessage.Place) in
            try target.write { context throws(StoreError) in
                try context.claim(place, from: file)
            }
        }
        for (message, expected) in [(0, true), (0, false), (1, true), (0, false), (1, false)] {
            guard case .committed(let isNew, _) = try claim(messages[message].place) else {
                Issue.record("not committed")
                return
            }
            #expect(isNew == expected)
        }
        // As after a crash between the receiver's commit and the sender's.
        #expect(try carry(courier(from: source, to: target)) == 0)
        #expect(try waiting(source) == 0)
    }

    @Test
    func `a message that cannot be applied waits with those behind it`() throws {
        let source = try TestStore(seed: 1)
        let target = try TestStore(seed: 2)
        let failing = Lock(true)
        let courier = courier(from: source, to: target, failing: failing)
        try post(source, [1, 2, 3, 4])
        #expect(throws: StoreError(.missing)) { try carry(courier) }
        #expect(try applied(target) == [])
        #expect(try waiting(source) == 4)
        failing.withLock { $0 = false }
        #expect(try carry(courier) == 4)
        #expect(try applied(target) == [1, 2, 3, 4])
    }

    @Test(arguments: [(1_048_576, "committed"), (1_048_577, "refused")])
    func `a message is as large as its limit and no larger`(count: Int, ending: String) throws {
        let source = try TestStore()
        let result = try source.write { context throws(StoreError) in
            try context.post(
                to: "region",
                kind: "fact",
                body: [UInt8](repeating: 1, count: count)
            )
        }
        #expect(result.ending == ending)
    }
}
