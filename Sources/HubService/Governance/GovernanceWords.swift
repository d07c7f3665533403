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
    /// - Parameter method: What was called.
    /// - Returns: The message.
    static func refusal(_ method: Method) -> String {
        let facts = method.facts
        let roles = RoleTable.roles(carrying: facts.permission)
        guard !roles.isEmpty else {
            return "\(method.name) is not among the methods that you may call, which an admin of "
                + "your organisation lists"
        }
        let isOfHub = roles.allSatisfy { RoleTable.isHubRole($0) }
        let names = roles.map { role in
            let needsFamily = !RoleTable.isHubRole(role) && facts.family != .hub
            return needsFamily
                ? "\(RoleWords.of(role)) for \(RoleWords.of(facts.family))" : RoleWords.of(role)
        }
        let granters =
            isOfHub
            ? operators : "an admin of your organisation, or where it has none, \(operators)"
        return "none of your roles allows \(method.name); it is for "
            + "\(names.joined(separator: " or ")), which can be granted by \(granters)"
    }

    /// Who grants the roles of the hub.
    static let operators = "the hub's operators"
}
