import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub admin principals`.
    static let adminPrincipals = Command(
        CommandDeclaration(
            "admin",
            "principals",
            summary: "who may connect in your organisation, with roles and keys",
            examples: [
                .init("whub admin principals", "who is in, and whose key waits?"),
                .init("whub admin principals -o csv > access.csv", "for an auditor"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let principals = try desk.principals()
        let answer = ListPrincipalsResponse(principals: principals)
        let listing = PrincipalList.listing(principals)
        try invocation.print(answer, listing, lines: listing.entries)
    }

    /// `whub admin roles`.
    static let adminRoles = Command(
        CommandDeclaration(
            "admin",
            "roles",
            summary: "set what a principal may do",
            details: "What is named is all that holds from then on, at once and on connections "
                + "that are open. A role with a service behind a colon holds for that service; "
                + "the others hold for what --for names, or for all services. Data that your "
                + "organisation holds as commissioner, by its register, is open only to a role "
                + "that covers it: steward:training:commissioner, or --as-commissioner.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "role",
                    takes: .text("ROLE[:SERVICE[:commissioner]]"),
                    isRepeatable: true,
                    isRequired: true,
                    help: "viewer, contributor, steward, admin or integrator; may stand several "
                        + "times"
                ),
                OptionDeclaration(
                    "for",
                    takes: .oneOf(GrantWords.families.map(\.word)),
                    isRepeatable: true,
                    help: "the services that a role without one holds for"
                ),
                GrantWish.commissionerOption,
                OptionDeclaration(
                    "methods",
                    takes: .text("METHOD,…"),
                    help: "the only methods that an integrator may call"
                ),
                OptionDeclaration(
                    "reason",
                    takes: .text("TEXT"),
                    help: "why, for the record"
                ),
            ],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin roles \"Workforce lead\" --role steward --for priorities",
                    "one role for one service"
                ),
                .init(
                    "whub admin roles \"Workforce lead\" --role steward:priorities "
                        + "--role viewer:training --dry-run",
                    "two roles, only to see"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let grants = try GrantWish.read(invocation)
        let methods = try MethodList.read(invocation.line.value("methods"))
        let desk = try AdminDesk(invocation)
        let principal = try desk.principal(invocation.line.word("PRINCIPAL") ?? "")
        try invocation.show([
            ValueChange("Roles", GrantWords.text(principal.grants), GrantWords.text(grants)),
            ValueChange(
                "Methods",
                principal.methods.joined(separator: ", "),
                methods.joined(separator: ", ")
            ),
        ])
        let request = ChangeRolesRequest(
            principal: principal.id,
            grants: grants,
            methods: methods,
            baseVersion: principal.version,
            reason: invocation.line.value("reason") ?? ""
        )
        let answer = try desk.ask(desk.admin.changeRoles, request)
        let isKept = isSame(principal, grants, methods)
        try desk.close(
            answer,
            "\(principal.name) is \(isKept ? "as before" : "now") \(GrantWords.text(grants))"
        )
    }

    private static func isSame(
        _ principal: Principal,
        _ grants: [Grant],
        _ methods: [String]
    ) -> Bool {
        principal.grants.count == grants.count && principal.methods == methods
            && grants.allSatisfy { principal.grants.contains($0) }
    }
}

/// Principals for people and for programs.
enum PrincipalList {
    /// A row for each.
    static func listing(_ principals: [Principal]) -> Listing {
        var listing = Listing(columns: [
            .init("name", "Name"), .init("roles", "Roles"), .init("state", "State"),
            .init("keys", "Keys"), .init("confirmed", "Access confirmed"),
            .init("invited_by", "Invited by"), .init("id", "Id"),
            .init("enrolled", "Enrolled", isForPrograms: true),
            .init("methods", "Methods"),
        ])
        listing.rows = principals.map { principal in
            [
                .text(principal.name), .text(GrantWords.text(principal.grants)),
                .text(state(principal), role(principal)), .text(keys(of: principal)),
                .time(principal.confirmed ?? principal.enrolled), .text(principal.invitedBy),
                .text(principal.id), .time(principal.enrolled),
                .text(principal.methods.joined(separator: " ")),
            ]
        }
        return listing
    }

    private static func keys(of principal: Principal) -> String {
        // Whoever was let in at the hub's own machine was handed the key there.
        let isInvited = !principal.invitedBy.isEmpty
        return KeyWords.list(principal.keys, isInvited: isInvited).joined(separator: "\n")
    }

    private static func state(_ principal: Principal) -> String {
        let word = Wording.name(principal.state, without: "PRINCIPAL_STATE_")
        return principal.reason.isEmpty ? word : "\(word): \(principal.reason)"
    }

    private static func role(_ principal: Principal) -> TextRole? {
        switch principal.state {
        case .active: principal.keys.contains { $0.state == .pending } ? .warning : .good
        case .suspended: .warning
        default: .quiet
        }
    }
}

/// Grants as they are typed.
enum GrantWish {
    /// The grants that `--role` and `--for` name.
    static func read(_ invocation: Invocation) throws(CommandError) -> [Grant] {
        let named = invocation.line.values("for").compactMap(GrantWords.family)
        let families = named.isEmpty ? GrantWords.families.map(\.family) : named
        var grants: [Grant] = []
        for typed in invocation.line.values("role") {
            let named = try self.grants(typed, families, invocation)
            let meant = invocation.line.has("as-commissioner") ? wide(named) : named
            for grant in meant where !grants.contains(grant) { grants.append(grant) }
        }
        guard
            !invocation.line.has("as-commissioner") || grants.contains(where: \.alsoAsCommissioner)
        else {
            throw invocation.usage(
                "--as-commissioner is for a role that sees records, for wres or training"
            )
        }
        return grants
    }

    private static func grants(
        _ typed: String,
        _ families: [Family],
        _ invocation: Invocation
    ) throws(CommandError) -> [Grant] {
        let parts = typed.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let role = GrantWords.role(parts[0], in: GrantWords.hubRoles), parts.count == 1 {
            return [Grant(role: role, family: .hub)]
        }
        guard let role = GrantWords.role(parts[0], in: GrantWords.tenantRoles) else {
            let words = GrantWords.tenantRoles.map(\.word).joined(separator: ", ")
            throw invocation.usage("--role takes \(words), not `\(parts[0])`")
        }
        guard parts.count > 1 else { return families.map { Grant(role: role, family: $0) } }
        guard let family = GrantWords.family(parts[1]) else {
            let words = GrantWords.families.map(\.word).joined(separator: ", ")
            throw invocation.usage("a role is granted for \(words), not for `\(parts[1])`")
        }
        guard parts.count > 2 else { return [Grant(role: role, family: family)] }
        let ending = parts.dropFirst(2).joined(separator: ":")
        guard ending.utf8.elementsEqual(GrantWords.commissioner.utf8) else {
            throw invocation.usage(
                "behind a service stands \(GrantWords.commissioner), not `\(ending)`"
            )
        }
        return [Grant(role: role, family: family, alsoAsCommissioner: true)]
    }

    /// The option that has roles cover what is held as commissioner.
    static let commissionerOption = OptionDeclaration(
        "as-commissioner",
        help: "have the role cover what your organisation holds as commissioner, too"
    )

    /// Grants that cover what is held as commissioner where there can be any.
    private static func wide(_ grants: [Grant]) -> [Grant] {
        grants.map { grant in
            var grant = grant
            grant.alsoAsCommissioner = RoleTable.canCoverCommissioner(grant.role, grant.family)
            return grant
        }
    }
}
