import HubArguments
import HubTestKit
import Testing

struct HelpTests {
    @Test
    func `a command's page has examples, usage, words and options`() {
        let expected = """
            whub-x plans add: add a plan

            Examples:
              whub-x plans add Care
                  adds a plan

            Usage:
              whub-x plans add NAME [OWNER] [options]

            A plan has a name.
            It is a draft until it is agreed.

            Words:
              NAME   what it is called
              OWNER  who looks after it

            Options:
              -f, --file FILE  read it here
                  --dry-run    say what would change and change nothing
              -y, --yes        do not ask

            Options of every command:
                  --context NAME           use this context
                  --expect-tenant CODE     stop unless the certificate belongs to this
                                           tenant
              -o, --output table|json|csv  how data is printed
                  --timeout TIME           give up after 30s, 2m, 500ms
                  --no-color               plain text
              -h, --help                   what the command does and takes

            """
        #expect(example.help(["plans", "add"]) == expected)
    }

    @Test
    func `what is required is part of the usage, and a table of more to know is there`() {
        let help = example.help(["plans", "agree"])
        #expect(help.contains("whub-x plans agree NAME --role TEXT --on DATE [options]"))
        #expect(help.contains("the day (required)"))
        #expect(help.contains("Days:\n  DATE  04/03/2025\n"))
    }

    @Test
    func `a program of single words has commands, and its own common options`() {
        let grammar = Grammar(
            program: "x",
            summary: "x",
            commands: [CommandDeclaration("go", summary: "go on")],
            common: [Grammar.helpOption]
        )
        let help = grammar.help([])
        #expect(help.contains("x COMMAND [options]"))
        #expect(!help.contains("--context"))
        #expect(throws: UsageError(.unknownOption, "")) {
            try grammar.parse(["go", "--context=x"])
        }
    }

    @Test
    func `a noun's page lists its verbs, the first page all commands`() {
        let noun = example.help(["plans"])
        #expect(noun.contains("whub-x plans VERB [options]"))
        #expect(noun.contains("plans list") && noun.contains("plans add"))
        #expect(!noun.contains("workers"))
        let all = example.help([])
        for command in example.commands { #expect(all.contains(command.name)) }
    }

    @Test
    func `the first page shows a noun that has many commands in one row, with its verbs`() {
        let grammar = Grammar(
            program: "whub-x",
            summary: "an example",
            commands: example.commands,
            subjects: [.init("plans", "plans of a place")]
        )
        let first = grammar.help([])
        #expect(first.contains("plans of a place: list, add, agree"))
        #expect(!first.contains("list the plans") && first.contains("say who you are to the hub"))
        #expect(first.contains("`whub-x NOUN --help` says what each command of a noun does."))
        let noun = grammar.help(["plans"])
        #expect(noun.contains("list the plans") && !noun.contains("plans of a place"))
        #expect(!example.help([]).contains("NOUN --help"))
    }

    @Test(arguments: [0, 40, 60, 80, 200])
    func `no wrapped line is wider than asked for`(columns: Int) {
        for command in example.commands {
            for line in example.help(command.path, columns: columns).split(separator: "\n") {
                let isTable = line.contains("--") || line.contains("whub-x")
                #expect(isTable || line.count <= max(columns, helpColumnsMin), "\(line)")
            }
        }
    }
}

struct CompletionTests {
    /// Asks a real shell what it would offer.
    private func offers(_ line: String) throws -> [String] {
        var words = line.split(separator: " ").map(String.init)
        if line.hasSuffix(" ") { words.append("") }
        let list = words.map { "'\($0)'" }.joined(separator: " ")
        let script =
            example.completion(for: .bash) + """
                COMP_WORDS=(\(list)) COMP_CWORD=\(words.count - 1)
                _whub_x
                printf '%s\\n' "${COMPREPLY[@]}"
                """
        let child = try ChildProcess.start("/bin/bash", ["-c", script])
        #expect(try child.wait() == .code(0), "\(child.errorText)")
        return child.outputText.split(separator: "\n").map(String.init).sorted()
    }

    @Test(arguments: [
        ("whub-x ", ["plans", "whoami", "workers"]),
        ("whub-x p", ["plans"]),
        ("whub-x plans ", ["add", "agree", "list"]),
        ("whub-x --context north plans l", ["list"]),
        ("whub-x plans list --st", ["--state"]),
        ("whub-x plans list --dr", []),
        ("whub-x plans add Care --dr", ["--dry-run"]),
        ("whub-x --con", ["--context"]),
        ("whub-x plans list -o ", ["csv", "json", "table"]),
        ("whub-x plans list --state a", ["agreed"]),
        ("whub-x plans list --context ", []),
    ])
    func `bash offers what could stand there`(line: String, expected: [String]) throws {
        #expect(try offers(line) == expected)
    }

    @Test
    func `file names are offered for files`() throws {
        let directory = try TemporaryDirectory()
        let child = try ChildProcess.start("/bin/sh", ["-c", "echo > \(directory.file("sheet"))"])
        #expect(try child.wait() == .code(0))
        let start = directory.file("sh")
        #expect(try offers("whub-x workers import \(start)") == [directory.file("sheet")])
        #expect(try offers("whub-x plans add -f \(start)") == [directory.file("sheet")])
    }

    @Test
    func `zsh and fish are told of every command and option`() {
        let zsh = example.completion(for: .zsh)
        #expect(zsh.utf8.starts(with: "#compdef whub-x\n".utf8))
        let fish = example.completion(for: .fish)
        for command in example.commands {
            for word in command.path { #expect(fish.contains(" -a \(word) ")) }
            for option in example.options(of: command) {
                #expect(fish.contains(" -l \(option.name) "))
                #expect(zsh.contains("--\(option.name)"))
            }
        }
    }

    @Test
    func `help text cannot break out of its quotes`() {
        let grammar = Grammar(
            program: "x",
            summary: "x",
            commands: [CommandDeclaration("a", "b", summary: "it's a \\ '; rm -rf '")]
        )
        let fish = grammar.completion(for: .fish)
        #expect(fish.contains(#"-d 'it\'s a \\ \'; rm -rf \''"#))
    }
}
