import HubArguments
import HubDomain
import HubText

// Whom a command line means: by a reference, a staff number, or a name that stays here.
extension NamesBook {
    /// What is sent for a worker whom somebody typed.
    ///
    /// A name is looked up in the names on this computer and never sent: the hub knows none, and
    /// what it is asked about stands in its logs of who asked.
    ///
    /// - Parameter typed: A reference, a staff number or a name.
    /// - Returns: A reference or a staff number.
    /// - Throws: When nobody or more than one is called so, or when it names a person.
    func reference(_ typed: String) throws(CommandError) -> String {
        if typed.utf8.starts(with: "w:".utf8) { return typed }
        let wanted = CSVColumn.folded(typed)
        let called = entries.filter {
            !wanted.isEmpty && CSVColumn.folded($0.value.name).utf8.elementsEqual(wanted.utf8)
        }
        if let only = called.first, called.count == 1 { return only.key }
        guard called.isEmpty else {
            let numbers = called.values.map(\.number).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            throw .missing(
                "\(Wording.count(called.count, "worker")) on this computer are called so",
                next: "say which by the staff number: \(numbers.joined(separator: ", "))"
            )
        }
        do throws(DomainError) {
            _ = try StaffNumber.read(typed)
        } catch {
            // Not sent, not even to be refused.
            let near = entries.values.filter { entry in
                !wanted.isEmpty
                    && entry.name.split(separator: " ").contains {
                        CSVColumn.folded(String($0)).utf8.elementsEqual(wanted.utf8)
                    }
            }.map { "\($0.number) (\($0.name))" }.sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            throw .missing(
                "nobody of that name is on this computer, and it was not sent: "
                    + error.finding().sentence,
                next: near.isEmpty
                    ? "use the staff number, or load names with: whub names load FILE"
                    : "use the staff number, perhaps \(near.joined(separator: " or "))"
            )
        }
        return typed
    }
}

extension Invocation {
    /// The worker whom the word REF means, as it is sent.
    func worker() throws(CommandError) -> String {
        try NamesBook(self).reference(line.word("REF") ?? "")
    }

    /// The worker whom `--worker` means, as it is sent; empty where it was not given.
    func workerOption() throws(CommandError) -> String {
        guard let typed = line.value("worker"), !typed.isEmpty else { return "" }
        return try NamesBook(self).reference(typed)
    }

    /// The workers whom the words REF mean, as they are sent.
    func workers() throws(CommandError) -> [String] {
        let book = try NamesBook(self)
        var workers: [String] = []
        for word in line.allWords("REF") { workers.append(try book.reference(word)) }
        return workers
    }
}
