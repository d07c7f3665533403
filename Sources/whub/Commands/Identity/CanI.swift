import HubArguments
import HubClient
import HubWire

extension Command {
    /// `whub can-i`.
    static let canI = Command(
        CommandDeclaration(
            "can-i",
            summary: "whether your roles allow a method, and which roles would",
            details: "The hub says whether it would take the call now, and who can grant the role "
                + "that is missing. The exit code is 0 for yes and 4 for no.",
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
        let verdict = Verdict(method, identity, try invocation.canI(method, channel, options))
        switch invocation.line.common.output {
        case .table: try invocation.print(lines: [TerminalText.plain(verdict.sentence)])
        case .csv: try invocation.console.write(bytes: verdict.listing.csv)
        case .json: try invocation.console.write(verdict.listing.json + "\n")
        }
        guard verdict.isAllowed else { throw .refused("no: \(method.name)", next: verdict.next) }
    }
}

extension Invocation {
    /// Asks the hub whether the caller may call a method.
    fileprivate func canI(
        _ method: Method,
        _ channel: Channel,
        _ options: CallOptions
    ) throws(CommandError) -> CanIResponse {
        do throws(ClientError) {
            let request = CanIRequest(method: "\(method.name)")
            return try IdentityServiceClient(channel).canI(request, options)
        } catch {
            throw CommandError(error)
        }
    }
}

/// What the hub says about somebody and a method.
struct Verdict {
    private let method: Method
    private let identity: WhoAmIResponse
    private let answer: CanIResponse

    /// The verdict on a method.
    init(_ method: Method, _ identity: WhoAmIResponse, _ answer: CanIResponse) {
        self.method = method
        self.identity = identity
        self.answer = answer
    }

    /// Whether the hub would take the call.
    var isAllowed: Bool { answer.allowed }

    /// The verdict for people.
    var sentence: String {
        guard !isAllowed else { return "Yes: you may call \(method.name)." }
        let held = GrantWords.text(identity.grants)
        if isWaiting {
            return
                "No: \(method.name) waits until this device's key is confirmed. You hold \(held)."
        }
        let needed = wanted.isEmpty ? "cannot be called now" : "needs the role \(roles)"
        return "No: \(method.name) \(needed). You hold \(held.isEmpty ? "none" : held)."
    }

    /// Who can grant what is missing.
    var next: String {
        if isWaiting {
            return "read \(identity.keyFingerprint) to whoever invited you, or confirm it on your "
                + "other device"
        }
        guard let role = grantable.last else { return "ask the hub's operators" }
        let who = answer.granters.joined(separator: " or ")
        guard RoleTable.isHubRole(role) else {
            return "ask \(who) for the role \(roles)"
        }
        return "ask \(who), who can invite you as \(Self.name(role))"
    }

    /// The verdict as a row.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("method", "Method"), .init("allowed", "Allowed"), .init("roles", "Roles"),
            .init("granters", "Who can grant one"),
        ])
        listing.rows = [
            [
                .text("\(method.name)"), .text(isAllowed ? "yes" : "no"),
                .text(wanted.joined(separator: ", ")),
                .text(answer.granters.joined(separator: ", ")),
            ]
        ]
        return listing
    }

    /// Whether the role is there, and the key is what is missing.
    private var isWaiting: Bool {
        !identity.keyConfirmed && RoleTable.allows(method.facts, identity.grants)
    }

    private var roles: String { wanted.joined(separator: " or ") }

    /// The roles that would do, those of the caller's own kind of organisation if there are any.
    private var grantable: [Role] {
        let isOfHub = identity.tenantKind == .region
        let own = answer.roles.filter { RoleTable.isHubRole($0) == isOfHub }
        return own.isEmpty ? answer.roles : own
    }

    private var wanted: [String] {
        grantable.map { role in
            let isAnywhere = RoleTable.isHubRole(role) || answer.family == .hub
            let family = Wording.name(answer.family, without: "FAMILY_")
            return isAnywhere ? Self.name(role) : "\(Self.name(role)) (\(family))"
        }
    }

    private static func name(_ role: Role) -> String { Wording.name(role, without: "ROLE_") }
}
