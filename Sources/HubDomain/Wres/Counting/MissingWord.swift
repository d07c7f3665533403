package import HubText

/// A word of an extract that the map does not know, and what kind of word it is.
package struct MissingWord: Hashable, Sendable {
    /// The most words that one map is given.
    package static let wordsMax = 1_000

    let kind: CountingMap.Kind
    /// As it stands in the extract.
    let word: String
    /// What it may mean.
    let meanings: [String]

    /// A word of a column; nil where the map does not lack one.
    init?(_ reason: ReasonCode, _ column: ExtractColumn, _ word: String?, _ cycle: WresCycle) {
        let reasons: [ReasonCode] = [
            .wresRowEthnicity, .wresRowService, .wresRowWord, .wresRowPay,
        ]
        guard reasons.contains(reason), let word, !word.isEmpty else { return nil }
        self.word = word
        switch column {
        case .staffEthnicity, .recruitmentEthnicity, .casesEthnicity:
            (kind, meanings) = (.ethnicity, EthnicGroup.allCases.map(\.rawValue))
        case .staffService, .recruitmentService, .casesService:
            kind = .service
            meanings = WresService.allCases.map(\.rawValue) + [CountingMap.neitherService]
        case .recruitmentOutcome:
            (kind, meanings) = (.outcome, CountingMap.Outcome.allCases.map(\.rawValue))
        case .casesEvent:
            kind = .event
            meanings = CountingMap.eventQuantities.map(\.code) + [CountingMap.otherEvent]
        case .staffPay:
            (kind, meanings) = (.band, (cycle.bands.value ?? []).map(\.code.text))
        case .staffMain, .staffRegulated, .staffSenior, .staffDevelopment, .staffObjected,
            .recruitmentObjected, .casesObjected:
            (kind, meanings) = (.answer, ["yes", "no"])
        case .staffPerson, .staffStarted, .staffLeft, .recruitmentDate, .casesPerson, .casesDate:
            return nil
        }
    }

    /// A map with a row for each word that it lacks, at its end, whose meaning is for people to
    /// say.
    ///
    /// - Parameters:
    ///   - words: The words, in the order in which they were found.
    ///   - file: The map as it is.
    /// - Returns: A table as spreadsheets open it, and how many words it adds.
    /// - Throws: Where the map is no table.
    package static func map(
        adding words: [MissingWord],
        to file: [UInt8]
    ) throws(TextError) -> (file: [UInt8], added: Int) {
        let table = try CSVFile(file: file, limits: CountingMap.limits)
        let records = table.records.filter { !$0.isBlank }
        var writer = CSVWriter()
        for record in records { writer.write(record.fields) }
        let header = records.first.map { CSVHeader($0, columns: CountingMap.columns) }
        let width = records.first?.fields.count ?? 0
        var seen: Set<[String]> = []
        for missing in words {
            let key = [missing.kind.rawValue, CSVColumn.folded(missing.word)]
            guard seen.count < wordsMax, seen.insert(key).inserted else { continue }
            var cells = [String](repeating: "", count: width)
            let texts = [
                CountingMap.kind: missing.kind.rawValue, CountingMap.yours: missing.word,
                CountingMap.note: "In the cell before: " + missing.meanings.joined(separator: ", "),
            ]
            for (column, text) in texts {
                if let place = header?.positions[column], place < width { cells[place] = text }
            }
            writer.write(cells)
        }
        return (writer.take(), seen.count)
    }
}
