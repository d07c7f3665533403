import HubTestMessages
package import HubWire

/// One value of a file of vectors; what is not there reads as nothing.
package struct VectorValue: Sendable {
    private let value: Value

    init(_ value: Value) { self.value = value }

    /// A member of an object; an empty value where there is none.
    package subscript(name: String) -> VectorValue {
        guard case .structValue(let object)? = value.kind, let member = object.fields[name] else {
            return VectorValue(Value())
        }
        return VectorValue(member)
    }

    /// Whether there is anything.
    package var exists: Bool { value.kind != nil }

    /// The names of an object's members, sorted.
    package var names: [String] {
        guard case .structValue(let object)? = value.kind else { return [] }
        return object.fields.keys.sorted()
    }

    /// The text, if it is one.
    package var text: String? {
        if case .stringValue(let text)? = value.kind { text } else { nil }
    }

    /// The whole number, if it is one.
    package var number: Int? {
        if case .numberValue(let number)? = value.kind { Int(exactly: number) } else { nil }
    }

    /// Whether it says true.
    package var isTrue: Bool { value.kind == .boolValue(true) }

    /// The members of a list.
    package var items: [VectorValue] {
        guard case .listValue(let list)? = value.kind else { return [] }
        return list.values.map(VectorValue.init)
    }

    /// The bytes that a list of segments means.
    ///
    /// - Returns: All segments, one after the other.
    /// - Throws: `VectorError` for a segment that is none.
    package func bytes() throws(VectorError) -> [UInt8] {
        var bytes: [UInt8] = []
        for item in items {
            if let text = item["hex"].text {
                bytes += try hexadecimal(text)
            } else if let text = item["repeat"].text, let count = item["count"].number {
                let piece = try hexadecimal(text)
                for _ in 0..<count { bytes += piece }
            } else {
                throw VectorError(what: "a segment without hex and repeat")
            }
        }
        return bytes
    }

    /// The bytes of a text of hexadecimal digits; `nil` where there is no text.
    ///
    /// - Returns: The bytes.
    /// - Throws: `VectorError` for other text.
    package func hexadecimalBytes() throws(VectorError) -> [UInt8]? {
        guard let text else { return nil }
        return try hexadecimal(text)
    }

    /// The value as JSON again.
    ///
    /// - Returns: The text's bytes.
    /// - Throws: `WireError` for what JSON cannot say.
    package func json() throws(WireError) -> [UInt8] { try value.json() }
}

/// A file of vectors that is not as it has to be.
package struct VectorError: Error, Equatable {
    /// What is wrong.
    package let what: String
}

private func hexadecimal(_ text: String) throws(VectorError) -> [UInt8] {
    let digits = text.utf8.compactMap { digit($0) }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
        throw VectorError(what: "\(text.prefix(40)) is not hexadecimal")
    }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

private func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
}
