import HubWire

/// What still fits into the answer to a change, which always fits the floor of a message.
struct AnswerRoom {
    /// Held back for the fields beside the lists: ids, counts, the name of an encoding.
    static let heldBackBytes = 2 * 1_024
    /// A field's tag and the length of what is in it, at most.
    static let entryHeadBytes = 4

    /// Bytes that are left.
    private(set) var bytesLeft = WireLimits.messageBytesFloor - heldBackBytes

    /// Takes entries of a list while they fit, each whole; the rest is counted.
    ///
    /// - Parameters:
    ///   - entries: The list.
    ///   - bytesMax: How much of the room the list may have.
    ///   - countMax: The most entries.
    /// - Returns: The first entries of the list, and how many were left out.
    mutating func take<Entry: WireMessage>(
        _ entries: [Entry],
        bytesMax: Int = .max,
        countMax: Int = .max
    ) -> (taken: [Entry], leftOut: UInt32) {
        let bytesMax = min(bytesMax, bytesLeft)
        var used = 0
        var taken: [Entry] = []
        for entry in entries.prefix(countMax) {
            let cost = entry.byteCount() + AnswerRoom.entryHeadBytes
            guard used + cost <= bytesMax else { break }
            used += cost
            taken.append(entry)
        }
        bytesLeft -= used
        return (taken, UInt32(clamping: entries.count - taken.count))
    }

    /// Takes numbers of a packed list while they fit.
    mutating func take(numbers: [UInt32]) -> [UInt32] {
        // The longest that a number of 32 bits takes.
        let numberBytes = 5
        let room = (bytesLeft - AnswerRoom.entryHeadBytes) / numberBytes
        let count = max(0, min(numbers.count, room))
        guard count > 0 else { return [] }
        bytesLeft -= count * numberBytes + AnswerRoom.entryHeadBytes
        return Array(numbers.prefix(count))
    }

    /// Takes bytes if they fit whole.
    mutating func take(_ bytes: [UInt8]) -> [UInt8]? {
        let cost = bytes.count + AnswerRoom.entryHeadBytes
        guard cost <= bytesLeft else { return nil }
        bytesLeft -= cost
        return bytes
    }
}
