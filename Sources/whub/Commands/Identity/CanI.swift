import HubArguments
import HubClient
import HubText
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
        case .table: try invocation.print(lines: [TerminalText.escaped(verdict.sentence)])
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
        let why: String
        if isUnlisted {
            why = "is not among the methods that you may call"
        } else {
            why = wanted.isEmpty ? "cannot be called now" : "needs the role \(roles)"
        }
        return "No: \(method.name) \(why). You hold \(held.isEmpty ? "none" : held)."
    }

    /// Who can help.
    var next: String {
        if isWaiting {
            return "read \(identity.keyFingerprint) to whoever invited you, or confirm it on your "
                + "other device"
        }
        let help = GrantHelp(method, identity, answer)
        if isUnlisted { return help.list }
        guard let role = givable.first else { return help.nobody(roles) }
        return help.grant(role, roles)
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
        !identity.keyConfirmed && isGranted
    }

    /// Whether the role is there, and the method is missing among those that an integrator lists.
    private var isUnlisted: Bool {
        identity.grants.contains { $0.role == .integrator } && isGranted
    }

    private var isGranted: Bool {
        let facts = method.facts
        return RoleTable.allows(facts, identity.grants, asCommissioner: answer.asCommissioner)
    }

    private var roles: String { wanted.joined(separator: " or ") }

    /// The roles that would do and that the caller can be given.
    private var givable: [Role] { RoleTable.givable(answer.roles, to: identity.grants) }

    private var wanted: [String] {
        let roles = givable.isEmpty ? answer.roles : givable
        return roles.map { role in
            GrantWords.name(
                Grant(
                    role: role,
                    family: answer.family,
                    alsoAsCommissioner: answer.asCommissioner
                )
            )
        }
    }
}
