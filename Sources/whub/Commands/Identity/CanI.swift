import HubArguments
import HubClient
import HubWire

extension Command {
    /// `whub can-i`.
    static let canI = Command(
        CommandDeclaration(
            "can-i",
            summary: "whether your roles allow a method, and which roles would",
            details: "Says what the hub would decide from your roles alone. The exit code is 0 for "
                + "yes and 4 for no.",
            words: [
                WordDeclaration("METHOD", help: "its name, or its last part: whub describe")
            ],
            examples: [
                .init("whub can-i HandInAssessment", "may I hand in?"),
                .init("whub can-i SaveWindow", "may I set a return window?"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let method = try MethodName.resolve(invocation.line.word("METHOD") ?? "")
        let options = try invocation.callOptions()
        let channel = try invocation.channel()
        let identity = try invocation.whoAmI(channel, options)
        let verdict = Verdict(method, identity)
        switch invocation.line.common.output {
        case .table: try invocation.print(lines: [TerminalText.plain(verdict.sentence)])
        case .csv: try invocation.console.write(bytes: verdict.listing.csv)
        case .json: try invocation.console.write(verdict.listing.json + "\n")
        }
        guard verdict.isAllowed else { throw .refused("no: \(method.name)", next: verdict.next) }
    }
}

/// What somebody's roles say about a method.
struct Verdict {
    private let method: Method
    private let identity: WhoAmIResponse

    /// The verdict on a method.
    init(_ method: Method, _ identity: WhoAmIResponse) {
        self.method = method
        self.identity = identity
    }

    /// Whether one of the roles allows it.
    var isAllowed: Bool { RoleTable.allows(method.facts, identity.grants) }

    /// The verdict for people.
    var sentence: String {
        guard !isAllowed else { return "Yes: you may call \(method.name)." }
        let held = identity.grants.map(Self.words).joined(separator: ", ")
        return "No: \(method.name) needs the role \(wanted.joined(separator: " or ")). "
            + (held.isEmpty ? "You hold none." : "You hold \(held).")
    }

    /// Who can grant what is missing.
    var next: String {
        guard let role = roles.last else { return "ask the hub's operator" }
        let word = Self.name(role).split(separator: " ").joined(separator: "-")
        let options =
            RoleTable.isHubRole(role)
            ? "--hub-role \(word)"
            : "--tenant \(identity.tenantCode) --role \(word) --for \(family)"
        return "ask the hub's operator, who can issue a certificate for it: whubd issue \(options)"
    }

    /// The verdict as a row.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("method", "Method"), .init("allowed", "Allowed"), .init("roles", "Roles"),
        ])
        listing.rows = [
            [
                .text("\(method.name)"), .text(isAllowed ? "yes" : "no"),
                .text(wanted.joined(separator: ", ")),
            ]
        ]
        return listing
    }

    private var roles: [Role] { RoleTable.roles(carrying: method.facts.permission) }

    private var family: String { Wording.name(method.facts.family, without: "FAMILY_") }

    private var wanted: [String] {
        roles.map { role in
            RoleTable.isHubRole(role) ? Self.name(role) : "\(Self.name(role)) (\(family))"
        }
    }

    private static func words(_ grant: Grant) -> String {
        let family = Wording.name(grant.family, without: "FAMILY_")
        return RoleTable.isHubRole(grant.role)
            ? name(grant.role) : "\(name(grant.role)) (\(family))"
    }

    private static func name(_ role: Role) -> String { Wording.name(role, without: "ROLE_") }
}
