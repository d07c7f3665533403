import HubCrypto
import HubStore
import HubSystem
import HubText
import HubWire

/// What operators do to tenants, without ever seeing what is theirs.
struct TenantChanges: Sendable {
    /// How long everybody of a tenant is shown that operators invited an admin.
    static let noticeHours: UInt32 = 90 * 24

    let invitations: InvitationMaker

    /// The changes that need a second person.
    var withApproval: SecondPerson {
        SecondPerson(changes: [
            .operatorServiceDeleteTenant: SecondPersonChange(
                words: { (bytes, store) throws(Fault) in
                    let request = try Fault.decoded(DeleteTenantRequest.self, bytes)
                    let tenant = try TenantChanges.find(request.tenantCode, in: &store)
                    return ApprovalWords(
                        change: "Delete \(tenant.name) (\(tenant.code))",
                        reason: request.reason
                    )
                },
                perform: { (bytes, call, store) throws(Fault) in
                    let request = try Fault.decoded(DeleteTenantRequest.self, bytes)
                    let reason = try TenantChanges.reason(request.reason)
                    let now = store.now
                    let saved = try TenantChanges.move(
                        request.tenantCode,
                        .delete,
                        reason,
                        until: Instant(
                            microseconds: now.microseconds + TenantStanding.deletingMicroseconds
                        ),
                        in: &store
                    )
                    let asker = try call.requireCaller().principal.description
                    try Acts.note(
                        Act(kind: .organisationDeleted, reason: reason),
                        in: TenantChanges.find(request.tenantCode, in: &store),
                        askedBy: asker,
                        in: &store
                    )
                    return ApprovedChange(saved: saved)
                }
            ),
            .operatorServiceBreakGlass: SecondPersonChange(
                words: { (bytes, store) throws(Fault) in
                    let request = try Fault.decoded(BreakGlassRequest.self, bytes)
                    let tenant = try TenantChanges.find(request.tenantCode, in: &store)
                    return ApprovalWords(
                        // The name comes last: it may hold words about another organisation.
                        change: "Invite an admin into \(tenant.name) (\(tenant.code))",
                        detail: ", named “\(request.name)”",
                        reason: request.reason
                    )
                },
                perform: { (bytes, call, store) throws(Fault) in
                    let request = try Fault.decoded(BreakGlassRequest.self, bytes)
                    return try breakGlass(request, in: call, &store)
                }
            ),
        ])
    }

    /// Invites an admin into a tenant that has lost its own, and tells everybody there.
    private func breakGlass(
        _ request: BreakGlassRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ApprovedChange {
        let name = try Fault.text(request.name, "name", isRequired: true)
        let reason = try TenantChanges.reason(request.reason)
        let tenant = try TenantChanges.find(request.tenantCode, in: &store)
        guard tenant.state == .active else { throw Fault(.notPossibleInThisState) }
        let people = try People(of: tenant, in: &store)
        guard people.principals.values.contains(where: { $0.state != .ended }) else {
            throw Fault(
                .notPossibleInThisState,
                "the organisation has no people: invite its first admin"
            )
        }
        var plan = InvitationPlan(
            tenant: tenant.id,
            name: name,
            grants: AdminRules.grants(.admin, [])
        )
        plan.kind = .breakGlass
        plan.invitedBy = try call.requireCaller().principal.description
        plan.validHours = ApprovalRules.hours
        let made = try invitations.make(plan, now: call.now, in: &store)
        var notice = Notice()
        notice.kind = "break-glass"
        notice.time = Timestamp(call.now)
        notice.text =
            "Two operators of the hub invited \(name) as an admin of your organisation: "
            + reason
        try TenantChanges.tell(notice, to: tenant, in: &store)
        let act = Act(kind: .breakGlass, made.record, reason: reason)
        try Acts.note(act, in: tenant, askedBy: plan.invitedBy, in: &store)
        return ApprovedChange(
            saved: made.saved,
            code: made.code,
            principal: made.record.principalId
        )
    }

    /// Keeps a notice to everybody of a tenant, and journals it in the tenant's own file.
    private static func tell(
        _ notice: Notice,
        to tenant: TenantRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        var record = NoticeRecord()
        record.tenantId = tenant.id
        record.notice = notice
        record.until = Timestamp(store.now.advanced(hours: noticeHours))
        let id = UniqueID(milliseconds: UInt64(clamping: store.now.microseconds / 1_000))
        try RegistryTables.noticeRows.save(record, as: "\(tenant.id)/\(id)", id: id, in: &store)
        let body = record.encoded()
        try stored { () throws(StoreError) in
            try store.post(to: TenantMail.target, kind: TenantMail.noticeKind, body: body)
        }
    }

    /// Takes the reason for a change.
    static func reason(_ text: String) throws(Fault) -> String {
        try Fault.text(text, "reason", .line, isRequired: true)
    }

    /// The tenant of a code, other than that of the region.
    ///
    /// - Throws: `notFound`; `notYoursToGive` for the region's, whose people the operators are.
    static func find(_ code: String, in store: inout WriteContext) throws(Fault) -> TenantRecord {
        let found = try RegistryTables.tenantRows.find(code, in: store.database)
        guard let tenant = found, tenant.state != .ended else {
            throw .notFound("council on this hub", next: "`whub councils` lists them")
        }
        guard tenant.kind != .region else {
            throw Fault(
                .notYoursToGive,
                "this is the region itself, which cannot be suspended, deleted or let into; name "
                    + "a council"
            )
        }
        return tenant
    }

    /// Moves a tenant to the standing after an event.
    static func move(
        _ code: String,
        _ event: TenantStanding.Event,
        _ reason: String,
        until end: Instant? = nil,
        in store: inout WriteContext
    ) throws(Fault) -> Saved {
        var tenant = try find(code, in: &store)
        // What is being destroyed cannot be resumed half way.
        if TenantStanding.isDue(tenant, store.now) {
            throw Fault(.notPossibleInThisState, "its records are being destroyed now")
        }
        tenant.state = try TenantStanding(tenant.state).after(event).registryState
        tenant.reason = reason
        tenant.deleteAfter = end.map { Timestamp($0) }
        let revision = try RegistryTables.tenantRows.save(tenant, as: tenant.code, in: &store)
        return Saved(id: tenant.code, revision: revision)
    }
}
