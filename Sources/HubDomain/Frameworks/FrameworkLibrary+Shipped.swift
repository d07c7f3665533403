extension FrameworkLibrary {
    private static let loaded: Result<FrameworkLibrary, DomainError> = {
        do throws(DomainError) {
            return .success(try FrameworkReader().library())
        } catch {
            return .failure(error)
        }
    }()

    /// The library that is built into the program, read once.
    ///
    /// - Throws: DATA-0001 if the built-in tables are damaged; a test shows that they are not.
    package static func shipped() throws(DomainError) -> FrameworkLibrary {
        try loaded.get()
    }
}
