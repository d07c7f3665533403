import HubText

extension PathwayAnswer {
    /// Reads an answer as it stands in a file.
    ///
    /// - Parameters:
    ///   - typed: A title, or a bulk upload code; ids are not read, since they are other numbers.
    ///   - categories: The categories of the catalogue.
    /// - Returns: The answer; unset for an empty cell.
    /// - Throws: TRNG-0113 with what was probably meant.
    package static func read(
        _ typed: String,
        among categories: [PathwayCategory]
    ) throws(DomainError) -> PathwayAnswer {
        let folded = CSVColumn.folded(typed)
        if folded.isEmpty { return .unset }
        let found = categories.first {
            CSVColumn.folded($0.title) == folded || "\($0.bulkCode)" == folded
        }
        switch found?.kind {
        case .category: return found.map { .category($0.id) } ?? .unset
        case .doNotKnow: return .doNotKnow
        case .noneOfThese: return .noneOfThese
        case nil:
            if TriState.read(typed) == .doNotKnow { return .doNotKnow }
            if folded == "none" || folded == "noneofthese" { return .noneOfThese }
            throw DomainError(
                .pathwayUnknown,
                path: "pathway",
                found: typed,
                problem: "is not a category of the Care Workforce Pathway",
                expected: categories.map(\.title).joined(separator: ", "),
                suggestion: Suggestion.nearest(to: typed, among: categories.lazy.map(\.title))
            )
        }
    }
}

extension EmployerType {
    /// Reads a type as it stands in a file: its code or its words.
    ///
    /// - Throws: TRNG-0114.
    package static func read(_ typed: String) throws(DomainError) -> EmployerType {
        let folded = CSVColumn.folded(typed)
        let found = known.first {
            "\($0.rawValue)" == folded || CSVColumn.folded($0.words) == folded
        }
        if let found { return found }
        throw DomainError(
            .employerTypeUnknown,
            path: "employer_type",
            found: typed,
            problem: "is not an employer type",
            expected: known.map { "\($0.rawValue) (\($0.words))" }.joined(separator: ", ")
        )
    }
}
