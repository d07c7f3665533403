package import HubText

/// Why a statement has no value: three answers that are neither zero nor each other.
package enum FigureAbsence: String, Sendable, CaseIterable {
    /// The publisher gives no figure.
    case missing
    /// The publisher has a figure and does not show it, since it would tell of few people.
    case hidden
    /// Whoever was asked does not know.
    case unknown

    /// What a cell says instead of a value; nil for something else.
    ///
    /// - Parameter typed: The cell: nothing, a star, or "don't know".
    package init?(cell typed: String) {
        switch CSVColumn.folded(typed) {
        case "dontknow", "donotknow", "notknown", "unknown": self = .unknown
        case "missing": self = .missing
        case "hidden": self = .hidden
        default:
            switch TextRule.trimmed(typed) {
            case "": self = .missing
            case "*": self = .hidden
            default: return nil
            }
        }
    }

    /// What stands in a cell for it, which reads back as the same.
    package var cell: String {
        switch self {
        case .missing: ""
        case .hidden: "*"
        case .unknown: "don't know"
        }
    }

    /// The absence for people.
    package var words: String {
        switch self {
        case .missing: "no figure given"
        case .hidden: "hidden by the publisher"
        case .unknown: "not known"
        }
    }
}

/// What a source says about a subject: a figure, or that there is none to be told.
package struct StatedFigure: Hashable, Sendable {
    /// The figure; its value says nothing where `absence` says why there is none.
    package var figure: Figure
    /// Why there is no value; nil where there is one.
    package var absence: FigureAbsence?

    /// A statement.
    package init(_ figure: Figure, absence: FigureAbsence? = nil) {
        self.figure = figure
        self.absence = absence
    }

    /// The value; nil where there is none.
    package var value: Decimal? { absence == nil ? figure.value : nil }

    /// The value for people, or why there is none.
    package var words: String { absence?.words ?? figure.words }

    /// The value as a cell, or what stands for none; reads back as the same.
    package var cell: String { absence?.cell ?? "\(figure.value)" }

    /// Whether both say the same of the same, notes and precision aside.
    package func agrees(with other: StatedFigure) -> Bool {
        guard absence == other.absence else { return false }
        return absence != nil || figure.value.double == other.figure.value.double
    }
}

/// A statement of a file, and where it stands there.
package struct ReadFigure: Hashable, Sendable {
    /// The statement.
    package var stated: StatedFigure
    /// The row and column of its value.
    package var place: Place

    /// A statement of a file.
    package init(_ stated: StatedFigure, at place: Place) {
        self.stated = stated
        self.place = place
    }
}

/// What two statements have in common that cannot both stand: subject, unit, edition, source and
/// status.
package struct FigureStatementKey: Hashable, Sendable {
    private let subject: FigureSubject
    private let unit: FigureUnit
    private let edition: FigureEdition
    private let source: SourceMark
    private let status: FigureStatus

    /// The key of a figure's statement.
    package init(_ figure: Figure) {
        subject = figure.subject
        unit = figure.unit
        edition = figure.edition
        source = figure.source
        status = figure.status
    }
}
