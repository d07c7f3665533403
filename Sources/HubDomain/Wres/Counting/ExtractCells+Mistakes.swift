import HubText

extension ExtractCells {
    /// A cell that means nothing by the map.
    typealias Mistake = (column: ExtractColumn, error: DomainError)

    /// All cells of a row that mean nothing, so that its mistakes are told together.
    ///
    /// What is asked of a row only where its days let it count is not looked at where they do not.
    func mistakes(in row: CSVRow, of table: ExtractTable) -> [Mistake] {
        var found: [Mistake] = []
        func check<Value>(
            _ column: ExtractColumn,
            _ read: (String?) throws(DomainError) -> Value
        ) {
            guard table.has(column) else { return }
            do throws(DomainError) {
                _ = try read(table.cell(column, row))
            } catch {
                found.append((column, error))
            }
        }
        func checkWords(_ ethnicity: ExtractColumn, _ service: ExtractColumn) {
            check(service) { (word) throws(DomainError) in try self.service(word) }
            check(ethnicity) { (word) throws(DomainError) in try group(word ?? "") }
        }
        switch table.extract {
        case .staff:
            checkWords(.staffEthnicity, .staffService)
            check(.staffStarted) { (word) throws(DomainError) in try day(word) }
            check(.staffLeft) { (word) throws(DomainError) in try day(word) }
            guard isOnStaff(row, table) else { break }
            if isPayRead, table.has(.staffPay), !(cycle.bands.value ?? []).isEmpty {
                check(.staffPay) { (word) throws(DomainError) in try band(word ?? "") }
            }
            check(.staffMain) { (word) throws(DomainError) in try answer(word) }
            check(.staffRegulated) { (word) throws(DomainError) in try answer(word) }
            check(.staffSenior) { (word) throws(DomainError) in try answer(word) }
            check(.staffDevelopment) { (word) throws(DomainError) in
                try answer(word, counts: true)
            }
        case .recruitment:
            checkWords(.recruitmentEthnicity, .recruitmentService)
            check(.recruitmentDate) { (word) throws(DomainError) in try day(word) }
            guard isInPeriod(known(.recruitmentDate, row, table)) else { break }
            check(.recruitmentOutcome) { (word) throws(DomainError) in try outcome(word ?? "") }
        case .cases:
            check(.casesEvent) { (word) throws(DomainError) in try event(word ?? "") }
            check(.casesDate) { (word) throws(DomainError) in try day(word) }
        }
        return found
    }

    /// The day of a cell; nil where there is none, or it cannot be read.
    private func known(_ column: ExtractColumn, _ row: CSVRow, _ table: ExtractTable) -> Day? {
        (try? day(table.cell(column, row))) ?? nil
    }

    /// Whether the pay of a row is asked for: of somebody on the staff in a service that counts.
    func isAsked(_ row: CSVRow, _ table: ExtractTable) -> Bool {
        let service = (try? self.service(table.cell(.staffService, row))) ?? nil
        let hasObjected = (try? answer(table.cell(.staffObjected, row))) ?? false
        return service != nil && !hasObjected && isOnStaff(row, table)
    }

    private func isOnStaff(_ row: CSVRow, _ table: ExtractTable) -> Bool {
        isOnStaff(from: known(.staffStarted, row, table), to: known(.staffLeft, row, table))
    }

    /// Whether somebody is on the staff on the day of counting, the last day at work included.
    func isOnStaff(from started: Day?, to left: Day?) -> Bool {
        guard let snapshot = map.about.snapshot else { return left == nil }
        return started.map { $0 <= snapshot } ?? true && left.map { $0 >= snapshot } ?? true
    }

    /// Whether somebody is there beyond the twelve months, who began by the first day after them,
    /// or by the day of counting where that is later.
    func goesOn(from started: Day?, to left: Day?) -> Bool {
        let days = [map.about.snapshot, dayAfter].compactMap(\.self)
        guard let last = days.max() else { return left == nil }
        let end = map.about.periodTo ?? last
        return started.map { $0 <= last } ?? true && left.map { $0 > end } ?? true
    }

    /// Whether somebody began after the twelve months and the day of counting.
    func isBeyond(_ started: Day?) -> Bool {
        let days = [map.about.snapshot, map.about.periodTo].compactMap(\.self)
        guard let last = days.max(), let started else { return false }
        return started > last
    }

    /// The first day after the twelve months.
    private var dayAfter: Day? { map.about.periodTo?.advanced(by: 1) }

    /// Whether somebody began after the day of counting.
    func isLater(_ started: Day?) -> Bool {
        guard let snapshot = map.about.snapshot, let started else { return false }
        return started > snapshot
    }
}
