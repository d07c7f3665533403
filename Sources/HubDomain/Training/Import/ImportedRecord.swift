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
    ///
    /// - Parameter hashes: What texts say, by their numbers; capitals and spaces do not count.
    /// - Returns: What it says, to be compared.
    func content(_ hashes: [UInt32]) -> RecordContent {
        let end =
            switch expiry {
            case .unstated: 1
            case .never: 2
            case .day(let day): Int(day.number) << 2
            }
        return RecordContent([
            (.expiry, end), (.accredited, accredited?.rawValue ?? -1),
            (.title, Int(hashes[title])), (.provider, Int(hashes[provider])),
            (.evidence, Int(hashes[evidence])),
            (.delivery, delivery == nil ? 0 : (delivery == .eLearning ? 1 : 2)),
            (.deliveredBy, deliveredBy == nil ? 0 : (deliveredBy == .inHouse ? 1 : 2)),
            (.level, level ?? -1),
        ])
    }
}

/// What a record says beside worker, topic and day, in eight bytes.
struct RecordContent: Equatable, Sendable {
    /// The parts, in the order of their bits.
    private static let fields: [ImportField] = [
        .expiry, .accredited, .title, .provider, .evidence, .delivery, .deliveredBy, .level,
    ]
    private static let bitsEach: UInt32 = 4

    /// All parts in one hash: by it two rows are the same.
    private let whole: UInt32
    /// Four bits of each part: by them what differs is named, but for one case in sixteen.
    private let parts: UInt32

    /// The content of what a record says.
    init(_ values: [(field: ImportField, value: Int)]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var parts: UInt32 = 0
        for (_, value) in values {
            hash = Self.mixed(hash, value)
            let own = Self.mixed(0xCBF2_9CE4_8422_2325, value)
            parts = parts << Self.bitsEach | UInt32(own >> 60)
        }
        whole = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
        self.parts = parts
    }

    /// The parts that differ, as far as can be told.
    func differences(from other: RecordContent) -> [ImportField] {
        Self.fields.enumerated().filter { place, _ in
            let shift = UInt32(Self.fields.count - 1 - place) * Self.bitsEach
            return (parts ^ other.parts) >> shift & 0xF != 0
        }.map(\.element)
    }

    /// Whether two rows say the same.
    static func == (left: RecordContent, right: RecordContent) -> Bool {
        left.whole == right.whole
    }

    private static func mixed(_ hash: UInt64, _ value: Int) -> UInt64 {
        let mixed = (hash ^ UInt64(truncatingIfNeeded: value)) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 29
    }
}
