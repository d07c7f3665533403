import HubClient
import HubLoop
import HubTLS
import HubWire

extension Command {
    /// `whub context add`.
    static let contextAdd = Command(
        name: "context add",
        usage: "NAME --bundle DIRECTORY [--hub HOST:PORT]",
        summary: "add a hub and tenant from the bundle its operator issued",
        details: "The bundle's files are copied to your own configuration directory, closed to\n"
            + "others. The first context that is added is the one in use.",
        options: [
            Option(name: "hub", value: "HOST:PORT", help: "where the hub listens"),
            Option(name: "bundle", value: "DIRECTORY", help: "client.pem, client.key, …"),
        ],
        words: 1...1
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.words.rest[0])
        guard let directory = invocation.words.values["bundle"] else {
            throw .usage("--bundle is missing", invocation.words.command)
        }
        var hub: HostPort?
        if let text = invocation.words.values["hub"] {
            guard let address = HostPort.parse(text, defaultPort: hubPort), !address.host.isEmpty
            else { throw .usage("--hub takes HOST:PORT", invocation.words.command) }
            hub = address
        }
        let store = try invocation.contexts()
        do throws(ContextError) {
            let entry = try store.add(name, try Bundle.read(directory), hub: hub)
            let inUse = try store.currentName() == name ? ", in use now" : ""
            invocation.console.say("context \(name) added: \(entry.address)\(inUse)")
        } catch {
            throw CommandError(error)
        }
        return .done
    }

    /// `whub context list`.
    static let contextList = Command(
        name: "context list",
        usage: "",
        summary: "all contexts; the one in use has a star"
    ) { (invocation) throws(CommandError) in
        let store = try invocation.contexts()
        let rows: [[String]]
        do throws(ContextError) {
            let current = try store.currentName()
            rows = try store.names().map { name in
                ["\(name == current ? "*" : " ") \(name)", line(store, name)]
            }
        } catch {
            throw CommandError(error)
        }
        if rows.isEmpty { invocation.console.say("there is no context yet: whub context add") }
        try invocation.console.write(Columns.text(rows))
        return .done
    }

    /// `whub context use`.
    static let contextUse = Command(
        name: "context use",
        usage: "NAME",
        summary: "put a context to use",
        words: 1...1
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.words.rest[0])
        let store = try invocation.contexts()
        do throws(ContextError) { try store.use(name) } catch { throw CommandError(error) }
        invocation.console.say("context \(name) is in use")
        return .done
    }

    /// `whub context remove`.
    static let contextRemove = Command(
        name: "context remove",
        usage: "NAME",
        summary: "remove a context with its key",
        words: 1...1
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.words.rest[0])
        let store = try invocation.contexts()
        do throws(ContextError) { try store.remove(name) } catch { throw CommandError(error) }
        invocation.console.say("context \(name) removed")
        return .done
    }

    /// `whub context show`.
    static let contextShow = Command(
        name: "context show",
        usage: "[NAME]",
        summary: "where a context leads, and until when its certificate holds",
        words: 0...1
    ) { (invocation) throws(CommandError) in
        let named = invocation.words.rest.first ?? invocation.words.values["context"]
        let name = try named.map { (text) throws(CommandError) in
            try invocation.contextName(text)
        }
        let store = try invocation.contexts()
        let entry: ContextStore.Entry
        do throws(ContextError) { entry = try store.load(name) } catch { throw CommandError(error) }
        let facts = entry.bundle.facts
        try invocation.console.write(
            Columns.text([
                ["Context", "\(entry.name)"],
                ["Hub", "\(entry.address)"],
                ["Hub's id", "\(facts.hubID)"],
                ["Hub's name", "\(facts.serverName)"],
                ["Tenant", TerminalText.plain(facts.tenantCode)],
                [
                    "Certificate",
                    "until "
                        + TimeSpan.text(
                            Timestamp(seconds: entry.bundle.certificate.notAfterSeconds)
                        ),
                ],
            ])
        )
        return .done
    }

    private static func line(_ store: ContextStore, _ name: ContextName) -> String {
        do throws(ContextError) {
            let entry = try store.load(name)
            return "\(entry.address)  \(TerminalText.plain(entry.bundle.facts.tenantCode))"
        } catch {
            return "cannot be used: \(TerminalText.plain(error.message))"
        }
    }
}
