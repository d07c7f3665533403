import HubText

/// What happened to an assessment after the revision that a file was made from, part by part.
///
/// A file that lay on somebody's desk must not undo what a colleague did meanwhile: what its rows
/// leave as it was stays as it is now, and what both changed is for people to settle.
package struct AssessmentPast: Sendable {
    /// A part that changes by itself.
    enum Part: Hashable {
        case note(NoteReference)
        case rating(ItemCode)
        case peerChallenge
    }

    /// What is to be done with a row.
    enum Verdict: Equatable {
        /// What it asks for.
        case apply
        /// Nothing, and why; without words where it asks for what is there already.
        case leave(String?)
        /// Nothing at all, for this reason: the file and somebody else changed the same.
        case conflict(String)
    }

    /// The revision that the file was made from.
    package let revision: UInt64
    /// The assessment as it was then.
    package let base: Assessment
    private let baseNotes: NoteIndex
    private var changes: [Part: UInt64] = [:]

    /// The past of an assessment since a revision.
    ///
    /// - Parameters:
    ///   - revision: The revision that a file was made from.
    ///   - base: The assessment as it was then.
    ///   - later: Every state after it, in order, the present one last.
    /// - Complexity: Linear in the states times their parts.
    package init(
        revision: UInt64,
        base: Assessment,
        later: [(revision: UInt64, assessment: Assessment)]
    ) {
        self.revision = revision
        self.base = base
        baseNotes = NoteIndex(base)
        var before = base
        for (revision, after) in later {
            for part in Self.changed(from: before, to: after) { changes[part] = revision }
            before = after
        }
    }

    /// What is to be done with a row.
    ///
    /// - Parameters:
    ///   - change: What the row asks for.
    ///   - now: The assessment as it is.
    ///   - notes: Its notes.
    /// - Returns: Whether it is done, left, or in conflict.
    /// - Complexity: Constant.
    func verdict(
        on change: AssessmentChange,
        now: Assessment,
        _ notes: NoteIndex
    ) -> Verdict {
        guard let part = change.part, let revision = changes[part] else { return .apply }
        switch change {
        case .note(let item, _, let reference?, let contents, _):
            let (then, present) = (baseNotes[reference], notes[reference])
            return verdict(
                isUntouched: then.map { $0.item == item && contents.says($0.note) } ?? false,
                isDone: present.map { $0.item == item && contents.says($0.note) } ?? false,
                "\(reference) was \(present == nil ? "removed" : "changed") at revision "
                    + "\(revision)"
            )
        case .note(_, _, nil, _, _): return .apply
        case .removeNote(_, let reference):
            return verdict(
                isUntouched: false,
                isDone: notes[reference] == nil,
                "\(reference) was changed at revision \(revision)"
            )
        case .rating(let item, let level):
            return verdict(
                isUntouched: base.entries[item]?.rating == level,
                isDone: now.entries[item]?.rating == level,
                "the rating of \(item) was changed at revision \(revision)"
            )
        case .peerChallenge(let text):
            return verdict(
                isUntouched: base.peerChallenge == text,
                isDone: now.peerChallenge == text,
                "the peer challenge note was changed at revision \(revision)"
            )
        }
    }

    private func verdict(isUntouched: Bool, isDone: Bool, _ words: String) -> Verdict {
        if isDone { return .leave(nil) }
        if isUntouched {
            return .leave("\(words); the row says what stood there before, so it is left out")
        }
        return .conflict("\(words), after this file was made from revision \(revision)")
    }

    private static func changed(from before: Assessment, to after: Assessment) -> [Part] {
        let (old, new) = (NoteIndex(before), NoteIndex(after))
        var parts = old.references.union(new.references).filter { old[$0] != new[$0] }
            .map(Part.note)
        for item in Set(before.entries.keys).union(after.entries.keys)
        where before.entries[item]?.rating != after.entries[item]?.rating {
            parts.append(.rating(item))
        }
        if before.peerChallenge != after.peerChallenge { parts.append(.peerChallenge) }
        return parts
    }
}

extension AssessmentChange {
    /// The part that the row is about; nil for a note that has no reference yet.
    fileprivate var part: AssessmentPast.Part? {
        switch self {
        case .note(_, _, let reference, _, _): reference.map { .note($0) }
        case .removeNote(_, let reference): .note(reference)
        case .rating(let item, _): .rating(item)
        case .peerChallenge: .peerChallenge
        }
    }
}

extension AssessmentChange.NoteContents {
    /// Whether a note with these contents would say what `note` says.
    func says(_ note: AssessmentNote) -> Bool {
        text == note.text && sharing ?? note.sharing == note.sharing
            && evidence.map(Set.init) ?? Set(note.evidence) == Set(note.evidence)
    }
}
