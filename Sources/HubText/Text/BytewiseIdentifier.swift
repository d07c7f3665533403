/// A name for machines, such as a code or a key, compared byte by byte.
///
/// Swift's `==` on `String` is canonical equivalence: the Kelvin sign equals the letter K. That is
/// right for reading and wrong for identity, so every identifier is its own type with this
/// equality.
package protocol BytewiseIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The identifier as it was written.
    var text: String { get }
    /// Takes `text` as it stands.
    init(text: String)
}

extension BytewiseIdentifier {
    /// Whether both are the same bytes.
    package static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.count == right.text.utf8.count
            && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Whether `left` comes first in the order of bytes.
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Feeds the text with its end: the same bytes feed the same, at once and not one by one.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// The identifier as it was written.
    package var description: String { text }

    /// Takes a literal of the source code.
    package init(stringLiteral value: String) {
        self.init(text: value)
    }
}
