import HubArguments
import HubClient
import HubCrypto
import HubSystem
import HubText
import HubWire

/// One run of a command: what was asked, and what the machine offers.
struct Invocation {
    /// What the command line says.
    let line: ParsedCommand
    /// Where to write.
    let console: Console
    /// The variables the program was started with.
    let environment: Environment

    init(_ line: ParsedCommand, console: Console, environment: Environment) {
        self.line = line
        self.console = console
        self.environment = environment
    }

    /// A mistake in how this command was called.
    func usage(_ message: String) -> CommandError { .usage(message, of: line.command.name) }

    /// Whether data is wanted as JSON, of a command that has no other form beside its table.
    func wantsJSON() throws(CommandError) -> Bool {
        switch line.common.output {
        case .table: return false
        case .json: return true
        case .csv: throw usage("`\(line.command.name)` prints a table or JSON, not CSV")
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

    /// The name of a context, as a person wrote it.
    func contextName(_ text: String) throws(CommandError) -> ContextName {
        guard let name = ContextName(text) else {
            throw usage(
                "a context's name has letters, digits, '.', '-' and '_', at most "
                    + "\(ContextName.bytesMax) of them, and begins with a letter or a digit"
            )
        }
        return name
    }

    /// A channel to the hub of the context in use, connected.
    func channel() throws(CommandError) -> Channel {
        let timeout = try timeoutMilliseconds()
        let store = try contexts()
        let entry = renewed(try entry(store), store, timeout)
        do throws(ClientError) {
            let channel = Channel(entry.target)
            let heads = store.heads(of: entry.name)
            channel.whenDone = { heads.note($0, $1) }
            sayPauses(of: channel)
            let deadline = HubClock.system.moment.advanced(milliseconds: timeout)
            let hello = try channel.connect(until: deadline)
            if hello.hubKind == .example {
                let name = TerminalText.escaped(hello.hubName)
                console.warn("EXAMPLE HUB \(name): what is recorded on it is invented.")
            }
            return channel
        } catch {
            throw CommandError(error)
        }
    }

    /// The context that the command names, or the one in use.
    func entry(_ store: ContextStore) throws(CommandError) -> ContextStore.Entry {
        let name = try namedContext()
        do throws(ContextError) { return try store.load(name) } catch { throw CommandError(error) }
    }

    /// The name of the context to use, without reading what it holds, which takes longer than
    /// everything else about it; `nil` where none is in use.
    func contextInUse(_ store: ContextStore) throws(CommandError) -> ContextName? {
        if let name = try namedContext() { return name }
        do throws(ContextError) {
            return try store.currentName()
        } catch {
            throw CommandError(error)
        }
    }

    private func namedContext() throws(CommandError) -> ContextName? {
        try line.common.context.map { (text) throws(CommandError) in try contextName(text) }
    }

    /// The context with a certificate that is not due.
    ///
    /// One that is due is renewed on the way. Where that fails the command goes on with it.
    private func renewed(
        _ entry: ContextStore.Entry,
        _ store: ContextStore,
        _ timeoutMilliseconds: UInt64
    ) -> ContextStore.Entry {
        let renewer = Renewer(store, timeoutMilliseconds: timeoutMilliseconds)
        let outcome = renewer.renewIfDue(entry)
        if let failure = outcome.failure { console.warn(RenewalWords.warning(failure)) }
        return outcome.entry
    }

    /// What the common options, and those of this command, say about a call.
    func callOptions() throws(CommandError) -> CallOptions {
        var options = CallOptions()
        options.timeoutMilliseconds = try timeoutMilliseconds()
        options.expectedTenant = line.common.expectedTenant
        options.isDryRun = line.common.isDryRun
        if let text = line.value("key") {
            guard let key = UniqueID(text) else {
                throw usage("--key takes a UUID of version 7 in lower case")
            }
            options.key = key
        }
        if let text = line.common.asOf { options.asOf = try asOf(text) }
        return options
    }

    func timeoutMilliseconds() throws(CommandError) -> UInt64 {
        guard let text = line.common.timeout else { return CallOptions.timeoutMillisecondsDefault }
        guard let milliseconds = TimeSpan.milliseconds(text) else {
            throw usage("--timeout takes a number with ms, s or m, at most a day")
        }
        return milliseconds
    }

    private func asOf(_ text: String) throws(CommandError) -> AsOfPoint {
        if let revision = TimeSpan.number(Array(text.utf8)) { return .revision(revision) }
        if let time = TimeSpan.timestamp(text) { return .time(time) }
        let now = HubClock.system.instant.microseconds
        guard let end = AsOfDay.end(text, now: now) else {
            throw usage(
                "--as-of takes a revision, a day such as 31/03/2026, or a time such as "
                    + "2026-03-31T12:00:00Z"
            )
        }
        return .time(end)
    }
}
