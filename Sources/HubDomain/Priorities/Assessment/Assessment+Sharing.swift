package import HubText

extension Assessment {
    /// A note with the item it stands under.
    package struct PlacedNote: Equatable, Sendable {
        /// The item.
        package let item: ItemCode
        /// The note.
        package let note: AssessmentNote
    }

    /// The notes of one kind of sharing, in the order of items and references.
    ///
    /// What leaves the council is taken from here, and from agreed assessments only if the region
    /// says so; a rating is no note and never leaves this way.
    ///
    /// - Parameter sharing: Who may see them.
    /// - Returns: The notes.
    package func notes(_ sharing: AssessmentNote.Sharing) -> [PlacedNote] {
        entries.keys.sorted().flatMap { item in
            (entries[item]?.notes ?? []).filter { $0.sharing == sharing }
                .sorted { $0.reference < $1.reference }
                .map { PlacedNote(item: item, note: $0) }
        }
    }

    /// Warnings about notes that are shared unnamed and yet say whose they are.
    ///
    /// A name in the text counts as a whole word, so that "Bury" is not found in "Canterbury"; in
    /// evidence it counts anywhere, as in `www.bury.example`. Nothing can prove that a text gives
    /// no hint, so these are warnings and silence is no promise.
    ///
    /// - Parameter names: The names of the council, with and without "council" or "borough".
    /// - Returns: One warning for each note.
    /// - Complexity: Linear in the shared notes times the names.
    package func disclosures(of names: [String]) -> [Finding] {
        let words = names.map(Self.words(of:)).filter { !$0.isEmpty }
        let folded = names.map(CSVColumn.folded).filter { !$0.isEmpty }
        return notes(.sharedUnnamed).compactMap { placed in
            let text = " " + Self.words(of: placed.note.text) + " "
            let evidence = placed.note.evidence.map { CSVColumn.folded($0.text) }
            let isNamed =
                words.contains { text.contains(" " + $0 + " ") }
                || folded.contains { name in evidence.contains { $0.contains(name) } }
            guard isNamed else { return nil }
            return DomainError(
                .unnamedNote,
                path: "items[\(placed.item)].notes[\(placed.note.reference)]",
                problem: "\(placed.note.reference) is shared unnamed, but names the council"
            ).finding(severity: .warning)
        }
    }

    private static func words(of text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
