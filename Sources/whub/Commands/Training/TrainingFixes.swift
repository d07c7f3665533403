import HubArguments
import HubClient
import HubDomain
import HubSystem
import HubText

/// The file that was sent, with what is wrong beside each row, made on this computer by the rules
/// that the hub goes by.
struct TrainingFixes {
    /// The rows that are written, at most; what is left out is said.
    static let rowsMax = 1_000_000

    private let file: TrainingFile
    private let mapping: HubDomain.ColumnMapping
    private let onlyWrong: Bool

    /// A file to be written.
    ///
    /// - Parameters:
    ///   - file: What was sent.
    ///   - mapping: Which column is what.
    ///   - onlyWrong: Whether rows without an error are left out, since they are kept already.
    init(_ file: TrainingFile, _ mapping: HubDomain.ColumnMapping, onlyWrong: Bool) {
        self.file = file
        self.mapping = mapping
        self.onlyWrong = onlyWrong
    }

    /// Reads the file once more and writes it with its findings.
    ///
    /// - Parameter today: The day in London.
    /// - Returns: The new file, and how many rows were left out for want of room.
    /// - Throws: When the file is no table.
    func write(today: Day) throws(CommandError) -> (bytes: [UInt8], leftOut: Int) {
        let found = try findings(today)
        let known = AnnotatedTable.columns.map { CSVColumn.folded($0.title) }
        let kept = file.titles.indices.filter {
            !known.contains(CSVColumn.folded(file.titles[$0]))
        }
        var writer = CSVWriter(delimiter: file.delimiter)
        writer.write(kept.map { file.titles[$0] } + AnnotatedTable.columns.map(\.title))
        var aboutFile = found[0] ?? []
        var isBelowTitles = false
        var written = 0
        var leftOut = 0
        try file.each { (scanner) throws(CommandError) in
            guard !scanner.cells.isEmpty else { return }
            guard isBelowTitles else {
                isBelowTitles = true
                return
            }
            let own = found[scanner.row] ?? []
            let isWrong = own.contains { $0.severity == .error }
            if onlyWrong, !isWrong { return }
            if written >= TrainingFixes.rowsMax {
                leftOut += 1
                return
            }
            written += 1
            let cells = kept.map { index in
                index < scanner.cells.count
                    ? String(decoding: scanner.content(scanner.cells[index]), as: UTF8.self) : ""
            }
            let all = aboutFile + own
            aboutFile = []
            let problems = all.map(TrainingFixes.words).joined(separator: "\n")
            let suggestions = all.compactMap(\.suggestion).joined(separator: "\n")
            writer.write(cells.map { CellGuard.removed(from: $0) } + [problems, suggestions])
        }
        return (writer.take(), leftOut)
    }

    /// The findings by row; those about the file stand under 0.
    private func findings(_ today: Day) throws(CommandError) -> [Int: [Finding]] {
        let (found, mixed) = try findings(today, mixed: [])
        return mixed.isEmpty ? found : try findings(today, mixed: mixed).found
    }

    /// One reading of the file.
    ///
    /// - Parameters:
    ///   - today: The day in London.
    ///   - mixed: The columns that an earlier one found to have days in both orders.
    /// - Returns: The findings, and the columns of that kind.
    /// - Throws: When the file is no table.
    private func findings(
        _ today: Day,
        mixed: Set<Int>
    ) throws(CommandError) -> (found: [Int: [Finding]], mixed: Set<Int>) {
        var reader = TrainingFileReader(
            mapping: mapping,
            catalogue: try TrainingMap.catalogue(),
            policy: RecordPolicy(today: today),
            delimiter: file.delimiter,
            seed: UInt64.random(in: 0 ... .max),
            mixedColumns: mixed
        )
        reader.keepAllFindings()
        var found: [Int: [Finding]] = [:]
        func take(_ findings: [Finding]) {
            for finding in findings {
                // What is about a whole column has no row of its own.
                let isOfFile = finding.place.row == nil
                found[isOfFile ? 0 : finding.place.row ?? 0, default: []].append(finding)
            }
        }
        var records: [ImportedRecord] = []
        do throws(TextError) {
            var start = 0
            while start < file.bytes.count {
                let end = min(start + TrainingFile.pieceBytes, file.bytes.count)
                try reader.read(Array(file.bytes[start..<end]), into: &records)
                records.removeAll(keepingCapacity: true)
                take(reader.takeFindings())
                start = end
            }
            try reader.finish(into: &records)
        } catch {
            throw .dataError("the file cannot be read as a table: \(error)")
        }
        take(reader.takeFindings())
        return (found, reader.foundMixed)
    }

    /// The finding without its row, which the reader is looking at.
    private static func words(_ finding: Finding) -> String {
        var finding = finding
        finding.place.row = nil
        finding.place.line = nil
        finding.suggestion = nil
        return finding.reason.map { "\(finding.sentence) (\($0))" } ?? finding.sentence
    }
}

extension Invocation {
    /// Writes a new file where an option says; one that is there is replaced with `--yes` alone.
    func write(_ bytes: [UInt8], to path: String, what: String) throws(CommandError) {
        do throws(SystemError) {
            if line.common.isConfirmed {
                try LocalFile.replace(path, with: bytes.span)
            } else {
                try LocalFile.create(path, with: bytes.span)
            }
        } catch {
            guard error.isThere else { throw .local("\(path) cannot be written: \(error)") }
            console.say(
                TerminalText.escaped(
                    "\(path) is there already and was left as it is; add --yes to replace it, "
                        + "or name another file, such as \(FixesFile.other(path))"
                )
            )
            return
        }
        console.say(TerminalText.escaped("\(path): \(what)"))
    }
}
