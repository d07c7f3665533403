import HubText

extension TrainingFileReader {
    /// What a cell says about a day; counted for its column.
    mutating func day(_ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int) -> DateCell {
        let order = mapping.columns[index].order
        let cell =
            DateCell.fast(bytes, range, order: order)
            ?? caches.days[index].value(bytes, range) {
                DateCell.read($0, order: order, shortYearsFrom: mapping.shortYearsFrom)
            }
        dateColumns[index]?.add(cell)
        return cell
    }

    mutating func takeCompleted(_ cell: DateCell, _ index: Int, _ row: inout RowCells) {
        row.record.completed = completed(cell, index, &row)
        row.hasCompletedCell = true
        if cell == .notApplicable { row.isApplicable = false }
    }

    mutating func takeExpiry(_ cell: DateCell, _ index: Int, _ row: inout RowCells) {
        row.record.expiry = expiry(cell, index, &row)
    }

    mutating func takeWide(
        _ cell: DateCell,
        _ topic: TopicCode,
        _ index: Int,
        isExpiry: Bool,
        _ row: inout RowCells
    ) {
        guard let number = topicNumbers[topic] else { return }
        let place = row.wide.firstIndex { $0.topic == number }
        var wide = place.map { row.wide[$0] } ?? RowCells.Wide(topic: number, column: index)
        if isExpiry {
            wide.expiry = expiry(cell, index, &row)
            wide.isDone = wide.isDone || wide.expiry != .unstated
        } else {
            wide.completed = completed(cell, index, &row)
            wide.isDone = wide.isDone || wide.completed != nil || cell == .doneWithoutDay
        }
        if let place { row.wide[place] = wide } else { row.wide.append(wide) }
    }

    private mutating func completed(
        _ cell: DateCell,
        _ index: Int,
        _ row: inout RowCells
    ) -> Day? {
        switch cell {
        case .day(let day, let form):
            refuseMixed(form, index, &row)
            checkDone(day, index, &row)
            return day
        case .doneWithoutDay:
            remark(.doneWithoutDay, .warning, column: index, "is done, and nobody knows when")
        case .notApplicable:
            remark(.cellNotApplicable, .note, column: index, "there is nothing to record")
        case .sentinel: sentinel(index)
        case .never: wrong(DayError.form, index, &row)
        case .wrong(let error): wrong(error, index, &row)
        case .empty: break
        }
        return nil
    }

    /// Looks whether the last day of something, or the first of employment, can be meant.
    private mutating func checkAhead(
        _ day: Day,
        until last: Day,
        _ index: Int,
        _ row: inout RowCells
    ) {
        let usual = min(last, TrainingLimits.lastUsualEnd(policy.today))
        if day > last || day < TrainingLimits.firstDay {
            implausible(day, until: last, index, &row)
        } else if day > usual {
            remark(
                .dayFarAhead,
                .warning,
                column: index,
                found: day.slashed,
                "is more than \(TrainingLimits.yearsAheadDoubted) years ahead",
                expected: "a day until \(usual.words); where it is right, nothing is to be done"
            )
        }
    }

    mutating func expiry(
        _ cell: DateCell,
        _ index: Int,
        _ row: inout RowCells
    ) -> StatedExpiry {
        end(cell, until: TrainingLimits.lastEnd(policy.today), index, &row)
    }

    /// What a cell says of a day that may be to come, until the last that can be meant.
    mutating func end(
        _ cell: DateCell,
        until last: Day,
        _ index: Int,
        _ row: inout RowCells
    ) -> StatedExpiry {
        switch cell {
        case .day(let day, let form):
            refuseMixed(form, index, &row)
            checkAhead(day, until: last, index, &row)
            return .day(day)
        case .never: return .never
        case .notApplicable:
            remark(.cellNotApplicable, .note, column: index, "no end is recorded")
        case .sentinel: sentinel(index)
        case .doneWithoutDay: wrong(DayError.form, index, &row)
        case .wrong(let error): wrong(error, index, &row)
        case .empty: break
        }
        return .unstated
    }

    /// Of a column in both orders no day that could be either is right.
    private mutating func refuseMixed(_ form: DateForm, _ index: Int, _ row: inout RowCells) {
        guard form == .ambiguous, mixedColumns.contains(index) else { return }
        let found = typed(index)
        fail(.dateOrderMixed, index, &row) {
            DomainError(
                .dateOrderMixed,
                path: "",
                found: found,
                problem: "could be either way round, in a column that has both",
                expected: "the day written so that it cannot be misread, such as 2025-03-04"
            )
        }
    }

