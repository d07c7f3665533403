import HubCrypto
import HubWire

/// Puts together what each principal is told of itself.
struct Introductions {
    private let hub: HubRecord
    /// Notices by the id of the tenant that is shown them.
    private let notices: [UniqueID: [NoticeRecord]]

    init(hub: HubRecord?, notices: [NoticeRecord]) {
        self.hub = hub ?? HubRecord()
        var grouped: [UniqueID: [NoticeRecord]] = [:]
        for notice in notices {
            guard let tenant = UniqueID(notice.tenantId) else { continue }
            grouped[tenant, default: []].append(notice)
        }
        self.notices = grouped
    }

    /// What a principal is told.
    ///
    /// - Parameters:
    ///   - principal: The principal.
    ///   - tenant: Its tenant.
    ///   - id: The tenant's id.
    /// - Returns: All of it but what differs from call to call.
    func introduction(
        _ principal: PrincipalRecord,
        of tenant: TenantRecord,
        _ id: UniqueID
    ) -> Introduction {
        var known = WhoAmIResponse()
        known.hubId = hub.id
        known.hubName = hub.name
        known.hubKind = hub.kind
        known.tenantId = tenant.id
        known.tenantCode = tenant.code
        known.tenantName = tenant.name
        known.tenantKind = tenant.kind
        known.principalId = principal.id
        known.principalName = principal.name
        known.grants = principal.grants
        known.methods = principal.methods
        known.renewableUntil = principal.renewableUntil
        return Introduction(known, notices: notices[id] ?? [])
    }
}
