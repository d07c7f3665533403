/// A context's name: letters, digits, `.`, `-` and `_`, beginning with a letter or a digit.
///
/// It becomes the name of a directory, so nothing that could lead elsewhere is let in.
package struct ContextName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name.
    package let description: String

    /// The longest name.
    package static let bytesMax = 64

    /// The name, `nil` for text that is none.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= Self.bytesMax, Self.isAlphanumeric(first),
            bytes.allSatisfy({
                Self.isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        description = text
    }

    /// Orders names by their bytes.
    package static func < (left: ContextName, right: ContextName) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
