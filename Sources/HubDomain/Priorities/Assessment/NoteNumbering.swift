/// Gives new notes their references: after the highest one of their kind that ever was.
package struct NoteNumbering {
    private var strengths = 0
    private var improvements = 0

    /// Numbers after those of an assessment.
    ///
    /// - Complexity: Linear in the notes.
    package init(after assessment: Assessment) {
        for entry in assessment.entries.values {
            for note in entry.notes { take(note.reference) }
        }
    }

    /// Notes a reference that is in use, or was.
    package mutating func take(_ reference: NoteReference) {
        switch reference.kind {
        case .strength: strengths = max(strengths, reference.number)
        case .improvement: improvements = max(improvements, reference.number)
        }
    }

    /// Takes the next reference of a kind.
    ///
    /// - Parameter kind: The kind.
    /// - Returns: The reference; nil if there is none left.
    /// - Complexity: Constant.
    package mutating func next(_ kind: AssessmentNote.Kind) -> NoteReference? {
        let highest = kind == .strength ? strengths : improvements
        guard let reference = NoteReference(kind, highest + 1) else { return nil }
        take(reference)
        return reference
    }
}

/// The notes of an assessment by their references.
struct NoteIndex {
    private let placed: [NoteReference: Assessment.PlacedNote]

    /// The notes of an assessment.
    init(_ assessment: Assessment) {
        var placed: [NoteReference: Assessment.PlacedNote] = [:]
        for (item, entry) in assessment.entries {
            for note in entry.notes {
                placed[note.reference] = Assessment.PlacedNote(item: item, note: note)
            }
        }
        self.placed = placed
    }

    /// Every reference.
    var references: Set<NoteReference> { Set(placed.keys) }

    /// A note with the item it stands under.
    subscript(reference: NoteReference) -> Assessment.PlacedNote? { placed[reference] }
}
