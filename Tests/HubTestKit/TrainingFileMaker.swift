/// Writes training files as councils have them: realistic, and realistically broken.
///
/// The same seed writes the same file. Names of teams, providers and courses are invented or plain
/// words; staff numbers are counted. Every flaw is counted as it is planted, so that a test can ask
/// for exactly those.
package struct TrainingFileMaker: Sendable {
    /// What can be wrong with a row.
    package enum Flaw: String, Sendable, CaseIterable {
        /// A topic with a slip of the keyboard.
        case misspeltTopic
        /// A topic that nobody knows.
        case unknownTopic
        /// A topic that could be two.
        case ambiguousTopic
        /// A day of completion to come.
        case future
        /// An expiry before the completion.
        case turned
        /// A year of two digits.
        case shortYear
        /// A spreadsheet's number for a date.
        case serial
        /// A day that the calendar does not have.
        case noSuchDay
        /// 999 in the place of a day.
        case sentinel
        /// No staff number.
        case noStaffNumber
        /// The row before, once more.
        case duplicate
        /// The row before, with another provider.
        case conflict
        /// The row before, a day later.
        case nearDuplicate
        /// A title over its limit.
        case longTitle
        /// An answer that is none.
        case answer
    }

    /// The titles of the columns.
    package static let titles = [
        "Staff No", "Workplace", "Team", "Job Role", "Training", "Course Title", "Date Completed",
        "Expiry Date", "Accredited", "Provider",
    ]

    /// The year in which the file is read: everything sound is earlier.
    package static let year = 2_026

    private static let topics = [
        "Fire safety", "Safeguarding adults", "Safeguarding children", "Food hygiene",
        "Infection control", "Moving and handling people", "Health & Safety", "GDPR", "PBS",
        "Medication", "Dementia care", "Autism", "BLS", "MCA", "Oliver McGowan tier 1",
        "Oliver McGowan e-learning", "Equality and diversity", "Communication",
    ]
    private static let slips = [
        "Fire safty", "Safegaurding adults", "Food hygeine", "Infection contol", "Dementia cares",
    ]
    private static let ambiguous = ["Safeguarding", "Moving and handling", "Oliver McGowan"]
    private static let roles = [
        "Care worker", "Senior care worker", "Team leader", "Social worker",
    ]
    private static let providers = ["In house", "Example Training", "Open College (example)", ""]

    /// How many rows are still to be written.
    package private(set) var rowsLeft: Int
    /// What was planted.
    package private(set) var planted: [Flaw: Int] = [:]

    private let flawEvery: Int
    private let delimiter: UInt8
    private let recordsPerWorker: Int
    private var random: SeededGenerator
    private var written = 0
    private var last: Row?

    private struct Row {
        var worker: Int
        var topic: String
        var day: (year: Int, month: Int, day: Int)
        var answer: String
        var provider: String
    }

    /// A maker.
    ///
    /// - Parameters:
    ///   - rows: The rows below the titles.
    ///   - seed: Decides everything.
    ///   - flawEvery: One row in so many is flawed; 0 for none.
    ///   - delimiter: What stands between cells.
    ///   - recordsPerWorker: The rows of each worker, who stand together.
    package init(
        rows: Int,
        seed: UInt64,
        flawEvery: Int = 0,
        delimiter: UInt8 = 0x2C,
        recordsPerWorker: Int = 12
    ) {
        rowsLeft = rows
        random = SeededGenerator(seed: seed)
        self.flawEvery = flawEvery
        self.delimiter = delimiter
        self.recordsPerWorker = recordsPerWorker
    }

    /// The row of titles.
    package var header: [UInt8] { line(Self.titles) }

    /// The next rows; empty at the end.
    package mutating func next(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<min(count, rowsLeft) {
            bytes += nextRow()
            rowsLeft -= 1
        }
        return bytes
    }

    /// The whole file, for one that is small.
    package mutating func file() -> [UInt8] { header + next(rowsLeft) }

    private mutating func number(_ below: Int) -> Int { Int(random.next() % UInt64(below)) }

    private mutating func pick(_ words: [String]) -> String { words[number(words.count)] }

    private mutating func nextRow() -> [UInt8] {
        let index = written
        written += 1
        let worker = index / recordsPerWorker
        // Each worker has each topic once, so that only planted rows are like others.
        let topic = Self.topics[(index % recordsPerWorker) % Self.topics.count]
        let date = (2_020 + number(6), 1 + number(12), 1 + number(28))
        var row = Row(
            worker: worker,
            topic: topic,
            day: date,
            answer: pick(["1", "0", "999", "Yes", ""]),
            provider: pick(Self.providers)
        )
        var flaw: Flaw?
        if flawEvery > 0, index % flawEvery == flawEvery - 1 {
            flaw = Flaw.allCases[number(Flaw.allCases.count)]
        }
        // A row like another needs one before it that is sound and of the same worker.
        if flaw == .duplicate || flaw == .nearDuplicate || flaw == .conflict {
            if let last, last.worker == worker { row = last } else { flaw = .answer }
            if flaw == .nearDuplicate { row.day.day += row.day.day == 28 ? -1 : 1 }
            if flaw == .conflict { row.provider += " and others" }
        }
        if let flaw { planted[flaw, default: 0] += 1 }
        last = flaw == nil ? row : nil
        return line(cells(row, flaw))
    }

    private mutating func cells(_ row: Row, _ flaw: Flaw?) -> [String] {
        let (year, month, day) = row.day
        var cells = [
            "E\(Self.padded(row.worker, 6))", "U\(row.worker % 40)", "Team \(row.worker % 90)",
            Self.roles[row.worker % Self.roles.count], row.topic, "\(row.topic) refresher",
            Self.date(day, month, year), Self.date(day, month, year + 3),
            row.answer, row.provider,
        ]
        switch flaw {
        case nil, .duplicate, .nearDuplicate, .conflict: break
        case .misspeltTopic: cells[4] = pick(Self.slips)
        case .unknownTopic: cells[4] = "Qx \(number(90))"
        case .ambiguousTopic: cells[4] = pick(Self.ambiguous)
        case .future:
            cells[6] = Self.date(day, month, Self.year + 1)
            cells[7] = ""
        case .turned: cells[7] = Self.date(day, month, year - 1)
        case .shortYear: cells[6] = "\(day)/\(month)/\(year % 100)"
        case .serial: cells[6] = "\(43_000 + number(3_000))"
        case .noSuchDay: cells[6] = Self.date(31, 2, year)
        case .sentinel: cells[6] = "999"
        case .noStaffNumber: cells[0] = ""
        case .longTitle: cells[5] = String(repeating: "very ", count: 25)
        case .answer: cells[8] = "perhaps"
        }
        return cells
    }

    private func line(_ cells: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            if cell.utf8.contains(delimiter) || cell.utf8.contains(0x22) {
                bytes.append(0x22)
                for byte in cell.utf8 {
                    if byte == 0x22 { bytes.append(byte) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: cell.utf8)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
        return bytes
    }

    private static func date(_ day: Int, _ month: Int, _ year: Int) -> String {
        "\(padded(day, 2))/\(padded(month, 2))/\(year)"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
