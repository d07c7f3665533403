import HubText

/// The items of an edition by what somebody types: a code, a name or a variant of a name.
///
/// Case, spaces and punctuation do not count; of two items with one name it is the first.
package struct ItemNames: Sendable {
    // Text keys: folded names, which are compared as people read them.
    private let items: [String: FrameworkItem]

    /// The names of an edition.
    ///
    /// - Complexity: Linear in the names.
    package init(_ edition: Edition) {
        // Text keys: folded names, which are compared as people read them.
        var items: [String: FrameworkItem] = [:]
        for item in edition.items {
            for name in [item.code.text, item.name] + item.variants.map(\.name) {
                let folded = CSVColumn.folded(name)
                if !folded.isEmpty, items[folded] == nil { items[folded] = item }
            }
        }
        self.items = items
    }

    /// The item that somebody means; nil if there is none.
    ///
    /// - Complexity: Linear in what was typed.
    package subscript(typed: String) -> FrameworkItem? { items[CSVColumn.folded(typed)] }
}
