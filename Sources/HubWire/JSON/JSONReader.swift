/// A cursor over JSON text (RFC 8259), which it cannot outlive.
///
/// It is asked for what the caller expects next, so that no tree is built. Strings are strict:
/// valid UTF-8, no raw control characters, escapes and surrogate pairs in full.
struct JSONReader: ~Escapable {
    /// What a value is, seen from its first byte.
    enum Kind {
        case object
        case array
        case string
        case number
        case bool
        case null
    }

    let text: Span<UInt8>
    private(set) var position = 0
    private var depthLeft = JSONLimits.depthMax

    /// A cursor at the start of `text`.
    @_lifetime(copy text)
    init(_ text: Span<UInt8>) { self.text = text }

    /// The kind of the next value.
    mutating func peek() throws(WireError) -> Kind {
        skipBlanks()
        guard position < text.count else { throw WireError(.malformedJSON) }
        switch text[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw WireError(.malformedJSON)
        }
    }

    /// Refuses a next value of another kind.
    mutating func expect(_ kind: Kind) throws(WireError) {
        guard try peek() == kind else { throw WireError(.wrongJSONType) }
    }

    /// Returns to an earlier position of the same depth.
    mutating func rewind(to earlier: Int) { position = earlier }

    /// Enters an object or an array.
    mutating func open(_ kind: Kind) throws(WireError) {
        try expect(kind)
        guard depthLeft > 0 else { throw WireError(.tooDeep) }
        depthLeft -= 1
        position += 1
    }

    /// The next key of the object that was opened.
    ///
    /// - Parameter isFirst: True before the first call; set to false.
    /// - Returns: The key, or nil behind the object's end.
    /// - Throws: `malformedJSON` or `invalidUTF8`.
    mutating func nextKey(_ isFirst: inout Bool) throws(WireError) -> String? {
        guard try next(&isFirst, end: UInt8(ascii: "}")) else { return nil }
        guard try peek() == .string else { throw WireError(.malformedJSON) }
        let key = try string()
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw WireError(.malformedJSON) }
        return key
    }

    /// Whether the array that was opened has another element, at which the cursor stands then.
    mutating func nextElement(_ isFirst: inout Bool) throws(WireError) -> Bool {
        try next(&isFirst, end: UInt8(ascii: "]"))
    }

    private mutating func next(_ isFirst: inout Bool, end: UInt8) throws(WireError) -> Bool {
        skipBlanks()
        if take(end) {
            depthLeft += 1
            return false
        }
        if !isFirst {
            guard take(UInt8(ascii: ",")) else { throw WireError(.malformedJSON) }
            // A comma before the end finds no value there.
        }
        isFirst = false
        return true
    }

    /// Reads `true` or `false`.
    mutating func bool() throws(WireError) -> Bool {
        try expect(.bool)
        if take("true") { return true }
        if take("false") { return false }
        throw WireError(.malformedJSON)
    }

    /// Reads `null`.
    mutating func null() throws(WireError) {
        try expect(.null)
        guard take("null") else { throw WireError(.malformedJSON) }
    }

    /// Reads the text of a number.
    mutating func number() throws(WireError) -> [UInt8] {
        try expect(.number)
        guard let end = DecimalText.end(in: text, from: position) else {
            throw WireError(.malformedJSON)
        }
        let start = position
        position = end
        return [UInt8](copying: text.extracting(start..<end))
    }

    /// Reads any value and forgets it.
    mutating func skipValue() throws(WireError) {
        switch try peek() {
        case .object:
            try open(.object)
            var isFirst = true
            while try nextKey(&isFirst) != nil { try skipValue() }
        case .array:
            try open(.array)
            var isFirst = true
            while try nextElement(&isFirst) { try skipValue() }
        case .string: _ = try string()
        case .number: _ = try number()
        case .bool: _ = try bool()
        case .null: try null()
        }
    }

    /// Refuses anything but blanks behind the value.
    mutating func finish() throws(WireError) {
        skipBlanks()
        guard position == text.count else { throw WireError(.malformedJSON) }
    }

    mutating func skipBlanks() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        var index = position
        for byte in word.description.utf8 {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
        }
        position = index
        return true
    }

    /// Reads one byte of a string.
    mutating func byte() throws(WireError) -> UInt8 {
        guard position < text.count else { throw WireError(.malformedJSON) }
        let byte = text[position]
        position += 1
        return byte
    }
}