    /// What stands in a cell of the present row, without what programs put around it.
    private func typed(_ index: Int) -> String {
        let content = scanner.content(scanner.cells[index])
        return TextRule.trimmed(CellGuard.removed(from: String(decoding: content, as: UTF8.self)))
    }

    private mutating func checkDone(_ day: Day, _ index: Int, _ row: inout RowCells) {
        let today = policy.today
        if day > today {
            fail(.completedInFuture, index, &row) {
                DomainError(
                    .completedInFuture,
                    path: "",
                    found: day.slashed,
                    problem: "is a day to come",
                    expected: "a day until \(today.words)"
                )
            }
        } else if day < TrainingLimits.firstDay {
            implausible(day, until: today, index, &row)
        }
    }

    private mutating func implausible(
        _ day: Day,
        until last: Day,
        _ index: Int,
        _ row: inout RowCells
    ) {
        fail(.dayImplausible, index, &row) {
            DomainError(
                .dayImplausible,
                path: "",
                found: day.slashed,
                problem: "cannot be meant",
                expected: "a day from \(TrainingLimits.firstDay.words) to \(last.words)"
            )
        }
    }

    private mutating func sentinel(_ index: Int) {
        let found = typed(index)
        remark(
            .dateSentinel,
            .warning,
            column: index,
            found: found,
            "stands for “not known”, so no day is kept"
        )
    }

    private mutating func wrong(_ error: TextError, _ index: Int, _ row: inout RowCells) {
        fail(.dateUnreadable, index, &row) {
            guard error.rule == .dateShortYear else {
                return DomainError(.dateUnreadable, path: "", error)
            }
            return DomainError(
                .dateUnreadable,
                path: "",
                found: error.found,
                problem: error.problem,
                expected: "\(error.expected), or the mapping to say which years two digits mean",
                suggestion: error.suggestion
            )
        }
    }

    /// What a column's days say about their order, once all are read.
    mutating func judge(_ days: DateColumn, _ index: Int) {
        let column = mapping.columns[index]
        if column.isOrderStated { return judgeStated(days, column, index) }
        let title = column.title
        var row = RowCells()
        switch days.verdict {
        case .mixed:
            fail(.dateOrderMixed, index, &row) {
                DomainError(
                    .dateOrderMixed,
                    path: "",
                    problem: "the column “\(title)” has \(days.dayFirst) days with the day first, "
                        + "\(days.monthFirst) with the month first, and \(days.ambiguous) that "
                        + "could be either",
                    expected: "all days of a column written one way, or the mapping to say under "
                        + "Order which it is"
                )
            }
        case .dayFirst, .monthFirst:
            guard let order = days.orderToTry else { return }
            let first = order == .dayFirst ? "day" : "month"
            let plain = order == .dayFirst ? days.dayFirst : days.monthFirst
            fail(.dateOrder, index, &row) {
                DomainError(
                    .dateOrder,
                    path: "",
                    problem: "the column “\(title)” has the \(first) first (in "
                        + "\(NumberText.count(plain, "row")) it shows), and "
                        + "\(NumberText.count(days.ambiguous, "row")) read the other way",
                    expected: "the mapping to say so"
                )
            }
        case .undecided:
            let first = days.order == .dayFirst ? "day" : "month"
            remark(
                .dateOrderAssumed,
                .note,
                column: index,
                (days.ambiguous == 1
                    ? "the one day of the column “\(title)” that is not plain"
                    : "all \(days.ambiguous) days of the column “\(title)”")
                    + " could be read either way; the \(first) was taken to be first"
            )
        case .nothing: break
        }
    }

    /// What is said of a column whose order somebody stated: each day that it makes impossible is
    /// an error of its row; a column that shows the other order alone is told.
    private mutating func judgeStated(
        _ days: DateColumn,
        _ column: ColumnMapping.Column,
        _ index: Int
    ) {
        guard let order = days.orderToTry else { return }
        let (stated, shown) = order == .dayFirst ? ("month", "day") : ("day", "month")
        let plain = order == .dayFirst ? days.dayFirst : days.monthFirst
        remark(
            .dateOrder,
            .warning,
            column: index,
            "the mapping says that the column “\(column.title)” has the \(stated) first, and "
                + NumberText.count(plain, "row shows", "rows show")
                + " the \(shown) first; \(days.ambiguous) were read as the mapping says"
        )
    }
}

/// What is said about words where a day should be.
private enum DayError {
    static let form = TextError(
        .dateForm,
        problem: "is not a date",
        expected: DayText.expectedForm
    )
}
