import HubArguments
import HubClient

extension Command {
    /// `whub version`.
    static let version = Command(
        CommandDeclaration(
            "version",
            summary: "which version this is; `whub --version` does the same",
            examples: [.init("whub version", "to tell whoever helps you")]
        )
    ) { (invocation) throws(CommandError) in
        try invocation.console.write("\(ChannelSettings().software), protocol whub/1\n")
    }
}
