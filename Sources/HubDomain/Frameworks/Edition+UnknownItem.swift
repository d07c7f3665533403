import HubText

extension Edition {
    /// The error for a code that the edition does not have.
    func unknownItem(_ code: ItemCode) -> DomainError {
        DomainError(
            .itemUnknown,
            path: "items[\(code)]",
            found: code.text,
            problem: "is not an item of the edition “\(label)”",
            expected: items.map(\.code.text).joined(separator: ", "),
            suggestion: Suggestion.nearest(to: code.text, among: items.map(\.code.text))
        )
    }
}
