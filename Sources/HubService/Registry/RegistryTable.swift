import HubStore
import HubWire

/// The current rows of one of the registry's tables, in memory and in the order of their codes.
struct RegistryTable<Message: WireMessage & Sendable>: Sendable {
    private struct Key {
        let id: OpaqueID
        let code: String

        func comes(before other: String) -> Bool {
            code.utf8.lexicographicallyPrecedes(other.utf8)
        }
    }

    /// What became of one row.
    struct Change {
        /// What it held before; `nil` where it is new.
        let old: Message?
        /// What it holds now; `nil` where it was closed.
        let new: Message?
    }

    private var keys: [Key] = []
    /// What the rows hold.
    private(set) var messages: [Message] = []

    /// Reads all rows.
    init(_ records: CodedRecords, in store: borrowing Database) throws(Fault) {
        for record in try stored({ () throws(StoreError) in try records.all(in: store) }) {
            keys.append(Key(id: record.id, code: record.code))
            messages.append(try Fault.decoded(Message.self, record.body))
        }
    }

    /// Reads one row again.
    ///
    /// - Parameters:
    ///   - id: The id of its record.
    ///   - records: The table.
    ///   - store: The registry.
    /// - Returns: What became of it.
    /// - Throws: A fault of the store, or of what is stored.
    /// - Complexity: O(n) in the rows that are moved where one comes or goes.
    mutating func read(
        _ id: OpaqueID,
        _ records: CodedRecords,
        in store: borrowing Database
    ) throws(Fault) -> Change {
        let version = try stored { () throws(StoreError) in
            try records.table.find(id, in: store) { row in (code: row.text(0), body: row.bytes(1)) }
        }
        guard let row = version?.value else {
            guard let place = keys.firstIndex(where: { $0.id == id }) else {
                return Change(old: nil, new: nil)
            }
            keys.remove(at: place)
            return Change(old: messages.remove(at: place), new: nil)
        }
        let message = try Fault.decoded(Message.self, row.body)
        let place = place(of: row.code)
        guard place < keys.count, keys[place].code.utf8.elementsEqual(row.code.utf8) else {
            keys.insert(Key(id: id, code: row.code), at: place)
            messages.insert(message, at: place)
            return Change(old: nil, new: message)
        }
        // The code of a closed row can be that of a new one, whichever is looked at first.
        let old = messages[place]
        keys[place] = Key(id: id, code: row.code)
        messages[place] = message
        return Change(old: old, new: message)
    }

    /// The first place whose code does not come before another.
    private func place(of code: String) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = low + (high - low) / 2
            if keys[middle].comes(before: code) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
