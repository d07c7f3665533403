package import HubText

extension FigureArithmetic {
    /// The sum of a count over the councils of a group.
    ///
    /// Each council must be there once, with a value: a sum in which one is missing, hidden or not
    /// known would be read as that of the group.
    ///
    /// - Parameters:
    ///   - statements: What one source says of the councils: one measure, unit, period, edition,
    ///     scope and status.
    ///   - group: The group.
    ///   - edition: The edition that the group is of.
    /// - Returns: The sum, with as many digits behind the point as its parts have at most.
    /// - Throws: FIGR-0111 for mixed scopes, places outside the group and councils that are divided
    ///   between groups, FIGR-0112 for rates and different units, FIGR-0116 for councils without a
    ///   value, FIGR-0113 for a sum that is too large to be one.
    /// - Complexity: Linear in the statements and the councils of all groups.
    package static func sum(
        _ statements: [StatedFigure],
        of group: PlaceGroup,
        in edition: PlaceGroupEdition
    ) throws(DomainError) -> Decimal {
        guard let first = statements.first else {
            throw incomplete("no council of \(group.name) has a figure")
        }
        try requireCounts(statements.map(\.figure))
        var seen: Set<GSSCode> = []
        for stated in statements {
            var moved = stated.figure
            moved.subject.place = first.figure.subject.place
            try requireSame(first.figure, moved, besides: [])
            guard first.figure.status == stated.figure.status else {
                throw mixed(
                    stated.figure,
                    "mixes \(first.figure.status.rawValue) with \(stated.figure.status.rawValue) "
                        + "figures in one sum",
                    "figures of one status"
                )
            }
            guard let code = stated.figure.subject.place.code, group.members.contains(code),
                seen.insert(code).inserted
            else {
                throw mixed(
                    stated.figure,
                    "is not one of the councils of \(group.name), or stands twice",
                    "each council of the group once"
                )
            }
        }
        try requireWhole(group, edition, first.figure)
        let silent = group.members.filter { !seen.contains($0) }
        guard silent.isEmpty else {
            let named = silent.prefix(silentNamed).map(\.text).joined(separator: ", ")
            let more = silent.count - silentNamed
            throw incomplete(
                "only \(seen.count) of the \(group.members.count) councils of \(group.name) have a "
                    + "figure, and there is none of \(named)"
                    + (more > 0 ? " and \(more) more" : "")
            )
        }
        for stated in statements {
            guard let absence = stated.absence else { continue }
            let name = stated.figure.subject.place.name
            throw incomplete("the figure of \(name) says: \(absence.words)")
        }
        return try total(statements)
    }

    /// Refuses a group that holds a part of a council: which share is its own nobody said.
    private static func requireWhole(
        _ group: PlaceGroup,
        _ edition: PlaceGroupEdition,
        _ figure: Figure
    ) throws(DomainError) {
        guard !edition.kind.overlaps else { return }
        let divided = group.members.filter { edition.groups(of: $0).count > 1 }
        guard divided.isEmpty else {
            throw mixed(
                figure,
                "stands in several groups: \(divided.map(\.text).joined(separator: ", "))",
                "councils that are in one group as a whole"
            )
        }
    }

    private static func total(_ statements: [StatedFigure]) throws(DomainError) -> Decimal {
        let places = statements.map(\.figure.value.places).max() ?? 0
        var sum: Int64 = 0
        for stated in statements {
            var (part, isTooLarge) = (stated.figure.value.unscaled, false)
            for _ in stated.figure.value.places..<places {
                let (scaled, overflow) = part.multipliedReportingOverflow(by: 10)
                (part, isTooLarge) = (scaled, isTooLarge || overflow)
            }
            let (next, overflow) = sum.addingReportingOverflow(part)
            guard !overflow, !isTooLarge else {
                throw DomainError(
                    .figureImpossible,
                    path: stated.figure.subject.measure.text,
                    found: stated.words,
                    problem: "makes the sum too large to be one",
                    expected: "counts of people and posts"
                )
            }
            sum = next
        }
        return Decimal(unscaled: sum, places: places)
    }

    /// The councils without a figure that a refusal names; the answer lists all.
    private static let silentNamed = 6

    private static func incomplete(_ problem: String) -> DomainError {
        DomainError(
            .figureIncomplete,
            path: "group",
            problem: problem,
            expected: "a value for each council: without one the sum is not the group's"
        )
    }
}
