import HubStore
import HubSystem
import HubTestKit
import Testing

struct CursorTests {
    private static let file = FileIdentity(file: noteID(1), kind: .records, epoch: 5)

    private let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))

    private func seal(key: UInt8 = 1) -> CursorSeal {
        CursorSeal(
            key: [UInt8](repeating: key, count: 32),
            cryptography: .test(seed: 1),
            clock: time.clock
        )
    }

    private func scope(
        file: FileIdentity = CursorTests.file,
        principal: [UInt8] = [1],
        method: String = "a/B",
        filter: [UInt8] = [2]
    ) -> CursorScope {
        CursorScope(file: file, principal: principal, method: method, filterDigest: filter)
    }

    @Test(arguments: [0, 1, 16, 1_024])
    func `a cursor comes back as it went out`(count: Int) throws {
        let cursor = Cursor(revision: 77, position: [UInt8](repeating: 9, count: count))
        let bytes = try seal().seal(cursor, for: scope())
        #expect(try seal().open(bytes, for: scope()) == cursor)
    }

    @Test
    func `a position that is too long is not sealed`() {
        let cursor = Cursor(revision: 1, position: [UInt8](repeating: 9, count: 1_025))
        #expect(throws: StoreError(.tooBig)) { try seal().seal(cursor, for: scope()) }
    }

    @Test
    func `a cursor of another list is invalid`() throws {
        let bytes = try seal().seal(Cursor(revision: 1, position: [1]), for: scope())
        let others = [
            scope(file: FileIdentity(file: noteID(2), kind: .records, epoch: 5)),
            scope(file: FileIdentity(file: noteID(1), kind: .records, epoch: 6)),
            scope(principal: [2]), scope(method: "a/C"), scope(filter: [3]),
            scope(principal: [], method: "\u{1}a/B"),
        ]
        for other in others {
            #expect(throws: StoreError(.invalidCursor)) { try seal().open(bytes, for: other) }
        }
        #expect(throws: StoreError(.invalidCursor)) { try seal(key: 2).open(bytes, for: scope()) }
    }

    @Test
    func `a cursor with any bit changed, cut or grown is invalid`() throws {
        let cursor = Cursor(revision: 1, position: [1, 2, 3])
        let bytes = try seal().seal(cursor, for: scope())
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: StoreError(.invalidCursor)) { try seal().open(changed, for: scope()) }
        }
        for count in 0..<bytes.count {
            let cut = Array(bytes.prefix(count))
            #expect(throws: StoreError(.invalidCursor)) { try seal().open(cut, for: scope()) }
        }
        #expect(throws: StoreError(.invalidCursor)) { try seal().open(bytes + [0], for: scope()) }
        let long = [UInt8](repeating: 1, count: 5_000)
        #expect(throws: StoreError(.invalidCursor)) { try seal().open(long, for: scope()) }
    }

    @Test
    func `a cursor lives for a day`() throws {
        let cursor = Cursor(revision: 1, position: [1])
        let bytes = try seal().seal(cursor, for: scope())
        time.advance(milliseconds: 24 * 60 * 60 * 1_000)
        #expect(try seal().open(bytes, for: scope()) == cursor)
        time.advance(milliseconds: 1)
        #expect(throws: StoreError(.invalidCursor)) { try seal().open(bytes, for: scope()) }
    }
}

struct OpaqueIDTests {
    @Test
    func `an identifier reads from its text and from nothing else`() {
        let id = OpaqueID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)
        #expect("\(id)" == "0123456789abcdeffedcba9876543210")
        #expect(OpaqueID(text: "\(id)") == id)
        #expect(OpaqueID(id.bytes) == id)
        let wrong = [
            "", "0123456789abcdeffedcba987654321", "0123456789abcdeffedcba98765432100",
            "0123456789ABCDEFfedcba9876543210", "0123456789abcdeffedcba987654321g",
            "0123456789abcdeffedcba98765432\u{E9}",
        ]
        for text in wrong { #expect(OpaqueID(text: text) == nil) }
        for count in 0...17 where count != 16 {
            #expect(OpaqueID([UInt8](repeating: 0, count: count)) == nil)
        }
    }
}
