extension WireMessage {
    /// Reads a message from canonical proto3 JSON.
    ///
    /// - Parameters:
    ///   - json: UTF-8 text of one object, at most `JSONLimits.bytesMax` bytes.
    ///   - options: What is accepted beyond that.
    /// - Throws: What is wrong with the text, with the path of the field: names that the schema
    ///   does not have and names that stand there twice are wrong.
    public init(json: Span<UInt8>, options: JSONOptions = JSONOptions()) throws(WireError) {
        var conversion = JSONToWire(json, options)
        let bytes = try conversion.convert(Self.wireTable)
        try self.init(decoding: bytes)
    }

    /// Reads a message from canonical proto3 JSON.
    ///
    /// - Parameters:
    ///   - json: UTF-8 text of one object, at most `JSONLimits.bytesMax` bytes.
    ///   - options: What is accepted beyond that.
    /// - Throws: What is wrong with the text, with the path of the field.
    public init(json: [UInt8], options: JSONOptions = JSONOptions()) throws(WireError) {
        try self.init(json: json.span, options: options)
    }

    /// Reads a message from canonical proto3 JSON.
    ///
    /// - Parameters:
    ///   - json: Text of one object, at most `JSONLimits.bytesMax` bytes.
    ///   - options: What is accepted beyond that.
    /// - Throws: What is wrong with the text, with the path of the field.
    public init(json: String, options: JSONOptions = JSONOptions()) throws(WireError) {
        try self.init(json: [UInt8](json.utf8), options: options)
    }

    /// Writes the message as canonical proto3 JSON: fields by ascending number, keys of maps in the
    /// order of their bytes, no unknown fields.
    ///
    /// - Parameter options: The form of the text, and the types that may stand in an `Any`.
    /// - Returns: UTF-8 text.
    /// - Throws: `outOfRange` and others for values that have no JSON, such as a time in the year
    ///   10000; `tooDeep`.
    public func json(options: JSONOptions = JSONOptions()) throws(WireError) -> [UInt8] {
        try text(options, isForgiving: false)
    }

    /// Writes the message as JSON for people: canonical, except that a value without canonical form
    /// is shown as the plain message that it is.
    ///
    /// - Parameter pretty: Whether the text has lines and indentation.
    /// - Returns: The text; `null` for a message deeper than any that can be decoded.
    public func jsonString(pretty: Bool = false) -> String {
        var options = JSONOptions()
        options.isPretty = pretty
        do throws(WireError) {
            return String(decoding: try text(options, isForgiving: true), as: UTF8.self)
        } catch {
            return "null"
        }
    }

    private func text(
        _ options: JSONOptions,
        isForgiving: Bool
    ) throws(WireError) -> [UInt8] {
        let bytes = encoded()
        var conversion = WireToJSON(bytes.span, options, isForgiving: isForgiving)
        try conversion.message(Self.wireTable)
        return conversion.output.text
    }
}
