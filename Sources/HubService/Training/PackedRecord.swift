import HubDomain
import HubText

/// One record of a file in 64 bytes: numbers that stand for texts of the file, or, below zero, for
/// texts of the store.
///
/// | bytes | |
/// |---|---|
/// | 0 … 3 | the worker's place in the prepared file |
/// | 4 … 7 | what it is about, a text |
/// | 8 … 11 | `day`, which tells records about one topic apart |
/// | 12 … 15 | the row |
/// | 16 … 23 | the revision of the record that it replaces; 0 for a new one |
/// | 24 … 27 | the day of completion, and `noDay` |
/// | 28 … 31 | the last day, and `noDay` |
/// | 32 … 43 | title, provider, evidence |
/// | 44 … 47 | kind of end, accredited, delivery, who delivered, a byte each |
/// | 48 … 59 | organisation, team, role |
/// | 60 … 63 | kind, level and one or 0, the year or 0 in two bytes |
struct PackedRecord {
    /// The bytes of one record.
    static let byteCount = 64
    /// Stands for no day.
    static let noDay = Int32.min

    var worker: Int32 = 0
    var topic: Int32 = 0
    var day: Int32 = 0
    var row: Int32 = 0
    var base: Int64 = 0
    var completed = PackedRecord.noDay
    var expiry = PackedRecord.noDay
    var title: Int32 = 0
    var provider: Int32 = 0
    var evidence: Int32 = 0
    /// 0 unstated, 1 a day, 2 never.
    var expiryKind: UInt8 = 0
    /// 0 unanswered, 1 no, 2 yes, 3 don't know.
    var accredited: UInt8 = 0
    /// 0 unanswered, 1 face to face, 2 e-learning.
    var delivery: UInt8 = 0
    /// 0 unanswered, 1 in house, 2 external.
    var deliveredBy: UInt8 = 0
    var organisation: Int32 = 0
    var team: Int32 = 0
    var role: Int32 = 0
    /// `RecordKind` as a number.
    var kind: UInt8 = 0
    /// The level of a qualification and one; 0 where nobody says.
    var levelAndOne: UInt8 = 0
    /// The year of a qualification whose day nobody knows; 0 for none.
    var year: UInt16 = 0

    /// What tells records about one thing apart: the day of completion, or else the year, or else
    /// the last day.
    static func day(completed: Day?, year: Int? = nil, expiry: StatedExpiry) -> Int32 {
        if let completed { return completed.number * 2 }
        if let first = ImportedRecord.day(of: year) { return first.number * 2 + 1 }
        if case .day(let last) = expiry { return last.number * 2 + 1 }
        return 1
    }

    /// A record of a file; texts are those of the file.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - first: The text of the first topic.
    init(_ record: ImportedRecord, topicsFrom first: Int) {
        worker = Int32(truncatingIfNeeded: record.worker)
        topic = Int32(truncatingIfNeeded: first + record.topic)
        day = Self.day(completed: record.completed, year: record.year, expiry: record.expiry)
        kind = UInt8(clamping: record.kind.rawValue)
        levelAndOne = record.level.map { UInt8(clamping: $0 + 1) } ?? 0
        year = UInt16(clamping: record.year ?? 0)
        row = Int32(truncatingIfNeeded: record.row)
        completed = record.completed?.number ?? Self.noDay
        take(record.expiry)
        title = Int32(truncatingIfNeeded: record.title)
        provider = Int32(truncatingIfNeeded: record.provider)
        evidence = Int32(truncatingIfNeeded: record.evidence)
        accredited = Self.code(record.accredited)
        delivery = Self.code(record.delivery)
        deliveredBy = Self.code(record.deliveredBy)
        organisation = Int32(truncatingIfNeeded: record.organisation)
        team = Int32(truncatingIfNeeded: record.team)
        role = Int32(truncatingIfNeeded: record.role)
    }

