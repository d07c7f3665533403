/// The stable word for a rule that a text broke: scripts match on it, prose may change around it.
///
/// An open set: a module that has a rule of its own adds a static member beside the rule's code.
package struct Rule: BytewiseIdentifier {
    /// The word: lower-case letters, digits and underscores.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}
