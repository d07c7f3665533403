import HubArguments
import HubClient

extension Command {
    /// `whub version`.
    static let version = Command(
        CommandDeclaration("version", summary: "which version this is")
    ) { (invocation) throws(CommandError) in
        try invocation.console.write("\(ChannelSettings().software), protocol whub/1\n")
    }
}
