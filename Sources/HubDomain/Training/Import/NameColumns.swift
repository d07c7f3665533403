import HubText

/// Which columns of an HR extract hold staff numbers, names and managers: for the list of names
/// that stays on the user's own computer.
package struct NameColumns: Equatable, Sendable {
    /// The staff number.
    package let staffNumber: Int
    /// The whole name, or its parts in their order.
    package let name: [Int]
    /// The manager; nil where the file has none.
    package let manager: Int?

    private static let wholeNames = [
        "Name", "Full name", "Employee name", "Staff name", "Worker name", "Known as", "Employee",
        "Staff member", "Member of staff",
    ]
    /// Whether a title is the name of a worker in other words, and not the manager’s.
    private static func isWhole(_ title: String) -> Bool {
        let words = title.lowercased().split { !$0.isLetter }.map(String.init)
        let isManager = words.contains { $0.hasPrefix("manager") || $0.hasPrefix("supervisor") }
        return !isManager && PersonalColumn.isNameOfSomebody(title)
    }

    private static let firstNames = ["First name", "Forename", "Given name"]
    private static let lastNames = ["Surname", "Last name", "Family name"]
    private static let managers = [
        "Manager", "Line manager", "Manager name", "Supervisor", "Reports to",
    ]

    /// Looks at a row of titles.
    ///
    /// - Parameter titles: The titles.
    /// - Throws: TRNG-0132 where there is no staff number, or neither a name nor a manager.
    package init(titles: [String]) throws(DomainError) {
        let folded = titles.map(CSVColumn.folded)
        func column(_ names: [String]) -> Int? {
            let wanted = names.map(CSVColumn.folded)
            return folded.firstIndex { wanted.contains($0) }
        }
        let field = ImportField.staffNumber
        guard let number = column([field.rawValue, field.title] + field.synonyms) else {
            throw DomainError(
                .columnLacking,
                path: "",
                problem: "no column is the staff number",
                expected: "a column such as “\(field.title)”"
            )
        }
        staffNumber = number
        let parts = [column(Self.firstNames), column(Self.lastNames)].compactMap(\.self)
        let managers = column(Self.managers)
        manager = managers
        let others = titles.indices.filter { $0 != managers && $0 != number }
        let whole =
            column(Self.wholeNames)
            ?? (parts.isEmpty ? others.first { Self.isWhole(titles[$0]) } : nil)
        name = whole.map { [$0] } ?? parts
        if name.isEmpty, manager == nil {
            throw DomainError(
                .columnLacking,
                path: "",
                problem: "no column is a name or a manager",
                expected: "columns such as “Name” and “Manager”"
            )
        }
    }
}
