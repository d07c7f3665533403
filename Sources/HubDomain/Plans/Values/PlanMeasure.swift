package import HubText

/// What tells whether an action worked.
package struct PlanMeasure: Hashable, Sendable {
    /// What is measured, in words.
    package var name: String
    /// Where it began.
    package var baseline: Decimal?
    /// Where it should go.
    package var target: Decimal?
    /// The measure of the workforce figures from which the actual value comes; nil for none.
    package var figure: MeasureID?
    /// The figure that the beginning is taken from; nil for a number that was typed by hand.
    package var baselineFigure: FigureReference?
    /// The figure that the target is taken from; nil for a number that was typed by hand.
    package var targetFigure: FigureReference?
    /// The figure that is the present value; nil for the newest of the beginning's place and scope.
    package var actualFigure: FigureReference?

    /// A measure of its parts.
    package init(
        _ name: String,
        baseline: Decimal? = nil,
        target: Decimal? = nil,
        figure: MeasureID? = nil,
        baselineFigure: FigureReference? = nil,
        targetFigure: FigureReference? = nil,
        actualFigure: FigureReference? = nil
    ) {
        self.name = name
        self.baseline = baseline
        self.target = target
        self.figure = figure
        self.baselineFigure = baselineFigure
        self.targetFigure = targetFigure
        self.actualFigure = actualFigure
    }

    /// The figures that it names, each with the field that does.
    package var references: [(field: String, reference: FigureReference)] {
        [
            ("baseline_figure", baselineFigure), ("target_figure", targetFigure),
            ("actual_figure", actualFigure),
        ].compactMap { field, reference in reference.map { (field, $0) } }
    }

    /// The measure of the workforce figures that all its numbers are of; nil where none is named.
    package var measured: MeasureID? { figure ?? references.first?.reference.measure }
}

extension PlanMeasure {
    /// The measure in words.
    package var words: String {
        let parts = [
            baseline.map { "from \($0)\(Self.origin(baselineFigure))" },
            target.map { "to \($0)\(Self.origin(targetFigure))" },
            figure.map { "read from figures/\($0)" },
            actualFigure.map { "now as \($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? name : "\(name) (\(parts.joined(separator: ", ")))"
    }

    private static func origin(_ reference: FigureReference?) -> String {
        reference.map { " as \($0)" } ?? ""
    }
}

extension PlanMeasure {
    /// Looks whether its numbers may be compared: one measure, one scope, and one place but for the
    /// target, which may be another place's.
    ///
    /// - Parameters:
    ///   - path: The path of its list.
    ///   - subject: What it is called in a finding.
    ///   - findings: Where PLAN-0118 goes; as a warning for two editions, of which one restates the
    ///     past of the other.
    func checkScopes(_ path: String, _ subject: String, _ findings: inout PlanFindings) {
        let references = references
        guard !references.isEmpty, let measured else { return }
        for (field, reference) in references where reference.measure != measured {
            findings.add(
                .planScopes,
                "\(path).\(field)",
                subject,
                found: reference.measure.text,
                "is compared with \(measured)",
                expected: "figures of one measure"
            )
            return
        }
        let pairs = [
            ("baseline_figure", baselineFigure, "actual_figure", actualFigure, true),
            ("baseline_figure", baselineFigure, "target_figure", targetFigure, false),
            ("actual_figure", actualFigure, "target_figure", targetFigure, false),
        ]
        for (_, one, field, other, isOfOnePlace) in pairs {
            guard let one, let other else { continue }
            if let (own, others) = one.difference(
                from: other,
                isOfOnePlace: isOfOnePlace,
                isOfOneTime: false
            ) {
                findings.add(
                    .planScopes,
                    "\(path).\(field)",
                    subject,
                    found: others,
                    "is compared with “\(own)”",
                    expected: "figures of one scope, and of one place where it began and stands now"
                )
            }
        }
        guard let began = baselineFigure, let stands = actualFigure,
            began.edition != stands.edition
        else { return }
        findings.add(
            .planScopes,
            "\(path).actual_figure",
            subject,
            found: stands.edition.words,
            "is compared with \(began.edition.words): a step between them may be no change of the "
                + "world",
            expected: "where it began as the later edition has it, if it is there",
            severity: .warning
        )
    }
}

extension PlanMeasure {
    /// How a measure is written in a line of a table.
    static let lineForm =
        "name | where it began | where it should go | figure; where figures are named, behind that "
        + "| figure of the beginning | of the target | of today"
    private static let mark = " | "
    private static let partsAfterName = 3
    private static let referencesAfterThem = 3

    /// The measure as a line of a table, which reads back as the same.
    var line: String {
        var parts = [
            name, baseline?.description ?? "", target?.description ?? "", figure?.text ?? "",
        ]
        if !references.isEmpty {
            parts += [baselineFigure, targetFigure, actualFigure].map { $0?.description ?? "" }
        }
        return parts.joined(separator: Self.mark)
    }

    /// Reads a line of a table; nil for another form.
    ///
    /// A name may hold the mark between the parts. References have a semicolon, which no number and
    /// no measure has.
    ///
    /// - Throws: FIGR-0117 for a reference that cannot be read.
    static func read(line: String) throws(DomainError) -> PlanMeasure? {
        var parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        var references: [FigureReference?] = [nil, nil, nil]
        let last = parts.suffix(referencesAfterThem)
        let hasReferences = last.contains { $0.contains(";") }
        if parts.count > partsAfterName + referencesAfterThem, hasReferences {
            references = []
            for text in last { references.append(try FigureReference.read(text)) }
            parts.removeLast(referencesAfterThem)
        }
        guard parts.count > partsAfterName else { return nil }
        let rest = parts.suffix(partsAfterName).map(TextRule.trimmed)
        guard let baseline = value(rest[0]), let target = value(rest[1]) else { return nil }
        return PlanMeasure(
            TextRule.trimmed(parts.dropLast(partsAfterName).joined(separator: "|")),
            baseline: baseline.number,
            target: target.number,
            figure: PlanLink.measure(named: rest[2]),
            baselineFigure: references[0],
            targetFigure: references[1],
            actualFigure: references[2]
        )
    }

    /// The largest value of a measure, and with a minus the smallest.
    package static let valueMax = 1e12

    /// A number that may be left out; nil for what is no number.
    private static func value(_ typed: String) -> (number: Decimal?, isRead: Bool)? {
        if typed.isEmpty { return (nil, true) }
        do throws(TextError) {
            return (try NumberText.decimal(typed, in: -valueMax...valueMax), true)
        } catch {
            return nil
        }
    }
}
