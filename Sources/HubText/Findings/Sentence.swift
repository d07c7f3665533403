/// Puts the parts of an error or a finding into plain English.
enum Sentence {
    /// One to three sentences: what is wrong, what is expected, what was probably meant.
    ///
    /// - Parameters:
    ///   - place: The place in words; empty if it is not known.
    ///   - found: What was found, escaped; nil if there is nothing to show.
    ///   - problem: What is wrong, to be read after what was found.
    ///   - expected: What would be right; empty where the problem says it all.
    ///   - suggestion: A value that was probably meant.
    /// - Returns: The sentences.
    static func of(
        place: String,
        found: String?,
        problem: String,
        expected: String,
        suggestion: String?
    ) -> String {
        let subject = found.map { $0.isEmpty ? "an empty cell" : "“\($0)”" }
        var text = [subject, problem].compactMap(\.self).joined(separator: " ")
        text = place.isEmpty ? text.prefix(1).uppercased() + text.dropFirst() : "\(place): \(text)"
        text = ended(text)
        if !expected.isEmpty { text += ended(" Expected \(expected)") }
        if let suggestion { text += " Did you mean “\(suggestion)”?" }
        return text
    }

    /// A sentence with its full stop, unless it ends with a sign of its own already.
    private static func ended(_ text: String) -> String {
        var last = text.last
        // What is quoted at the end has its sign inside the quotes.
        if last == "”" { last = text.dropLast().last }
        return last.map { ends.contains($0) } ?? false ? text : text + "."
    }

    private static let ends: Set<Character> = [".", "?", "!"]
}
