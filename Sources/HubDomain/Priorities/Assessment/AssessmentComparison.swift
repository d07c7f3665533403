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

        /// What of the note is another; all of it where it is new or gone.
        package var aspects: [Aspect] {
            guard case .changed(let old, let new) = self else { return Aspect.allCases }
            return Aspect.allCases.filter { aspect in
                switch aspect {
                case .text: old.text != new.text
                case .sharing: old.sharing != new.sharing
                // The order of evidence says nothing.
                case .evidence: Set(old.evidence) != Set(new.evidence)
                }
            }
        }

        /// Whether others see by it what only the council saw, or see the council's name for the
        /// first time.
        package var shows: Bool {
            switch self {
            case .added(let note): note.sharing > .privateToCouncil
            case .removed: false
            case .changed(let old, let new): new.sharing > old.sharing
            }
        }
    }

    /// A part of a note that can change by itself.
    package enum Aspect: String, Sendable, CaseIterable {
        /// Its text.
        case text
        /// Who may see it.
        case sharing
        /// What backs it.
        case evidence
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
            let change = NoteChange.changed(from: pair.old, to: pair.new)
            if !change.aspects.isEmpty { changes.append((pair.new.reference, change)) }
        }
        return changes.sorted { $0.reference < $1.reference }.map(\.change)
    }
}
