package import HubText

/// What a figure says something about: two figures of one subject can be compared or restated.
package struct FigureSubject: Hashable, Sendable {
    /// What is measured.
    package var measure: MeasureID
    /// Where.
    package var place: FigurePlace
    /// When.
    package var period: FigurePeriod
    /// Of whom.
    package var scope: FigureScope

    /// A subject of its parts.
    package init(
        _ measure: MeasureID,
        _ place: FigurePlace,
        _ period: FigurePeriod,
        _ scope: FigureScope
    ) {
        self.measure = measure
        self.place = place
        self.period = period
        self.scope = scope
    }

    /// The subject for people, behind the measure's name.
    package var words: String { "\(place.name), \(period.words), \(scope.words)" }
}

/// One published or local figure: a value that is never changed and never computed anew.
package struct Figure: Hashable, Sendable {
    /// The most characters of a note.
    package static let noteRule = TextRule(charactersMax: 500, isMultiline: false)

    /// What it is about.
    package var subject: FigureSubject
    /// The edition it stands in.
    package var edition: FigureEdition
    /// The value as it was printed; a percentage in percent.
    package var value: Decimal
    /// What is counted.
    package var unit: FigureUnit
    /// How exactly it was given.
    package var precision: FigurePrecision
    /// How final it is.
    package var status: FigureStatus
    /// Where it was read, by mark.
    package var source: SourceMark
    /// What a reader must know; empty for nothing.
    package var note: String

    /// A figure of its parts.
    package init(
        _ subject: FigureSubject,
        value: Decimal,
        unit: FigureUnit,
        edition: FigureEdition = .notStated,
        precision: FigurePrecision = .exact,
        status: FigureStatus = .published,
        source: SourceMark,
        note: String = ""
    ) {
        self.subject = subject
        self.edition = edition
        self.value = value
        self.unit = unit
        self.precision = precision
        self.status = status
        self.source = source
        self.note = note
    }

    /// The value for people: "1,705,000 posts", "8.3%".
    package var words: String {
        let whole = value.grouped
        let unit = unit == .percent ? "%" : " \(unit.words)"
        return precision.words + whole + unit
    }

    /// Whether another figure is the same statement.
    ///
    /// That is the same subject, unit, edition, source and status: a second value for it
    /// contradicts the first.
    package func isSameStatement(as other: Figure) -> Bool {
        subject == other.subject && unit == other.unit && edition == other.edition
            && source == other.source && status == other.status
    }
}

extension Decimal {
    /// The number for people: a whole one in groups of three digits.
    package var grouped: String {
        places == 0 ? NumberText.grouped(Int(unscaled)) : "\(self)"
    }
}
