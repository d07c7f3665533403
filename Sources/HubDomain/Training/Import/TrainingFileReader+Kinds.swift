import HubText

/// A text of a file in records of one kind.
struct NamedText: Hashable, Sendable {
    let kind: RecordKind
    /// A number in `TrainingFileReader.texts`.
    let text: Int
}

// Records of other kinds than training.
extension TrainingFileReader {
    /// Says that a cell is no part of such a record.
    mutating func leaveOut(_ kind: RecordKind, _ index: Int) {
        remark(
            .recordPart,
            .note,
            column: index,
            "is left out: a \(kind.word) record holds no such thing"
        )
    }

    /// Takes a cell that one kind alone has.
    mutating func takePart(
        _ field: ImportField,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        let typed = CellText.text(bytes, range)
        switch field {
        case .level: takeLevel(typed, index, &row)
        case .year: takeYear(typed, index, &row)
        default:
            row.record.accredited = Self.able(typed)
            if row.record.accredited == nil {
                fail(.competencyOutcome, index, bytes, range, "is no outcome", "yes or no", &row)
            }
        }
    }

    /// Whether somebody was found able, as people write it; "don't know" is no outcome.
    private static func able(_ typed: String) -> TriState? {
        switch CSVColumn.folded(typed) {
        case "competent", "able", "pass", "passed": .yes
        case "notcompetent", "notyetcompetent", "notable", "notyetable", "notyet": .no
        default: TriState.read(typed).flatMap { $0 == .doNotKnow ? nil : $0 }
        }
    }

    private mutating func takeLevel(_ typed: String, _ index: Int, _ row: inout RowCells) {
        let folded = CSVColumn.folded(typed)
        let digits = ["level", "l"].first { folded.hasPrefix($0) }.map {
            folded.dropFirst($0.count)
        }
        row.record.level = try? NumberText.whole(
            String(digits ?? folded[...]),
            in: Qualification.levels
        )
        if row.record.level == nil {
            fail(.qualificationLevel, index, &row) {
                DomainError(
                    .qualificationLevel,
                    path: "",
                    found: typed,
                    problem: "is not a level",
                    expected: "0 to 8"
                )
            }
        }
    }

    private mutating func takeYear(_ typed: String, _ index: Int, _ row: inout RowCells) {
        let years = TrainingLimits.firstYear...policy.today.parts.year
        row.record.year = try? NumberText.whole(typed, in: years)
        if row.record.year == nil {
            fail(.qualificationYear, index, &row) {
                DomainError(
                    .qualificationYear,
                    path: "",
                    found: typed,
                    problem: "cannot be the year",
                    expected: "a year from \(years.lowerBound) to \(years.upperBound)"
                )
            }
        }
    }

    /// Makes the record of a kind that has names and no topics.
    mutating func finishNamed(_ row: inout RowCells, into records: inout [ImportedRecord]) {
        var name = row.record.title != 0 ? row.record.title : row.name
        if name == 0 { name = usualName(row.kind) }
        checkDays(&row)
        guard name != 0 else {
            if row.hasFailed(column(of: .title), column(of: .topic)) { return }
            let kind = row.kind
            return fail(.recordEmpty, column(of: .title) ?? column(of: .topic), &row) {
                DomainError(
                    .recordEmpty,
                    path: "",
                    problem: "the name of the \(kind.word) is missing",
                    expected: "what it was, in a few words"
                )
            }
        }
        guard let subject = subject(name, &row) else { return }
        row.record.topic = subject
        row.record.title = name
        keep(row.record, completedColumn, &row, into: &records)
    }

