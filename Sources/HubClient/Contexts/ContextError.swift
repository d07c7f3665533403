/// Why a context cannot be read, made or used.
///
/// Two errors are equal when their codes are.
package struct ContextError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package let code: Code
    /// What happened, for the user.
    package let message: String
    /// What to do next, for the user.
    package let next: String

    /// A failure of this kind.
    package init(_ code: Code, _ message: String, next: String) {
        self.code = code
        self.message = message
        self.next = next
    }

    /// The message.
    package var description: String { message }

    /// Compares codes alone.
    package static func == (left: ContextError, right: ContextError) -> Bool {
        left.code == right.code
    }

    /// The kinds of failure, an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        package let rawValue: String

        /// The code of this word.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// There is no context at all, or none is in use.
        package static let noneInUse = Code(rawValue: "none-in-use")
        /// There is no context of that name.
        package static let unknown = Code(rawValue: "unknown")
        /// There is a context of that name already.
        package static let exists = Code(rawValue: "exists")
        /// A name that no context can have.
        package static let wrongName = Code(rawValue: "wrong-name")
        /// A file is missing.
        package static let missingFile = Code(rawValue: "missing-file")
        /// A file does not hold what it should.
        package static let wrongFile = Code(rawValue: "wrong-file")
        /// A file or directory is open to others.
        package static let notPrivate = Code(rawValue: "not-private")
        /// The system refused to read or write.
        package static let system = Code(rawValue: "system")
    }
}
