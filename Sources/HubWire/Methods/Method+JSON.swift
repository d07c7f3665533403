extension Method {
    /// The bytes of a request written as JSON.
    ///
    /// - Parameter json: Canonical proto3 JSON of `requestType`.
    /// - Returns: The request's bytes.
    /// - Throws: What is wrong with the text, with the path of the field.
    public func request(json: String) throws(WireError) -> [UInt8] {
        try requestType.bytes(json)
    }

    /// The JSON of a request.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of `requestType`.
    ///   - pretty: Whether the text has lines and indentation.
    /// - Returns: The text.
    /// - Throws: What is wrong with the bytes.
    public func requestJSON(
        _ bytes: Span<UInt8>,
        pretty: Bool = false
    ) throws(WireError) -> String {
        try requestType.json(bytes, pretty)
    }

    /// The JSON of a response.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of `responseType`.
    ///   - pretty: Whether the text has lines and indentation.
    /// - Returns: The text.
    /// - Throws: What is wrong with the bytes.
    public func responseJSON(
        _ bytes: Span<UInt8>,
        pretty: Bool = false
    ) throws(WireError) -> String {
        try responseType.json(bytes, pretty)
    }
}

extension WireMessage {
    fileprivate static func bytes(_ json: String) throws(WireError) -> [UInt8] {
        try Self(json: json).encoded()
    }

    fileprivate static func json(
        _ bytes: Span<UInt8>,
        _ pretty: Bool
    ) throws(WireError) -> String {
        try Self(decoding: bytes).jsonString(pretty: pretty)
    }
}
