import HubCrypto
import HubWire

extension Principal {
    /// A principal as admins are told of it.
    ///
    /// - Parameters:
    ///   - record: What the registry has.
    ///   - certificates: Its certificates.
    ///   - inviter: The name of who invited it.
    init(_ record: PrincipalRecord, _ certificates: [CertificateRecord], inviter: String) {
        self.init()
        id = record.id
        name = record.name
        grants = record.grants
        state = PrincipalStanding(record.state).told
        enrolled = record.enrolled
        confirmed = record.confirmed ?? record.enrolled
        keys = certificates.map { PrincipalKey($0) }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        methods = record.methods
        version = record.version
        invitedBy = inviter
        reason = record.reason
    }
}

extension PrincipalKey {
    /// A key as admins are told of it.
    init(_ record: CertificateRecord) {
        self.init()
        id = record.code
        fingerprint = record.fingerprint
        issued = record.issued
        expires = record.notAfter
        confirmed = record.confirmed
        label = record.label
        state =
            record.state != .active
            ? .revoked : record.keyState == .unspecified ? .active : record.keyState
    }
}

/// The names of those who invite.
struct Inviters {
    /// What everybody of a tenant calls those who let its first admin in.
    static let operators = "the hub's operators"

    private let tenant: String
    // Text keys: ids that the hub made, in lower-case ASCII.
    private let names: [String: String]

    /// Those of one tenant.
    init(of tenant: String, among principals: some Sequence<PrincipalRecord>) {
        self.tenant = tenant
        // Text keys: ids that the hub made, in lower-case ASCII.
        var names: [String: String] = [:]
        for principal in principals where principal.tenantId.utf8.elementsEqual(tenant.utf8) {
            names[principal.id] = principal.name
        }
        self.names = names
    }

    /// The name of who invited; empty for the hub's own machine.
    func name(_ id: String) -> String { id.isEmpty ? "" : names[id] ?? Inviters.operators }
}
