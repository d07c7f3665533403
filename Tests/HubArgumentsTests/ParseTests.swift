import HubArguments
import Testing

/// What parsing comes to, in one line of text.
private func outcome(_ line: String) -> String {
    let words = line.split(separator: " ").map(String.init)
    do {
        switch try example.parse(words) {
        case .help(let path): return "help: \(path.joined(separator: " "))"
        case .command(let parsed): return parsed.command.name
        }
    } catch {
        return error.code.rawValue + (error.suggestion.map { ": \($0)" } ?? "")
    }
}

private func parsed(_ line: String) throws -> ParsedCommand {
    let words = line.split(separator: " ").map(String.init)
    guard case .command(let command) = try example.parse(words) else {
        throw UsageError(.unknownCommand, line)
    }
    return command
}

struct ParseTests {
    @Test(arguments: [
        ("whoami", "whoami"),
        ("plans list", "plans list"),
        ("--context north plans list", "plans list"),
        ("plans --context=north list", "plans list"),
        ("-o json plans list", "plans list"),
        ("plans -s draft list", "plans list"),
        ("plans add Care", "plans add"),
        ("plans add Care Jo", "plans add"),
        ("plans add -- --help", "plans add"),
        ("workers import -", "workers import"),
        ("workers import a b c", "workers import"),
    ])
    func `options stand before and after the noun`(line: String, command: String) {
        #expect(outcome(line) == command)
    }

    @Test(arguments: [
        ("", "help: "), ("help", "help: "), ("--help", "help: "), ("-h", "help: "),
        ("help plans", "help: plans"), ("plans --help", "help: plans"),
        ("help plans add", "help: plans add"), ("plans add --help", "help: plans add"),
        ("plans add --wrong -h", "help: plans add"), ("plans add Care -h", "help: plans add"),
        ("whoami extra --help", "help: whoami"), ("nothing --help", "help: "),
    ])
    func `a wish for help is heard whatever else is wrong`(line: String, expected: String) {
        #expect(outcome(line) == expected)
    }

    @Test(arguments: [
        ("plan list", "unknown-command: whub-x plans"),
        ("whaomi", "unknown-command: whub-x whoami"),
        ("plans lst", "unknown-command: whub-x plans list"),
        ("plans remove", "unknown-command"),
        ("xyzzy", "unknown-command"),
        ("plans", "verb-missing"),
        ("plans list --stat draft", "unknown-option: --state"),
        ("plans list --dryrun", "unknown-option"),
        ("plans add Care --dryrun", "unknown-option: --dry-run"),
        ("whoami -x", "unknown-option"),
        ("plans list --dry-run", "option-not-taken"),
        ("plans add Care --as-of 7", "option-not-taken"),
        ("whoami --state draft", "option-not-taken"),
        ("plans list --state", "value-missing"),
        ("plans list --context --yes", "value-missing"),
        ("plans add Care --dry-run=no", "value-not-taken"),
        ("plans list -o jsom", "value-unknown: json"),
        ("plans list -o xml", "value-unknown"),
        ("plans list --context a --context b", "option-repeated"),
        ("plans add Care --yes -y", "option-repeated"),
        ("plans add", "word-missing"),
        ("plans agree", "word-missing"), ("plans agree x", "option-missing"),
        ("plans agree x --on 1", "option-missing"),
        ("workers import", "word-missing"),
        ("whoami me", "word-not-taken"),
        ("plans add Care Jo Ann", "word-not-taken"),
    ])
    func `a wrong line is named, with what was probably meant`(line: String, expected: String) {
        #expect(outcome(line) == expected)
    }

    @Test
    func `everything that is missing is named at once`() {
        do {
            _ = try example.parse(["plans", "agree"])
            Issue.record("nothing was missed")
        } catch {
            for name in ["NAME", "--role TEXT", "--on DATE"] {
                #expect(error.message.contains(name), "\(error.message)")
            }
            #expect(error.page == ["plans", "agree"])
        }
    }

    @Test(
        arguments: [
            ("plans lst", ["plans"]), ("nonsense", []), ("whoami --wrong", ["whoami"]),
            ("plans add a b c", ["plans", "add"]),
        ] as [(String, [String])]
    )
    func `an error knows which page would help`(line: String, page: [String]) {
        let words = line.split(separator: " ").map(String.init)
        do {
            _ = try example.parse(words)
            Issue.record("\(line) was read")
        } catch {
            #expect(error.page == page)
        }
    }

