/// Bytes or text that are not what the wire format allows.
public struct WireError: Error, Hashable, Sendable {
    /// What was wrong.
    public var code: Code
    /// The path of the field from the message's root, such as `strengths[2].text`; empty for the
    /// message itself.
    public var path: String

    /// An error in the field at `path`.
    public init(_ code: Code, path: String = "") {
        self.code = code
        self.path = path
    }

    /// The kinds of wrong, an open set.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        public let rawValue: String

        /// The code of this word.
        public init(rawValue: String) { self.rawValue = rawValue }
    }
}
