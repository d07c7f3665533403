import HubText

/// The frameworks that every hub begins with, and the sources they were read in.
package struct FrameworkLibrary: Equatable, Sendable {
    /// The frameworks.
    package let frameworks: [Framework]
    /// The sources.
    package let sources: [Source]

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

    /// A framework by its name.
    package func framework(_ id: FrameworkID) -> Framework? {
        frameworks.first { $0.id == id }
    }

    /// A source by its mark.
    package func source(_ mark: SourceMark) -> Source? {
        sources.first { $0.mark == mark }
    }
}
