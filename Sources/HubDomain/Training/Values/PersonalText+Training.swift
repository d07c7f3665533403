import HubText

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

extension DomainError {
    /// The error, with what was found left out where it tells who somebody is.
    ///
    /// What is said of a file is shown, logged and kept longer than the file.
    var withoutPersons: DomainError {
        guard let found = detail.found, let personal = PersonalText.find(in: found) else {
            return self
        }
        return DomainError(
            reason,
            path: path,
            subject: subject,
            problem: "\(personal.words) stands in the cell and is not repeated: it "
                + detail.problem,
            expected: detail.expected
        )
    }
}
