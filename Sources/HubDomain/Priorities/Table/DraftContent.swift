import HubText

/// What an assessment says, arranged so that each row of a table finds its note at once.
struct DraftContent {
    private let original: Assessment
    private var notes: [NoteReference: Assessment.PlacedNote] = [:]
    /// The references under each item in order, with those that were removed.
    private var order: [ItemCode: [NoteReference]] = [:]
    private var ratings: [ItemCode: Int] = [:]
    /// The peer challenge note.
    var peerChallenge: String?

    /// What an assessment says.
    init(_ assessment: Assessment) {
        original = assessment
        peerChallenge = assessment.peerChallenge
        for (item, entry) in assessment.entries {
            ratings[item] = entry.rating
            for note in entry.notes {
                notes[note.reference] = Assessment.PlacedNote(item: item, note: note)
                order[item, default: []].append(note.reference)
            }
        }
    }

    /// Every note with its item, in no particular order.
    var all: some Collection<Assessment.PlacedNote> { notes.values }

    /// A note with the item it stands under.
    subscript(reference: NoteReference) -> Assessment.PlacedNote? { notes[reference] }

    /// Puts a note under an item, or gives the note with its reference new contents.
    mutating func set(_ note: AssessmentNote, under item: ItemCode) {
        let earlier = notes.updateValue(
            Assessment.PlacedNote(item: item, note: note),
            forKey: note.reference
        )
        if earlier == nil { order[item, default: []].append(note.reference) }
    }

    /// Removes a note.
    mutating func remove(_ reference: NoteReference) { notes[reference] = nil }

    /// Sets a rating, or takes it away.
    mutating func rate(_ item: ItemCode, _ level: Int?) { ratings[item] = level }

    /// It all as an assessment; an item about which nothing is said is left out, unless it was
    /// there from the start and nobody touched it.
    var assessment: Assessment {
        var assessment = original
        assessment.peerChallenge = peerChallenge
        for item in Set(order.keys).union(original.entries.keys).union(ratings.keys) {
            let kept = (order[item] ?? []).compactMap { notes[$0]?.note }
            let entry = Assessment.Entry(notes: kept, rating: ratings[item])
            let wasEmpty = original.entries[item]?.isEmpty ?? false
            assessment.entries[item] = entry.isEmpty && !wasEmpty ? nil : entry
        }
        return assessment
    }
}
