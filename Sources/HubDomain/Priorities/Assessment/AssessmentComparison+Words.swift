extension AssessmentComparison {
    /// The changes as lines of plain English, for a preview before anything is changed.
    ///
    /// - Parameters:
    ///   - edition: The later edition, for the items' names.
    ///   - oldScale: The earlier scale, for the levels' names.
    ///   - newScale: The later scale.
    /// - Returns: One line for each change; texts are raw and escaped by whoever prints them.
    /// - Complexity: Linear in the changes.
    package func lines(
        edition: Edition,
        oldScale: RatingScale?,
        newScale: RatingScale?
    ) -> [String] {
        var lines: [String] = []
        for item in items {
            let name = edition.item(item.item)?.name ?? "\(item.item)"
            lines += item.notes.flatMap { Self.lines($0, under: name) }
            if let line = Self.line(item, under: name, oldScale, newScale) { lines.append(line) }
        }
        if let peerChallenge {
            let change = Self.change(peerChallenge.old, peerChallenge.new)
            lines.append("Peer challenge note: \(change)")
        }
        return lines
    }

    private static func lines(_ change: NoteChange, under name: String) -> [String] {
        switch change {
        case .added(let note):
            return ["\(name), \(note.reference): added “\(note.text)” (\(note.sharing.words))"]
        case .removed(let note):
            return ["\(name), \(note.reference): removed “\(note.text)”"]
        case .changed(let old, let new):
            return change.aspects.map { aspect in
                let words: (AssessmentNote) -> String = { note in
                    switch aspect {
                    case .text: note.text
                    case .sharing: note.sharing.words
                    case .evidence: note.evidence.map(\.text).joined(separator: ", ")
                    }
                }
                let values = Self.change(words(old), words(new))
                return "\(name), \(new.reference): \(aspect.rawValue) \(values)"
            }
        }
    }

    private static func line(
        _ item: ItemChange,
        under name: String,
        _ oldScale: RatingScale?,
        _ newScale: RatingScale?
    ) -> String? {
        let old = item.rating.old.flatMap { oldScale?.name(of: $0) }
        let new = item.rating.new.flatMap { newScale?.name(of: $0) }
        let start = "\(name): rating " + change(old, new)
        switch item.movement {
        case nil, .same: return nil
        case .firstRating, .withdrawn: return start
        case .better(let levels): return start + ", \(levels) better"
        case .worse(let levels): return start + ", \(levels) worse"
        case .notComparable: return start + ", on another scale, so not compared"
        }
    }

    private static func change(_ old: String?, _ new: String?) -> String {
        let before = old.map { $0.isEmpty ? "nothing" : "“\($0)”" } ?? "nothing"
        let after = new.map { $0.isEmpty ? "nothing" : "“\($0)”" } ?? "nothing"
        return "\(before) → \(after)"
    }

    /// How an item's rating moved since the earlier assessment, in two or three words.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - isRated: Whether it is rated now.
    /// - Returns: The words; `nil` where it was and is not rated.
    package func movementWords(_ item: ItemCode, isRated: Bool) -> String? {
        if newItems.contains(item) { return "not asked then" }
        let change = items.first { $0.item == item }
        return switch change?.movement {
        case .better(let levels): "\(levels) better"
        case .worse(let levels): "\(levels) worse"
        case .firstRating: "first rating"
        case .withdrawn: "rating gone"
        case .notComparable: "other scale"
        case .same: "same"
        // An item that did not change at all is not among the changes.
        case nil: isRated && change == nil ? "same" : nil
        }
    }
}
