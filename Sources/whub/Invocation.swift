import HubClient
import HubCrypto
import HubSystem
import HubWire

/// One run of a command: what was asked, and what the machine offers.
struct Invocation {
    /// What the command line says.
    let words: Words
    /// Where to write.
    let console: Console
    /// The variables the program was started with.
    let environment: Environment

    init(_ words: Words, console: Console, environment: Environment) {
        self.words = words
        self.console = console
        self.environment = environment
    }

    /// Whether data is wanted as JSON.
    func wantsJSON() throws(CommandError) -> Bool {
        switch words.values["output"] {
        case nil, "table": return false
        case "json": return true
        case let other?: throw .usage("-o takes table or json, not \(other)", words.command)
        }
    }

    /// The user's contexts.
    func contexts() throws(CommandError) -> ContextStore {
        do throws(ContextError) {
            return try ContextStore(environment)
        } catch {
            throw CommandError(error)
        }
    }

    /// A channel to the hub of the context in use, connected.
    func channel() throws(CommandError) -> Channel {
        let timeout = try timeoutMilliseconds()
        let entry = try entry()
        do throws(ClientError) {
            let channel = Channel(entry.target)
            let deadline = HubClock.system.moment.advanced(milliseconds: timeout)
            let hello = try channel.connect(until: deadline)
            if hello.hubKind == .example {
                let name = TerminalText.plain(hello.hubName)
                console.warn("EXAMPLE HUB \(name): everything on it is invented.")
            }
            return channel
        } catch {
            throw CommandError(error)
        }
    }

    private func entry() throws(CommandError) -> ContextStore.Entry {
        let name = try words.values["context"].map(contextName)
        let store = try contexts()
        do throws(ContextError) {
            return try store.load(name)
        } catch {
            throw CommandError(error)
        }
    }

    /// The name of a context, as a person wrote it.
    func contextName(_ text: String) throws(CommandError) -> ContextName {
        guard let name = ContextName(text) else {
            throw .usage(
                "a context's name has letters, digits, '.', '-' and '_', at most "
                    + "\(ContextName.bytesMax), and begins with a letter or a digit"
            )
        }
        return name
    }

    /// What the common options, and those of this command, say about a call.
    func callOptions() throws(CommandError) -> CallOptions {
        var options = CallOptions()
        options.timeoutMilliseconds = try timeoutMilliseconds()
        options.expectedTenant = words.values["expect-tenant"]
        options.isDryRun = words.flags.contains("dry-run")
        if let text = words.values["key"] {
            guard let key = UniqueID(text) else {
                throw .usage("--key takes a UUID of version 7 in lower case", words.command)
            }
            options.key = key
        }
        if let text = words.values["as-of"] { options.asOf = try asOf(text) }
        return options
    }

    private func timeoutMilliseconds() throws(CommandError) -> UInt64 {
        guard let text = words.values["timeout"] else {
            return CallOptions.timeoutMillisecondsDefault
        }
        guard let milliseconds = TimeSpan.milliseconds(text) else {
            throw .usage("--timeout takes a number with ms, s or m", words.command)
        }
        return milliseconds
    }

    private func asOf(_ text: String) throws(CommandError) -> AsOfPoint {
        if let revision = TimeSpan.number(Array(text.utf8)) { return .revision(revision) }
        guard let time = TimeSpan.timestamp(text) else {
            throw .usage(
                "--as-of takes a revision or a time such as 2026-03-31T12:00:00Z",
                words.command
            )
        }
        return .time(time)
    }
}
