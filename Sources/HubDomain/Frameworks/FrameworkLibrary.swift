import HubText

/// The frameworks that every hub begins with, and the sources they were read in.
package struct FrameworkLibrary: Equatable, Sendable {
    /// The frameworks.
    package let frameworks: [Framework]
    /// The sources.
    package let sources: [Source]

    /// A framework by its name.
    package func framework(_ id: FrameworkID) -> Framework? {
        frameworks.first { $0.id == id }
    }

    /// A source by its mark.
    package func source(_ mark: SourceMark) -> Source? {
        sources.first { $0.mark == mark }
    }
}
