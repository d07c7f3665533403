import HubText

/// Which records of a file are the same: worker, topic and day, in eight bytes each.
struct RecordKeys {
    /// What was found about a record.
    enum Finding: Equatable {
        case new
        /// A row that says the same.
        case same(row: Int)
        /// A row about the same that says something else, and in which parts.
        case different(row: Int, parts: [ImportField])
    }

    /// The workers that can be told apart; more than a file has rows.
    static let workersMax = 1 << 24
    private static let topicBits = 12
    private static let dayBits = 18

    private var keys: [UInt64]
    private var rows: [UInt32]
    private var contents: [RecordContent]
    private static let empty = RecordContent([])
    private var count = 0

    init() {
        keys = [UInt64](repeating: 0, count: 1_024)
        rows = [UInt32](repeating: 0, count: 1_024)
        contents = [RecordContent](repeating: Self.empty, count: 1_024)
    }

    /// The key of a record; never 0.
    static func key(worker: Int, topic: Int, completed: Day?, expiry: Day?) -> UInt64 {
        // Without a day of completion the end tells records apart, and a bit says that it is one.
        let day = completed ?? expiry
        let offset = day.map { TrainingLimits.firstDay.days(until: $0) + 1 } ?? 0
        let number = min(max(offset, 0), (1 << 17) - 1) * 2 + (completed == nil ? 1 : 0)
        return UInt64(worker + 1) << (topicBits + dayBits) | UInt64(topic) << dayBits
            | UInt64(number)
    }

    /// Looks a record up and remembers it if it is new.
    mutating func insert(_ key: UInt64, row: Int, content: RecordContent) -> Finding {
        if count * 2 >= keys.count { grow() }
        var slot = Self.slot(key, keys.count)
        while keys[slot] != 0 {
            if keys[slot] == key {
                let row = Int(rows[slot])
                if contents[slot] == content { return .same(row: row) }
                return .different(row: row, parts: content.differences(from: contents[slot]))
            }
            slot = (slot + 1) & (keys.count - 1)
        }
        keys[slot] = key
        rows[slot] = UInt32(truncatingIfNeeded: row)
        contents[slot] = content
        count += 1
        return .new
    }

    /// The row of a record; nil if there is none.
    func row(_ key: UInt64) -> Int? {
        var slot = Self.slot(key, keys.count)
        while keys[slot] != 0 {
            if keys[slot] == key { return Int(rows[slot]) }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    private static func slot(_ key: UInt64, _ count: Int) -> Int {
        var hash = key &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        return Int(truncatingIfNeeded: hash) & (count - 1)
    }

    private mutating func grow() {
        let (oldKeys, oldRows, oldContents) = (keys, rows, contents)
        let size = keys.count * 2
        keys = [UInt64](repeating: 0, count: size)
        rows = [UInt32](repeating: 0, count: size)
        contents = [RecordContent](repeating: Self.empty, count: size)
        for index in oldKeys.indices where oldKeys[index] != 0 {
            var slot = Self.slot(oldKeys[index], size)
            while keys[slot] != 0 { slot = (slot + 1) & (size - 1) }
            keys[slot] = oldKeys[index]
            rows[slot] = oldRows[index]
            contents[slot] = oldContents[index]
        }
    }
}
