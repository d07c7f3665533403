/// Gives each distinct sequence of bytes a number, and copies it once.
///
/// Open addressing with linear steps, at most half full; the hash is FNV-1a with a final mix, begun
/// from a seed, so that a file cannot be written to make every cell collide.
package struct ByteTable: Sendable {
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var slots: [UInt32]
    private let seed: UInt64

    /// A table of nothing.
    ///
    /// - Parameter seed: Where hashes begin; random for what strangers send.
    package init(seed: UInt64) {
        self.seed = seed
        slots = [UInt32](repeating: 0, count: 64)
    }

    /// How many distinct sequences there are.
    package var count: Int { ends.count }

    /// The number of a sequence, which is new if it is the count before.
    ///
    /// - Complexity: Linear in the sequence, amortised.
    package mutating func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash = seed ^ 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        hash ^= hash >> 29
        hash = hash &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 32
        if ends.count * 2 >= slots.count { grow() }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let found = Int(slots[slot]) - 1
            if hashes[found] == hash, isEqual(found, bytes, range) { return found }
            slot = (slot + 1) & (slots.count - 1)
        }
        for index in range { arena.append(bytes[index]) }
        ends.append(arena.count)
        hashes.append(hash)
        slots[slot] = UInt32(ends.count)
        return ends.count - 1
    }

    private func isEqual(_ found: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = found == 0 ? 0 : ends[found - 1]
        guard ends[found] - start == range.count else { return false }
        for offset in 0..<range.count
        where arena[start + offset] != bytes[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }
}

/// What cells of one column mean, worked out once for each distinct cell.
struct CellCache<Value: Sendable>: Sendable {
    /// The distinct cells that are remembered; others are worked out each time.
    private let countMax: Int
    private var table: ByteTable
    private var values: [Value] = []

    init(seed: UInt64, countMax: Int = 65_536) {
        table = ByteTable(seed: seed)
        self.countMax = countMax
    }

    mutating func value(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        make: (String) -> Value
    ) -> Value {
        if values.count >= countMax { return make(CellText.text(bytes, range)) }
        let number = table.number(bytes, range)
        if number == values.count { values.append(make(CellText.text(bytes, range))) }
        return values[number]
    }
}

/// Cells as bytes.
enum CellText {
    /// A cell without white space at its ends, as far as one byte shows.
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    /// A cell as text.
    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        for index in range { copy.append(bytes[index]) }
        return String(decoding: copy, as: UTF8.self)
    }
}
