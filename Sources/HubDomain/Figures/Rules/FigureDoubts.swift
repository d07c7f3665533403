import HubText

/// What can be right in a file of figures, and more often is not.
package enum FigureDoubts {
    /// Looks for rates that may be shares, and for parts that do not add up to their whole.
    ///
    /// - Parameters:
    ///   - entries: The statements, in the order of the file.
    ///   - wholes: The totals among them, by what they state.
    ///   - report: Takes FIGR-0136, as warnings.
    /// - Complexity: Linear in the statements.
    static func look(
        at entries: [ReadFigure],
        wholes: [FigureStatementKey: Figure],
        _ report: inout FindingReport
    ) {
        var filled: [FigureStatementKey: Figure] = [:]
        for entry in entries where entry.stated.absence == nil {
            let figure = entry.stated.figure
            if figure.subject.measure == "filled_posts" { filled[wholeKey(figure)] = figure }
        }
        for entry in entries where entry.stated.absence == nil {
            let figure = entry.stated.figure
            if isLikeShare(figure) {
                tell(entry, "is below one percent, as a share of one would be written", &report) {
                    "the rate in percent, such as 23.5 for 0.235"
                }
            }
            guard figure.subject.measure == "vacancies" else { continue }
            let key = wholeKey(figure)
            // A part above its whole is refused already.
            guard let whole = wholes[key], let part = filled[key],
                max(part.value.double, figure.value.double) <= whole.value.double,
                isApart(part.value.double + figure.value.double, from: whole)
            else { continue }
            tell(entry, "and \(part.value) filled posts are not the total posts", &report) {
                "\(whole.value) together, or figures of another scope or edition"
            }
        }
    }

    /// Says as what figures are kept that do not say how final they are: what a council counted
    /// itself is seldom published.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - report: Takes FIGR-0136, as a note about the file.
    package static func tell(withoutStatus count: Int, _ report: inout FindingReport) {
        guard count > 0 else { return }
        let one = count == 1
        let error = DomainError(
            .figureDoubt,
            path: "",
            subject: NumberText.count(count, "figure"),
            problem:
                "\(one ? "says" : "say") no status, and \(one ? "is" : "are") kept as published",
            expected: FigureStatus.allCases.map(\.rawValue).joined(separator: ", ")
        )
        report.add(error.finding(severity: .note), isOfFile: true)
    }

    private static func isLikeShare(_ figure: Figure) -> Bool {
        let value = figure.value.double
        return figure.unit == .percent && figure.subject.measure.text.hasSuffix("_rate")
            && value > 0 && value < 1
    }

    /// The total that a part belongs to.
    private static func wholeKey(_ figure: Figure) -> FigureStatementKey {
        var whole = figure
        whole.subject.measure = "total_posts"
        return FigureStatementKey(whole)
    }

    /// Whether a sum is further from its whole than rounding explains: publishers round each of
    /// three figures by itself, to hundreds where they are large.
    private static func isApart(_ sum: Double, from whole: Figure) -> Bool {
        abs(sum - whole.value.double) > max(3, whole.value.double / 50)
    }

    private static func tell(
        _ entry: ReadFigure,
        _ problem: String,
        _ report: inout FindingReport,
        _ expected: () -> String
    ) {
        let expected = expected()
        report.add(.figureDoubt, .warning, column: entry.place.column) {
            DomainError(
                .figureDoubt,
                path: "",
                found: entry.stated.words,
                problem: problem,
                expected: expected
            ).finding(at: entry.place, severity: .warning)
        }
    }
}