    @Test
    func `options without a command mean the one that stands for none`() throws {
        guard case .command(let line) = try example.parse(["-o", "json"], alone: ["whoami"]) else {
            Issue.record("help was printed")
            return
        }
        #expect(line.command.name == "whoami")
        #expect(line.common.output == .json)
        #expect(try example.parse(["-o", "json"]) == .help([]))
        #expect(try example.parse(["--help"], alone: ["whoami"]) == .help([]))
    }

    @Test
    func `what was typed is found by name`() throws {
        let list = try parsed("-s draft plans list --state=agreed --as-of 2026-03-31 -o csv")
        #expect(list.values("state") == ["draft", "agreed"])
        #expect(list.value("state") == "draft")
        #expect(list.common.asOf == "2026-03-31")
        #expect(list.common.output == .csv)
        #expect(list.common.context == nil)
        #expect(!list.common.isDryRun)

        let add = try parsed("--expect-tenant X1 plans add -f=-x Care --dry-run -y --no-color")
        #expect(add.word("NAME") == "Care")
        #expect(add.word("OWNER") == nil)
        #expect(add.value("file") == "-x")
        #expect(add.common.expectedTenant == "X1")
        #expect(add.common.isDryRun && add.common.isConfirmed && add.common.isPlain)
        #expect(add.common.output == .table)

        let workers = try parsed("workers import a - -- --b")
        #expect(workers.allWords("FILE") == ["a", "-", "--b"])
        #expect(workers.allWords("OTHER") == [])
    }

    @Test
    func `an empty value and a value with an equals sign are values`() throws {
        let list = try parsed("plans list --context= --timeout a=b")
        #expect(list.common.context == "")
        #expect(list.common.timeout == "a=b")
    }

    @Test
    func `names that only look the same are not the same`() {
        let grammar = Grammar(
            program: "x",
            summary: "x",
            commands: [CommandDeclaration("caf\u{E9}", summary: "x")]
        )
        #expect(throws: UsageError(.unknownCommand, "")) {
            try grammar.parse(["cafe\u{301}"])
        }
    }

    @Test(
        arguments: [
            ("plan", "plans"), ("plasn", "plans"), ("pl", nil), ("", nil), ("wo", "worker"),
            ("PLANS", nil), ("plansxx", "plans"), ("plansxxx", nil),
        ] as [(String, String?)]
    )
    func `a suggestion is at most two slips away or the only continuation`(
        typed: String,
        expected: String?
    ) {
        let names = ["plans", "plant", "worker"]
        #expect(suggestion(for: typed, among: names) == expected)
    }

    @Test
    func `a word too long to be a slip is not compared`() {
        let long = String(repeating: "a", count: suggestedBytesMax)
        #expect(suggestion(for: long, among: [long + "b"]) == long + "b")
        #expect(suggestion(for: long + "a", among: [long + "b"]) == nil)
    }
}

struct DeclarationTests {
    @Test
    func `sound declarations have no problems`() {
        #expect(example.problems == [])
    }

    private static let wrong: [[CommandDeclaration]] = [
        [CommandDeclaration(summary: "no path")],
        [CommandDeclaration("a", "b", "c", summary: "three words")],
        [CommandDeclaration("A", summary: "upper case")],
        [CommandDeclaration("a b", summary: "a blank")],
        [CommandDeclaration("-a", summary: "a hyphen")],
        [CommandDeclaration("a", summary: "x"), CommandDeclaration("a", summary: "y")],
        [CommandDeclaration("a", summary: "x", options: [OptionDeclaration("help", help: "x")])],
        [
            CommandDeclaration(
                "a",
                summary: "x",
                options: [OptionDeclaration("other", letter: "o", help: "x")]
            )
        ],
        [
            CommandDeclaration("a", summary: "x", options: [OptionDeclaration("b", help: "x")]),
            CommandDeclaration(
                "c",
                summary: "x",
                options: [OptionDeclaration("b", takes: .text("X"), help: "x")]
            ),
        ],
        [
            CommandDeclaration(
                "a",
                summary: "x",
                words: [WordDeclaration("A", .many, help: "x"), WordDeclaration("B", help: "x")]
            )
        ],
        [
            CommandDeclaration(
                "a",
                summary: "x",
                words: [
                    WordDeclaration("A", .optional, help: "x"), WordDeclaration("B", help: "x"),
                ]
            )
        ],
    ]

    @Test(arguments: wrong)
    func `a declaration that cannot work has a problem`(commands: [CommandDeclaration]) {
        #expect(!Grammar(program: "x", summary: "x", commands: commands).problems.isEmpty)
    }
}
