import HubWire

/// Roles in words, from the schema's own names.
enum RoleWords {
    /// A role as it is written in commands: `region-lead`.
    static func of(_ role: Role) -> String { words(role, without: "ROLE_") }

    /// A family of services as it is written in commands.
    static func of(_ family: Family) -> String { words(family, without: "FAMILY_") }

    /// A capacity in which data is held: `employer`.
    static func of(_ capacity: Capacity) -> String { words(capacity, without: "CAPACITY_") }

    private static func words<Value: WireEnum>(_ value: Value, without prefix: String) -> String {
        let name = Value.wireTable.values.first { $0.number == value.rawValue }?.name
        guard let name else { return "\(value.rawValue)" }
        return name.dropFirst(prefix.count).lowercased().split(separator: "_")
            .joined(separator: "-")
    }
}

/// Who may call a method, in words that disclose nothing about anybody.
enum GrantWords {
    /// Why a caller is refused, and who could help; names nobody, since messages end in logs.
    ///
    /// - Parameters:
    ///   - method: What was called.
    ///   - grants: What the caller holds.
    /// - Returns: The message.
    static func refusal(_ method: Method, to grants: [Grant]) -> String {
        let facts = method.facts
        guard !RoleTable.allows(facts, grants) else {
            return "\(method.name) is not among the methods that you may call, which an admin of "
                + "your organisation lists"
        }
        let roles = RoleTable.roles(carrying: facts.permission)
        let givable = RoleTable.givable(roles, to: grants)
        guard !givable.isEmpty else {
            let who = grants.contains { $0.role == .integrator } ? "an integrator" : "the region"
            let people = roles.filter { $0 != .integrator }
            return "none of your roles allows \(method.name); it is for "
                + "\(names(people, facts)), which nobody can grant to \(who)"
        }
        return "none of your roles allows \(method.name); it is for \(names(givable, facts)), "
            + "which can be granted by \(granters(of: givable, to: grants))"
    }

    /// Why a caller is refused whose role does not cover the capacity that the data is held in.
    ///
    /// - Parameters:
    ///   - method: What was called.
    ///   - grants: What the caller holds.
    /// - Returns: The message.
    static func capacityRefusal(_ method: Method, to grants: [Grant]) -> String {
        let facts = method.facts
        return "your organisation holds \(DataSetRules.words(facts.dataSet)) as commissioner, too, "
            + "which your role for \(RoleWords.of(facts.family)) does not cover; that can be "
            + "granted by \(granters(of: [.viewer], to: grants))"
    }

    private static func names(_ roles: [Role], _ facts: MethodFacts) -> String {
        let ofFamily = facts.family == .hub ? [] : roles.filter { !RoleTable.isHubRole($0) }
        var words = roles.filter { !ofFamily.contains($0) }.map { RoleWords.of($0) }
        if !ofFamily.isEmpty {
            let names = list(ofFamily.map { RoleWords.of($0) })
            words.append("\(names) for \(RoleWords.of(facts.family))")
        }
        return list(words)
    }

    /// "viewer", "viewer or steward", "viewer, contributor or steward".
    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    private static func granters(of roles: [Role], to grants: [Grant]) -> String {
        let isOfHub = roles.allSatisfy { RoleTable.isHubRole($0) }
        let giver: Role = isOfHub ? .operator : .admin
        // Whoever gives a role to others can take it, in sight of the history.
        if grants.contains(where: { $0.role == giver }) {
            return "yourself, as \(RoleWords.of(giver))"
        }
        return isOfHub
            ? operators : "an admin of your organisation, or where it has none, \(operators)"
    }

    /// Who grants the roles of the hub.
    static let operators = "the hub's operators"
}
