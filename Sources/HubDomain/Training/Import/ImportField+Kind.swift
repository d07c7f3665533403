// What columns are called in files of one kind of record.
extension ImportField {
    /// The title that the hub's own template of a kind has.
    package func title(of kind: RecordKind) -> String { kindTitles(kind).first ?? title }

    /// The columns of the hub's own template of a kind.
    package static func template(of kind: RecordKind) -> [ImportField] {
        allCases.filter { field in
            switch field {
            case .category, .notes, .kind: false
            case .topic: kind.isAboutTopics
            case .started, .left, .employerType, .pathway, .otherRoles: kind == .training
            default: kind.holds(field)
            }
        }
    }

    /// Every title that people write in files of some kinds.
    func titles(of kinds: [RecordKind]) -> [String] {
        [rawValue, title] + synonyms + kinds.flatMap { kindTitles($0) }
    }

    private func kindTitles(_ kind: RecordKind) -> [String] {
        switch self {
        case .title: nameTitles(kind)
        case .completed: doneTitles(kind)
        case .expiry: endTitles(kind)
        default: []
        }
    }

    private func nameTitles(_ kind: RecordKind) -> [String] {
        switch kind {
        case .training, .competency: []
        case .qualification:
            ["Qualification", "Qualification title", "Qualification name", "Award"]
        case .registration: ["Registration body", "Professional body", "Regulator", "Body"]
        case .check: ["Check", "Check type", "Type of check"]
        case .supervision: ["Supervision type", "Type of supervision", "Supervision"]
        }
    }

    private func doneTitles(_ kind: RecordKind) -> [String] {
        switch kind {
        case .training: []
        case .qualification: ["Date achieved", "Achieved", "Date awarded", "Award date"]
        case .registration:
            ["Registered from", "Registered", "Registration date", "Date registered"]
        case .check:
            [
                "Date checked", "Checked", "Check date", "Date of check", "Issue date",
                "Date of issue",
            ]
        case .competency: ["Date assessed", "Assessed", "Assessment date"]
        case .supervision: ["Date held", "Held", "Supervision date", "Date of supervision"]
        }
    }

    private func endTitles(_ kind: RecordKind) -> [String] {
        switch kind {
        case .training, .qualification: []
        case .registration: ["Registered until", "Registration expires", "Registration end date"]
        case .check: ["Renew by", "Check again by", "Recheck date"]
        case .competency: ["Review by", "Review date", "Reassess by"]
        case .supervision: ["Next by", "Next supervision", "Next due", "Next date"]
        }
    }
}
