import HubText

/// What the cells of one row mean by the map, or why they mean nothing.
struct ExtractCells {
    let map: CountingMap
    let cycle: WresCycle
    /// Whether cells of pay are read: not where the whole column is of something else.
    var isPayRead = true

    /// The group of a word; an empty cell says that nobody declared it.
    func group(_ word: String) throws(DomainError) -> EthnicGroup {
        if word.isEmpty { return .unknown }
        guard let group = map.groups[CSVColumn.folded(word)] else {
            throw missing(
                .wresRowEthnicity,
                word,
                "is no ethnicity in the map",
                inMap(.ethnicity, EthnicGroup.allCases.map(\.rawValue))
            )
        }
        return group
    }

    /// The service of a row; nil for a service that is not social care.
    func service(_ word: String?) throws(DomainError) -> WresService? {
        guard let word, !word.isEmpty else {
            if let only = map.onlyService { return only }
            throw missing(
                .wresRowService,
                word ?? "",
                "says no service",
                "a service in the cell, or where all rows are of one its name in the map, as "
                    + "setting \(CountingMap.Setting.service.rawValue)"
            )
        }
        switch map.services[CSVColumn.folded(word)] {
        case .service(let service): return service
        case .neither: return nil
        case nil:
            let services = WresService.allCases.map(\.rawValue) + [CountingMap.neitherService]
            throw missing(
                .wresRowService,
                word,
                "is no service in the map",
                inMap(.service, services)
            )
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
        throw missing(
            .wresRowWord,
            word,
            "is neither yes nor no in the map",
            inMap(.answer, ["yes", "no"])
        )
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

    /// What became of an applicant.
    func outcome(_ word: String) throws(DomainError) -> CountingMap.Outcome {
        guard let outcome = map.outcomes[CSVColumn.folded(word)] else {
            throw missing(
                .wresRowWord,
                word,
                word.isEmpty ? "the outcome is missing" : "is no outcome in the map",
                inMap(.outcome, CountingMap.Outcome.allCases.map(\.rawValue), word)
            )
        }
        return outcome
    }

    /// What a case is; nil for one that is not counted.
    func event(_ word: String) throws(DomainError) -> WresQuantity? {
        guard let event = map.events[CSVColumn.folded(word)] else {
            let kinds = CountingMap.eventQuantities.filter(WresQuantity.asked(in: cycle).contains)
            throw missing(
                .wresRowWord,
                word,
                word.isEmpty ? "the kind of case is missing" : "is no case in the map",
                inMap(.event, kinds.map(\.code) + [CountingMap.otherEvent], word)
            )
        }
        return event
    }

    /// Whether a day is within the twelve months; a row without a day is.
    func isInPeriod(_ day: Day?) -> Bool {
        guard let day else { return true }
        return map.about.periodFrom.map { day >= $0 } ?? true
            && map.about.periodTo.map { day <= $0 } ?? true
    }

    /// Where a word gets its meaning; an empty cell gets it in the extract.
    func inMap(
        _ kind: CountingMap.Kind,
        _ meanings: [String],
        _ word: String = "-"
    ) -> String {
        guard !word.isEmpty else { return "in the cell one of your words that the map knows" }
        let last = meanings.last ?? ""
        let list = meanings.dropLast().joined(separator: ", ") + " or " + last
        return "in the map a row “\(kind.rawValue)” that says which it is: \(list)"
    }

    func missing(
        _ reason: ReasonCode,
        _ word: String,
        _ problem: String,
        _ expected: String
    ) -> DomainError {
        DomainError(reason, path: "", found: word, problem: problem, expected: expected)
    }
}
