import HubDomain
import HubText

/// What must not leave this computer: staff numbers that are an insurance number, an address, a
/// name or what a spreadsheet left of a number; and texts with an insurance number, an address or a
/// telephone number in them.
struct StaffNumbersHere {
    /// The findings that are told one by one.
    private static let toldMax = 10

    private(set) var findings: [Finding] = []
    private(set) var count = 0
    private(set) var textCount = 0
    /// How much of the file would be sent.
    private(set) var sentBytes = 0

    /// Looks through the staff numbers of a file, and counts what would be sent of it.
    init(_ file: TrainingFile, _ mapping: HubDomain.ColumnMapping) throws(CommandError) {
        let columns = mapping.columns
        let column = columns.firstIndex { $0.meaning == .field(.staffNumber) }
        let sent = SentFile(file, mapping)
        var found: [Finding] = []
        let texts = columns.indices.filter { StaffNumbersHere.isText(columns[$0].meaning) }
        var (count, textCount, bytes) = (0, 0, 0)
        for (index, column) in columns.enumerated() where column.meaning.isSent {
            guard let personal = PersonalText.find(in: column.title) else { continue }
            textCount += 1
            // The title is not repeated: the column's letter says where it stands.
            found.append(personal.error().finding(at: Place(row: file.titlesRow, column: index)))
        }
        try file.each { (scanner) in
            bytes += sent.count(scanner)
            guard scanner.row > file.titlesRow else { return }
            for index in texts where index < scanner.cells.count {
                guard
                    !StaffNumbersHere.isImpersonal(scanner.cells[index], scanner.bytes.span),
                    let error = StaffNumbersHere.personal(
                        scanner.content(scanner.cells[index]),
                        columns[index].meaning
                    )
                else { continue }
                textCount += 1
                guard found.count < StaffNumbersHere.toldMax else { continue }
                let name = columns[index].title
                found.append(
                    error.finding(at: Place(row: scanner.row, column: index, columnName: name))
                )
            }
            guard let column, column < scanner.cells.count else { return }
            let cell = scanner.content(scanner.cells[column])
            guard !StaffNumbersHere.isPlain(cell) else { return }
            guard let error = StaffNumbersHere.refusal(String(decoding: cell, as: UTF8.self))
            else { return }
            count += 1
            guard found.count < StaffNumbersHere.toldMax else { return }
            let place = Place(
                row: scanner.row,
                column: column,
                columnName: columns[column].title
            )
            found.append(error.finding(at: place))
        }
        findings = found
        sentBytes = bytes
        self.count = count
        self.textCount = textCount
    }

    /// Whether the cells of a column are texts as people write them.
    private static func isText(_ meaning: ColumnMeaning) -> Bool {
        guard case .field(let field) = meaning else { return false }
        switch field {
        case .staffNumber, .notes: return false
        default: return !field.isDay
        }
    }

    /// Whether a cell is too plain for a closer look, as nearly every one is: without a digit and
    /// an at sign there is neither a number nor an address in it.
    private static func isImpersonal(_ cell: CSVScanner.Cell, _ bytes: Span<UInt8>) -> Bool {
        guard let range = cell.range else { return false }
        guard range.count >= personalBytesMin else { return true }
        for index in range where isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "@") {
            return false
        }
        return true
    }

    /// What tells in a cell who somebody is.
    private static func personal(
        _ cell: ArraySlice<UInt8>,
        _ meaning: ColumnMeaning
    ) -> DomainError? {
        let text = TextRule.trimmed(CellGuard.removed(from: String(decoding: cell, as: UTF8.self)))
        return PersonalText.find(in: text, isReference: meaning.isReference)?.error()
    }

    /// Fewer bytes hold neither a number of nine signs nor an address.
    private static let personalBytesMin = 3

    /// Why what somebody typed is no staff number and is not sent; nil for one, and for nothing.
    static func refusal(_ typed: String) -> DomainError? {
        let text = TextRule.trimmed(CellGuard.removed(from: typed))
        if text.isEmpty { return nil }
        do throws(DomainError) {
            _ = try StaffNumber.read(text)
            return nil
        } catch {
            return error
        }
    }

    /// What is wrong, a line each: the first of them.
    var lines: [String] {
        let told = findings.map { finding in
            "\(finding.sentence)\(finding.reason.map { " [\($0)]" } ?? "")"
        }
        let all = count + textCount
        guard all > told.count else { return told }
        return told + ["… and \(NumberText.grouped(all - told.count)) more."]
    }

    /// The error that ends an import; nil where every number may be sent.
    var error: CommandError? {
        guard count > 0 else {
            guard textCount > 0 else { return nil }
            let verb = textCount == 1 ? "tells" : "tell"
            return .dataError(
                "\(Wording.count(textCount, "cell")) \(verb) who somebody "
                    + "is or how to reach them: nothing was sent.",
                next: "take it out of these cells, or leave a column out: whub training map"
            )
        }
        return .dataError(
            "\(Wording.count(count, "staff number")) cannot be one: nothing was sent.",
            next: "mend these cells, or say in a mapping which column has the staff numbers"
        )
    }

    /// Whether a cell is short work: letters and digits that end with a digit are a number.
    private static func isPlain(_ cell: ArraySlice<UInt8>) -> Bool {
        guard cell.count <= 20, let last = cell.last, isDigit(last) else { return false }
        return cell.allSatisfy { isDigit($0) || (0x41...0x5A).contains($0 & 0xDF) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
