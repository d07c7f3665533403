package import HubText

/// A return as a sheet of counts: facts about it first, then a row for each count of each service.
package enum WresSheet {
    /// How large such a sheet may be.
    package static let limits = CSVLimits(
        rowBytesMax: 16 * 1_024,
        fieldsMax: 32,
        fieldCharactersMax: 2_000,
        rowsMax: 1_000
    )

    static let section: ColumnKey = "section"
    static let item: ColumnKey = "count"
    static let words: ColumnKey = "what_is_counted"
    static let answer: ColumnKey = "answer"
    static let groups: [(group: EthnicGroup, key: ColumnKey)] = [
        (.minority, "minoritised_staff"), (.white, "white_staff"),
        (.unknown, "ethnicity_not_known"),
    ]

    /// The columns of the sheet.
    package static let columns = [
        CSVColumn(section, title: "Section", synonyms: ["Service"], isRequired: true),
        CSVColumn(item, title: "Count", synonyms: ["Item", "Code"], isRequired: true),
        CSVColumn(words, title: "What is counted"),
        CSVColumn(groups[0].key, title: "Minoritised staff", isRequired: true),
        CSVColumn(groups[1].key, title: "White staff", isRequired: true),
        CSVColumn(groups[2].key, title: "Ethnicity not known", isRequired: true),
        CSVColumn(answer, title: "Answer", isRequired: true),
    ]

    /// A row about the return itself.
    enum About: String, CaseIterable {
        case cycle
        case body
        case councils
        case jointPosts = "joint-posts"
        case snapshot
        case periodFrom = "period-from"
        case periodTo = "period-to"
        case harassmentSource = "harassment-source"
        /// Only in a sheet that the hub wrote; it is about the sheet and not about the return.
        case basedOn = "based-on"

        /// What every sheet says.
        static let asked = allCases.filter { $0 != .basedOn }

        var words: String {
            switch self {
            case .cycle: "The cycle of the standard"
            case .body: "The body that employs the staff"
            case .councils: "The codes of the councils whose staff are counted, with spaces between"
            case .jointPosts: "Jointly funded posts counted here, so that nobody else counts them"
            case .snapshot: "The day on which staff were counted"
            case .periodFrom: "The first day of the twelve months"
            case .periodTo: "The last day of the twelve months"
            case .harassmentSource: "How harassment was collected: HR reports, or survey"
            case .basedOn: "The revision that this sheet was made from; leave it as it is"
            }
        }

        static func read(_ typed: String) -> About? {
            let wanted = CSVColumn.folded(typed)
            return allCases.first {
                CSVColumn.folded($0.rawValue) == wanted || CSVColumn.folded($0.words) == wanted
            }
        }
    }

    static let aboutSection = "About"

    /// Writes a return, whose missing cells stay empty; an empty return is the template.
    ///
    /// - Parameters:
    ///   - entry: The return.
    ///   - cycle: Its cycle.
    ///   - revision: The revision that the sheet is made from, so that whoever sends it back
    ///     changed learns of other changes since; nil to say none.
    /// - Returns: UTF-8 with mark and CRLF, as spreadsheets open it.
    package static func file(
        _ entry: WresReturn,
        _ cycle: WresCycle,
        basedOn revision: UInt64? = nil
    ) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.title))
        for about in About.asked {
            writer.write([
                aboutSection, about.rawValue, about.words, "", "", "", answer(about, entry),
            ])
        }
        if let revision {
            let about = About.basedOn
            writer.write([
                aboutSection, about.rawValue, about.words, "", "", "", String(revision),
            ])
        }
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                let counts = groups.map { entry[quantity, service, $0.group]?.text ?? "" }
                writer.write(
                    [service.words, quantity.code, quantity.words(in: cycle)] + counts + [""]
                )
            }
        }
        return writer.take()
    }

    static func answer(_ about: About, _ entry: WresReturn) -> String {
        switch about {
        case .cycle: entry.cycle.text
        case .body: entry.unit.body
        case .councils: entry.unit.councils.map(\.text).joined(separator: " ")
        case .jointPosts: entry.unit.jointPosts
        case .snapshot: entry.snapshot?.slashed ?? ""
        case .periodFrom: entry.periodFrom?.slashed ?? ""
        case .periodTo: entry.periodTo?.slashed ?? ""
        case .harassmentSource: entry.harassmentSource?.rawValue ?? ""
        case .basedOn: ""
        }
    }
}