    private mutating func checkDays(_ row: inout RowCells) {
        let (kind, completed) = (row.kind, row.record.completed)
        checkEnd(completed, row.record.expiry, completedColumn, &row)
        if let completed, let year = row.record.year {
            if completed.parts.year == year {
                row.record.year = nil
            } else {
                fail(.qualificationYear, column(of: .year), &row) {
                    DomainError(
                        .qualificationYear,
                        path: "",
                        found: "\(year)",
                        problem: "is not the year of \(completed.slashed)",
                        expected: "\(completed.parts.year), or no year beside the day"
                    )
                }
            }
        }
        let isTold = row.hasFailed(completedColumn, column(of: .expiry))
        if kind.needsDay, completed == nil, row.record.expiry == .unstated, !isTold {
            fail(.recordUndated, completedColumn, &row) {
                DomainError(
                    .recordUndated,
                    path: "",
                    problem: "the \(kind.word) has no day",
                    expected: "when it was done, or until when it counts"
                )
            }
        }
    }

    /// Looks whether an assessment says how it ended, and by whom.
    mutating func checkCompetency(_ row: inout RowCells) {
        if row.record.accredited == nil, !row.hasFailed(column(of: .able)) {
            fail(.competencyOutcome, column(of: .able), &row) {
                DomainError(
                    .competencyOutcome,
                    path: "",
                    problem: "it is missing whether the worker was found able",
                    expected: "yes or no"
                )
            }
        }
        if row.record.provider == 0,
            !row.hasFailed(column(of: .assessedBy), column(of: .provider))
        {
            fail(.recordEmpty, column(of: .assessedBy), &row) {
                DomainError(
                    .recordEmpty,
                    path: "",
                    problem: "the role of who assessed is missing",
                    expected: "a role, and no name"
                )
            }
        }
    }

    /// Makes the subject of an assessment; false where there is none.
    mutating func finishCompetency(_ topic: Int, _ row: inout RowCells) -> Bool {
        if row.isWrong { return false }
        let subject = RecordSubject(.competency, topics[topic])
        guard let number = number(of: subject, &row) else { return false }
        row.record.topic = number
        return true
    }

    /// The text of a record that needs no name; 0 where it needs one.
    private mutating func usualName(_ kind: RecordKind) -> Int {
        guard let usual = kind.usualName else { return 0 }
        if let known = usualNames[kind] { return known }
        guard texts.count < Self.textsMax else { return 0 }
        texts.append(usual)
        textHashes.append(Self.hash(usual))
        usualNames[kind] = texts.count - 1
        return texts.count - 1
    }

    /// What a name is about, worked out once for each text.
    private mutating func subject(_ name: Int, _ row: inout RowCells) -> Int? {
        let key = NamedText(kind: row.kind, text: name)
        if let known = named[key] { return known }
        let (kind, text) = (row.kind, texts[name])
        let column = column(of: .title) ?? column(of: .topic)
        guard let subject = RecordSubject(kind, named: text) else {
            fail(.recordEmpty, column, &row) {
                DomainError(
                    .recordEmpty,
                    path: "",
                    found: text,
                    problem: "is no name",
                    expected: "a name with letters or digits"
                )
            }
            return nil
        }
        let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if kind != .qualification, digits > RecordSubject.digitsMax {
            // What was typed is not shown: it may be the number of somebody's certificate.
            fail(.recordNumber, column, &row) {
                DomainError(
                    .recordNumber,
                    path: "",
                    problem: "a number stands where the name of the \(kind.word) belongs",
                    expected: "a name with at most \(RecordSubject.digitsMax) digits"
                )
            }
            return nil
        }
        guard let number = number(of: subject, &row) else { return nil }
        named[key] = number
        return number
    }

    private mutating func number(of subject: RecordSubject, _ row: inout RowCells) -> Int? {
        if let known = subjects[subject.topic] { return known }
        guard subjects.count < Self.namesMax else {
            fail(.trainingTooMany, nil, &row) {
                DomainError(
                    .trainingTooMany,
                    path: "",
                    problem: "the file has more than \(Self.namesMax) different names",
                    expected: "the file in several"
                )
            }
            return nil
        }
        topics.append(subject.topic)
        subjects[subject.topic] = topics.count - 1
        return topics.count - 1
    }
}
