package import HubText

/// How the extracts of one council are to be read: which column is which, and what words mean.
///
/// A table of three columns that people edit. Everything in it is the council's decision; nothing
/// about a person is guessed.
package struct CountingMap: Equatable, Sendable {
    /// How large a map may be.
    package static let limits = CSVLimits(
        rowBytesMax: 8_192,
        fieldsMax: 16,
        fieldCharactersMax: 1_000,
        rowsMax: 5_000
    )

    static let kind: ColumnKey = "kind"
    static let meaning: ColumnKey = "meaning"
    static let yours: ColumnKey = "in_your_files"
    static let note: ColumnKey = "what_to_write"
    static let columns = [
        CSVColumn(kind, title: "Kind", isRequired: true),
        CSVColumn(meaning, title: "Meaning", isRequired: true),
        CSVColumn(yours, title: "In your files", isRequired: true),
        CSVColumn(note, title: "What to write"),
    ]

    /// What a row of the map is about.
    enum Kind: String, CaseIterable, Sendable {
        case setting
        case column
        case ethnicity
        case service
        case answer
        case band
        case outcome
        case event = "case"
    }

    /// Something that is said once for all rows.
    enum Setting: String, CaseIterable {
        case body
        case councils
        case jointPosts = "joint-posts"
        case snapshot
        case periodFrom = "period-from"
        case periodTo = "period-to"
        case harassmentSource = "harassment-source"
        case service
        case shortYears = "two-digit-years"

        /// What its last cell takes.
        var takes: String {
            switch self {
            case .body: "The name of the body that employs the staff"
            case .councils: "The codes of the councils whose staff are counted, with spaces between"
            case .jointPosts:
                "Jointly funded posts that are counted here, and nowhere else; empty for none"
            case .snapshot: "The day on which staff are counted, such as 31/03/2024"
            case .periodFrom: "The first of the twelve months' days, such as 01/04/2023"
            case .periodTo: "The last of the twelve months' days, such as 31/03/2024"
            case .harassmentSource: "HR reports, or survey"
            case .service: "adults or children, only where every row is of one service"
            case .shortYears:
                "Only where years have two digits, such as 19-May-14: the first of the hundred "
                    + "years that they mean, such as 1950"
            }
        }
    }

    /// What becomes of a word for a service.
    enum Placement: Equatable, Sendable {
        case service(WresService)
        case neither
    }

    /// What became of somebody who applied.
    enum Outcome: String, CaseIterable, Sendable {
        case appointed
        case shortlisted
        /// Offered a post and declined: shortlisted, and not appointed.
        case declined
        case notShortlisted = "not-shortlisted"
    }

    /// The employing body and its councils, days and collection, which go into the sheet.
    package internal(set) var about = WresReturn(cycle: "")
    /// The service of every row, where the extracts are of one service.
    var onlyService: WresService?
    /// The first of the hundred years that a year of two digits is one of; nil where such a year is
    /// a mistake.
    var shortYearsFrom: Int?
    /// The titles of the extracts' columns.
    var titles: [ExtractColumn: String] = [:]
    // Text keys: folded words, which are compared as people read them.
    var groups: [String: EthnicGroup] = [:]
    // Text keys: folded words, which are compared as people read them.
    var services: [String: Placement] = [:]
    // Text keys: folded words, which are compared as people read them.
    var answers: [String: Bool] = [:]
    // Text keys: folded words, which are compared as people read them.
    var bands: [String: BandCode] = [:]
    // Text keys: folded words, which are compared as people read them.
    var outcomes: [String: Outcome] = [:]
    // Text keys: folded words, which are compared as people read them; nil for other events.
    var events: [String: WresQuantity?] = [:]

    /// The events that a case can be.
    static let eventQuantities: [WresQuantity] = [
        .disciplinary, .fitnessEntered, .fitnessReferred, .harassmentPublic, .harassmentColleagues,
        .harassmentManagers,
    ]
    static let otherEvent = "other"
    static let neitherService = "neither"
}

/// A column of one of the three extracts.
enum ExtractColumn: String, CaseIterable, Sendable {
    case staffPerson = "staff.person"
    case staffEthnicity = "staff.ethnicity"
    case staffService = "staff.service"
    case staffPay = "staff.pay"
    case staffMain = "staff.main-post"
    case staffRegulated = "staff.regulated"
    case staffSenior = "staff.senior-manager"
    case staffDevelopment = "staff.cpd"
    case staffStarted = "staff.started"
    case staffLeft = "staff.left"
    case staffObjected = "staff.objected"
    case recruitmentEthnicity = "recruitment.ethnicity"
    case recruitmentService = "recruitment.service"
    case recruitmentOutcome = "recruitment.outcome"
    case recruitmentDate = "recruitment.date"
    case recruitmentObjected = "recruitment.objected"
    case casesPerson = "cases.person"
    case casesEthnicity = "cases.ethnicity"
    case casesService = "cases.service"
    case casesEvent = "cases.case"
    case casesDate = "cases.date"
    case casesObjected = "cases.objected"
}

/// One of the three extracts.
package enum Extract: String, Sendable, CaseIterable {
    /// The people on the staff.
    case staff
    /// The people shortlisted.
    case recruitment
    /// Disciplinary, fitness to practise and harassment cases.
    case cases

    var columns: [ExtractColumn] {
        ExtractColumn.allCases.filter { $0.rawValue.hasPrefix(rawValue + ".") }
    }
}
