import HubText

extension Measure {
    /// The values that a figure of this measure can have.
    ///
    /// A turnover above 995 % is refused as the national service refuses it; a share and a vacancy
    /// rate, whose vacancies stand in the denominator, lie between nothing and all.
    package var range: ClosedRange<Double> { Self.range(of: id, in: unit) }

    /// The values that a figure of a measure can have.
    ///
    /// - Parameters:
    ///   - measure: The measure.
    ///   - unit: What is counted, which may be another than the catalogue's.
    /// - Returns: The range.
    package static func range(of measure: MeasureID, in unit: FigureUnit) -> ClosedRange<Double> {
        switch unit {
        case .days: return 0...366
        case .percent:
            let name = measure.text
            if name.hasSuffix("turnover_rate") || name.hasSuffix("starters_rate") {
                return 0...Double(RateRule.turnoverPercentMax)
            }
            // Whoever is paid more may be either group: a gap can lie below zero.
            if name.hasSuffix("pay_gap") { return -Double(RateRule.turnoverPercentMax)...100 }
            return 0...100
        default: return 0...countMax
        }
    }

    /// The largest count of anything.
    package static let countMax = 1_000_000_000.0
}

/// What is looked at in the figures of one file beside each of its cells.
package enum FigureChecks {
    /// The parts of a whole that stand in figures of their own.
    private static let parts: [MeasureID] = ["vacancies", "filled_posts"]

    /// Looks for statements that contradict each other, and for parts above their whole.
    ///
    /// - Parameters:
    ///   - entries: The statements, in the order of the file.
    ///   - report: Takes what is wrong.
    /// - Complexity: Linear in the statements.
    package static func look(at entries: [ReadFigure], _ report: inout FindingReport) {
        var first: [FigureStatementKey: StatedFigure] = [:]
        first.reserveCapacity(entries.count)
        var wholes: [FigureStatementKey: Figure] = [:]
        for entry in entries {
            let figure = entry.stated.figure
            let known = first.updateValue(entry.stated, forKey: FigureStatementKey(figure))
            if let known, !known.agrees(with: entry.stated) {
                report.add(.figureContradiction, .error, column: entry.place.column) {
                    contradiction(entry.stated, known).finding(at: entry.place)
                }
            }
            if figure.subject.measure == "total_posts", entry.stated.absence == nil {
                wholes[FigureStatementKey(figure)] = figure
            }
        }
        for entry in entries where entry.stated.absence == nil {
            let figure = entry.stated.figure
            guard parts.contains(figure.subject.measure) else { continue }
            var whole = figure
            whole.subject.measure = "total_posts"
            guard let total = wholes[FigureStatementKey(whole)] else { continue }
            do throws(DomainError) {
                _ = try FigureArithmetic.share(of: figure, in: total)
            } catch {
                report.add(error.reason, .error, column: entry.place.column) {
                    error.finding(at: entry.place)
                }
            }
        }
        FigureDoubts.look(at: entries, wholes: wholes, &report)
    }

    /// Two values for one statement.
    package static func contradiction(
        _ stated: StatedFigure,
        _ known: StatedFigure
    ) -> DomainError {
        let figure = stated.figure
        return DomainError(
            .figureContradiction,
            path: "",
            found: stated.words,
            problem: "stands beside \(known.words) for \(figure.subject.measure), "
                + "\(figure.subject.words), in one edition of the source \(figure.source)",
            expected: "one value, or another edition, status or source"
        )
    }
}
