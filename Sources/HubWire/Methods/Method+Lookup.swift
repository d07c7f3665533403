extension Method {
    private static let namesBytes: [[UInt8]] = allCases.map { [UInt8]($0.name.description.utf8) }
    private static let texts: [String] = allCases.map { $0.name.description }
    private static let index = MethodIndex(namesBytes)

    /// The bytes of the full name, as calls carry them.
    public var nameBytes: [UInt8] { Self.namesBytes[Int(rawValue)] }

    /// The full name as text, made once.
    public var text: String { Self.texts[Int(rawValue)] }

    /// The method of this name, compared byte for byte; no leading slash, no other case, no other
    /// Unicode form.
    ///
    /// - Parameter name: The bytes that a call carries.
    /// - Complexity: One pass over the name; allocates nothing.
    public init?(name: Span<UInt8>) {
        guard let position = Self.index.find(name), let number = UInt16(exactly: position) else {
            return nil
        }
        self.init(rawValue: number)
    }

    /// The method of this name, compared byte for byte.
    ///
    /// - Parameter name: The name that a call carries.
    public init?(name: String) {
        self.init(name: name.utf8Span.span)
    }
}
