import HubText

/// An assessment while rows are applied to it.
struct AssessmentDraft {
    private let original: Assessment
    private let originalNotes: NoteIndex
    private let past: AssessmentPast?
    private var content: DraftContent
    private var numbering: NoteNumbering
    private var findings: [Finding] = []
    private var touchedNotes: [NoteReference: CSVRow] = [:]
    private var said: [Statement: NoteReference] = [:]
    private var ratedItems: [ItemCode: CSVRow] = [:]
    private var peerChallengeRow: CSVRow?
    /// The entries that were there, by kind, in words.
    private let there: [AssessmentNote.Kind: (words: String, isEmpty: Bool)]

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
        original = assessment
        originalNotes = NoteIndex(assessment)
        let sorted = originalNotes.references.sorted()
        there = Dictionary(
            uniqueKeysWithValues: AssessmentNote.Kind.allCases.map { kind in
                (kind, Self.words(for: sorted.filter { $0.kind == kind }))
            }
        )
        content = DraftContent(assessment)
        numbering = NoteNumbering(after: assessment)
        self.past = past
    }

    /// The assessment with everything that was applied.
    var assessment: Assessment { content.assessment }

    /// Applies rows: first those with a reference, then the others, so that a new note never takes
    /// a reference that the file itself uses.
    ///
    /// A row without a reference that says what a note already says is that note, so that the same
    /// file sent twice changes nothing the second time.
    ///
    /// - Parameters:
    ///   - asked: What the rows ask for, in the order of the file.
    ///   - pace: Asked at every row.
    /// - Returns: What is wrong between rows, or between rows and the assessment.
    /// - Throws: What stops the work.
    /// - Complexity: Linear in rows and notes.
    mutating func apply<Stop: Error>(
        _ asked: [(change: AssessmentChange, row: CSVRow)],
        _ pace: Pace<Stop>
    ) throws(Stop) -> [Finding] {
        findings = []
        if original.state != .draft, let first = asked.first {
            let error = DomainError(
                .tableState,
                path: "state",
                problem: "the self-assessment is \(original.state.words)",
                expected: "a draft"
            )
            return [error.finding(at: Place(row: first.row.record.row))]
        }
        for (change, row) in asked {
            try pace.step()
            guard stillHolds(change, row) else { continue }
            switch change {
            case .note(let item, _, let reference?, let contents, let adds):
                set(reference, under: item, contents, adds: adds, row)
            case .note(_, _, nil, _, _): continue
            case .removeNote(let item, let reference): remove(reference, under: item, row)
            case .rating(let item, let level): rate(item, level, row)
            case .peerChallenge(let text): challenge(text, row)
            }
        }
        for reference in touchedNotes.keys { numbering.take(reference) }
        said = statements()
        for (change, row) in asked {
            try pace.step()
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
        switch past.verdict(on: change, now: original, originalNotes) {
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
        for placed in content.all {
            let reference = placed.note.reference
            let statement = Statement(
                item: placed.item,
                kind: reference.kind,
                text: placed.note.text
            )
            if touchedNotes[reference] == nil, statements[statement] != nil { continue }
            statements[statement] = reference
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
        guard let note = content[reference]?.note else { return }
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
        let there = content[reference]?.note
        guard (there == nil) == adds else {
            if adds { reportThere(reference, row) } else { reportMissing(reference, row) }
            return
        }
        guard var note = there else { return content.set(note(reference, contents), under: item) }
        note.text = contents.text
        if let evidence = contents.evidence { note.evidence = evidence }
        if let sharing = contents.sharing { note.sharing = sharing }
        content.set(note, under: item)
    }

    private mutating func add(
        _ statement: Statement,
        _ contents: AssessmentChange.NoteContents,
        _ row: CSVRow
    ) {
        guard let reference = numbering.next(statement.kind) else {
            report(.tooMany, row, AssessmentColumns.reference, "there is no reference left to take")
            return
        }
        touchedNotes[reference] = row
        said[statement] = reference
        content.set(note(reference, contents), under: statement.item)
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
        guard content[reference] != nil else {
            reportMissing(reference, row)
            return
        }
        content.remove(reference)
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
        content.rate(item, level)
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
        content.peerChallenge = text
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
        guard let found = content[reference], found.item != item else { return true }
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
        let there = self.there[reference.kind] ?? (words: "", isEmpty: true)
        report(
            .rowReference,
            row,
            AssessmentColumns.reference,
            "there is no entry \(reference)" + (there.isEmpty ? ", and none of its kind" : ""),
            expected: there.words
                + "an empty cell for a new entry; add in the column Action adds it "
                + "under this reference"
        )
    }

    private static func words(for there: [NoteReference]) -> (words: String, isEmpty: Bool) {
        guard !there.isEmpty else { return ("", true) }
        let shown = there.prefix(referencesShown).map(\.description).joined(separator: ", ")
        let more = there.count - referencesShown
        return ("\(shown)\(more > 0 ? " and \(more) more" : ""), or ", false)
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
