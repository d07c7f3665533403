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
        text += "."
        if !expected.isEmpty { text += " Expected \(expected)." }
        if let suggestion { text += " Did you mean “\(suggestion)”?" }
        return text
    }
}
