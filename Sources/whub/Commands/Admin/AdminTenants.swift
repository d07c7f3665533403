import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub admin tenants`.
    static let adminTenants = Command(
        CommandDeclaration(
            "admin",
            "tenants",
            summary: "which councils get in, which are suspended or being deleted (operator)",
            details: "Shows nothing that a council keeps, and nobody of it.",
            examples: [
                .init("whub admin tenants", "who is kept out, why, and until when?"),
                .init("whub admin tenants -o csv", "for a list of your own"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let answer = try desk.ask(desk.operators.listTenants, ListTenantsRequest())
        try invocation.print(answer, TenantList.listing(answer)) { style in
            TenantList.lines(answer, style)
        }
    }
}

/// The hub's tenants for operators.
enum TenantList {
    /// A row for each tenant.
    static func listing(_ answer: ListTenantsResponse) -> Listing {
        var listing = Listing(columns: [
            .init("code", "Code"), .init("name", "Name"), .init("state", "State"),
            .init("next", "Next"), .init("kind", "Kind", isForPrograms: true),
            .init("reason", "Reason", isForPrograms: true),
            .init("delete_after", "Destroyed after", isForPrograms: true),
        ])
        listing.rows = answer.tenants.map { tenant in
            [
                .text(tenant.code), .text(tenant.name), .text(state(tenant), role(tenant)),
                .text(next(tenant)), .text(Wording.name(tenant.kind, without: "TENANT_KIND_")),
                .text(tenant.reason), .time(tenant.deleteAfter),
            ]
        }
        return listing
    }

    /// How many there are of each kind, and the table.
    static func lines(_ answer: ListTenantsResponse, _ style: TerminalStyle) -> [String] {
        let (suspended, deleting, empty) = counts(answer.tenants)
        var sentence = Wording.count(answer.tenants.count, "organisation") + " on this hub"
        if suspended > 0 { sentence += ", \(suspended) suspended" }
        if deleting > 0 { sentence += ", \(deleting) being deleted" }
        if empty > 0 { sentence += ", \(empty) with nobody in yet" }
        return [TerminalText.escaped(sentence + "."), ""] + listing(answer).lines(style)
    }

    /// How many are suspended, are being deleted, and wait for a first admin.
    static func counts(
        _ tenants: [HostedTenant]
    ) -> (suspended: Int, deleting: Int, empty: Int) {
        (
            tenants.count { $0.state == .suspended },
            tenants.count { $0.state == .deleting },
            tenants.count(where: \.needsFirstAdmin)
        )
    }

    private static func state(_ tenant: HostedTenant) -> String {
        switch tenant.state {
        case .suspended: "suspended: \(tenant.reason)"
        case .deleting: "being deleted: \(tenant.reason)"
        default: tenant.needsFirstAdmin ? "nobody is in yet" : "active"
        }
    }

    private static func role(_ tenant: HostedTenant) -> TextRole {
        switch tenant.state {
        case .suspended, .deleting: .warning
        default: tenant.needsFirstAdmin ? .quiet : .good
        }
    }

    /// What an operator can do about it.
    private static func next(_ tenant: HostedTenant) -> String {
        switch tenant.state {
        case .suspended: "whub admin tenant resume \(tenant.code)"
        case .deleting:
            (tenant.deleteAfter.map { "destroyed after \(Wording.time($0)); until then: " } ?? "")
                + "whub admin tenant resume \(tenant.code)"
        default:
            tenant.needsFirstAdmin
                ? "whub admin invite --tenant \(tenant.code) --role admin --name TEXT" : ""
        }
    }
}
