import HubArguments

extension Command {
    /// `whub completion`.
    static let completion = Command(
        CommandDeclaration(
            "completion",
            summary: "make a shell complete what you type",
            words: [WordDeclaration("SHELL", help: "bash, zsh or fish")],
            examples: [
                .init("source <(whub completion bash)", "for this session; add it to ~/.bashrc")
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard let shell = invocation.line.word("SHELL").flatMap(Shell.init(rawValue:)) else {
            throw invocation.usage("the shell is bash, zsh or fish")
        }
        try invocation.console.write(Program.grammar.completion(for: shell))
    }
}
