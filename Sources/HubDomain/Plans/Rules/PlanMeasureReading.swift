import HubText

/// How it stands with a measure of a plan today, in words.
package struct PlanMeasureReading: Hashable, Sendable {
    /// The present value with its unit; empty where there is none.
    package private(set) var value = ""
    /// What the present value is about, and where it stands.
    package private(set) var about = ""
    /// Why there is no value, or what a reader must know of it; empty for nothing.
    package private(set) var note = ""
    /// What the figures of the beginning and of the target are about; empty for typed numbers.
    package private(set) var baselineAbout = ""
    /// What the target's figure is about; empty for a number that was typed by hand.
    package private(set) var targetAbout = ""
    /// The figures that it tells of.
    package private(set) var figures: [Figure] = []

    /// What is known for a reading.
    package struct Known: Sendable {
        /// The figures of the measure in the place of the present value.
        package var statements: [StatedFigure]
        /// What stands where the measure points.
        package var found: [FigureReference: FigureFound]
        /// What the measure counts.
        package var unit: FigureUnit
        /// The place whose figures are looked at where none is named; empty for none.
        package var place: String

        /// What is known.
        package init(
            _ statements: [StatedFigure],
            _ found: [FigureReference: FigureFound],
            unit: FigureUnit,
            place: String
        ) {
            self.statements = statements
            self.found = found
            self.unit = unit
            self.place = place
        }
    }

    /// Reads how it stands.
    ///
    /// The present value is the figure that the measure names, else the newest of the place and
    /// scope where it began, else the newest of the own place where only one scope is known.
    ///
    /// - Parameters:
    ///   - measure: A measure that names a figure or its measure.
    ///   - known: What is known of it.
    /// - Complexity: That of sorting what is known.
    package init(_ measure: PlanMeasure, _ known: Known) {
        baselineAbout = measure.baselineFigure.map { Self.words($0, known) } ?? ""
        targetAbout = measure.targetFigure.map { Self.words($0, known) } ?? ""
        for reference in [measure.baselineFigure, measure.targetFigure].compactMap(\.self) {
            if case .one(let stated) = known.found[reference] { figures.append(stated.figure) }
        }
        if let actual = measure.actualFigure {
            take(known.found[actual], actual)
            return
        }
        let lines = FigureHistory(known.statements).lines.filter { $0.unit == known.unit }
        guard let began = measure.baselineFigure else {
            takeOnly(lines, measure, known)
            return
        }
        guard let line = lines.first(where: { $0.scope == began.scope }),
            let point = line.points.last
        else {
            note = "where it began is not among the figures any more"
            return
        }
        guard began.period.order < point.period.order else {
            note = Self.standstill(began, line)
            return
        }
        take(point)
        if let newest = point.newest?.figure.edition, newest != began.edition, note.isEmpty {
            note = "it began in \(began.edition.words), so a step may be no change of the world"
        }
    }

    /// Why nothing says how far it came: no period is newer, and what became of where it began.
    private static func standstill(_ began: FigureReference, _ line: FigureHistory.Line) -> String {
        let same = line.points.first { $0.period == began.period }
        guard let newest = same?.newest?.figure else {
            return "where it began is not among the figures any more, and none is newer"
        }
        guard began.edition < newest.edition else {
            return "no figure is newer than where it began"
        }
        return "no period is newer than where it began, which \(newest.edition.words) restates as "
            + newest.words
    }

    private mutating func takeOnly(
        _ lines: [FigureHistory.Line],
        _ measure: PlanMeasure,
        _ known: Known
    ) {
        guard lines.count <= 1 else {
            note = "figures of \(lines.count) scopes are there: name one in actual_figure"
            return
        }
        guard let point = lines.first?.points.last else {
            note =
                known.place.isEmpty
                ? "no place is named: name a figure in actual_figure"
                : "there is no figure of it for \(known.place)"
            return
        }
        take(point)
        guard measure.baseline != nil, note.isEmpty else { return }
        note = "where it began was typed by hand: of which scope, nobody said"
    }

    private mutating func take(_ point: FigureHistory.Point) {
        guard let newest = point.newest else { return }
        figures.append(newest.figure)
        guard newest.absence == nil else {
            (about, note) = (Self.words(newest.figure), newest.words)
            return
        }
        (value, about) = (newest.figure.words, Self.words(newest.figure))
        if point.isConflicting { note = "sources contradict each other" }
    }

    private mutating func take(_ found: FigureFound?, _ reference: FigureReference) {
        switch found {
        case .one(let stated):
            figures.append(stated.figure)
            about = Self.words(stated.figure)
            if stated.absence == nil { value = stated.words } else { note = stated.words }
        case .several: note = "sources say different things: name one with source="
        case .nothing, nil: note = "the figure it names is not there any more"
        }
    }

    /// What is said of a figure that a number was taken from, and that is not there any more.
    package static let goneWords = "not among the figures any more"

    private static func words(_ reference: FigureReference, _ known: Known) -> String {
        switch known.found[reference] {
        case .one(let stated): words(stated.figure)
        case .nothing: "\(reference.named.words), \(goneWords)"
        case .several: "\(reference.words), which sources say differently"
        case nil: reference.words
        }
    }

    private static func words(_ figure: Figure) -> String {
        "\(figure.subject.words), \(figure.edition.words) [\(figure.source)]"
    }

    /// How it stands, as one text; empty where nothing is said.
    package var words: String {
        let now = value.isEmpty ? "" : "now \(value) (\(about))"
        return [now, note].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// Where a number is from: a figure, or somebody's hand.
    package static func origin(_ about: String) -> String {
        about.isEmpty ? Assumption.typedWords : about
    }
}

/// How it stands with the measures of a plan: by action and by place among its measures.
package struct PlanMeasureReadings: Sendable {
    private var byAction: [ActionRef: [Int: PlanMeasureReading]] = [:]

    /// No readings.
    package init() {}

    /// Where the figures of all readings were read, by the marks that stand behind them.
    ///
    /// - Parameter library: The sources that are known by name.
    /// - Returns: A line for each source with its editions, in the order of the marks.
    package func sources(_ library: FigureLibrary?) -> [String] {
        var editions: [SourceMark: Set<FigureEdition>] = [:]
        for figure in byAction.values.flatMap(\.values).flatMap(\.figures) {
            editions[figure.source, default: []].insert(figure.edition)
        }
        return editions.keys.sorted().map { mark in
            let known = library?.source(mark)
            let name = known.map { "\($0.publisher), \($0.title)" } ?? "as the file named it"
            let words = (editions[mark] ?? []).sorted().map(\.words).joined(separator: ", ")
            return "[\(mark)] \(name); \(words)"
        }
    }

    /// The reading of a measure; nil where no figure is named.
    package subscript(action: ActionRef, index: Int) -> PlanMeasureReading? {
        get { byAction[action]?[index] }
        set { byAction[action, default: [:]][index] = newValue }
    }
}
