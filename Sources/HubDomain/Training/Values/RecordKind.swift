import HubText

/// What kind of thing a record says of a worker.
///
/// All kinds are one record: what, when, until when, and the few further parts that its kind holds.
/// Of a check only what was checked and when, never a result and never a number; of a supervision
/// only when it was held; of a registration never its number, which the body keeps.
package enum RecordKind: Int, Sendable, CaseIterable {
    /// Somebody was trained.
    case training = 0
    /// Somebody gained a qualification.
    case qualification = 1
    /// Somebody is registered with a professional body.
    case registration = 2
    /// Somebody was checked.
    case check = 3
    /// Somebody was seen to be able, or not yet.
    case competency = 4
    /// Somebody was supervised.
    case supervision = 5

    /// The kind's word: in files, in answers and before the colon of a subject.
    ///
    /// Written out, since a case's name made into text looks the type up each time, and this is
    /// asked for with every record.
    package var word: String {
        switch self {
        case .training: "training"
        case .qualification: "qualification"
        case .registration: "registration"
        case .check: "check"
        case .competency: "competency"
        case .supervision: "supervision"
        }
    }

    /// The kinds as people are told them.
    package static var words: String { allCases.map(\.word).joined(separator: ", ") }

    /// Reads what was typed; nil for a word that is no kind.
    package static func read(_ typed: String) -> RecordKind? {
        switch CSVColumn.folded(typed) {
        case "training", "course", "courses": .training
        case "qualification", "qualifications": .qualification
        case "registration", "registrations", "professionalregistration": .registration
        case "check", "checks", "employmentcheck": .check
        case "competency", "competencies", "competence", "competencyassessment": .competency
        case "supervision", "supervisions": .supervision
        default: nil
        }
    }

    /// Whether its records are about topics of the catalogue, and not about names of the council's.
    package var isAboutTopics: Bool { self == .training || self == .competency }

    /// What a record without a name is called; nil where it needs one.
    package var usualName: String? { self == .supervision ? "Supervision" : nil }

    /// Whether a record without any day says nothing.
    package var needsDay: Bool { self == .check || self == .supervision }

    /// What a rule has to ask for so that such a record counts; nil for what no rule asks for.
    package var evidence: RequiredEvidence? {
        switch self {
        case .training: .training
        case .competency: .competency
        case .check: .check
        case .registration: .registration
        case .supervision: .supervision
        case .qualification: nil
        }
    }

    /// Whether records of this kind have a part.
    package func holds(_ field: ImportField) -> Bool {
        switch field {
        case .accredited, .delivery, .deliveredBy: self == .training
        case .category: isAboutTopics
        case .provider: self == .training || self == .qualification
        case .evidence: self == .training || self == .qualification || self == .competency
        case .level, .year, .recognised: self == .qualification
        case .able, .assessedBy: self == .competency
        default: true
        }
    }
}

/// What a record is about: its kind, and the code of a topic or one made of a name.
///
/// Training is about its topic's code alone; every other kind stands before a colon, which no code
/// holds. So one text tells records of all kinds apart wherever a topic did.
package struct RecordSubject: Hashable, Sendable {
    /// The digits that a name of a check, a body or a supervision may hold: a year, no number.
    package static let digitsMax = 5
    private static let separator: Unicode.Scalar = ":"

    /// The kind.
    package let kind: RecordKind
    /// The code.
    package let code: TopicCode

    /// A subject.
    package init(_ kind: RecordKind, _ code: TopicCode) {
        self.kind = kind
        self.code = code
    }

    /// A subject of a name; nil for a name without letters and digits.
    package init?(_ kind: RecordKind, named name: String) {
        var code = ""
        for character in name.lowercased() {
            if character.isLetter || character.isNumber {
                code.append(character)
            } else if code.last.map({ $0 != "-" }) ?? false {
                code.append("-")
            }
        }
        if code.hasSuffix("-") { code.removeLast() }
        guard !code.isEmpty else { return nil }
        self.init(kind, TopicCode(text: code))
    }

    /// Reads what `text` says; what has no kind before a colon is training.
    package init(text: String) {
        // Nearly all records are of training, and so have no colon.
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: Self.separator)) else {
            self.init(.training, TopicCode(text: text))
            return
        }
        let word = bytes[..<colon]
        let code = text[bytes.index(after: colon)...]
        let kind = RecordKind.allCases.first { $0.word.utf8.elementsEqual(word) }
        if let kind, kind != .training, !code.isEmpty {
            self.init(kind, TopicCode(text: String(code)))
        } else {
            self.init(.training, TopicCode(text: text))
        }
    }

    /// The subject as one text.
    package var text: String {
        kind == .training ? code.text : "\(kind.word)\(Self.separator)\(code.text)"
    }

    /// The same as the code of a topic, for what takes topics.
    package var topic: TopicCode { TopicCode(text: text) }
}
