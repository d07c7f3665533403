import HubText

/// What changed from one assessment to another.
package struct AssessmentComparison: Equatable, Sendable {
    /// What happened to a note.
    package enum NoteChange: Equatable, Sendable {
        /// It is new.
        case added(AssessmentNote)
        /// It is gone.
        case removed(AssessmentNote)
        /// Its text, evidence or sharing is another.
        case changed(from: AssessmentNote, to: AssessmentNote)
    }

    /// What happened under one item.
    package struct ItemChange: Equatable, Sendable {
        /// The item.
        package let item: ItemCode
        /// What happened to its notes, in the order of their references.
        package let notes: [NoteChange]
        /// The levels, before and after.
        package let rating: (old: Int?, new: Int?)
        /// How the rating moved; nil if there was and is none.
        package let movement: RatingMovement?

        /// Whether nothing happened.
        package var isUnchanged: Bool {
            notes.isEmpty && (movement == nil || movement == .same)
        }

        /// Whether both say the same.
        package static func == (left: ItemChange, right: ItemChange) -> Bool {
            left.item == right.item && left.notes == right.notes && left.rating == right.rating
                && left.movement == right.movement
        }
    }

    /// The items under which something changed, in the order of the later edition's codes.
    package let items: [ItemChange]
    /// Items of which only the earlier edition knows.
    package let droppedItems: [ItemCode]
    /// Items of which only the later edition knows.
    package let newItems: [ItemCode]
    /// Whether the ratings are on one scale, so that movements mean something.
    package let isSameScale: Bool
    /// The peer challenge notes, if they differ.
    package let peerChallenge: (old: String?, new: String?)?

    /// Whether nothing changed.
    package var isEmpty: Bool { items.isEmpty && peerChallenge == nil }

    /// Compares two assessments of one framework.
    ///
    /// Under each item, notes with the same words are the same note, whatever their reference; of
    /// the others, those with the same reference are one note that was changed.
    ///
    /// - Parameters:
    ///   - old: The earlier assessment.
    ///   - oldEdition: Its edition.
    ///   - new: The later assessment.
    ///   - newEdition: Its edition.
    /// - Complexity: Linear in both, quadratic in the notes of one item, which are limited.
    package init(
        from old: Assessment,
        _ oldEdition: Edition,
        to new: Assessment,
        _ newEdition: Edition
    ) {
        let oldCodes = oldEdition.items.map(\.code)
        let newCodes = newEdition.items.map(\.code)
        droppedItems = oldCodes.filter { !newCodes.contains($0) }
        newItems = newCodes.filter { !oldCodes.contains($0) }
        isSameScale = old.scale == new.scale
        peerChallenge =
            old.peerChallenge == new.peerChallenge ? nil : (old.peerChallenge, new.peerChallenge)
        items = (newCodes + droppedItems).map { code in
            let before = old.entries[code] ?? Assessment.Entry()
            let after = new.entries[code] ?? Assessment.Entry()
            return ItemChange(
                item: code,
                notes: Self.changes(from: before.notes, to: after.notes),
                rating: (before.rating, after.rating),
                movement: RatingMovement.between(
                    Self.rated(before, old.scale),
                    Self.rated(after, new.scale)
                )
            )
        }.filter { !$0.isUnchanged }
    }

    /// Whether both say the same.
    package static func == (left: AssessmentComparison, right: AssessmentComparison) -> Bool {
        left.items == right.items && left.droppedItems == right.droppedItems
            && left.newItems == right.newItems && left.isSameScale == right.isSameScale
            && left.peerChallenge?.old == right.peerChallenge?.old
            && left.peerChallenge?.new == right.peerChallenge?.new
            && (left.peerChallenge == nil) == (right.peerChallenge == nil)
    }

    private static func rated(
        _ entry: Assessment.Entry,
        _ scale: RatingScale?
    ) -> (level: Int, scale: RatingScale)? {
        guard let level = entry.rating, let scale else { return nil }
        return (level, scale)
    }

    private static func changes(
        from old: [AssessmentNote],
        to new: [AssessmentNote]
    ) -> [NoteChange] {
        var left = old
        var pairs: [(old: AssessmentNote, new: AssessmentNote)] = []
        var unpaired: [AssessmentNote] = []
        for note in new {
            let same = left.firstIndex {
                $0.reference.kind == note.reference.kind && $0.text == note.text
            }
            if let same {
                pairs.append((left.remove(at: same), note))
            } else {
                unpaired.append(note)
            }
        }
        var changes: [(reference: NoteReference, change: NoteChange)] = []
        for note in unpaired {
            if let index = left.firstIndex(where: { $0.reference == note.reference }) {
                pairs.append((left.remove(at: index), note))
            } else {
                changes.append((note.reference, .added(note)))
            }
        }
        changes += left.map { ($0.reference, .removed($0)) }
        for pair in pairs {
            let isSame =
                pair.old.text == pair.new.text && pair.old.sharing == pair.new.sharing
                && Set(pair.old.evidence) == Set(pair.new.evidence)
            if !isSame {
                changes.append((pair.new.reference, .changed(from: pair.old, to: pair.new)))
            }
        }
        return changes.sorted { $0.reference < $1.reference }.map(\.change)
    }
}
