import HubArguments
import HubClient
import HubTLS
import HubText
import HubWire

extension Command {
    /// `whub context list`.
    static let contextList = Command(
        CommandDeclaration(
            "context",
            "list",
            summary: "all contexts: hub, tenant, and until when each certificate holds",
            details: "Roles and names are the hub's to tell: --ask connects to each hub.",
            options: [
                OptionDeclaration("ask", help: "ask each hub who you are there")
            ],
            examples: [
                .init("whub context list", "which ones there are; the one in use has a star"),
                .init("whub context list --ask", "with your role and your council's name"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let store = try invocation.contexts()
        let isAsked = invocation.line.has("ask")
        let timeout = try invocation.callOptions().timeoutMilliseconds
        let rows: [ContextRow]
        do throws(ContextError) {
            let current = try store.currentName()
            rows = try store.names().map { name in
                var row = ContextRow(store, name, isInUse: name == current)
                if isAsked { row.ask(timeout) }
                return row
            }
        } catch {
            throw CommandError(error)
        }
        if rows.isEmpty {
            invocation.console.say("there is no context yet: whub context add --help")
        }
        let listing = ContextRow.listing(rows, isAsked: isAsked)
        switch invocation.line.common.output {
        case .table: try invocation.print(lines: listing.lines(invocation.style))
        case .csv: try invocation.console.write(bytes: listing.csv)
        case .json: try invocation.console.write(listing.json + "\n")
        }
    }
}

/// One context of a list.
private struct ContextRow {
    private let name: ContextName
    private let isInUse: Bool
    private var entry: ContextStore.Entry?
    private var identity = WhoAmIResponse()
    private var problem = ""

    init(_ store: ContextStore, _ name: ContextName, isInUse: Bool) {
        self.name = name
        self.isInUse = isInUse
        do throws(ContextError) {
            entry = try store.load(name)
        } catch {
            problem = "cannot be used: \(error.message)"
        }
    }

    /// Asks the context's hub who the caller is there; a hub that does not answer is a problem of
    /// this row alone.
    mutating func ask(_ timeoutMilliseconds: UInt64?) {
        guard let entry else { return }
        var options = CallOptions()
        options.timeoutMilliseconds = timeoutMilliseconds
        do throws(ClientError) {
            let client = IdentityServiceClient(Channel(entry.target))
            identity = try client.whoAmI(WhoAmIRequest(), options)
        } catch {
            problem = "cannot be asked: \(error.message)"
        }
    }

    static func listing(_ rows: [ContextRow], isAsked: Bool) -> Listing {
        var columns: [Listing.Column] = [
            .init("context", "Context"), .init("in_use", "In use"), .init("hub", "Hub"),
            .init("tenant_code", "Tenant"),
        ]
        if isAsked {
            columns.append(.init("tenant_name", "Name"))
            columns.append(.init("role", "Role"))
            columns.append(.init("hub_name", "Hub's name", isForPrograms: true))
        }
        columns.append(.init("certificate_until", "Certificate until"))
        columns.append(.init("problem", "Problem"))
        var listing = Listing(columns: columns)
        listing.rows = rows.map { $0.values(isAsked: isAsked) }
        return listing
    }

    private func values(isAsked: Bool) -> [Listing.Value] {
        let facts = entry?.bundle.facts
        let hub = entry.map { "\($0.address)" } ?? ""
        var values: [Listing.Value] = [
            .text("\(name)"), .text(isInUse ? "*" : ""), .text(hub),
            .text(facts?.tenantCode ?? ""),
        ]
        if isAsked {
            var roles: [String] = []
            for grant in identity.grants {
                let role = Wording.name(grant.role, without: "ROLE_")
                if !roles.contains(role) { roles.append(role) }
            }
            values += [
                .text(identity.tenantName), .text(roles.joined(separator: ", ")),
                .text(identity.hubName),
            ]
        }
        let end = entry.map { Timestamp(seconds: $0.bundle.certificate.notAfterSeconds) }
        return values + [.time(end), .text(problem, problem.isEmpty ? nil : .bad)]
    }
}
