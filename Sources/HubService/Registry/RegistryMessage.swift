import HubStore
import HubWire

/// A message that the registry keeps, and the copies of what it says that its table has beside it,
/// in the order of the table's columns: by them rows are found without reading the others.
protocol RegistryMessage: WireMessage, Sendable {
    /// The copies; none where rows are found by their codes alone.
    var copies: [StoreValue] { get }
}

extension RegistryMessage {
    var copies: [StoreValue] { [] }
}

extension HubRecord: RegistryMessage {}
extension TenantRecord: RegistryMessage {}
extension KeyRecord: RegistryMessage {}
extension IssuedRecord: RegistryMessage {}
extension MarkRecord: RegistryMessage {}
extension ApprovalRecord: RegistryMessage {}
extension DataSetRecord: RegistryMessage {}
extension NoticeRecord: RegistryMessage {}
extension ActRecord: RegistryMessage {}

extension PrincipalRecord: RegistryMessage {
    var copies: [StoreValue] { [.text(tenantId)] }
}

extension CertificateRecord: RegistryMessage {
    var copies: [StoreValue] { [.text(principalId)] }
}

extension InvitationRecord: RegistryMessage {
    var copies: [StoreValue] { [.text(tenantId), .text(principalId), .text(invitedBy)] }
}

/// Lists of rows by what their tables' columns say.
enum RegistryQueries {
    /// The principals of a tenant.
    static let principalsOfTenant = RecordQuery(
        RegistryTables.principals.table,
        where: "tenant = ?3 AND id > ?4",
        order: "id"
    )
    /// The certificates of a principal.
    static let certificatesOfPrincipal = RecordQuery(
        RegistryTables.certificates.table,
        where: "principal = ?3 AND id > ?4",
        order: "id"
    )
    /// The invitations into a tenant.
    static let invitationsIntoTenant = RecordQuery(
        RegistryTables.invitations.table,
        where: "tenant = ?3 AND id > ?4",
        order: "id"
    )
    /// The invitations that are for a principal: its own, and those of its devices.
    static let invitationsOfPrincipal = RecordQuery(
        RegistryTables.invitations.table,
        where: "principal = ?3 AND id > ?4",
        order: "id"
    )
    /// The invitations that a principal has made.
    static let invitationsByInviter = RecordQuery(
        RegistryTables.invitations.table,
        where: "inviter = ?3 AND id > ?4",
        order: "id"
    )
    /// The acts of a tenant before one of them, the newest first: by their codes.
    static let actsBefore = RecordQuery(
        RegistryTables.acts.table,
        where: "code > ?3 AND code < ?4",
        order: "code DESC, id DESC"
    )
}
