extension Grammar {
    /// The help text for everything, a noun, or a command.
    ///
    /// - Parameters:
    ///   - path: As `parse` gives it: empty, a noun, or a command's path.
    ///   - columns: How wide a line may be; below 40 counts as 40.
    /// - Returns: Plain text that ends with a newline.
    package func help(_ path: [String], columns: Int = 80) -> String {
        let page = HelpPage(columns: max(helpColumnsMin, columns))
        if let command = command(path) { return help(command, page) }
        if let noun = path.first, !commands(under: noun).isEmpty {
            return overview(commands(under: noun), page, usage: "\(program) \(noun) VERB")
        }
        return overview(commands, page, usage: "\(program) \(pattern)", sections)
    }

    private func overview(
        _ commands: [CommandDeclaration],
        _ start: HelpPage,
        usage: String,
        _ sections: [CommandDeclaration.Section] = []
    ) -> String {
        var page = start
        page.paragraph("\(program): \(summary)")
        page.heading("Usage")
        page.line("  \(usage) [options]")
        page.heading("Commands")
        page.table(rows(commands, isFirst: usage.hasSuffix(pattern)))
        page.heading("Options, before or after the command")
        page.table(common.map(row))
        for section in sections {
            page.heading(section.title)
            page.table(section.rows.map { ($0.name, $0.help) })
        }
        page.gap()
        page.paragraph("`\(program) \(pattern) --help` says more about one command.")
        if usage.hasSuffix(pattern), !subjects.isEmpty {
            page.paragraph("`\(program) NOUN --help` says what each command of a noun does.")
        }
        return page.text
    }

    /// A row for each command; on the first page one for each noun that has a row of its own.
    private func rows(
        _ commands: [CommandDeclaration],
        isFirst: Bool
    ) -> [(String, String)] {
        var rows: [(String, String)] = []
        var shown: [String] = []
        for command in commands {
            let noun = subjects.first { $0.name.utf8.elementsEqual(command.path[0].utf8) }
            guard isFirst, let noun else {
                rows.append((command.name, command.summary))
                continue
            }
            guard !shown.contains(noun.name) else { continue }
            shown.append(noun.name)
            let verbs = self.commands(under: noun.name).filter { $0.path.count > 1 }.map {
                $0.path.dropFirst().joined(separator: " ")
            }
            rows.append((noun.name, "\(noun.summary): \(verbs.joined(separator: ", "))"))
        }
        return rows
    }

    /// What a command's name looks like.
    private var pattern: String {
        commands.contains { $0.path.count > 1 } ? "NOUN VERB" : "COMMAND"
    }

    private func help(_ command: CommandDeclaration, _ start: HelpPage) -> String {
        var page = start
        page.paragraph("\(program) \(command.name): \(command.summary)")
        if !command.examples.isEmpty {
            page.heading("Examples")
            for example in command.examples {
                page.line("  \(example.line)")
                page.paragraph(example.purpose, indent: 6)
            }
        }
        page.heading("Usage")
        let words = command.words.map { " \($0.usage)" }.joined()
        let required = command.options.filter(\.isRequired).map { " \($0.usage)" }.joined()
        page.line("  \(program) \(command.name)\(words)\(required) [options]")
        if !command.details.isEmpty {
            page.gap()
            for paragraph in paragraphs(command.details) { page.paragraph(paragraph) }
        }
        if !command.words.isEmpty {
            page.heading("Words")
            page.table(command.words.map { ($0.name, $0.help) })
        }
        for section in command.sections {
            page.heading(section.title)
            page.table(section.rows.map { ($0.name, $0.help) })
        }
        let own = command.options + shared(command.effect)
        if !own.isEmpty {
            page.heading("Options")
            page.table(own.map(row))
        }
        page.heading("Options of every command")
        page.table(common.map(row))
        return page.text
    }

    private func row(_ option: OptionDeclaration) -> (String, String) {
        let letter = option.letter.map { "-\($0), " } ?? "    "
        let value = option.valueName.map { " \($0)" } ?? ""
        let need = option.isRequired ? " (required)" : ""
        return ("\(letter)--\(option.name)\(value)", option.help + need)
    }

    private func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .split(separator: "")
            .map { $0.joined(separator: " ") }
    }
}

/// Narrower than this, help is not wrapped further.
package let helpColumnsMin = 40

/// Text of limited width, as it grows.
private struct HelpPage {
    private(set) var text = ""
    private let columns: Int

    init(columns: Int) { self.columns = columns }

    mutating func line(_ line: String) { text += line + "\n" }

    mutating func gap() { text += "\n" }

    mutating func heading(_ heading: String) { text += "\n\(heading):\n" }

    mutating func paragraph(_ words: String, indent: Int = 0) {
        for line in wrapped(words, to: columns - indent) {
            text += String(repeating: " ", count: indent) + line + "\n"
        }
    }

    /// Two columns; the second begins on a line of its own where the first is too wide.
    mutating func table(_ rows: [(String, String)]) {
        let widest = rows.map(\.0.count).max() ?? 0
        let left = min(widest, columns / 2) + 4
        for (name, help) in rows {
            var lines = wrapped(help, to: columns - left)
            var head = "  " + name
            if head.count + 2 <= left {
                head += String(repeating: " ", count: left - head.count)
                head += lines.isEmpty ? "" : lines.removeFirst()
            }
            line(head)
            for rest in lines { line(String(repeating: " ", count: left) + rest) }
        }
    }

    private func wrapped(_ words: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in words.split(separator: " ") {
            if !current.isEmpty && current.count + 1 + word.count > columns {
                lines.append(current)
                current = ""
            }
            current += current.isEmpty ? String(word) : " \(word)"
        }
        return current.isEmpty ? lines : lines + [current]
    }
}
