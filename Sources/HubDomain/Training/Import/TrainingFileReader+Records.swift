import HubText

extension TrainingFileReader {
    /// How many days apart two records are nearly the same.
    package static let nearDays = 1

    /// Makes the records of a row, once all its cells are known.
    mutating func finish(_ row: inout RowCells, into records: inout [ImportedRecord]) {
        if hasOrganisations, organisations.count < 2 {
            organisations.insert(row.record.organisation)
        }
        if row.worker == nil, !row.hasFailed(column(of: .staffNumber)) {
            fail(.staffNumber, column(of: .staffNumber), &row) {
                DomainError(
                    .staffNumber,
                    path: "",
                    problem: "the staff number is missing",
                    expected: "the number by which your own system knows the worker"
                )
            }
        }
        // A row that is nobody's is looked at all the same, so that all of its errors are told.
        row.record.worker = row.worker ?? 0
        row.record.row = scanner.row
        row.record.kind = row.kind
        defer { settle(row) }
        checkOnePerson(&row)
        if hasFacts {
            checkFacts(&row)
            if isOfWorkers { return }
        }
        if isWide {
            finishWide(&row, into: &records)
        } else if row.isApplicable, !row.kind.isAboutTopics {
            finishNamed(&row, into: &records)
        } else if row.isApplicable {
            finishLong(&row, into: &records)
        }
    }

    private mutating func finishWide(_ row: inout RowCells, into records: inout [ImportedRecord]) {
        if row.kind != .training {
            return fail(.recordKind, nil, &row) {
                DomainError(
                    .recordKind,
                    path: "",
                    problem: "a file with a column for each topic has training alone",
                    expected: "a row for each record of another kind"
                )
            }
        }
        let done = row.wide.filter(\.isDone)
        for wide in done { checkEnd(wide.completed, wide.expiry, wide.column, &row) }
        for wide in done {
            var record = row.record
            record.topic = wide.topic
            record.completed = wide.completed
            record.expiry = wide.expiry
            keep(record, wide.column, &row, into: &records)
        }
    }

    private mutating func finishLong(_ row: inout RowCells, into records: inout [ImportedRecord]) {
        checkEnd(row.record.completed, row.record.expiry, completedColumn, &row)
        let (topic, title) = (column(of: .topic), column(of: .title))
        let isTold = row.hasFailed(topic, column(of: .category), title)
        if row.topic == nil, !isTold {
            let column = topic ?? column(of: .category)
            if column == nil, row.record.title != 0 {
                row.topic = topicOfTitle(row.record.title, &row)
            } else {
                fail(.topicUnknown, column, &row) {
                    DomainError(
                        .topicUnknown,
                        path: "",
                        problem: "the topic is missing",
                        expected: "a topic of the catalogue"
                    )
                }
            }
        }
        if row.kind == .competency { checkCompetency(&row) }
        if row.kind == .training { tellDayLacking(row) }
        guard let topic = row.topic else { return }
        row.record.topic = topic
        if row.kind == .competency, !finishCompetency(topic, &row) { return }
        keep(row.record, completedColumn, &row, into: &records)
    }

    /// A file that has courses alone: the title has to be a topic's name.
    private mutating func topicOfTitle(_ title: Int, _ row: inout RowCells) -> Int? {
        let text = texts[title]
        let found =
            caches.titles[title]
            ?? Self.known(
                text,
                matcher.match(text, looksAround: unknownTopics.looksAround),
                topicNumbers,
                &unknownTopics
            )
        caches.titles[title] = found
        switch found {
        case .known(let number): return number
        case .ignored: return nil
        case .personal(let personal):
            fail(.textPersonal, column(of: .title), &row) { personal.error() }
            return nil
        case .unknown(let match, let place):
            unknownTopics.count(place)
            failTopic(text, match, column(of: .title), &row)
            return nil
        }
    }

    /// Looks whether the last day is after the day of completion.
    mutating func checkEnd(
        _ completed: Day?,
        _ expiry: StatedExpiry,
        _ index: Int?,
        _ row: inout RowCells
    ) {
        guard let completed, case .day(let end) = expiry, end <= completed else { return }
        fail(.expiryBeforeCompleted, column(of: .expiry) ?? index, &row) {
            DomainError(
                .expiryBeforeCompleted,
                path: "",
                found: end.slashed,
                problem: "is not after \(completed.slashed), the day it was completed",
                expected: "a later day"
            )
        }
    }

    mutating func keep(
        _ record: ImportedRecord,
        _ index: Int?,
        _ row: inout RowCells,
        into records: inout [ImportedRecord]
    ) {
        var end: Day?
        if case .day(let day) = record.expiry { end = day }
        if row.isWrong { return }
        let key = RecordKeys.key(
            worker: record.worker,
            topic: record.topic,
            completed: record.completed,
            expiry: ImportedRecord.day(of: record.year) ?? end
        )
        switch keys.insert(key, row: record.row, content: record.content(textHashes)) {
        case .new:
            if let completed = record.completed { lookAround(record, completed, index) }
            hasRightRow.insert(record.worker)
            records.append(record)
        case .same(let first):
            remark(
                .recordTwice,
                .warning,
                column: nil,
                "the row says the same as row \(first), and is kept once"
            )
        case .different(let first, let parts):
            let columns = parts.compactMap { column(of: $0) }
            let what = columns.map { "“\(mapping.columns[$0].title)”" }.joined(separator: ", ")
            fail(.recordConflict, columns.first, &row) {
                DomainError(
                    .recordConflict,
                    path: "",
                    problem: "the row is about the same training as row \(first) and differs"
                        + (what.isEmpty ? "" : " in \(what)"),
                    expected: "one row, or two days"
                )
            }
        }
    }

    /// Looks for a record that is a slip of the keyboard away.
    private mutating func lookAround(_ record: ImportedRecord, _ day: Day, _ index: Int?) {
        for step in -Self.nearDays...Self.nearDays where step != 0 {
            if let near = day.advanced(by: step), tellNear(record, near, index) { return }
        }
        let (year, month, dayOfMonth) = day.parts
        guard dayOfMonth <= 12, dayOfMonth != month,
            let turned = Day(year: year, month: dayOfMonth, day: month)
        else { return }
        _ = tellNear(record, turned, index)
    }

    private mutating func tellNear(_ record: ImportedRecord, _ day: Day, _ index: Int?) -> Bool {
        let key = RecordKeys.key(
            worker: record.worker,
            topic: record.topic,
            completed: day,
            expiry: nil
        )
        guard let row = keys.row(key) else { return false }
        remark(
            .recordNear,
            .warning,
            column: index,
            "the row is nearly the same as row \(row), which says \(day.slashed)"
        )
        return true
    }
}
