import HubWire

/// Roles as people read and type them.
enum GrantWords {
    /// The roles that an organisation gives, as they are typed.
    static let tenantRoles: [(word: String, role: Role)] = [
        ("viewer", .viewer), ("contributor", .contributor), ("steward", .steward),
        ("admin", .admin), ("integrator", .integrator),
    ]
    /// The roles of the hub, as they are typed.
    static let hubRoles: [(word: String, role: Role)] = [
        ("region-lead", .regionLead), ("region-analyst", .regionAnalyst), ("operator", .operator),
    ]
    /// What a role of an organisation is granted for, as it is typed.
    static let families: [(word: String, family: Family)] = [
        ("priorities", .priorities), ("plans", .plans), ("wres", .wres), ("training", .training),
    ]

    /// The role of a word; `nil` where there is none of that name.
    static func role(_ word: String, in list: [(word: String, role: Role)]) -> Role? {
        list.first { $0.word.utf8.elementsEqual(word.utf8) }?.role
    }

    /// The family of a word; `nil` where there is none of that name.
    static func family(_ word: String) -> Family? {
        families.first { $0.word.utf8.elementsEqual(word.utf8) }?.family
    }

    /// Grants in one line, each role once: "steward (priorities, plans), viewer (training)".
    static func text(_ grants: [Grant]) -> String {
        var roles: [Role] = []
        for grant in grants where !roles.contains(grant.role) { roles.append(grant.role) }
        return roles.map { role in
            let name = Wording.name(role, without: "ROLE_")
            guard !RoleTable.isHubRole(role) else { return name }
            let names = grants.filter { $0.role == role }.map(service)
            return "\(name) (\(names.joined(separator: ", ")))"
        }.joined(separator: ", ")
    }

    /// A role in words, with the services it is granted for where it needs any.
    static func name(_ grant: Grant) -> String {
        let name = Wording.name(grant.role, without: "ROLE_")
        guard !RoleTable.isHubRole(grant.role), grant.family != .hub else { return name }
        return "\(name) (\(service(grant)))"
    }

    /// What a role is granted for: "training", or "training, as commissioner too".
    private static func service(_ grant: Grant) -> String {
        let name = Wording.name(grant.family, without: "FAMILY_")
        return grant.alsoAsCommissioner ? "\(name) as commissioner too" : name
    }

    /// The word behind a role and its service that has it cover what is held as commissioner.
    static let commissioner = "commissioner"

    /// Grants as they are typed: "--role admin --role steward:training:commissioner".
    static func typed(_ grants: [Grant]) -> String {
        var roles: [Role] = []
        for grant in grants where !roles.contains(grant.role) { roles.append(grant.role) }
        return roles.flatMap { role in
            let word = (tenantRoles + hubRoles).first { $0.role == role }?.word ?? ""
            let own = grants.filter { $0.role == role }
            let held = families.filter { family in own.contains { $0.family == family.family } }
            let wide = own.filter(\.alsoAsCommissioner).map(\.family)
            guard !RoleTable.isHubRole(role), held.count < families.count || !wide.isEmpty else {
                return ["--role \(word)"]
            }
            return held.map { family in
                let end = wide.contains(family.family) ? ":\(commissioner)" : ""
                return "--role \(word):\(family.word)\(end)"
            }
        }.joined(separator: " ")
    }

    /// A principal as it is typed: by its name where a shell leaves that alone, else by its id.
    static func typed(name: String, id: String) -> String {
        let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && !shellBytes.contains($0) }
        return isPlain && !name.isEmpty ? "\"\(name)\"" : id
    }

    /// What means something to a shell between quotation marks.
    private static let shellBytes = Array("\"$`\\!".utf8)

    /// Whether a role's key opens nothing before somebody confirmed it.
    static func mustBeConfirmed(_ role: Role) -> Bool {
        [.steward, .admin, .integrator].contains(role) || RoleTable.isHubRole(role)
    }
}
