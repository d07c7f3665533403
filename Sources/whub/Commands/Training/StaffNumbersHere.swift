import HubDomain
import HubText

/// Staff numbers that must not leave this computer: an insurance number, an address, a name, or
/// what a spreadsheet left of a number.
struct StaffNumbersHere {
    /// The findings that are told one by one.
    private static let toldMax = 10

    private(set) var findings: [Finding] = []
    private(set) var count = 0
    /// How much of the file would be sent.
    private(set) var sentBytes = 0

    /// Looks through the staff numbers of a file, and counts what would be sent of it.
    init(_ file: TrainingFile, _ mapping: HubDomain.ColumnMapping) throws(CommandError) {
        let columns = mapping.columns
        let column = columns.firstIndex { $0.meaning == .field(.staffNumber) }
        let sent = SentFile(file, mapping)
        var found: [Finding] = []
        var (count, bytes) = (0, 0)
        var line: [UInt8] = []
        try file.each { (scanner) in
            line.removeAll(keepingCapacity: true)
            sent.append(scanner, to: &line)
            bytes += line.count
            guard let column, scanner.row > file.titlesRow, column < scanner.cells.count else {
                return
            }
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
    }

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
        guard count > told.count else { return told }
        return told + ["… and \(NumberText.grouped(count - told.count)) more."]
    }

    /// The error that ends an import; nil where every number may be sent.
    var error: CommandError? {
        guard count > 0 else { return nil }
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
