private import Synchronization

/// The text of a statement, written by this program.
///
/// A query is declared once (`static let`) and prepared once per connection: its number is its
/// place in the connection's table of prepared statements, so using it again hashes nothing. The
/// text can only be made of literals, so no request can ever become part of it.
package struct Query: Sendable {
    /// The SQL.
    package let text: String
    /// Its place in each connection's table; `nil` when it is prepared for one use.
    let number: Int?

    /// A statement to keep; declare it once and use it often.
    package init(_ text: StaticString) { self.init(kept: "\(text)") }

    /// A statement to keep that this module put together from names declared in the program.
    init(kept text: String) {
        self.text = text
        number = lastQueryNumber.add(1, ordering: .relaxed).oldValue
    }

    /// A statement for one use, put together from literals, such as the parts of a filter.
    package init(once parts: [StaticString]) {
        self.init(once: parts.map { "\($0)" }.joined(separator: " "))
    }

    /// A statement for one use that this module put together from names declared in the program.
    init(once text: String) {
        self.text = text
        number = nil
    }
}

private let lastQueryNumber = Atomic<Int>(0)
