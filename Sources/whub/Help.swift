/// What commands say about themselves.
enum Help {
    /// All commands, one line each.
    static func overview(_ commands: [Command]) -> String {
        let rows = commands.map { ["whub \($0.name)", $0.summary] }
        return "whub: the client of a Workforce Hub\n\n\(Columns.text(rows, indent: 2))\n"
            + "More about one: whub COMMAND --help\n"
    }

    /// All about one command.
    static func page(_ command: Command) -> String {
        var text = "\(command.summary)\n\nUsage: whub \(command.name) \(command.usage)\n"
        if !command.details.isEmpty { text += "\n\(command.details)\n" }
        if !command.options.isEmpty { text += "\nOptions\n\(lines(command.options))" }
        return text + "\nOn every command\n\(lines(Command.common))"
    }

    private static func lines(_ options: [Command.Option]) -> String {
        Columns.text(
            options.map { option in
                let short = option.short.map { "-\($0), " } ?? "    "
                let value = option.value.map { " \($0)" } ?? ""
                return ["\(short)--\(option.name)\(value)", option.help]
            },
            indent: 2
        )
    }
}

/// Two columns, the first one as wide as its widest entry.
enum Columns {
    /// Lines of two columns each.
    static func text(_ rows: [[String]], indent: Int = 0) -> String {
        let width = rows.map { $0[0].count }.max() ?? 0
        let margin = String(repeating: " ", count: indent)
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row[0].count + 2)
            return "\(margin)\(row[0])\(row[1].isEmpty ? "" : gap + row[1])\n"
        }.joined()
    }
}
