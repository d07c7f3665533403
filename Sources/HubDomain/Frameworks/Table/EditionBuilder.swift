import HubText

/// An edition while the rows of a file are applied to it.
struct EditionBuilder {
    private typealias Columns = EditionColumns

    private let base: Edition
    private let mode: EditionMode
    private(set) var findings: [Finding] = []
    private var headings: [Heading] = []
    private var items: [FrameworkItem] = []
    private var themes: [String] = []
    private var codes: Set<ItemCode> = []
    private var names: Set<String> = []

    init(base: Edition, mode: EditionMode) {
        self.base = base
        self.mode = mode
    }

    /// The edition so far.
    var edition: Edition {
        let given: Supplied<[String]> = themes.isEmpty ? base.themes : .supplied(themes, .local)
        switch mode {
        case .items: return base.replacing(headings: headings, items: items, themes: given)
        case .words:
            let changed = base.items.map { item in
                items.first { $0.code == item.code } ?? item
            }
            return base.replacing(headings: base.headings, items: changed, themes: given)
        }
    }

    /// Takes a row if it is a heading.
    mutating func takeHeading(_ row: CSVRow) {
        guard kind(of: row) == .heading, mode == .items, let code = newCode(row),
            let name = newName(row)
        else { return }
        guard hasRoom(headings.count + items.count, EditionLimits.itemsMax, row, Columns.code)
        else { return }
        headings.append(
            Heading(code: code, codeOrigin: .local, name: name, nameOrigin: .local, sources: [])
        )
    }

    /// Takes a row unless it is a heading.
    mutating func take(_ row: CSVRow) {
        switch kind(of: row) {
        case .heading: return
        case .item:
            let item = mode == .items ? newItem(row) : wordedItem(row)
            guard let item,
                hasRoom(headings.count + items.count, EditionLimits.itemsMax, row, Columns.code)
            else { return }
            items.append(item)
        case .theme:
            guard hasRoom(themes.count, EditionLimits.themesMax, row, Columns.name),
                let name = newName(row)
            else { return }
            themes.append(name)
        case nil:
            add(
                .frameworkRowKind,
                row,
                Columns.kind,
                problem: "is not a kind of row",
                expected: Columns.RowKind.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
    }

    private func kind(of row: CSVRow) -> Columns.RowKind? {
        Columns.RowKind(rawValue: CSVColumn.folded(row[Columns.kind] ?? ""))
    }

    /// An item that the file makes.
    private mutating func newItem(_ row: CSVRow) -> FrameworkItem? {
        let code = newCode(row)
        let name = newName(row)
        let description = description(row, of: nil)
        let prompts = prompts(row, of: nil)
        let typed = row[Columns.heading] ?? ""
        let heading = headings.first { $0.code.text == typed }
        guard typed.isEmpty || heading != nil else {
            add(
                .frameworkHeading,
                row,
                Columns.heading,
                problem: "is not the code of a heading in this file",
                expected: headings.map(\.code.text).joined(separator: ", ")
            )
            return nil
        }
        guard let code, let name, let description, let prompts else { return nil }
        return FrameworkItem(
            code: code,
            codeOrigin: .local,
            name: name,
            nameOrigin: .local,
            variants: [],
            heading: heading?.code,
            kind: nil,
            description: description,
            prompts: prompts,
            deliverables: [],
            sources: []
        )
    }

    /// An item of the published edition with the file's words.
    private mutating func wordedItem(_ row: CSVRow) -> FrameworkItem? {
        let typed = ItemCode(text: row[Columns.code] ?? "")
        guard let item = base.item(typed) else {
            let error = base.unknownItem(typed)
            findings.append(error.finding(at: row.place(Columns.code)))
            return nil
        }
        guard codes.insert(typed).inserted else {
            twice(row, Columns.code)
            return nil
        }
        guard let description = description(row, of: item), let prompts = prompts(row, of: item)
        else { return nil }
        return FrameworkItem(
            code: item.code,
            codeOrigin: item.codeOrigin,
            name: item.name,
            nameOrigin: item.nameOrigin,
            variants: item.variants,
            heading: item.heading,
            kind: item.kind,
            description: description,
            prompts: prompts,
            deliverables: item.deliverables,
            sources: item.sources
        )
    }

    private mutating func newCode(_ row: CSVRow) -> ItemCode? {
        let typed = row[Columns.code] ?? ""
        let isRight = typed.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard isRight, (1...EditionLimits.codeCharactersMax).contains(typed.utf8.count) else {
            add(
                .frameworkCode,
                row,
                Columns.code,
                problem: typed.isEmpty ? "is no code" : "cannot be a code",
                expected: "up to \(EditionLimits.codeCharactersMax) letters, digits, points and "
                    + "hyphens"
            )
            return nil
        }
        let code = ItemCode(text: typed)
        guard codes.insert(code).inserted else {
            twice(row, Columns.code)
            return nil
        }
        return code
    }

    private mutating func newName(_ row: CSVRow) -> String? {
        do throws(TextError) {
            let name = try TextRule.name.acceptRequired(row[Columns.name] ?? "")
            // People also find items by name, so names differ in letters or digits.
            guard names.insert(CSVColumn.folded(name)).inserted else {
                twice(row, Columns.name)
                return nil
            }
            return name
        } catch {
            text(error, row, Columns.name)
            return nil
        }
    }

    private mutating func description(
        _ row: CSVRow,
        of item: FrameworkItem?
    ) -> Supplied<String>? {
        do throws(TextError) {
            let words = try TextRule.prose.accept(row[Columns.description] ?? "")
            return words.isEmpty ? item?.description ?? .notPublished : .supplied(words, .local)
        } catch {
            text(error, row, Columns.description)
            return nil
        }
    }

    private mutating func prompts(_ row: CSVRow, of item: FrameworkItem?) -> Supplied<[String]>? {
        var prompts: [String] = []
        for line in (row[Columns.prompts] ?? "").split(whereSeparator: \.isNewline) {
            do throws(TextError) {
                let prompt = try TextRule.line.accept(String(line))
                if !prompt.isEmpty { prompts.append(prompt) }
            } catch {
                text(error, row, Columns.prompts)
                return nil
            }
        }
        guard hasRoom(prompts.count - 1, EditionLimits.promptsMax, row, Columns.prompts) else {
            return nil
        }
        return prompts.isEmpty ? item?.prompts ?? .notPublished : .supplied(prompts, .local)
    }

    private mutating func hasRoom(
        _ count: Int,
        _ limit: Int,
        _ row: CSVRow,
        _ key: ColumnKey
    ) -> Bool {
        if count < limit { return true }
        let error = DomainError(
            .frameworkTooMany,
            path: "",
            problem: "is one too many",
            expected: "at most \(limit)"
        )
        findings.append(error.finding(at: row.place(key)))
        return false
    }

    private mutating func twice(_ row: CSVRow, _ key: ColumnKey) {
        add(.frameworkTwice, row, key, problem: "stands twice", expected: "each once")
    }

    private mutating func text(_ error: TextError, _ row: CSVRow, _ key: ColumnKey) {
        findings.append(DomainError(.frameworkText, path: "", error).finding(at: row.place(key)))
    }

    private mutating func add(
        _ reason: ReasonCode,
        _ row: CSVRow,
        _ key: ColumnKey,
        problem: String,
        expected: String
    ) {
        let error = DomainError(
            reason,
            path: "",
            found: row[key] ?? "",
            problem: problem,
            expected: expected
        )
        findings.append(error.finding(at: row.place(key)))
    }
}
