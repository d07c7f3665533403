import HubStore
import HubTestKit

/// What a table of notes and its journal have to hold, kept in the plainest way.
struct VersionModel {
    struct Version: Equatable {
        let begun: Int64
        var ended: Int64?
        var title: String
        var size: Int64?
    }

    struct Row: Equatable {
        let revision: Int64
        let ordinal: Int64
        let operation: JournalOperation
        var body: [UInt8]?
    }

    /// One change of a call.
    enum Step: Sendable {
        case create(Int, String, Int64?, [UInt8])
        case update(Int, String, Int64?, [UInt8])
        case close(Int, [UInt8])
        case erase(Int, [UInt8])
        case note(Int, [UInt8])
    }

    static let records = 0..<6

    private(set) var revision: Int64 = 0
    private(set) var versions: [[Version]] = Array(repeating: [], count: records.count)
    private(set) var rows: [[Row]] = Array(repeating: [], count: records.count)
    private var ordinal: Int64 = 0
    private var number = 0

    /// The version of a record that held after a revision.
    func version(_ record: Int, at revision: Int64) -> Version? {
        versions[record].first { $0.begun <= revision && revision < $0.ended ?? .max }
    }

    /// The next call: a few changes that the store has to take.
    ///
    /// - Returns: The changes, and how many rows of the journal lose their body.
    mutating func call(_ generator: inout SeededGenerator) -> (steps: [Step], erased: Int) {
        revision += 1
        ordinal = 0
        var steps: [Step] = []
        var erased = 0
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let record = Int.random(in: VersionModel.records, using: &generator)
            let step = step(record, &generator)
            erased += apply(step)
            steps.append(step)
        }
        return (steps, erased)
    }

    private mutating func step(_ record: Int, _ generator: inout SeededGenerator) -> Step {
        number += 1
        let body = [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
        let size = Bool.random(using: &generator) ? Int64(number % 5) : nil
        let kind = Int.random(in: 0..<20, using: &generator)
        if kind == 0 { return .erase(record, body) }
        if kind == 1 { return .note(record, body) }
        guard let last = versions[record].last, last.ended == nil else {
            return .create(record, "title \(number)", size, body)
        }
        if kind < 5 { return .close(record, body) }
        let keeps = kind % 2 == 0
        let title = keeps ? last.title : "title \(number)"
        return .update(record, title, keeps ? last.size : size, body)
    }

    private mutating func apply(_ step: Step) -> Int {
        switch step {
        case .create(let record, let title, let size, let body):
            begin(record, title, size)
            note(record, .created, body)
        case .update(let record, let title, let size, let body):
            end(record)
            begin(record, title, size)
            note(record, .updated, body)
        case .close(let record, let body):
            end(record)
            note(record, .closed, body)
        case .note(let record, let body): note(record, .noted, body)
        case .erase(let record, let body):
            versions[record] = []
            let count = rows[record].count { $0.body != nil }
            for place in rows[record].indices { rows[record][place].body = nil }
            note(record, .erased, body)
            return count
        }
        return 0
    }

    private mutating func begin(_ record: Int, _ title: String, _ size: Int64?) {
        versions[record].append(Version(begun: revision, ended: nil, title: title, size: size))
    }

    private mutating func end(_ record: Int) {
        guard let last = versions[record].popLast() else { return }
        guard last.begun < revision else { return }
        versions[record].append(
            Version(begun: last.begun, ended: revision, title: last.title, size: last.size)
        )
    }

    private mutating func note(_ record: Int, _ operation: JournalOperation, _ body: [UInt8]) {
        ordinal += 1
        rows[record].append(
            Row(revision: revision, ordinal: ordinal, operation: operation, body: body)
        )
    }
}

extension VersionModel.Step {
    /// Does it in a store.
    ///
    /// - Returns: How many rows of the journal lost their body.
    func run(_ context: inout WriteContext) throws(StoreError) -> Int {
        switch self {
        case .create(let record, let title, let size, let body):
            let values: [StoreValue] = [.text(title), .integer(size)]
            try context.create(noteID(record), in: notes, values, body: body)
        case .update(let record, let title, let size, let body):
            let values: [StoreValue] = [.text(title), .integer(size)]
            try context.update(noteID(record), in: notes, basedOn: nil, values, body: body)
        case .close(let record, let body):
            try context.close(noteID(record), in: notes, basedOn: nil, body: body)
        case .erase(let record, let body):
            return try context.erase(noteID(record), in: notes, body: body)
        case .note(let record, let body):
            try context.record(
                JournalEntry(
                    kind: notes.name,
                    record: noteID(record),
                    operation: .noted,
                    body: body
                )
            )
        }
        return 0
    }
}
