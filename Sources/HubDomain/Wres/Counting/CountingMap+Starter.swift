import HubText

extension CountingMap {
    /// A map to begin with: every column and word that can be told, some with a likely entry.
    ///
    /// Which words for ethnicity a council uses is not known, so everybody adds their own to those
    /// of `EthnicWords`.
    ///
    /// - Parameter cycle: The cycle, for its pay bands.
    /// - Returns: A table as spreadsheets open it.
    package static func starter(_ cycle: WresCycle) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.title))
        for setting in Setting.allCases {
            writer.write([Kind.setting.rawValue, setting.rawValue, "", setting.takes])
        }
        for column in ExtractColumn.allCases {
            writer.write([
                Kind.column.rawValue, column.rawValue, column.usualTitle, column.note,
            ])
        }
        for (meaning, words) in words(cycle) {
            for word in words {
                let note = meaning.kind == .event ? fitnessNote(meaning.name, cycle) : ""
                writer.write([meaning.kind.rawValue, meaning.name, word, note])
            }
        }
        return writer.take()
    }

    /// What each setting of a map takes, a line for each.
    package static var settingsWords: [String] {
        Setting.allCases.map { "\($0.rawValue): \($0.takes)" }
    }

    /// What stands beside the two meanings of indicator 4 while nobody said which one counts.
    private static func fitnessNote(_ code: String, _ cycle: WresCycle) -> String {
        let meanings = [WresQuantity.fitnessEntered, .fitnessReferred]
        guard cycle.fitnessMeaning.value == nil, meanings.contains(where: { $0.code == code })
        else { return "" }
        return "Your word in one of the two fitness rows only: \(MapGaps.whomToAsk(cycle))"
    }

    private static func words(
        _ cycle: WresCycle
    ) -> [((kind: Kind, name: String), [String])] {
        var words: [((kind: Kind, name: String), [String])] = [
            ((.ethnicity, EthnicGroup.minority.rawValue), EthnicWords.minority),
            ((.ethnicity, EthnicGroup.white.rawValue), EthnicWords.white),
            ((.ethnicity, EthnicGroup.unknown.rawValue), EthnicWords.unknown),
            ((.service, WresService.adults.rawValue), ["Adults", "Adult social care"]),
            ((.service, WresService.children.rawValue), ["Children's", "Children's social care"]),
            ((.service, neitherService), [""]),
            ((.answer, "yes"), ["Yes", "Y", "True", "1"]),
            ((.answer, "no"), ["No", "N", "False", "0"]),
            ((.outcome, Outcome.appointed.rawValue), ["Appointed"]),
            ((.outcome, Outcome.shortlisted.rawValue), ["Shortlisted"]),
            ((.outcome, Outcome.declined.rawValue), ["Offer declined"]),
            ((.outcome, Outcome.notShortlisted.rawValue), ["Not shortlisted"]),
        ]
        for band in cycle.bands.value ?? [] { words.append(((.band, band.code.text), [""])) }
        for quantity in eventQuantities where WresQuantity.asked(in: cycle).contains(quantity) {
            // A likely word in both rows would make a sheet that is refused.
            let isOpen = !fitnessNote(quantity.code, cycle).isEmpty
            words.append(((.event, quantity.code), [isOpen ? "" : quantity.usualWord]))
        }
        words.append(((.event, otherEvent), ["Grievance"]))
        return words
    }
}

extension WresQuantity {
    fileprivate var usualWord: String {
        switch self {
        case .disciplinary: "Disciplinary"
        case .fitnessEntered: "Fitness to practise"
        case .fitnessReferred: "Fitness to practise referral"
        case .harassmentPublic: "Harassment by the public"
        case .harassmentColleagues: "Harassment by a colleague"
        case .harassmentManagers: "Harassment by a manager"
        default: ""
        }
    }
}

extension ExtractColumn {
    fileprivate var usualTitle: String {
        switch self {
        case .staffPerson, .casesPerson: "Employee number"
        case .staffEthnicity, .recruitmentEthnicity: "Ethnicity"
        case .staffService, .recruitmentService: "Service"
        case .staffPay: "Full-time pay"
        case .staffRegulated: "Regulated professional"
        case .staffSenior: "Senior manager"
        case .staffDevelopment: "Funded CPD"
        case .staffStarted: "Start date"
        case .staffLeft: "Leaving date"
        case .staffObjected, .recruitmentObjected: "Objected to monitoring"
        case .recruitmentOutcome: "Outcome"
        case .recruitmentDate, .casesDate: "Date"
        case .casesEvent: "Case"
        case .staffMain, .casesEthnicity, .casesService, .casesObjected: ""
        }
    }

    /// When it is needed, where that is not every council's case.
    fileprivate var note: String {
        switch self {
        case .staffPay: "Pounds for a whole-time year, or a band that the map names"
        case .staffMain:
            "Only where somebody has posts in several pay bands: yes in the row that counts"
        case .casesEthnicity: "Only for cases of people who are not in the staff extract"
        case .casesService:
            "Only for cases of people in both services, or of people who are not in the staff "
                + "extract"
        default: ""
        }
    }
}
