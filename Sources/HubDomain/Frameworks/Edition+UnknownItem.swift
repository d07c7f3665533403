import HubText

extension Edition {
    /// An item as people call it: its code and its name.
    func words(for code: ItemCode) -> String {
        item(code).map { "\($0.code) \($0.name)" } ?? "\(code)"
    }

    /// The error for a code that the edition does not have.
    func unknownItem(_ code: ItemCode) -> DomainError {
        let shown = items.prefix(12).map(\.code.text)
        let more = items.count - shown.count
        return DomainError(
            .itemUnknown,
            path: "items[\(code)]",
            found: code.text,
            problem: "is not an item of the edition “\(label)”",
            expected: shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
            suggestion: Suggestion.nearest(
                to: code.text,
                among: items.map(\.code.text) + items.map(\.name)
            )
        )
    }
}
