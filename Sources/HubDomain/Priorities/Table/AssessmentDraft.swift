import HubText

/// An assessment while rows are applied to it.
struct AssessmentDraft {
    private(set) var assessment: Assessment
    private var findings: [Finding] = []
    private var touchedNotes: Set<NoteReference> = []
    private var ratedItems: Set<ItemCode> = []
    private var hasPeerChallenge = false

    init(_ assessment: Assessment) {
        self.assessment = assessment
    }

    /// Applies rows: first those with a reference, then the new notes, so that a new note never
    /// takes a reference that the file itself uses.
    ///
    /// - Parameter asked: What the rows ask for, in the order of the file.
    /// - Returns: What is wrong between rows, or between rows and the assessment.
    mutating func apply(_ asked: [(change: AssessmentChange, row: CSVRow)]) -> [Finding] {
        findings = []
        if assessment.state != .draft, let first = asked.first {
            let error = DomainError(
                .tableState,
                path: "state",
                problem: "the self-assessment is \(assessment.state.words)",
                expected: "a draft"
            )
            return [error.finding(at: Place(row: first.row.record.row))]
        }
        for (change, row) in asked {
            switch change {
            case .note(let item, _, let reference?, let contents):
                set(reference, under: item, contents, row)
            case .note(_, _, nil, _): continue
            case .removeNote(let item, let reference): remove(reference, under: item, row)
            case .rating(let item, let level): rate(item, level, row)
            case .peerChallenge(let text): challenge(text, row)
            }
        }
        for (change, row) in asked {
            guard case .note(let item, let kind, nil, let contents) = change else { continue }
            add(kind, under: item, contents, row)
        }
        return findings
    }

    private mutating func set(
        _ reference: NoteReference,
        under item: ItemCode,
        _ contents: AssessmentChange.NoteContents,
        _ row: CSVRow
    ) {
        guard touch(reference, row), stands(reference, under: item, row) else { return }
        var entry = assessment.entries[item] ?? Assessment.Entry()
        if let index = entry.notes.firstIndex(where: { $0.reference == reference }) {
            entry.notes[index].text = contents.text
            if let evidence = contents.evidence { entry.notes[index].evidence = evidence }
            if let sharing = contents.sharing { entry.notes[index].sharing = sharing }
        } else {
            entry.notes.append(note(reference, contents))
        }
        assessment.entries[item] = entry
    }

    private mutating func add(
        _ kind: AssessmentNote.Kind,
        under item: ItemCode,
        _ contents: AssessmentChange.NoteContents,
        _ row: CSVRow
    ) {
        guard let reference = nextReference(kind) else {
            report(.tooMany, row, AssessmentColumns.reference, "has no reference left to take")
            return
        }
        touchedNotes.insert(reference)
        assessment.entries[item, default: Assessment.Entry()].notes.append(
            note(reference, contents)
        )
    }

    /// The next reference after those in use and those of notes that this file removes.
    private func nextReference(_ kind: AssessmentNote.Kind) -> NoteReference? {
        let touched = touchedNotes.filter { $0.kind == kind }.map(\.number).max() ?? 0
        let free = assessment.nextReference(kind)?.number ?? NoteReference.numberMax + 1
        return NoteReference(kind, max(free, touched + 1))
    }

    private func note(
        _ reference: NoteReference,
        _ contents: AssessmentChange.NoteContents
    ) -> AssessmentNote {
        AssessmentNote(
            reference,
            text: contents.text,
            evidence: contents.evidence ?? [],
            sharing: contents.sharing ?? .privateToCouncil
        )
    }

    private mutating func remove(
        _ reference: NoteReference,
        under item: ItemCode,
        _ row: CSVRow
    ) {
        guard touch(reference, row), stands(reference, under: item, row) else { return }
        guard assessment.note(reference) != nil else {
            report(
                .rowReference,
                row,
                AssessmentColumns.reference,
                "is not the reference of an entry that could be removed"
            )
            return
        }
        assessment.entries[item]?.notes.removeAll { $0.reference == reference }
        dropIfEmpty(item)
    }

    private mutating func rate(_ item: ItemCode, _ level: Int?, _ row: CSVRow) {
        guard ratedItems.insert(item).inserted else {
            report(.rowTwice, row, AssessmentColumns.item, "is rated in two rows")
            return
        }
        assessment.entries[item, default: Assessment.Entry()].rating = level
        dropIfEmpty(item)
    }

    private mutating func challenge(_ text: String?, _ row: CSVRow) {
        guard !hasPeerChallenge else {
            report(.rowTwice, row, AssessmentColumns.kind, "stands in two rows")
            return
        }
        hasPeerChallenge = true
        assessment.peerChallenge = text
    }

    private mutating func dropIfEmpty(_ item: ItemCode) {
        if assessment.entries[item]?.isEmpty == true { assessment.entries[item] = nil }
    }

    private mutating func touch(_ reference: NoteReference, _ row: CSVRow) -> Bool {
        if touchedNotes.insert(reference).inserted { return true }
        report(.rowTwice, row, AssessmentColumns.reference, "stands in two rows")
        return false
    }

    private mutating func stands(
        _ reference: NoteReference,
        under item: ItemCode,
        _ row: CSVRow
    ) -> Bool {
        guard let found = assessment.note(reference), found.item != item else { return true }
        report(
            .rowReference,
            row,
            AssessmentColumns.reference,
            "stands under \(found.item), not under \(item)"
        )
        return false
    }

    private mutating func report(
        _ reason: ReasonCode,
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String
    ) {
        let error = DomainError(reason, path: "", found: row[key] ?? "", problem: problem)
        findings.append(error.finding(at: row.place(key)))
    }
}
