import HubText

/// What the first rows of one staff number say of whom they are about: two people who got one
/// number would otherwise become one, and nobody would see it.
struct WorkerSigns: Sendable {
    /// A first day, the team and the role, each with the row that says it first.
    var started: (day: Day, row: Int)?
    var team: (text: Int, row: Int)?
    var role: (text: Int, row: Int)?
    /// Whether a second team or role was told.
    var isTold = false
}

/// How often the texts of one column are written, and where first.
struct SpellingCounts: Sendable {
    /// The distinct texts that are compared with each other; a column with more is no list of roles
    /// or teams.
    static let textsMax = 200

    private(set) var texts: [Int: (rows: Int, first: Int)] = [:]
    private var last = 0
    private var run = 0
    private var first = 0

    /// Counts a row; rows of one worker stand together, and are counted as one.
    mutating func add(_ text: Int, row: Int) {
        guard text != 0 else { return }
        if text != last {
            flush()
            (last, first) = (text, row)
        }
        run += 1
    }

    /// Counts what has not been counted yet.
    mutating func flush() {
        guard run > 0 else { return }
        defer { run = 0 }
        if let known = texts[last] {
            texts[last] = (known.rows + run, known.first)
        } else if texts.count <= SpellingCounts.textsMax {
            texts[last] = (run, first)
        }
    }
}

extension TrainingFileReader {
    /// Looks whether the row is about the same person as the rows before of its staff number.
    mutating func checkOnePerson(_ row: inout RowCells) {
        spellings[.role]?.add(row.record.role, row: scanner.row)
        spellings[.team]?.add(row.record.team, row: scanner.row)
        guard let worker = row.worker else { return }
        while signs.count <= worker { signs.append(WorkerSigns()) }
        var own = signs[worker]
        let here = scanner.row
        if let started = facts.started {
            if let known = own.started, known.day != started {
                failShared(started, known, &row)
            } else if own.started == nil {
                own.started = (started, here)
            }
        }
        if own.team == nil, row.record.team != 0 { own.team = (row.record.team, here) }
        if own.role == nil, row.record.role != 0 { own.role = (row.record.role, here) }
        if !own.isTold {
            // All that differs: it may be another person, and the last row would move this one.
            let isOtherTeam = tellShared(.team, row.record.team, own.team)
            let isOtherRole = tellShared(.role, row.record.role, own.role)
            own.isTold = isOtherTeam || isOtherRole
        }
        signs[worker] = own
    }

    private mutating func failShared(
        _ started: Day,
        _ known: (day: Day, row: Int),
        _ row: inout RowCells
    ) {
        fail(.staffNumberShared, column(of: .started), &row) {
            DomainError(
                .staffNumberShared,
                path: "",
                found: started.slashed,
                problem:
                    "is another start date than \(known.day.slashed) in row \(known.row), which "
                    + "has the same staff number",
                expected: "one start date for each worker, or another staff number"
            )
        }
    }

    /// Tells a second team or role of one staff number; false where there is none, or where it is
    /// the same in other letters.
    private mutating func tellShared(
        _ field: ImportField,
        _ text: Int,
        _ known: (text: Int, row: Int)?
    ) -> Bool {
        guard text != 0, let known, known.text != text else { return false }
        let (here, there) = (texts[text], texts[known.text])
        if CSVColumn.folded(here).utf8.elementsEqual(CSVColumn.folded(there).utf8) { return false }
        if NearWords([here, there]).isSlip(here, of: there) { return false }
        let what = field == .team ? "team" : "job role"
        remark(
            .staffNumberShared,
            .warning,
            column: column(of: field),
            "the \(what) “\(here)” is another than “\(there)” in row \(known.row), which has the "
                + "same staff number; the last row that says one is what is recorded"
        )
        return true
    }

    /// Tells roles and teams that are a slip away from one that more rows have: the last row of a
    /// worker says which is recorded.
    mutating func tellSpellings() {
        for field in [ImportField.role, .team] {
            guard var counts = spellings[field] else { continue }
            counts.flush()
            guard counts.texts.count <= SpellingCounts.textsMax else { continue }
            let sorted = counts.texts.sorted { $0.value.first < $1.value.first }
            let words = NearWords(sorted.map { texts[$0.key] })
            for (text, own) in sorted {
                let more = sorted.filter { $0.value.rows > own.rows }
                let near = words.nearest(to: texts[text], among: more.map { texts[$0.key] })
                guard let near, let other = more.first(where: { texts[$0.key] == near }) else {
                    continue
                }
                tellSpelling(field, texts[text], own, near, other.value.rows)
            }
        }
    }

    private mutating func tellSpelling(
        _ field: ImportField,
        _ text: String,
        _ own: (rows: Int, first: Int),
        _ near: String,
        _ rows: Int
    ) {
        let column = column(of: field)
        let place = Place(
            row: own.first,
            column: column,
            columnName: column.map { mapping.columns[$0].title }
        )
        report.add(.spellingNear, .warning, column: column, isOfFile: true) {
            DomainError(
                .spellingNear,
                path: "",
                found: text,
                problem: "(\(NumberText.count(own.rows, "row", "rows"))) is nearly “\(near)” "
                    + "(\(NumberText.count(rows, "row", "rows")))",
                suggestion: near
            ).finding(at: place, severity: .warning)
        }
    }
}
