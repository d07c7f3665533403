/// A connection that a client could not make.
package struct LoopError: Error, Equatable, CustomStringConvertible {
    /// What a caller would react to.
    package let code: Code
    /// For a person: what was tried and how each try ended.
    package let message: String

    /// An error of this kind.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kinds of failure, an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        package let rawValue: String

        /// The code of this word.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// No address is known for the name.
        package static let nameUnknown = Code(rawValue: "name-unknown")
        /// The name service did not answer; it may later.
        package static let nameServiceFailed = Code(rawValue: "name-service-failed")
        /// Every address was tried, and none answered in a way that lets us in.
        package static let unreachable = Code(rawValue: "unreachable")
        /// Somebody answers there, but nothing listens on the port.
        package static let refused = Code(rawValue: "refused")
        /// The deadline passed first.
        package static let timedOut = Code(rawValue: "timed-out")
    }

    /// The message.
    package var description: String { message }

    /// Errors are the same when a caller would do the same; the words may differ.
    package static func == (left: LoopError, right: LoopError) -> Bool { left.code == right.code }
}
