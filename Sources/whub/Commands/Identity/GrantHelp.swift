import HubWire

/// Who can help somebody to a method, and what they would type.
struct GrantHelp {
    private let method: Method
    private let identity: WhoAmIResponse
    private let answer: CanIResponse

    /// The word of the hub for whom it names where no admin of the organisation can help.
    private static let operators = "the hub's operators"

    /// Help for a caller with a method.
    init(_ method: Method, _ identity: WhoAmIResponse, _ answer: CanIResponse) {
        self.method = method
        self.identity = identity
        self.answer = answer
    }

    /// Who adds the method to those of an integrator.
    var list: String {
        "ask \(others) to list it among what you may call: whub admin roles \(name) "
            + "\(GrantWords.typed(identity.grants)) --methods \(method.name),… (all of them)"
    }

    /// Who can do it, where the caller can never be allowed to.
    ///
    /// - Parameter roles: Who may, in words.
    /// - Returns: The advice.
    func nobody(_ roles: String) -> String {
        guard identity.tenantKind == .region else {
            return roles.isEmpty
                ? "ask \(others)"
                : "let somebody of your organisation do it who is \(roles): an integrator holds no "
                    + "other role"
        }
        return "ask the council: nobody of the region can be given its roles"
    }

    /// Who can grant a role.
    ///
    /// - Parameters:
    ///   - role: The role that gives the least and is enough.
    ///   - roles: All that would do, in words.
    /// - Returns: The advice.
    func grant(_ role: Role, _ roles: String) -> String {
        let isOfHub = RoleTable.isHubRole(role)
        if identity.grants.contains(where: { $0.role == (isOfHub ? .operator : .admin) }) {
            return own(role)
        }
        if isOfHub {
            let name = GrantWords.name(Grant(role: role, family: .hub))
            return "ask \(others), who can invite you as \(name)"
        }
        guard !isWithoutAdmin else {
            return "your organisation has no admin now: ask \(Self.operators) to let one in "
                + "(whub admin break-glass, which needs two), who then grants you the role \(roles)"
        }
        return "ask \(others) for the role \(roles)"
    }

    /// What somebody types who gives the role to others, too.
    private func own(_ role: Role) -> String {
        let families = answer.family == .hub ? GrantWords.families.map(\.family) : [answer.family]
        let added =
            RoleTable.isHubRole(role)
            ? [Grant(role: role, family: .hub)]
            : families.map {
                Grant(role: role, family: $0, alsoAsCommissioner: answer.asCommissioner)
            }
        let command = "whub admin roles \(name) \(GrantWords.typed(identity.grants + added))"
        let colleagues = answer.granters.filter { granter in
            !granter.utf8.elementsEqual(identity.principalName.utf8)
                && !granter.utf8.elementsEqual(Self.operators.utf8)
        }
        let yourself = "you can grant it to yourself, and the history shows it: \(command)"
        guard !colleagues.isEmpty else { return yourself }
        return "ask \(colleagues.joined(separator: " or ")), or " + yourself
    }

    private var isWithoutAdmin: Bool {
        answer.granters.allSatisfy { $0.utf8.elementsEqual(Self.operators.utf8) }
    }

    private var others: String {
        answer.granters.isEmpty ? Self.operators : answer.granters.joined(separator: " or ")
    }

    private var name: String {
        GrantWords.typed(name: identity.principalName, id: identity.principalId)
    }
}
