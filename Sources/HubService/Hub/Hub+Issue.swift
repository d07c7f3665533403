import HubCrypto
import HubStore
import HubSystem
import HubTLS
import HubText
package import HubWire

/// Whom a certificate is issued to at the shell of the hub's machine.
package struct IssueRequest: Sendable {
    /// The tenant's code; `nil` for a role of the hub.
    package var tenantCode: String?
    /// The role.
    package var role: Role
    /// The families of services it is granted for; empty for all of them.
    package var families: [Family]
    /// What the registry calls the principal.
    package var name: String
    /// The only methods that it may call, where it is an integrator; full names.
    package var methods: [String]

    /// A request.
    package init(
        tenantCode: String?,
        role: Role,
        families: [Family] = [],
        name: String,
        methods: [String] = []
    ) {
        self.tenantCode = tenantCode
        self.role = role
        self.families = families
        self.name = name
        self.methods = methods
    }
}

/// A principal's certificate with its key, as the client keeps them.
package struct IssuedBundle: Sendable {
    /// The leaf, then the intermediate, as PEM.
    package let chain: [UInt8]
    /// The private key, as PEM.
    package let key: [UInt8]
    /// The root, as PEM.
    package let root: [UInt8]
    /// What a context needs to know: hub id, tenant code, server name.
    package let context: String
}

extension Hub {
    /// Makes a principal with a key and a certificate, active at once.
    ///
    /// Only a hub that was made for it allows this: it goes around invitations.
    ///
    /// - Parameter request: Whom to issue to.
    /// - Returns: What the client keeps.
    /// - Throws: `HubError` naming what is wrong with the request.
    package func issue(_ request: IssueRequest) throws(HubError) -> IssuedBundle {
        let contents = contents
        guard let hub = contents.hub, let hubID = UniqueID(hub.id) else {
            throw HubError.noHub(data)
        }
        guard hub.localIssue || hub.kind == .example else {
            throw HubError(
                "this hub issues certificates by invitation only: it was made without "
                    + "--local-issue. Invite with `whubd invite`"
            )
        }
        let tenant = try issueTenant(request, contents)
        var request = request
        request.name = try Hub.principalName(request.name)
        guard let tenantID = UniqueID(tenant.id) else { throw HubError("a tenant without an id") }
        let now = clock.instant
        let principalID = UniqueID(milliseconds: UInt64(clamping: now.microseconds / 1_000))
        let key = try HubError.tls { () throws(TLSError) in try PrivateKey() }
        let name = PrincipalName(hub: hubID, tenant: tenantID, principal: principalID)
        let chain = try issuer.issue(name, key: key.publicKey, now: now)
        try register(request, tenant, principalID, chain, now)
        return IssuedBundle(
            chain: Certificate.pem(chain),
            key: try HubError.tls { () throws(TLSError) in try key.pem() },
            root: Certificate.pem([try authority.shownRoot()]),
            context: Hub.contextText(hub, tenant)
        )
    }

    /// Takes a name by the rules of every other text: it is shown to people for years.
    static func principalName(_ text: String) throws(HubError) -> String {
        // Arguments that are no UTF-8 were mended with this before anybody could look at them.
        guard !text.unicodeScalars.contains("\u{FFFD}") else {
            throw HubError("--name holds bytes that are no text in UTF-8", .usage)
        }
        do throws(TextError) {
            return try TextRule.name.acceptRequired(text)
        } catch {
            throw HubError("--name: \(error)", .usage)
        }
    }

    func issueTenant(
        _ request: IssueRequest,
        _ contents: RegistryContents
    ) throws(HubError) -> TenantRecord {
        guard let code = request.tenantCode else {
            guard RoleTable.isHubRole(request.role) else {
                throw HubError("a role of a tenant needs --tenant CODE", .usage)
            }
            guard let region = contents.regionTenant else {
                throw HubError("the hub has no tenant of its region")
            }
            return region
        }
        guard !RoleTable.isHubRole(request.role) else {
            throw HubError(
                "give a role of the hub with --hub-role, without --tenant",
                .usage
            )
        }
        guard let tenant = contents.tenant(code: code) else {
            throw Hub.unknownTenant(code, contents)
        }
        return tenant
    }

    /// Names the tenant that was probably meant, and all there are.
    private static func unknownTenant(
        _ typed: String,
        _ contents: RegistryContents
    ) -> HubError {
        let tenants = contents.tenants.values.sorted {
            $0.code.utf8.lexicographicallyPrecedes($1.code.utf8)
        }
        let wanted = typed.lowercased()
        let meant = tenants.filter { $0.name.lowercased().contains(wanted) }
        var lines = ["no tenant has the code \(typed)"]
        if meant.count == 1 { lines[0] += "; did you mean \(meant[0].code), \(meant[0].name)?" }
        lines.append("The codes of this hub, which `whub councils` lists too:")
        lines += tenants.map { "  \($0.code)  \($0.name)" }
        return HubError(lines.joined(separator: "\n"), .missing)
    }

    private func register(
        _ request: IssueRequest,
        _ tenant: TenantRecord,
        _ principalID: UniqueID,
        _ chain: [Certificate],
        _ now: Instant
    ) throws(HubError) {
        guard let leaf = chain.first?.facts else { throw HubError("no certificate was made") }
        var principal = PrincipalRecord()
        principal.id = principalID.description
        principal.tenantId = tenant.id
        principal.name = request.name
        principal.grants = Hub.grants(request)
        principal.methods = request.methods
        principal.state = .active
        principal.enrolled = Timestamp(now)
        var certificate = CertificateRecord()
        certificate.serial = leaf.serial
        certificate.publicKeyDigest = leaf.publicKeyDigest.bytes
        certificate.principalId = principal.id
        certificate.notAfter = Timestamp(seconds: leaf.notAfterSeconds)
        certificate.state = .active
        certificate.keyState = .active
        certificate.issued = Timestamp(now)
        certificate.confirmed = Timestamp(now)
        principal.confirmed = Timestamp(now)
        principal.version = 1
        try changeRegistry("local/Issue") { [principal, certificate] (store) throws(Fault) in
            let judged = try HighestTime.judged(now, in: store)
            let id = principal.id
            try RegistryTables.principalRows.save(principal, as: id, id: principalID, in: &store)
            let serial = certificate.code
            try RegistryTables.certificateRows.save(certificate, as: serial, in: &store)
            try KeyChanges.keepKey(of: certificate, in: &store)
            var act = Act(kind: .enrolled, certificate, of: principal)
            act.grants = principal.grants
            act.methods = principal.methods
            act.detail = "with a key that was made there"
            try Acts.note(act, in: tenant, in: &store)
            try HighestTime.raise(to: judged, in: &store)
        }
    }

    static func grants(_ request: IssueRequest) -> [Grant] {
        guard !RoleTable.isHubRole(request.role) else {
            return [Grant(role: request.role, family: .hub)]
        }
        let all: [Family] = [.priorities, .plans, .wres, .training]
        let families = request.families.isEmpty ? all : request.families
        return families.map { Grant(role: request.role, family: $0) }
    }

    private static func contextText(_ hub: HubRecord, _ tenant: TenantRecord) -> String {
        let server = hub.serverNames.first ?? "localhost"
        return """
            {
              "hub_id": "\(hub.id)",
              "tenant_code": "\(tenant.code)",
              "server_name": "\(server)"
            }

            """
    }
}
