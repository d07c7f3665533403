import HubDomain
import HubText
import HubWire

/// Reads a draft as it is sent whole: what is left out is gone from it.
struct DraftReader {
    private let frame: AssessmentFrame
    private let pace: Pace<Fault>

    /// A reader for a window.
    ///
    /// - Parameters:
    ///   - frame: The window.
    ///   - pace: Asked at every statement.
    init(_ frame: AssessmentFrame, _ pace: Pace<Fault>) {
        self.frame = frame
        self.pace = pace
    }

    /// The draft that a request asks for.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - before: The draft as it is, whose references are not given again.
    /// - Returns: The draft, not yet checked by the rules.
    /// - Throws: What cannot even be read, with its path.
    func read(
        _ request: SaveAssessmentRequest,
        over before: HubDomain.Assessment
    ) throws(Fault) -> HubDomain.Assessment {
        var draft = frame.empty
        draft.state = before.state
        draft.peerChallenge =
            request.peerChallengeNote.isEmpty ? nil : request.peerChallengeNote
        // New statements are numbered after everything that ever was in this draft.
        var numbering = NoteNumbering(after: before)
        let itemsMax = frame.domainEdition.items.count
        guard request.priorities.count <= itemsMax else {
            throw .invalid(
                "priorities",
                "too_many",
                "at most \(itemsMax), each priority of the edition once"
            )
        }
        for (place, priority) in request.priorities.enumerated() {
            let path = "priorities[\(place)]"
            let item = ItemCode(text: priority.item)
            guard draft.entries[item] == nil else {
                throw .invalid(
                    "\(path).item",
                    "twice",
                    "it stands there twice; each priority once",
                    about: frame.words(for: item)
                )
            }
            let rating = priority.rating.map { Int($0) }
            var entry = HubDomain.Assessment.Entry(rating: rating)
            entry.notes += try notes(priority.strengths, .strength, path, &numbering)
            entry.notes += try notes(priority.improvements, .improvement, path, &numbering)
            draft.entries[item] = entry
        }
        return draft
    }

    private func notes(
        _ statements: [HubWire.Statement],
        _ kind: AssessmentNote.Kind,
        _ path: String,
        _ numbering: inout NoteNumbering
    ) throws(Fault) -> [AssessmentNote] {
        let list = kind == .strength ? "strengths" : "improvements"
        var notes: [AssessmentNote] = []
        // One more than there may be is enough for the rules to refuse.
        let read = statements.prefix(HubDomain.Assessment.notesPerKindMax + 1)
        for (place, statement) in read.enumerated() {
            try pace.step()
            let at = "\(path).\(list)[\(place)]"
            let note = AssessmentNote(
                try reference(statement, kind, at, &numbering),
                text: statement.text,
                evidence: try evidence(statement, at),
                sharing: AssessmentNote.Sharing(statement.sharing)
            )
            notes.append(note)
        }
        return notes
    }

    private func reference(
        _ statement: HubWire.Statement,
        _ kind: AssessmentNote.Kind,
        _ path: String,
        _ numbering: inout NoteNumbering
    ) throws(Fault) -> NoteReference {
        if statement.reference.isEmpty {
            guard let next = numbering.next(kind) else {
                throw .invalid(path, "too_many", "fewer statements")
            }
            return next
        }
        guard let reference = NoteReference(statement.reference), reference.kind == kind else {
            throw .invalid(
                "\(path).reference",
                "not_a_reference",
                "a reference such as \(kind.letter)1, or none for a new statement",
                about: "the reference \(Excerpt.of(statement.reference))"
            )
        }
        numbering.take(reference)
        return reference
    }

    private func evidence(
        _ statement: HubWire.Statement,
        _ path: String
    ) throws(Fault) -> [HubDomain.Evidence] {
        var found: [HubDomain.Evidence] = []
        let read = statement.evidence.prefix(HubDomain.Assessment.evidenceMax + 1)
        for (place, evidence) in read.enumerated() {
            let at = "\(path).evidence[\(place)]"
            let text: String
            switch evidence.evidence {
            case .link(let link)?: text = link
            case .document(let title)?: text = title
            case nil: throw .invalid(at, "required", "a link or a document")
            }
            found.append(
                try Fault.domain { () throws(DomainError) in
                    try HubDomain.Evidence.read(text, path: at)
                }
            )
        }
        return found
    }
}
