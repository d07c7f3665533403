extension PersonalText {
    /// What is said of it in a text of training.
    ///
    /// - Parameter path: The field.
    /// - Returns: TRNG-0237.
    package func error(_ path: String = "") -> DomainError {
        error(
            .textPersonal,
            path: path,
            expected: "what was done and by whom it was provided, and nothing about a person"
        )
    }
}
