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
            if table.has(.staffPay), !(cycle.bands.value ?? []).isEmpty {
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

    private func isOnStaff(_ row: CSVRow, _ table: ExtractTable) -> Bool {
        isOnStaff(from: known(.staffStarted, row, table), to: known(.staffLeft, row, table))
    }

    /// Whether somebody is on the staff on the day of counting, the last day at work included.
    func isOnStaff(from started: Day?, to left: Day?) -> Bool {
        guard let snapshot = map.about.snapshot else { return left == nil }
        return started.map { $0 <= snapshot } ?? true && left.map { $0 >= snapshot } ?? true
    }

    /// Whether somebody who began by the day of counting, or by the end of the twelve months, is
    /// there beyond these.
    func goesOn(from started: Day?, to left: Day?) -> Bool {
        let days = [map.about.snapshot, map.about.periodTo].compactMap(\.self)
        guard let last = days.max() else { return left == nil }
        let end = map.about.periodTo ?? last
        return started.map { $0 <= last } ?? true && left.map { $0 > end } ?? true
    }

    /// Whether somebody began after the day of counting.
    func isLater(_ started: Day?) -> Bool {
        guard let snapshot = map.about.snapshot, let started else { return false }
        return started > snapshot
    }
}
