import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub names load`.
    static let namesLoad = Command(
        CommandDeclaration(
            "names",
            "load",
            summary: "keep names and managers on this computer, for chase lists",
            details: "Reads staff numbers, names and managers from a file of your HR system. The "
                + "hub is asked which of its workers have these numbers; it is told no name and "
                + "keeps no number. Names and managers stay on this computer, in a file that you "
                + "alone can read. The file takes the place of the names that are there: what "
                + "would change or go is said and asked about. Of two rows with one staff number "
                + "the first counts, and the others are told. A number that the hub does not know "
                + "is tried with other dashes, spaces and zeros: one that fits only so is told and "
                + "gets no name, and so is how many workers have none.",
            effect: .writes,
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub names load hr.csv", "then the lists have names"),
                .init("whub training expiring --by manager", "a list for each manager"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let path = invocation.line.word("FILE") ?? ""
        let file = try TrainingFile(
            try FileSource(path, bytesMax: NamesBook.bytesMax, invocation)
        )
        let found = try NameRows.read(file)
        let rows = found.rows
        let old = try NamesBook(invocation)
        let desk = try TrainingDesk(invocation)
        var book = NamesBook()
        var unknown: [NamesBook.Entry] = []
        for start in stride(from: 0, to: rows.count, by: NameRows.perCall) {
            let part = Array(rows[start..<min(start + NameRows.perCall, rows.count)])
            let request = FindTrainingWorkersRequest(staffNumbers: part.map(\.number))
            let answer = try desk.ask(desk.hub.findTrainingWorkers, request, desk.reading)
            for (row, worker) in zip(part, answer.workers) {
                if worker.isEmpty { unknown.append(row) } else { book.add(worker, row) }
            }
        }
        for line in found.twiceLines { invocation.console.say(TerminalText.escaped(line)) }
        let gaps = try NameGaps(unknown, book, desk)
        let change = NamesChange(old, book)
        if change.losesAny {
            invocation.console.say("\(change.words).")
            try invocation.confirm("Put these names in the place of those that are there?")
        }
        if invocation.line.common.isDryRun {
            invocation.console.say(
                "Would keep \(Wording.count(book.entries.count, "name")); nothing was changed."
            )
            return gaps.say(invocation)
        }
        let place = try book.save(invocation)
        invocation.console.say(
            TerminalText.escaped(
                "\(Wording.count(book.entries.count, "name")) "
                    + (book.entries.count == 1 ? "is" : "are")
                    + " kept in \(place), on this computer alone."
            )
        )
        if let error = found.refused.first {
            invocation.console.say(
                "\(Wording.count(found.refused.count, "staff number")) stayed here and got no "
                    + "name, "
                    + "since the hub could not know it: \(error.finding().sentence)"
            )
        }
        gaps.say(invocation)
    }

    /// `whub names forget`.
    static let namesForget = Command(
        CommandDeclaration(
            "names",
            "forget",
            summary: "remove the names that are kept on this computer",
            effect: .writes,
            examples: [.init("whub names forget", "when the computer changes hands")]
        )
    ) { (invocation) throws(CommandError) in
        if invocation.line.common.isDryRun {
            let count = try NamesBook(invocation).entries.count
            return invocation.console.say(
                "Would forget \(Wording.count(count, "name")); nothing was changed."
            )
        }
        try NamesBook.remove(invocation)
        invocation.console.say("No names are kept on this computer for this context.")
    }
}

/// What a list of names does to the one that is there.
struct NamesChange {
    private let old: Int
    private let new: Int
    private(set) var changed = 0
    private(set) var gone = 0

    /// Compares two lists.
    init(_ old: NamesBook, _ new: NamesBook) {
        self.old = old.entries.count
        self.new = new.entries.count
        for (worker, entry) in old.entries {
            guard let now = new.entries[worker] else {
                gone += 1
                continue
            }
            let isSame =
                now.name.utf8.elementsEqual(entry.name.utf8)
                && now.manager.utf8.elementsEqual(entry.manager.utf8)
            if !isSame { changed += 1 }
        }
    }

    /// Whether anything that is there would not be there any more.
    var losesAny: Bool { changed > 0 || gone > 0 }

    /// The change in words.
    var words: String {
        let fresh = new - (old - gone)
        return "\(Wording.count(old, "name")) on this computer now: "
            + "\(NumberText.grouped(gone)) would go, \(NumberText.grouped(changed)) would change, "
            + "\(NumberText.grouped(fresh)) would be new"
    }
}

/// The rows of an HR extract.
struct NameRows {
    /// Staff numbers that are asked about in one call.
    static let perCall = 500
    /// The rows of one staff number that are told one by one.
    private static let toldMax = 10

    /// One row for each staff number.
    private(set) var rows: [NamesBook.Entry] = []
    /// Why those are left out whose staff number is none.
    private(set) var refused: [DomainError] = []
    /// The rows that say something else of a staff number than an earlier one.
    private(set) var twice: [HubText.Finding] = []
    private(set) var twiceCount = 0
    private var first: [StaffNumber: (row: Int, place: Int)] = [:]

    /// Reads a file.
    static func read(_ file: TrainingFile) throws(CommandError) -> NameRows {
        let columns: NameColumns
        do throws(DomainError) {
            columns = try NameColumns(titles: file.titles)
        } catch {
            throw .dataError(error.finding().sentence)
        }
        var rows = NameRows()
        try file.eachRecord { (scanner) in
            func cell(_ index: Int?) -> String {
                guard let index, index < scanner.cells.count else { return "" }
                let text = String(decoding: scanner.content(scanner.cells[index]), as: UTF8.self)
                return TextRule.trimmed(CellGuard.removed(from: text))
            }
            let number = cell(columns.staffNumber)
            guard !number.isEmpty else { return }
            let name = columns.name.map(cell).filter { !$0.isEmpty }.joined(separator: " ")
            rows.take(
                .init(number: number, name: name, manager: cell(columns.manager)),
                row: scanner.row
            )
        }
        return rows
    }

    private mutating func take(_ entry: NamesBook.Entry, row: Int) {
        let number: StaffNumber
        do throws(DomainError) {
            number = try StaffNumber.read(entry.number)
        } catch {
            return refused.append(error)
        }
        guard let known = first[number] else {
            first[number] = (row, rows.count)
            return rows.append(entry)
        }
        let kept = rows[known.place]
        let isSame =
            kept.name.utf8.elementsEqual(entry.name.utf8)
            && kept.manager.utf8.elementsEqual(entry.manager.utf8)
        if isSame { return }
        twiceCount += 1
        guard twice.count < NameRows.toldMax else { return }
        let error = DomainError(
            .nameTwice,
            path: "",
            problem: "has the staff number of row \(known.row) and another name or manager; row "
                + "\(known.row) counts"
        )
        twice.append(error.finding(at: Place(row: row), severity: .warning))
    }

    /// What is said of staff numbers that stand twice, a line each.
    var twiceLines: [String] {
        let told = twice.map { "\($0.sentence) [\($0.reason ?? "")]" }
        guard twiceCount > told.count else { return told }
        return told + ["… and \(NumberText.grouped(twiceCount - told.count)) more."]
    }
}
