import HubText

/// What the cells of one row mean by the map, or why they mean nothing.
struct ExtractCells {
    let map: CountingMap
    let cycle: WresCycle

    /// The group of a word; an empty cell says that nobody declared it.
    func group(_ word: String) throws(DomainError) -> EthnicGroup {
        if word.isEmpty { return .unknown }
        guard let group = map.groups[CSVColumn.folded(word)] else {
            throw missing(.wresRowEthnicity, word, "is no ethnicity in the map")
        }
        return group
    }

    /// The service of a row; nil for a service that is not social care.
    func service(_ word: String?) throws(DomainError) -> WresService? {
        guard let word, !word.isEmpty else {
            if let only = map.onlyService { return only }
            throw missing(.wresRowService, word ?? "", "says no service")
        }
        switch map.services[CSVColumn.folded(word)] {
        case .service(let service): return service
        case .neither: return nil
        case nil: throw missing(.wresRowService, word, "is no service in the map")
        }
    }

    /// Whether a cell says yes; an empty one says no.
    ///
    /// - Parameters:
    ///   - word: The cell; nil for no such column.
    ///   - counts: Whether a number above 0 says yes.
    /// - Returns: Whether it says yes.
    /// - Throws: WRES-0148 for a word that the map does not know.
    func answer(_ word: String?, counts: Bool = false) throws(DomainError) -> Bool {
        guard let word, !word.isEmpty else { return false }
        if let answer = map.answers[CSVColumn.folded(word)] { return answer }
        if counts, let number = try? NumberText.decimal(word, in: 0...1e9) {
            return number.unscaled > 0
        }
        throw missing(.wresRowWord, word, "is neither yes nor no in the map")
    }

    /// The day of a cell; nil for an empty one.
    func day(_ word: String?) throws(DomainError) -> Day? {
        guard let word, !word.isEmpty else { return nil }
        do throws(TextError) {
            return try DayText.day(DateCell.plain(word, shortYearsFrom: map.shortYearsFrom))
        } catch {
            throw DomainError(.wresRowDay, path: "", Self.withSetting(error, word))
        }
    }

    /// A year of two digits has another way out than writing all days anew.
    private static func withSetting(_ error: TextError, _ word: String) -> TextError {
        guard error.rule == .dateShortYear else { return error }
        return TextError(
            error.rule,
            found: word,
            problem: error.problem,
            expected: "\(error.expected), or in the map the setting "
                + "\(CountingMap.Setting.shortYears.rawValue), such as 1950",
            suggestion: error.suggestion
        )
    }

    /// The pay band of a cell: a band of the council that the map names, or pounds a year.
    func band(_ word: String) throws(DomainError) -> BandCode {
        if let band = map.bands[CSVColumn.folded(word)] { return band }
        guard let pounds = Self.pounds(word), let band = cycle.band(pounds: pounds) else {
            throw missing(.wresRowPay, word, "is neither yearly pay nor a band in the map")
        }
        return band.code
    }

    /// Whether pay in pounds is below what any whole-time year is paid: pay for an hour or a month.
    func isNoYear(_ word: String) -> Bool {
        guard map.bands[CSVColumn.folded(word)] == nil, let pounds = Self.pounds(word) else {
            return false
        }
        return pounds < Self.yearPoundsMin
    }

    /// The least pounds that pay for a whole-time year can be.
    ///
    /// No source gives a number, so it is set where no year can lie: 37 hours in 52 weeks would be
    /// paid £5.20 an hour. What is paid for an hour, a week or a month lies below it.
    private static let yearPoundsMin = 10_000.0

    private static func pounds(_ word: String) -> Double? {
        let plain = word.hasPrefix("£") ? TextRule.trimmed(String(word.dropFirst())) : word
        return (try? NumberText.decimal(plain, in: 0...1e7))?.double
    }

    /// What became of an applicant.
    func outcome(_ word: String) throws(DomainError) -> CountingMap.Outcome {
        guard let outcome = map.outcomes[CSVColumn.folded(word)] else {
            throw missing(.wresRowWord, word, "is no outcome in the map")
        }
        return outcome
    }

    /// What a case is; nil for one that is not counted.
    func event(_ word: String) throws(DomainError) -> WresQuantity? {
        guard let event = map.events[CSVColumn.folded(word)] else {
            throw missing(.wresRowWord, word, "is no case in the map")
        }
        return event
    }

    /// Whether a day is within the twelve months; a row without a day is.
    func isInPeriod(_ day: Day?) -> Bool {
        guard let day else { return true }
        return map.about.periodFrom.map { day >= $0 } ?? true
            && map.about.periodTo.map { day <= $0 } ?? true
    }

    private func missing(_ reason: ReasonCode, _ word: String, _ problem: String) -> DomainError {
        DomainError(reason, path: "", found: word, problem: problem)
    }
}
