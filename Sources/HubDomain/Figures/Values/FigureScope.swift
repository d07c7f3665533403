import HubText

/// A kind of employer that figures are published for.
package enum EmployerSector: String, Sendable, CaseIterable, Comparable {
    /// Private and voluntary providers.
    case independent
    /// Councils.
    case localAuthority = "local_authority"
    /// The health service.
    case nhs
    /// People who employ their own staff with a direct payment.
    case directPayment = "direct_payment"

    /// Whether `left` comes first.
    package static func < (left: EmployerSector, right: EmployerSector) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The sector for people.
    package var words: String {
        switch self {
        case .independent: "independent"
        case .localAuthority: "local authority"
        case .nhs: "NHS"
        case .directPayment: "direct payment"
        }
    }
}

/// Which employers a figure is about.
///
/// A published rate without it cannot be compared: vacancy rates leave the NHS and direct payments
/// out that the posts beside them hold.
package enum EmployerScope: Hashable, Sendable {
    /// The source does not say.
    case notStated
    /// These, in the order of the sectors.
    case sectors([EmployerSector])

    /// All employers.
    package static let all = EmployerScope.sectors(EmployerSector.allCases)

    /// Some sectors; in their order and each once.
    package static func of(_ sectors: some Sequence<EmployerSector>) -> EmployerScope {
        .sectors(Set(sectors).sorted())
    }

    /// Reads sectors apart by plus signs, or "all"; nothing is not stated; nil for other words.
    package static func read(_ typed: String) -> EmployerScope? {
        let text = TextRule.trimmed(typed).lowercased()
        if text.isEmpty { return .notStated }
        if text == "all" { return .all }
        var sectors: [EmployerSector] = []
        for part in text.split(separator: "+", omittingEmptySubsequences: false) {
            let word = TextRule.trimmed(String(part)).split(separator: " ").joined(separator: "_")
            guard let sector = EmployerSector(rawValue: word) else { return nil }
            sectors.append(sector)
        }
        return .of(sectors)
    }

    /// The scope as text, which reads back as the same.
    package var text: String {
        switch self {
        case .notStated: ""
        case .sectors(let sectors) where sectors.count == EmployerSector.allCases.count: "all"
        case .sectors(let sectors): sectors.map(\.rawValue).joined(separator: "+")
        }
    }

    /// The scope for people.
    package var words: String {
        switch self {
        case .notStated: "employers not stated"
        case .sectors(let sectors) where sectors.count == EmployerSector.allCases.count:
            "all employers"
        case .sectors(let sectors): sectors.map(\.words).joined(separator: " and ")
        }
    }
}

/// Which part of the workforce a figure is about.
package struct FigureScope: Hashable, Sendable {
    /// The employers.
    package var employers: EmployerScope
    /// The jobs; nil for all.
    package var jobGroup: FigureGroup?
    /// The services; nil for all.
    package var setting: FigureGroup?
    /// The group of a characteristic, such as "aged_55_and_over"; nil for everybody.
    package var characteristic: FigureGroup?

    /// A scope of its parts.
    package init(
        _ employers: EmployerScope = .notStated,
        jobGroup: FigureGroup? = nil,
        setting: FigureGroup? = nil,
        characteristic: FigureGroup? = nil
    ) {
        self.employers = employers
        self.jobGroup = jobGroup
        self.setting = setting
        self.characteristic = characteristic
    }

    /// The scope for people.
    package var words: String {
        ([employers.words] + [jobGroup, setting, characteristic].compactMap { $0?.words })
            .joined(separator: ", ")
    }
}

/// The place that a figure is about.
package struct FigurePlace: Hashable, Sendable {
    /// A kind of place.
    package enum Kind: String, Sendable, CaseIterable {
        /// England.
        case england
        /// A region of England.
        case region
        /// A council with adult social services.
        case council
        /// The area of an integrated care board.
        case icb
        /// An organisation of the council's own register, by its code there.
        case provider
        /// Any other place.
        case other
    }

    /// England.
    package static let england = FigurePlace(.england, code: "E92000001", name: "England")

    /// Its kind.
    package let kind: Kind
    /// Its code; nil where none is known.
    package let code: GSSCode?
    /// Its name as a reader knows it.
    package let name: String

    /// A place of its parts.
    package init(_ kind: Kind, code: GSSCode?, name: String) {
        self.kind = kind
        self.code = code
        self.name = name
    }

    /// What tells it from others: the code, and the name only where there is none.
    package var key: String { "\(kind.rawValue):\(code?.text ?? CSVColumn.folded(name))" }

    /// Whether both are the same place.
    package static func == (left: FigurePlace, right: FigurePlace) -> Bool {
        left.key.utf8.elementsEqual(right.key.utf8)
    }

    /// Feeds what tells the place from others.
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
