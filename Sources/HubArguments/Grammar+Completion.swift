/// A shell that can complete what is typed.
package enum Shell: String, Sendable, CaseIterable {
    /// GNU Bash.
    case bash
    /// Z shell, through its Bash-compatible completion.
    case zsh
    /// Fish.
    case fish
}

extension Grammar {
    /// A script that makes a shell complete this program's commands, options and values.
    ///
    /// Everything comes from the declarations, and nothing is asked of the program while somebody
    /// types. Names are safe without quotes (`problems` sees to it).
    ///
    /// - Parameter shell: Which shell reads it.
    /// - Returns: The script.
    package func completion(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: "#compdef \(program)\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        case .fish: fish
        }
    }

    private var function: String { "_\(program.utf8.map(\.shellLetter).joined())" }

    private var bash: String {
        let withValue = unique(allOptions.filter { $0.takes != .nothing }.flatMap(spellings))
        var lines = [
            "\(function)() {",
            "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}",
            "    local typed= skip= choices= i",
            "    local options='\(common.flatMap(spellings).joined(separator: " "))'",
            "    for ((i = 1; i < COMP_CWORD; i++)); do",
            "        if [[ $skip ]]; then skip=; continue; fi",
            "        case ${COMP_WORDS[i]} in",
            "        \(withValue.joined(separator: "|"))) skip=1 ;;",
            "        -*) ;;",
            "        *) typed+=\" ${COMP_WORDS[i]}\" ;;",
            "        esac",
            "    done",
            "    case $before in",
        ]
        for option in uniqueOptions where option.takes != .nothing {
            let pattern = spellings(option).joined(separator: "|")
            lines.append("    \(pattern)) \(bashValues(option.takes)); return ;;")
        }
        lines += ["    esac", "    case $typed in"]
        lines.append("    '') choices='\(nouns.joined(separator: " "))' ;;")
        for noun in nouns where command([noun]) == nil {
            let verbs = commands(under: noun).map { $0.path[1] }
            lines.append("    ' \(noun)') choices='\(verbs.joined(separator: " "))' ;;")
        }
        for command in commands.sorted(by: { $0.path.count > $1.path.count }) {
            let own = options(of: command).flatMap(spellings).joined(separator: " ")
            lines.append("    ' \(command.name)' | ' \(command.name) '*) options='\(own)' ;;")
        }
        lines += [
            "    esac",
            "    if [[ $word == -* ]]; then choices=$options; fi",
            "    if [[ $choices ]]; then",
            "        COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))",
            "    else",
            "        COMPREPLY=($(compgen -f -- \"$word\"))",
            "    fi",
            "}",
            "complete -F \(function) \(program)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func bashValues(_ takes: OptionDeclaration.Value) -> String {
        switch takes {
        case .oneOf(let values):
            "COMPREPLY=($(compgen -W '\(values.joined(separator: " "))' -- \"$word\"))"
        case .file: "COMPREPLY=($(compgen -f -- \"$word\"))"
        case .text, .nothing: "COMPREPLY=()"
        }
    }

    private var fish: String {
        var lines = ["complete -c \(program) -f"]
        for noun in nouns {
            let below = commands(under: noun)
            let single = command([noun])
            let summary = single?.summary ?? below.map { $0.path[1] }.joined(separator: ", ")
            lines.append(
                "complete -c \(program) -n __fish_use_subcommand -a \(noun) -d \(quoted(summary))"
            )
            let isHere = "__fish_seen_subcommand_from \(noun)"
            for command in below {
                if command.path.count > 1 {
                    lines.append(
                        "complete -c \(program) -n '\(isHere)' -a \(command.path[1]) -d "
                            + quoted(command.summary)
                    )
                }
                let both = command.path.map { "__fish_seen_subcommand_from \($0)" }
                let condition = both.joined(separator: "; and ")
                for option in command.options + shared(command.effect) {
                    lines.append(fishOption(option, condition))
                }
            }
        }
        lines += common.map { fishOption($0, nil) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func fishOption(_ option: OptionDeclaration, _ condition: String?) -> String {
        var line = "complete -c \(program)"
        if let condition { line += " -n '\(condition)'" }
        line += " -l \(option.name)"
        if let letter = option.letter { line += " -s \(letter)" }
        switch option.takes {
        case .nothing: break
        case .text: line += " -x"
        case .file: line += " -r -F"
        case .oneOf(let values): line += " -x -a '\(values.joined(separator: " "))'"
        }
        return line + " -d " + quoted(option.help)
    }

    private func quoted(_ text: String) -> String {
        var quoted = "'"
        for character in text {
            if character == "'" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "'"
    }

    /// Every option once, by name; the first declaration counts.
    private var uniqueOptions: [OptionDeclaration] {
        unique(allOptions.map(\.name)).compactMap { name in
            allOptions.first { isSame($0.name, name) }
        }
    }

    private func spellings(_ option: OptionDeclaration) -> [String] {
        ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
    }
}

extension UInt8 {
    /// A byte of a name as part of a shell function's name.
    fileprivate var shellLetter: String {
        self == UInt8(ascii: "-") ? "_" : String(decoding: [self], as: UTF8.self)
    }
}
