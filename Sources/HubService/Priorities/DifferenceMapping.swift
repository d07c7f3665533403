import HubDomain
import HubWire

// What changed, as it travels.

extension HubWire.Difference {
    /// The differences of a comparison, in the order of the edition.
    static func all(
        _ comparison: AssessmentComparison,
        _ old: HubDomain.RatingScale?,
        _ new: HubDomain.RatingScale?
    ) -> [HubWire.Difference] {
        var found: [HubWire.Difference] = []
        for item in comparison.items {
            for change in item.notes { found += differences(change, item.item) }
            if let movement = item.movement, movement != .same {
                var difference = HubWire.Difference(item: item.item.text, part: "rating")
                difference.before = item.rating.old.flatMap { old?.name(of: $0) } ?? ""
                difference.after = item.rating.new.flatMap { new?.name(of: $0) } ?? ""
                (difference.kind, difference.movement) = movement.words
                found.append(difference)
            }
        }
        if let note = comparison.peerChallenge {
            var difference = HubWire.Difference(part: "peer_challenge_note")
            difference.kind = note.old == nil ? "added" : note.new == nil ? "removed" : "changed"
            difference.before = note.old ?? ""
            difference.after = note.new ?? ""
            found.append(difference)
        }
        return found
    }

    /// One for a statement that came or went; one for each aspect of a statement that changed.
    private static func differences(
        _ change: AssessmentComparison.NoteChange,
        _ item: ItemCode
    ) -> [HubWire.Difference] {
        var whole = HubWire.Difference(item: item.text)
        whole.aspect = AssessmentComparison.Aspect.text.rawValue
        switch change {
        case .added(let note):
            (whole.part, whole.kind, whole.after) = (note.reference.description, "added", note.text)
            whole.sharingAfter = HubWire.Sharing(note.sharing)
            return [whole]
        case .removed(let note):
            (whole.part, whole.kind) = (note.reference.description, "removed")
            whole.before = note.text
            whole.sharingBefore = HubWire.Sharing(note.sharing)
            return [whole]
        case .changed(let old, let new):
            (whole.part, whole.kind) = (new.reference.description, "changed")
            whole.sharingBefore = HubWire.Sharing(old.sharing)
            whole.sharingAfter = HubWire.Sharing(new.sharing)
            return change.aspects.map { aspect in
                var difference = whole
                difference.aspect = aspect.rawValue
                difference.before = old.words(of: aspect)
                difference.after = new.words(of: aspect)
                return difference
            }
        }
    }
}

extension AssessmentNote {
    /// An aspect as text.
    fileprivate func words(of aspect: AssessmentComparison.Aspect) -> String {
        switch aspect {
        case .text: text
        case .sharing: sharing.words
        case .evidence: evidence.map(\.text).joined(separator: "\n")
        }
    }
}

extension RatingMovement {
    /// The kind of difference, and the direction in words.
    fileprivate var words: (kind: String, movement: String) {
        switch self {
        case .same: ("changed", "same")
        case .better: ("changed", "better")
        case .worse: ("changed", "worse")
        case .firstRating: ("added", "")
        case .withdrawn: ("removed", "")
        case .notComparable: ("changed", "")
        }
    }
}
