/// Finds a method by the bytes of its name.
///
/// A table with open addressing, at most half full, over a hash of the name's length and last eight
/// bytes. The names are fixed, so a peer cannot make collisions; every hit is compared byte for
/// byte. Looking up allocates nothing.
struct MethodIndex: Sendable {
    private let names: [[UInt8]]
    private let slots: [Int]

    /// An index of `names`; a name is found as its position.
    init(_ names: [[UInt8]]) {
        var size = 2
        while size < names.count * 2 { size *= 2 }
        var slots = [Int](repeating: -1, count: size)
        for (index, name) in names.enumerated() {
            var slot = Self.hash(name.span) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = index
        }
        self.names = names
        self.slots = slots
    }

    /// The position of `name`, or nil.
    func find(_ name: Span<UInt8>) -> Int? {
        let mask = slots.count &- 1
        var slot = Self.hash(name) & mask
        while slots[slot] >= 0 {
            let index = slots[slot]
            if Self.isEqual(names[index], name) { return index }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    private static func hash(_ name: Span<UInt8>) -> Int {
        var tail = UInt64(truncatingIfNeeded: name.count)
        for index in max(0, name.count &- 8)..<name.count {
            tail = tail &* 0x0100_0000_01B3 ^ UInt64(name[index])
        }
        return Int(truncatingIfNeeded: (tail &* 0x9E37_79B9_7F4A_7C15) >> 33)
    }

    private static func isEqual(_ first: [UInt8], _ second: Span<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        for index in first.indices where first[index] != second[index] {
            return false
        }
        return true
    }
}
