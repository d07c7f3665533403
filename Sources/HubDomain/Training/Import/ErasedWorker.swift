extension DomainError {
    /// What is said of the rows of a worker who was erased: the hub knows whom, and whoever writes
    /// the file's answer says it of each of the rows.
    package static let erasedWorker = DomainError(
        .workerErased,
        path: "",
        problem: "the worker was erased, so all rows of the worker are refused",
        expected: "a file without them, or the erasure lifted where the worker came back"
    )

    /// What is said of the rows of a worker whose records are restricted: the hub knows whom, and
    /// whoever writes the file's answer says it of each of the rows.
    package static let restrictedWorker = DomainError(
        .workerRestricted,
        path: "",
        problem: "the worker's records are restricted, so nothing of the worker's rows is kept"
    )
}
