import HubText

/// What one row of the table asks for.
enum AssessmentChange: Equatable {
    /// Adds a note, or gives the note with the reference these contents; what is nil stays.
    case note(item: ItemCode, kind: AssessmentNote.Kind, NoteReference?, NoteContents, adds: Bool)
    /// Removes a note.
    case removeNote(item: ItemCode, NoteReference)
    /// Sets a rating, or takes it away.
    case rating(item: ItemCode, Int?)
    /// Sets the peer challenge note, or takes it away.
    case peerChallenge(String?)

    /// The contents of a note as far as the file has columns for them.
    struct NoteContents: Equatable {
        var text: String
        var evidence: [Evidence]?
        var sharing: AssessmentNote.Sharing?
    }
}

extension AssessmentChange {
    /// The column that says what the row is about.
    var column: ColumnKey {
        switch self {
        case .note, .removeNote: AssessmentColumns.reference
        case .rating: AssessmentColumns.item
        case .peerChallenge: AssessmentColumns.kind
        }
    }
}

/// Reads rows of the table, one by one, into what they ask for or what is wrong with them.
struct AssessmentRowReader {
    private typealias Columns = AssessmentColumns

    let edition: Edition
    let scale: RatingScale?
    let council: GSSCode?
    let councilName: String?
    private let items: ItemNames
    private(set) var findings: [Finding] = []

    init(edition: Edition, scale: RatingScale?, council: GSSCode?, councilName: String?) {
        self.edition = edition
        items = ItemNames(edition)
        self.scale = scale
        self.council = council
        self.councilName = councilName
    }

    /// Reads a row.
    ///
    /// - Parameter row: The row.
    /// - Returns: What it asks for; nil if it asks for nothing or something is wrong with it.
    mutating func read(_ row: CSVRow) -> AssessmentChange? {
        findings += row.findings
        let isOurs = checkCouncil(row)
        guard let action = readAction(row) else { return nil }
        let removes = action == .remove
        let contents = [Columns.text, Columns.evidence, Columns.rating, Columns.reference]
        let saysNothing = !removes && contents.allSatisfy { (row[$0] ?? "").isEmpty }
        guard !saysNothing, isOurs else { return nil }
        guard let kind = Columns.RowKind.read(row[Columns.kind] ?? "") else {
            add(
                .rowKind,
                row,
                Columns.kind,
                problem: "is not a kind of row",
                expected: Columns.RowKind.allCases.map(\.words).joined(separator: ", "),
                suggestion: Suggestion.nearest(
                    to: row[Columns.kind] ?? "",
                    among: Columns.RowKind.allCases.map(\.words)
                )
            )
            return nil
        }
        switch kind {
        case .strength, .improvement:
            return readNote(row, kind.note ?? .strength, action)
        case .rating: return readRating(row, removes: removes)
        case .peerChallenge: return readPeerChallenge(row, removes: removes)
        }
    }

    private mutating func readNote(
        _ row: CSVRow,
        _ kind: AssessmentNote.Kind,
        _ action: AssessmentColumns.RowAction
    ) -> AssessmentChange? {
        let removes = action == .remove
        let item = readItem(row)
        let typed = row[Columns.reference] ?? ""
        let reference = NoteReference(typed)
        if typed.isEmpty ? removes : reference?.kind != kind {
            add(
                .noteReference,
                row,
                Columns.reference,
                problem: typed.isEmpty
                    ? "does not say which entry to remove"
                    : "is not a reference "
                        + "of this kind",
                expected: "a reference such as \(kind.letter)1 for \(kind.words)"
            )
            return nil
        }
        if removes {
            guard let item, let reference else { return nil }
            return .removeNote(item: item.code, reference)
        }
        let hasSurplus = refuse(Columns.rating, in: row, of: kind.words)
        let text = readText(row)
        let evidence = readEvidence(row)
        let sharing = readSharing(row)
        guard let item, let text, let evidence, let sharing, !hasSurplus else { return nil }
        let contents = AssessmentChange.NoteContents(
            text: text,
            evidence: row[Columns.evidence] == nil ? nil : evidence,
            sharing: row[Columns.sharing] == nil ? nil : sharing
        )
        return .note(item: item.code, kind: kind, reference, contents, adds: action == .add)
    }

    private mutating func readRating(_ row: CSVRow, removes: Bool) -> AssessmentChange? {
        let item = readItem(row)
        let kind = Columns.RowKind.rating.words
        var hasSurplus = false
        for key in [Columns.text, Columns.evidence, Columns.reference] {
            hasSurplus = refuse(key, in: row, of: kind) || hasSurplus
        }
        guard let item, !hasSurplus else { return nil }
        if removes { return .rating(item: item.code, nil) }
        guard let scale else {
            add(AssessmentRules.withoutScale(path: path(item)), row.place(Columns.rating))
            return nil
        }
        do throws(DomainError) {
            return .rating(item: item.code, try scale.level(row[Columns.rating] ?? ""))
        } catch {
            add(error, row.place(Columns.rating))
            return nil
        }
    }

