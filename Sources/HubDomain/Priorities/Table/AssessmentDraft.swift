import HubText

/// An assessment while rows are applied to it.
struct AssessmentDraft {
    private(set) var assessment: Assessment
    private let original: Assessment
    private let past: AssessmentPast?
    private var findings: [Finding] = []
    private var touchedNotes: [NoteReference: CSVRow] = [:]
    private var said: [Statement: NoteReference] = [:]
    private var ratedItems: [ItemCode: CSVRow] = [:]
    private var peerChallengeRow: CSVRow?

    /// References that are named where one is missing.
    private static let referencesShown = 12

    /// What makes two notes the same note where no reference says it: the texts are normalised and
    /// trimmed, and case counts.
    private struct Statement: Hashable {
        let item: ItemCode
        let kind: AssessmentNote.Kind
        let text: String
    }

    /// A draft to apply rows to.
    ///
    /// - Parameters:
    ///   - assessment: The assessment as it is.
    ///   - past: What happened since the revision that the rows are based on.
    init(_ assessment: Assessment, past: AssessmentPast?) {
        self.assessment = assessment
        original = assessment
        self.past = past
    }

    /// Applies rows: first those with a reference, then the others, so that a new note never takes
    /// a reference that the file itself uses.
    ///
    /// A row without a reference that says what a note already says is that note, so that the same
    /// file sent twice changes nothing the second time.
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
        for (change, row) in asked where stillHolds(change, row) {
            switch change {
            case .note(let item, _, let reference?, let contents, let adds):
                set(reference, under: item, contents, adds: adds, row)
            case .note(_, _, nil, _, _): continue
            case .removeNote(let item, let reference): remove(reference, under: item, row)
            case .rating(let item, let level): rate(item, level, row)
            case .peerChallenge(let text): challenge(text, row)
            }
        }
        said = statements()
        for (change, row) in asked {
            guard case .note(let item, let kind, nil, let contents, _) = change else { continue }
            take(Statement(item: item, kind: kind, text: contents.text), contents, row)
        }
        return findings
    }

    /// The row that speaks about a note.
    func row(of reference: NoteReference) -> CSVRow? { touchedNotes[reference] }

    /// Whether a row is to be applied, looking at what changed since the file was made.
    private mutating func stillHolds(_ change: AssessmentChange, _ row: CSVRow) -> Bool {
        guard let past else { return true }
        let key = change.column
        switch past.verdict(on: change, now: original) {
        case .apply: return true
        case .leave(let words):
            if case .note(_, _, let reference?, _, _) = change { touchedNotes[reference] = row }
            if let words { report(.rowOutOfDate, row, key, words, severity: .warning) }
            return false
        case .conflict(let words):
            report(
                .rowOutOfDate,
                row,
                key,
                words,
                expected: "a new export with your change in it, or an empty cell under “Based on "
                    + "revision” in every row, to overwrite"
            )
            return false
        }
    }

    /// Every note by what it says; of two alike the one that the file already speaks about.
    private func statements() -> [Statement: NoteReference] {
        var statements: [Statement: NoteReference] = [:]
        for (item, entry) in assessment.entries {
            for note in entry.notes {
                let reference = note.reference
                let statement = Statement(item: item, kind: reference.kind, text: note.text)
                if touchedNotes[reference] == nil, statements[statement] != nil { continue }
                statements[statement] = reference
            }
        }
        return statements
    }

    /// Takes a row without a reference: the note that says the same, or a new one.
    private mutating func take(
        _ statement: Statement,
        _ contents: AssessmentChange.NoteContents,
        _ row: CSVRow
    ) {
        guard let reference = said[statement] else {
            add(statement, contents, row)
            return
        }
        guard let earlier = touchedNotes[reference] else {
            set(reference, under: statement.item, contents, adds: false, row)
            return
        }
        guard let note = assessment.note(reference)?.note else { return }
        let isSame = contents.says(note)
        report(
            .rowTwice,
            row,
            AssessmentColumns.text,
            "the row says the same as row \(earlier.record.row)"
                + (isSame ? ", so the entry is kept once" : ", with other evidence or sharing"),
            severity: isSame ? .warning : .error
        )
    }

    private mutating func set(
        _ reference: NoteReference,
        under item: ItemCode,
        _ contents: AssessmentChange.NoteContents,
        adds: Bool,
        _ row: CSVRow
    ) {
        guard touch(reference, row), stands(reference, under: item, row) else { return }
        var entry = assessment.entries[item] ?? Assessment.Entry()
        let index = entry.notes.firstIndex { $0.reference == reference }
        guard (index == nil) == adds else {
            if adds { reportThere(reference, row) } else { reportMissing(reference, row) }
            return
        }
        if let index {
            entry.notes[index].text = contents.text
            if let evidence = contents.evidence { entry.notes[index].evidence = evidence }
            if let sharing = contents.sharing { entry.notes[index].sharing = sharing }
        } else {
            entry.notes.append(note(reference, contents))
        }
        assessment.entries[item] = entry
    }

    private mutating func add(
        _ statement: Statement,
        _ contents: AssessmentChange.NoteContents,
        _ row: CSVRow
    ) {
        guard let reference = nextReference(statement.kind) else {
            report(.tooMany, row, AssessmentColumns.reference, "there is no reference left to take")
            return
        }
        touchedNotes[reference] = row
        said[statement] = reference
        assessment.entries[statement.item, default: Assessment.Entry()].notes.append(
            note(reference, contents)
        )
    }

    /// The next reference after those in use and those of notes that this file removes.
    private func nextReference(_ kind: AssessmentNote.Kind) -> NoteReference? {
        let touched = touchedNotes.keys.filter { $0.kind == kind }.map(\.number).max() ?? 0
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
            reportMissing(reference, row)
            return
        }
        assessment.entries[item]?.notes.removeAll { $0.reference == reference }
        dropIfEmpty(item)
    }

    private mutating func rate(_ item: ItemCode, _ level: Int?, _ row: CSVRow) {
        if let earlier = ratedItems[item] {
            report(
                .rowTwice,
                row,
                AssessmentColumns.item,
                "\(item) is rated in this row and in row \(earlier.record.row)"
            )
            return
        }
        ratedItems[item] = row
        assessment.entries[item, default: Assessment.Entry()].rating = level
        dropIfEmpty(item)
    }

    private mutating func challenge(_ text: String?, _ row: CSVRow) {
        if let earlier = peerChallengeRow {
            report(
                .rowTwice,
                row,
                AssessmentColumns.kind,
                "the peer challenge note stands in this row and in row \(earlier.record.row)"
            )
            return
        }
        peerChallengeRow = row
        assessment.peerChallenge = text
    }

    private mutating func dropIfEmpty(_ item: ItemCode) {
        if assessment.entries[item]?.isEmpty == true { assessment.entries[item] = nil }
    }

    private mutating func touch(_ reference: NoteReference, _ row: CSVRow) -> Bool {
        guard let earlier = touchedNotes[reference] else {
            touchedNotes[reference] = row
            return true
        }
        report(
            .rowTwice,
            row,
            AssessmentColumns.reference,
            "\(reference) stands in this row and in row \(earlier.record.row)"
        )
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
            "\(reference) stands under \(found.item), not under \(item)"
        )
        return false
    }

    private mutating func reportThere(_ reference: NoteReference, _ row: CSVRow) {
        report(
            .rowReference,
            row,
            AssessmentColumns.action,
            "there is an entry \(reference) already",
            expected: "an empty action to change it, or an empty reference to add another one"
        )
    }

    /// Says which entries there are, so that a slip of the keyboard is found without an export.
    private mutating func reportMissing(_ reference: NoteReference, _ row: CSVRow) {
        let there = original.entries.values.flatMap(\.notes).map(\.reference)
            .filter { $0.kind == reference.kind }.sorted()
        let shown = there.prefix(Self.referencesShown).map(\.description).joined(separator: ", ")
        let more = there.count - Self.referencesShown
        let words = there.isEmpty ? "" : "\(shown)\(more > 0 ? " and \(more) more" : ""), "
        report(
            .rowReference,
            row,
            AssessmentColumns.reference,
            "there is no entry \(reference)" + (there.isEmpty ? ", and none of its kind" : ""),
            expected: words + "or an empty cell for a new entry; add in the column Action adds it "
                + "under this reference"
        )
    }

    private mutating func report(
        _ reason: ReasonCode,
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String,
        expected: String = "",
        severity: Severity = .error
    ) {
        let error = DomainError(reason, path: "", problem: problem, expected: expected)
        findings.append(error.finding(at: row.place(key), severity: severity))
    }
}
