import HubArguments
import HubClient
import HubLoop
import HubTLS
import HubText
import HubWire

extension Command {
    /// `whub context add`.
    static let contextAdd = Command(
        CommandDeclaration(
            "context",
            "add",
            summary: "add a hub and tenant from the bundle its operator issued",
            details: "The bundle's files are copied to your own configuration directory, closed to "
                + "others. The first context that is added is the one in use.",
            options: [
                OptionDeclaration(
                    "bundle",
                    takes: .file("DIRECTORY"),
                    isRequired: true,
                    help: "what was issued"
                ),
                OptionDeclaration("hub", takes: .text("HOST:PORT"), help: "where the hub listens"),
            ],
            words: [nameWord],
            examples: [
                .init(
                    "whub context add work --hub hub.example.org:7443 --bundle ./bundle",
                    "the first step after the operator's message"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.line.word("NAME") ?? "")
        guard let directory = invocation.line.value("bundle") else {
            throw invocation.usage("--bundle is missing")
        }
        var hub: HostPort?
        if let text = invocation.line.value("hub") {
            guard let address = HostPort.parse(text, defaultPort: hubPort), !address.host.isEmpty
            else { throw invocation.usage("--hub takes HOST:PORT") }
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
    }

    /// `whub context use`.
    static let contextUse = Command(
        CommandDeclaration(
            "context",
            "use",
            summary: "put a context to use",
            words: [nameWord],
            examples: [.init("whub context use work", "what follows asks that hub")]
        )
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.line.word("NAME") ?? "")
        let store = try invocation.contexts()
        do throws(ContextError) { try store.use(name) } catch { throw CommandError(error) }
        invocation.console.say("context \(name) is in use")
    }

    /// `whub context remove`.
    static let contextRemove = Command(
        CommandDeclaration(
            "context",
            "remove",
            summary: "remove a context with its key, which cannot be had again",
            effect: .writes,
            words: [nameWord],
            examples: [.init("whub context remove work", "before a new certificate is added")]
        )
    ) { (invocation) throws(CommandError) in
        let name = try invocation.contextName(invocation.line.word("NAME") ?? "")
        let store = try invocation.contexts()
        try invocation.confirm(
            "The key of \(name) is on this computer alone: without it somebody has to invite you "
                + "again. Remove it?"
        )
        do throws(ContextError) {
            if invocation.line.common.isDryRun {
                _ = try store.load(name)
                return invocation.console.say("Dry run: context \(name) was not removed.")
            }
            try store.remove(name)
        } catch {
            throw CommandError(error)
        }
        invocation.console.say("context \(name) removed")
    }

    /// `whub context show`.
    static let contextShow = Command(
        CommandDeclaration(
            "context",
            "show",
            summary: "where a context leads, and until when its certificate holds",
            words: [
                WordDeclaration("NAME", .optional, help: "the context; the one in use without it")
            ],
            examples: [.init("whub context show", "where does the one in use lead?")]
        )
    ) { (invocation) throws(CommandError) in
        let named = invocation.line.word("NAME") ?? invocation.line.common.context
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
                ["Tenant", TerminalText.escaped(facts.tenantCode)],
                [
                    "Certificate",
                    "until "
                        + Wording.time(
                            Timestamp(seconds: entry.bundle.certificate.notAfterSeconds)
                        ),
                ],
            ])
        )
    }

    private static let nameWord = WordDeclaration("NAME", help: "what you call the context")
}
