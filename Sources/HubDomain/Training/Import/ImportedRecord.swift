package import HubText

/// One record of a file as it would be kept: numbers that stand for texts, and no text.
package struct ImportedRecord: Hashable, Sendable {
    /// The row as a spreadsheet numbers it.
    package var row: Int
    /// The worker, as a number in `TrainingFileReader.staffNumbers`.
    package var worker: Int
    /// What it is about, as a number in `TrainingFileReader.topics`.
    package var topic: Int
    /// When it was completed.
    package var completed: Day?
    /// What it says about its end.
    package var expiry = StatedExpiry.unstated
    /// Whether it was accredited; of other kinds the one question that they answer.
    package var accredited: TriState?
    /// How it was delivered.
    package var delivery: Delivery?
    /// Who delivered it.
    package var deliveredBy: DeliveredBy?
    /// Texts, as numbers in `TrainingFileReader.texts`; 0 is the empty one.
    package var title = 0
    /// The provider, or the role of who assessed.
    package var provider = 0
    /// The evidence.
    package var evidence = 0
    /// The workplace.
    package var organisation = 0
    /// The team.
    package var team = 0
    /// The main job.
    package var role = 0
    /// What kind of record it is.
    package var kind = RecordKind.training
    /// The year of a qualification whose day nobody knows.
    package var year: Int?
    /// The level of a qualification.
    package var level: Int?

    /// What stands for a year where records are told apart by days.
    package static func day(of year: Int?) -> Day? {
        year.flatMap { Day(year: $0, month: 1, day: 1) }
    }

    /// What two rows about the same thing have to agree on.
    var content: UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ value: Int) {
            hash = (hash ^ UInt64(truncatingIfNeeded: value)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        switch expiry {
        case .unstated: mix(1)
        case .never: mix(2)
        case .day(let day): mix(Int(day.number) << 2)
        }
        mix(accredited?.rawValue ?? -1)
        mix(title)
        mix(provider)
        mix(evidence)
        mix(delivery == nil ? 0 : (delivery == .eLearning ? 1 : 2))
        mix(deliveredBy == nil ? 0 : (deliveredBy == .inHouse ? 1 : 2))
        mix(level ?? -1)
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
