/// Writes JSON text: compact, or with lines and two blanks for each level.
struct JSONWriter {
    private(set) var text: [UInt8] = []
    private let isPretty: Bool
    private var depth = 0
    private var needsComma = false

    /// A writer.
    init(isPretty: Bool) { self.isPretty = isPretty }

    /// Begins an object or an array.
    mutating func open(_ bracket: Unicode.Scalar) {
        text.append(UInt8(ascii: bracket))
        depth += 1
        needsComma = false
    }

    /// Ends the object or array that was begun last.
    mutating func close(_ bracket: Unicode.Scalar) {
        depth -= 1
        if needsComma { breakLine() }
        text.append(UInt8(ascii: bracket))
        needsComma = true
    }

    /// Begins an element of an array.
    mutating func element() {
        if needsComma { text.append(UInt8(ascii: ",")) }
        breakLine()
        needsComma = true
    }

    /// Begins a member of an object.
    mutating func key(_ name: String) {
        element()
        string(name)
        text.append(UInt8(ascii: ":"))
        if isPretty { text.append(UInt8(ascii: " ")) }
    }

    /// Writes a number or a word.
    mutating func raw(_ word: String) { text.append(contentsOf: word.utf8) }

    /// Writes ASCII in quotes, as it is.
    mutating func quoted(_ ascii: some Sequence<UInt8>) {
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: ascii)
        text.append(UInt8(ascii: "\""))
    }

    /// Writes a string.
    mutating func string(_ value: String) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0x08: raw("\\b")
            case 0x0C: raw("\\f")
            case 0..<0x20, 0x7F:
                raw("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        text.append(0x0A)
        text.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }
}
