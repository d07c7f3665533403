package import HubText

extension Rule {
    /// A table that is built into the program and damaged.
    package static let builtInTable: Rule = "built_in_table"
}

extension ReasonCode {
    /// A table that is built into the program and damaged.
    package static let builtInTable: ReasonCode = "DATA-0001"
}

extension Reason {
    /// Reasons about the data that come with the program.
    static let data = [
        Reason(
            .builtInTable,
            .builtInTable,
            "A built-in table is damaged",
            why: "The council register, the frameworks and the glossary are part of the program. "
                + "One of them could not be read, so nothing that depends on it can be trusted.",
            next: "Install the program again from a release whose checksum you have compared."
        )
    ]
}
