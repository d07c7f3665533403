import HubArguments

/// A small program with one of everything.
let example = Grammar(
    program: "whub-x",
    summary: "an example",
    commands: [
        CommandDeclaration("whoami", summary: "say who you are to the hub"),
        CommandDeclaration(
            "plans",
            "list",
            summary: "list the plans",
            effect: .reads,
            options: [
                OptionDeclaration(
                    "state",
                    letter: "s",
                    takes: .oneOf(["draft", "agreed"]),
                    isRepeatable: true,
                    help: "only these"
                )
            ]
        ),
        CommandDeclaration(
            "plans",
            "add",
            summary: "add a plan",
            details: "A plan has a name.\n\nIt is a draft until it is agreed.",
            effect: .writes,
            options: [
                OptionDeclaration("file", letter: "f", takes: .file("FILE"), help: "read it here")
            ],
            words: [
                WordDeclaration("NAME", help: "what it is called"),
                WordDeclaration("OWNER", .optional, help: "who looks after it"),
            ],
            examples: [CommandDeclaration.Example("whub-x plans add Care", "adds a plan")]
        ),
        CommandDeclaration(
            "plans",
            "agree",
            summary: "agree a plan",
            options: [
                OptionDeclaration("role", takes: .text("TEXT"), isRequired: true, help: "whose"),
                OptionDeclaration("on", takes: .text("DATE"), isRequired: true, help: "the day"),
            ],
            words: [WordDeclaration("NAME", help: "what it is called")],
            sections: [.init("Days", [.init("DATE", "04/03/2025")])]
        ),
        CommandDeclaration(
            "workers",
            "import",
            summary: "take workers in",
            effect: .writes,
            words: [WordDeclaration("FILE", .many, help: "sheets, or - for standard input")]
        ),
    ]
)
