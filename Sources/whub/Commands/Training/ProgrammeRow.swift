import HubDomain
import HubText
import HubWire

/// One row of a file of programmes, and what cannot be read in it.
struct ProgrammeRow {
    /// What the row says.
    private(set) var programme: Programme
    /// What is wrong with it.
    private(set) var findings: [HubText.Finding]
    /// Whether the first day is that of employment.
    private(set) var isFromEmployment = false
    /// The columns whose cells cannot be read: what the hub says of them is of no use.
    private(set) var unread: Set<ColumnKey> = []
    private let row: CSVRow

    /// Its number in the file.
    var number: Int { row.record.row }

    /// Whether the hub can look at what could be read: whose programme it is, and of what kind.
    var canBeLookedAt: Bool {
        !unread.contains(ProgrammeColumns.worker) && !unread.contains("kind")
            && !row.findings.contains { $0.severity == .error }
    }

    /// Reads a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - kind: The kind of programme where the row names none.
    ///   - book: Finds workers by the names on this computer.
    init(_ row: CSVRow, kind: ProgrammeKind, _ book: NamesBook) {
        self.row = row
        programme = Programme(kind: kind)
        findings = row.findings.filter { $0.severity == .error }
        readWho(book)
        readFacts()
        readSteps()
        readBreak()
    }

    /// Where a column’s cell is.
    func place(_ key: ColumnKey?) -> Place {
        key.map { row.place($0) } ?? Place(row: number)
    }

    /// The step of a field such as `steps[3]`; nil for another, and for a step that was not sent.
    func step(_ field: String) -> ProgrammeStep? {
        let digits = Array(
            field.utf8.dropFirst("steps[".utf8.count).prefix { (48...57).contains($0) }
        )
        guard field.hasPrefix("steps["), let place = TimeSpan.number(digits),
            place < UInt64(programme.steps.count)
        else { return nil }
        return programme.steps[Int(place)]
    }

    /// The text of a column’s cell; nil where it is empty.
    func cell(_ key: ColumnKey) -> String? {
        row[key].flatMap { $0.isEmpty ? nil : $0 }
    }

    private mutating func readWho(_ book: NamesBook) {
        if let typed = cell(ProgrammeColumns.worker) {
            do throws(CommandError) {
                programme.worker = try book.reference(typed)
            } catch {
                let first = error.text.split(separator: "\n").first.map(String.init) ?? ""
                tell(ProgrammeColumns.worker, first)
            }
        } else {
            let expected = "the staff number or reference of the worker whose programme it is"
            tell(ProgrammeColumns.worker, "is empty", expected: expected)
        }
        guard let typed = cell("kind") else { return }
        let folded = CSVColumn.folded(typed)
        let known = DevelopmentKind.allCases.first {
            CSVColumn.folded($0.word).utf8.elementsEqual(folded.utf8)
        }
        if let known {
            programme.kind = ProgrammeKind(rawValue: Int32(known.rawValue))
        } else {
            tell("kind", "is no kind", expected: ProgrammeWords.kinds.joined(separator: ", "))
        }
    }

    private mutating func readFacts() {
        programme.title = cell("title") ?? ""
        if let typed = cell("edition") {
            let editions = CareCertificateEdition.allCases.map(\.rawValue)
            if editions.contains(where: { $0.utf8.elementsEqual(typed.utf8) }) {
                programme.edition = typed
            } else {
                tell("edition", "is no edition", expected: editions.joined(separator: " or "))
            }
        }
        programme.provider = cell("provider") ?? ""
        programme.funding = cell("funding") ?? ""
        programme.reviewPattern = cell("review_pattern") ?? ""
        programme.started = day("started")
        if programme.kind == .careCertificate, programme.started == nil {
            takeEmployment()
        }
        programme.plannedEnd = day("planned_end")
        programme.completed = day("completed")
        programme.stopped = day("stopped")
        programme.reviewDue = day("review_due")
        programme.level = number("level")
        programme.hoursPlanned = number("hours_planned")
        programme.hoursDone = number("hours_done")
        programme.extensionMonths = number("extension_months") ?? 0
        if let text = cell("amount") {
            programme.fundingPence = ClaimWords.pence(text)
            if programme.fundingPence == nil {
                tell("amount", "is no sum", expected: ClaimWords.poundsForm)
            }
        }
        if let text = cell("review_months") {
            let months = text.split(separator: ",").map {
                TimeSpan.number(Array(TextRule.trimmed(String($0)).utf8))
            }
            programme.reviewMonths = months.compactMap { $0.map { UInt32(clamping: $0) } }
            if months.contains(nil) {
                tell("review_months", "are no months", expected: "such as 3,6,9,12")
            }
        }
        switch cell("extension").map(CSVColumn.folded) {
        case nil: break
        case "parttime": programme.extension = .partTime
        case "longleave": programme.extension = .longLeave
        default: tell("extension", "is no kind of one", expected: "part-time or long-leave")
        }
    }