    private mutating func readPeerChallenge(_ row: CSVRow, removes: Bool) -> AssessmentChange? {
        let kind = Columns.RowKind.peerChallenge.words
        var hasSurplus = false
        for key in [Columns.item, Columns.evidence, Columns.reference, Columns.rating] {
            hasSurplus = refuse(key, in: row, of: kind) || hasSurplus
        }
        if hasSurplus { return nil }
        if removes { return .peerChallenge(nil) }
        return readText(row).map { .peerChallenge($0) }
    }

    private mutating func readItem(_ row: CSVRow) -> FrameworkItem? {
        let typed = row[Columns.item] ?? ""
        if let item = items[typed] {
            checkName(of: item, row)
            return item
        }
        add(edition.unknownItem(ItemCode(text: typed)), row.place(Columns.item))
        return nil
    }

    /// Warns where the name beside a code is another's: the code counts, and one of them is a slip.
    private mutating func checkName(of item: FrameworkItem, _ row: CSVRow) {
        guard let name = row[Columns.itemName], !name.isEmpty else { return }
        let named = items[name]
        guard named?.code != item.code else { return }
        let error = DomainError(
            .itemName,
            path: "",
            found: name,
            problem: (named.map { "is the name of \($0.code)" } ?? "is not its name")
                + ", but the row is read as \(item.code)",
            expected: item.name
        )
        findings.append(error.finding(at: row.place(Columns.itemName), severity: .warning))
    }

    private mutating func readText(_ row: CSVRow) -> String? {
        do throws(TextError) {
            return try Assessment.textRule.acceptRequired(row[Columns.text] ?? "")
        } catch {
            let reason: ReasonCode = error.rule == .textMissing ? .noteMissing : .noteText
            add(DomainError(reason, path: "", error), row.place(Columns.text))
            return nil
        }
    }

    private mutating func readEvidence(_ row: CSVRow) -> [Evidence]? {
        let cell = row[Columns.evidence] ?? ""
        let pieces = cell.split(whereSeparator: { $0.isNewline || $0 == "|" })
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard pieces.count <= Assessment.evidenceMax else {
            add(AssessmentRules.tooMuchEvidence(path: ""), row.place(Columns.evidence))
            return nil
        }
        var list: [Evidence] = []
        var seen: Set<Evidence> = []
        var isRight = true
        for piece in pieces {
            do throws(DomainError) {
                let evidence = try Evidence.read(String(piece))
                if seen.insert(evidence).inserted { list.append(evidence) }
            } catch {
                add(error, row.place(Columns.evidence))
                isRight = false
            }
        }
        return isRight ? list : nil
    }

    private mutating func readSharing(_ row: CSVRow) -> AssessmentNote.Sharing? {
        let typed = row[Columns.sharing] ?? ""
        if let sharing = AssessmentNote.Sharing.read(typed) { return sharing }
        let words = AssessmentNote.Sharing.allCases.map(\.words)
        add(
            .sharingUnknown,
            row,
            Columns.sharing,
            problem: "does not say who may see it",
            expected: words.joined(separator: ", "),
            suggestion: Suggestion.nearest(to: typed, among: words)
        )
        return nil
    }

    /// What the row does; nil if the action is not known.
    private mutating func readAction(_ row: CSVRow) -> AssessmentColumns.RowAction? {
        let typed = row[Columns.action] ?? ""
        if let action = AssessmentColumns.RowAction.read(typed) { return action }
        add(
            .rowAction,
            row,
            Columns.action,
            problem: "is not an action",
            expected: "an empty cell, remove, or add",
            suggestion: Suggestion.nearest(to: typed, among: ["remove", "add"])
        )
        return nil
    }

    private mutating func checkCouncil(_ row: CSVRow) -> Bool {
        guard let council, let typed = row[Columns.council], !typed.isEmpty else { return true }
        let code = GSSCode.read(typed)
        guard code != council else { return true }
        let register = try? CouncilRegister.shipped()
        let other = code.flatMap { register?.council($0)?.name }
        let own = councilName ?? register?.council(council)?.name
        add(
            .tableCouncil,
            row,
            Columns.council,
            problem: other.map { "is the code of \($0), not of this council" }
                ?? "is not the code of this council",
            expected: own.map { "\(council.text) (\($0))" } ?? council.text
        )
        return false
    }

    /// Refuses a cell that has no meaning in a row of its kind.
    private mutating func refuse(_ key: ColumnKey, in row: CSVRow, of kind: String) -> Bool {
        guard let cell = row[key], !cell.isEmpty else { return false }
        add(
            .cellSurplus,
            row,
            key,
            problem: "has no meaning in a row of the kind “\(kind)”",
            expected: key == Columns.rating
                ? "an empty cell: a rating stands in a row of its own kind, “rating”"
                : "an empty cell"
        )
        return true
    }

    private func path(_ item: FrameworkItem) -> String { "items[\(item.code)]" }

    private mutating func add(_ error: DomainError, _ place: Place) {
        findings.append(error.finding(at: place))
    }

    private mutating func add(
        _ reason: ReasonCode,
        _ row: CSVRow,
        _ key: ColumnKey,
        problem: String,
        expected: String,
        suggestion: String? = nil
    ) {
        let error = DomainError(
            reason,
            path: "",
            found: row[key] ?? "",
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
        add(error, row.place(key))
    }
}
