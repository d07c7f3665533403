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
                + "alone can read.",
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
        let (rows, refused) = try NameRows.read(file)
        let desk = try TrainingDesk(invocation)
        var book = NamesBook()
        var unknown = 0
        for start in stride(from: 0, to: rows.count, by: NameRows.perCall) {
            let part = Array(rows[start..<min(start + NameRows.perCall, rows.count)])
            let request = FindTrainingWorkersRequest(staffNumbers: part.map(\.number))
            let answer = try desk.ask(desk.hub.findTrainingWorkers, request)
            for (row, worker) in zip(part, answer.workers) {
                if worker.isEmpty { unknown += 1 } else { book.add(worker, row) }
            }
        }
        let place = try book.save(invocation)
        invocation.console.say(
            TerminalText.escaped(
                "\(NumberText.grouped(book.entries.count)) names are kept in \(place), on this "
                    + "computer alone."
            )
        )
        if let error = refused.first {
            invocation.console.say(
                "\(Wording.count(refused.count, "staff number")) stayed here and got no name, "
                    + "since the hub could not know it: \(error.finding().sentence)"
            )
        }
        if unknown > 0 {
            invocation.console.say(
                "\(Wording.count(unknown, "staff number")) without a worker on the hub."
            )
        }
    }

    /// `whub names forget`.
    static let namesForget = Command(
        CommandDeclaration(
            "names",
            "forget",
            summary: "remove the names that are kept on this computer",
            examples: [.init("whub names forget", "when the computer changes hands")]
        )
    ) { (invocation) throws(CommandError) in
        try NamesBook.remove(invocation)
        invocation.console.say("No names are kept on this computer for this context.")
    }
}

/// The rows of an HR extract.
private enum NameRows {
    /// Staff numbers that are asked about in one call.
    static let perCall = 500

    /// The rows of a file, and why those are left out whose staff number is none.
    static func read(
        _ file: TrainingFile
    ) throws(CommandError) -> (rows: [NamesBook.Entry], refused: [DomainError]) {
        let columns: NameColumns
        do throws(DomainError) {
            columns = try NameColumns(titles: file.titles)
        } catch {
            throw .dataError(error.finding().sentence)
        }
        var rows: [NamesBook.Entry] = []
        var refused: [DomainError] = []
        try file.eachRecord { (scanner) in
            func cell(_ index: Int?) -> String {
                guard let index, index < scanner.cells.count else { return "" }
                let text = String(decoding: scanner.content(scanner.cells[index]), as: UTF8.self)
                return TextRule.trimmed(CellGuard.removed(from: text))
            }
            let number = cell(columns.staffNumber)
            guard !number.isEmpty else { return }
            if let error = StaffNumbersHere.refusal(number) {
                refused.append(error)
                return
            }
            let name = columns.name.map(cell).filter { !$0.isEmpty }.joined(separator: " ")
            rows.append(.init(number: number, name: name, manager: cell(columns.manager)))
        }
        return (rows, refused)
    }
}
