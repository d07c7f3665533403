/// Why nothing is generated, for whoever wrote the schema.
struct GeneratorError: Error, Equatable {
    /// The reason, naming the element of the schema.
    let message: String

    /// A failure for this reason.
    init(_ message: String) { self.message = message }
}