    /// Reads a record.
    init(_ bytes: ArraySlice<UInt8>) {
        var reader = PackedReader(bytes)
        worker = reader.int32()
        topic = reader.int32()
        day = reader.int32()
        row = reader.int32()
        base = reader.int64()
        completed = reader.int32()
        expiry = reader.int32()
        title = reader.int32()
        provider = reader.int32()
        evidence = reader.int32()
        expiryKind = reader.byte()
        accredited = reader.byte()
        delivery = reader.byte()
        deliveredBy = reader.byte()
        organisation = reader.int32()
        team = reader.int32()
        role = reader.int32()
        kind = reader.byte()
        levelAndOne = reader.byte()
        year = UInt16(reader.byte()) | UInt16(reader.byte()) << 8
    }

    /// Appends the record.
    func write(to bytes: inout [UInt8]) {
        for number in [worker, topic, day, row] { bytes.append(packed: number) }
        bytes.append(packed: base)
        bytes.append(packed: completed)
        bytes.append(packed: expiry)
        bytes.append(packed: title)
        bytes.append(packed: provider)
        bytes.append(packed: evidence)
        bytes.append(expiryKind)
        bytes.append(accredited)
        bytes.append(delivery)
        bytes.append(deliveredBy)
        bytes.append(packed: organisation)
        bytes.append(packed: team)
        bytes.append(packed: role)
        bytes.append(kind)
        bytes.append(levelAndOne)
        bytes.append(packed: year)
    }

    /// Takes what a record says about its end.
    mutating func take(_ stated: StatedExpiry) {
        switch stated {
        case .unstated: (expiryKind, expiry) = (0, Self.noDay)
        case .day(let day): (expiryKind, expiry) = (1, day.number)
        case .never: (expiryKind, expiry) = (2, Self.noDay)
        }
    }

    /// What the record says about its end.
    var statedExpiry: StatedExpiry {
        switch expiryKind {
        case 1: Day(number: Int(expiry)).map { .day($0) } ?? .unstated
        case 2: .never
        default: .unstated
        }
    }

    /// The level of a qualification.
    var level: Int? { levelAndOne == 0 ? nil : Int(levelAndOne) - 1 }

    /// The day of completion.
    var completedDay: Day? { completed == Self.noDay ? nil : Day(number: Int(completed)) }
}

// Answers as small numbers: those of the tables too.
extension PackedRecord {
    static func code(_ answer: TriState?) -> UInt8 {
        switch answer {
        case nil: 0
        case .no: 1
        case .yes: 2
        case .doNotKnow: 3
        }
    }

    static func code(_ delivery: Delivery?) -> UInt8 {
        switch delivery {
        case nil: 0
        case .faceToFace: 1
        case .eLearning: 2
        }
    }

    static func code(_ deliveredBy: DeliveredBy?) -> UInt8 {
        switch deliveredBy {
        case nil: 0
        case .inHouse: 1
        case .external: 2
        }
    }

    static func accredited(_ code: Int64) -> TriState? {
        switch code {
        case 1: .no
        case 2: .yes
        case 3: .doNotKnow
        default: nil
        }
    }

    static func delivery(_ code: Int64) -> Delivery? {
        switch code {
        case 1: .faceToFace
        case 2: .eLearning
        default: nil
        }
    }

    static func deliveredBy(_ code: Int64) -> DeliveredBy? {
        switch code {
        case 1: .inHouse
        case 2: .external
        default: nil
        }
    }
}

/// Reads numbers, the least significant byte first; past the end there are zeros.
struct PackedReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Reads from the beginning.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func byte() -> UInt8 {
        guard position < bytes.endIndex else { return 0 }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func int32() -> Int32 {
        var word: UInt32 = 0
        for shift in stride(from: 0, to: 32, by: 8) { word |= UInt32(byte()) << UInt32(shift) }
        return Int32(bitPattern: word)
    }

    mutating func int64() -> Int64 {
        var word: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { word |= UInt64(byte()) << UInt64(shift) }
        return Int64(bitPattern: word)
    }

    mutating func take(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}

extension [UInt8] {
    /// Appends a number, its least significant byte first.
    mutating func append(packed number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<(rest.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
