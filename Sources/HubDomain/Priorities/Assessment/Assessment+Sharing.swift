import HubText

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

    /// A note that is shared unnamed and yet says whose it may be.
    package struct Disclosure: Equatable, Sendable {
        /// The note.
        package let reference: NoteReference
        /// Whether its text or its evidence says it.
        package let aspect: AssessmentComparison.Aspect
        /// What is wrong with it.
        package let error: DomainError
    }

    /// The notes that are shared unnamed and yet name a council, in text or evidence.
    ///
    /// Nothing can prove that a text gives no hint: these are warnings, and silence is no promise.
    ///
    /// - Parameters:
    ///   - mentions: Finds the council itself, and others.
    ///   - pace: Asked at every note.
    /// - Returns: One for each text and each set of evidence.
    /// - Throws: What stops the work.
    /// - Complexity: Linear in the shared notes.
    package func disclosures<Stop: Error>(
        _ mentions: CouncilMentions,
        _ pace: Pace<Stop>
    ) throws(Stop) -> [Disclosure] {
        var found: [Disclosure] = []
        for placed in notes(.sharedUnnamed) {
            try pace.step()
            let inText = mentions.find(in: placed.note.text)
            let inEvidence = placed.note.evidence.lazy.compactMap { evidence in
                switch evidence {
                case .link(let link): mentions.find(inAddress: link.text)
                case .document(let title): mentions.find(in: title)
                }
            }.first
            if let inText { found.append(Self.disclosure(inText, placed, .text)) }
            if let inEvidence { found.append(Self.disclosure(inEvidence, placed, .evidence)) }
        }
        return found
    }

    private static func disclosure(
        _ mention: CouncilMentions.Mention,
        _ placed: PlacedNote,
        _ aspect: AssessmentComparison.Aspect
    ) -> Disclosure {
        let reference = placed.note.reference
        let council = mention.isOwn ? "your council" : "a council"
        return Disclosure(
            reference: reference,
            aspect: aspect,
            error: DomainError(
                .unnamedNote,
                path: "items[\(placed.item)].notes[\(reference)].\(aspect.rawValue)",
                subject: "\(placed.item) \(reference)",
                problem: "it is shared unnamed, but its \(aspect.rawValue) names "
                    + "\(council): “\(Excerpt.of(mention.words))”",
                expected: (aspect == .text ? "words that do" : "evidence that does")
                    + " not say whose it is, or the sharing "
                    + "“\(AssessmentNote.Sharing.sharedNamed.words)”"
            )
        )
    }
}