    /// Takes the first day of employment for the first one, unless there was no such edition then:
    /// whoever came long before it began its certificate on another day.
    private mutating func takeEmployment() {
        guard !unread.contains("started"), let day = day(ProgrammeColumns.employed) else { return }
        let first = CareCertificateEdition(rawValue: programme.edition)?.firstDay
        if let first, day.utf8.lexicographicallyPrecedes(first.iso.utf8) { return }
        programme.started = day
        isFromEmployment = true
    }

    private mutating func readSteps() {
        for one in ProgrammeColumns.series {
            for number in 1...one.max {
                guard let day = day(ColumnKey(text: "\(one.key)_\(number)")) else { continue }
                add(one.step, UInt32(number), day, .unspecified)
            }
        }
        for one in ProgrammeColumns.ended {
            let outcome = outcome(one.outcome)
            if let day = day(one.day) {
                add(one.step, 0, day, outcome)
            } else if outcome != .unspecified, cell(one.day) == nil {
                tell(one.outcome, "has no day beside it", expected: "the day of it too")
            }
        }
    }

    private mutating func add(
        _ kind: DevelopmentStep.Kind,
        _ number: UInt32,
        _ day: String,
        _ outcome: ProgrammeOutcome
    ) {
        let kind = ProgrammeStepKind(rawValue: Int32(kind.rawValue))
        programme.steps.append(
            ProgrammeStep(kind: kind, number: number, day: day, outcome: outcome)
        )
    }

    private mutating func readBreak() {
        let until = day(ProgrammeColumns.breakUntil)
        if let from = day(ProgrammeColumns.breakFrom) {
            programme.breaks = [ProgrammeBreak(from: from, until: until)]
        } else if until != nil, cell(ProgrammeColumns.breakFrom) == nil {
            tell(
                ProgrammeColumns.breakUntil,
                "has no first day beside it",
                expected: "the first day of the break too"
            )
        }
    }

    private mutating func outcome(_ key: ColumnKey) -> ProgrammeOutcome {
        switch cell(key).map(CSVColumn.folded) {
        case nil: return .unspecified
        case "passed": return .passed
        case "notpassed": return .notPassed
        default:
            tell(key, "is no outcome", expected: "passed or not-passed")
            return .unspecified
        }
    }

    private mutating func day(_ key: ColumnKey) -> String? {
        guard let text = cell(key) else { return nil }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            unread.insert(key)
            findings.append(
                HubText.Finding(error, at: row.place(key), reason: ReasonCode.dateUnreadable.text)
            )
            return nil
        }
    }

    private mutating func number(_ key: ColumnKey) -> UInt32? {
        guard let text = cell(key) else { return nil }
        guard let number = TimeSpan.number(Array(text.utf8)), (0...100_000).contains(number) else {
            tell(key, "is no whole number", expected: "digits alone, from 0 to 100000")
            return nil
        }
        return UInt32(number)
    }

    private mutating func tell(_ key: ColumnKey, _ problem: String, expected: String = "") {
        let error = TextError("row", found: cell(key), problem: problem, expected: expected)
        unread.insert(key)
        findings.append(
            HubText.Finding(error, at: row.place(key), reason: ReasonCode.programmeCell.text)
        )
    }
}
