import HubArguments
import HubClient
import HubLoop
import HubTLS
import HubText
import HubWire

extension Command {
    /// `whub admin invite`.
    static let adminInvite = Command(
        CommandDeclaration(
            "admin",
            "invite",
            summary: "invite a person or a program: one line that they type once",
            details: "The code is printed once and kept nowhere: hand it over so that nobody else "
                + "reads it. An admin invites into the own organisation; an operator invites the "
                + "first admin of a council, and the roles of the hub.\n\n"
                + "The keys of stewards, admins and roles of the hub, and of programs that "
                + "change records, open nothing until you have confirmed their fingerprint.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "tenant",
                    takes: .text("CODE"),
                    help: "the organisation's code, as E08000035"
                ),
                OptionDeclaration(
                    "role",
                    takes: .oneOf(GrantWords.tenantRoles.map(\.word)),
                    help: "what for, in that organisation"
                ),
                OptionDeclaration(
                    "hub-role",
                    takes: .oneOf(GrantWords.hubRoles.map(\.word)),
                    help: "what for, at the hub; in place of --tenant and --role"
                ),
                OptionDeclaration(
                    "for",
                    takes: .oneOf(GrantWords.families.map(\.word)),
                    isRepeatable: true,
                    help: "the services that --role is granted for; all of them without it"
                ),
                GrantWish.commissionerOption,
                OptionDeclaration(
                    "methods",
                    takes: .text("METHOD,…"),
                    help: "the only methods that an integrator may call"
                ),
                OptionDeclaration(
                    "name",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "what colleagues know them by; it stands in the history"
                ),
                OptionDeclaration(
                    "valid",
                    takes: .text("TIME"),
                    help: "how long the code can be used, as 48h or 7d; 48h without it"
                ),
                AdminDesk.keyOption,
            ],
            examples: [
                .init(
                    "whub admin invite --tenant CODE --role steward --for priorities "
                        + "--name \"Workforce lead\"",
                    "somebody who writes and hands in your self-assessment"
                ),
                .init(
                    "whub admin invite --tenant CODE --role admin --name \"Admin of the council\"",
                    "the first admin of a council (operator)"
                ),
                .init(
                    "whub admin invite --hub-role region-lead --name \"Region lead\"",
                    "somebody who sets windows (operator)"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let wish = try InvitationWish(invocation)
        let desk = try AdminDesk(invocation)
        let identity = try invocation.whoAmI(desk.channel, desk.reading)
        if wish.isHubRole || identity.grants.contains(where: { $0.role == .operator }) {
            let answer = try desk.ask(desk.operators.inviteToHub, try wish.toHub())
            try desk.hand(
                over: answer.code,
                until: answer.expires,
                answer.principalId,
                answer,
                wish
            )
        } else {
            let options = try wish.within(desk.options)
            let answer = try desk.ask(desk.admin.invite, wish.toTenant, options)
            try desk.hand(
                over: answer.code,
                until: answer.expires,
                answer.principalId,
                answer,
                wish
            )
        }
    }
}

/// Whom the command line wants to invite.
struct InvitationWish {
    private let invocation: Invocation
    private let role: Role
    private let families: [Family]
    private let methods: [String]
    private let isAsCommissioner: Bool
    private let tenant: String
    private let hours: UInt32
    /// What colleagues know them by.
    let name: String

    /// Reads the command line; nothing is asked of the hub.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        let line = invocation.line
        name = line.value("name") ?? ""
        hours = try Self.hours(line.value("valid"), max: Self.hoursMax, invocation)
        families = line.values("for").compactMap(GrantWords.family)
        methods = try MethodList.read(line.value("methods"))
        isAsCommissioner = line.has("as-commissioner")
        if let word = line.value("hub-role") {
            for option in ["tenant", "role", "for", "methods", "as-commissioner"]
            where line.has(option) {
                throw invocation.usage(
                    "--hub-role is a role at the hub: it goes without --\(option)"
                )
            }
            role = GrantWords.role(word, in: GrantWords.hubRoles) ?? .unspecified
            tenant = ""
            return
        }
        guard let code = line.value("tenant"), let word = line.value("role") else {
            throw invocation.usage("give --tenant CODE and --role ROLE, or --hub-role ROLE")
        }
        tenant = code
        role = GrantWords.role(word, in: GrantWords.tenantRoles) ?? .unspecified
        if role == .integrator, methods.isEmpty {
            throw invocation.usage("--methods is missing: an integrator may call nothing else")
        }
    }

    /// Whether a role of the hub is wanted.
    var isHubRole: Bool { RoleTable.isHubRole(role) }

    /// Whether the new key has to be confirmed: a program's only where it may change something.
    var mustBeConfirmed: Bool {
        guard role == .integrator else { return GrantWords.mustBeConfirmed(role) }
        return methods.contains { Method(name: $0)?.facts.isMutating ?? true }
    }

    /// The request of an operator.
    func toHub() throws(CommandError) -> InviteToHubRequest {
        guard families.isEmpty, methods.isEmpty, !isAsCommissioner else {
            throw invocation.usage(
                "an operator invites the first admin of an organisation, who invites the others: "
                    + "leave --for, --methods and --as-commissioner out"
            )
        }
        return InviteToHubRequest(
            role: role,
            tenantCode: tenant,
            name: name,
            validHours: hours
        )
    }

    /// The request of an admin.
    var toTenant: InviteRequest {
        InviteRequest(
            role: role,
            families: families,
            name: name,
            methods: methods,
            validHours: hours,
            alsoAsCommissioner: isAsCommissioner
        )
    }

    /// The options of an admin's request: the organisation has to be the admin's own.
    func within(_ options: CallOptions) throws(CommandError) -> CallOptions {
        if let expected = options.expectedTenant, !expected.utf8.elementsEqual(tenant.utf8) {
            throw invocation.usage("--tenant and --expect-tenant name different organisations")
        }
        var options = options
        options.expectedTenant = tenant
        return options
    }

    /// Hours of a text such as `48h` or `7d`; 0, which the hub reads as the usual time, for none.
    static func hours(
        _ text: String?,
        max hoursMax: UInt64,
        _ invocation: Invocation
    ) throws(CommandError) -> UInt32 {
        guard let text else { return 0 }
        let bytes = Array(text.utf8)
        let factor: UInt64? =
            switch bytes.last {
            case UInt8(ascii: "h"): 1
            case UInt8(ascii: "d"): 24
            default: nil
            }
        guard let factor, let number = TimeSpan.number(Array(bytes.dropLast())),
            (1...hoursMax / factor).contains(number)
        else {
            throw invocation.usage("--valid takes hours or days, as 2h or 1d; at most \(hoursMax)h")
        }
        return UInt32(number * factor)
    }

    /// The longest time that an invitation can be used.
    static let hoursMax: UInt64 = 168
}

/// Methods as a list in one option.
enum MethodList {
    /// The full names of methods, divided by commas.
    static func read(_ text: String?) throws(CommandError) -> [String] {
        let words = (text ?? "").split(separator: ",").map { String($0) }
        return try words.map { (word) throws(CommandError) in
            let bare = word.split(separator: " ").joined(separator: " ")
            return try MethodName.resolve(bare).name.description
        }
    }
}

extension AdminDesk {
    /// Prints a code, the only time, and says how it is used.
    fileprivate func hand(
        over code: String,
        until expires: Timestamp?,
        _ principal: String,
        _ answer: some WireMessage,
        _ wish: InvitationWish
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        if invocation.line.common.isDryRun {
            return invocation.sayKept("\(wish.name) is invited, with a code that is printed", nil)
        }
        let console = invocation.console
        guard !code.isEmpty else {
            throw .taken(
                "the invitation was made before, and its code is told once only",
                next: "take it back (whub admin invitations, whub admin withdraw ID), then "
                    + "invite again"
            )
        }
        if invocation.line.common.output == .table { try console.write("\(code)\n") }
        let entry = try invocation.entry(try invocation.contexts())
        let end = expires.map { ", once, until \(Wording.time($0))" } ?? ", once"
        console.say(
            TerminalText.escaped(
                "Hand this code to \(wish.name) so that nobody else reads it. It can be used"
                    + "\(end), and is not shown again."
            )
        )
        console.say("They type this, and paste the code: \(entry.enrolment)")
        if wish.mustBeConfirmed {
            console.say(
                "Then they read a fingerprint to you: "
                    + "whub admin confirm \(principal) --fingerprint FINGERPRINT"
            )
        }
    }
}
