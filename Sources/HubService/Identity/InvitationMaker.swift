package import HubCrypto
package import HubStore
package import HubSystem
package import HubWire

/// Whom an invitation lets in, and as what; texts and rights were checked by whoever asks.
package struct InvitationPlan: Sendable {
    /// The tenant's id.
    package var tenant: String
    /// What it is for.
    package var kind = InvitationKind.principal
    /// The principal whose further device it lets in; empty for a new principal.
    package var principal = ""
    /// What the new principal may do.
    package var grants: [Grant] = []
    /// The only methods that an integrator may call; full names.
    package var methods: [String] = []
    /// What colleagues know the principal by.
    package var name: String
    /// The principal that invites; empty at the hub's own machine, whose operator confirms the key
    /// by being there.
    package var invitedBy = ""
    /// What its owner calls the device, where it is for one.
    package var label = ""
    /// Whoever could hold the key of the device that it is made from, of a principal's own devices.
    package var vouchedBy: [Hand] = []
    /// How long it can be used.
    package var validHours: UInt32 = InvitationMaker.validHoursUsual

    /// A plan for a new principal.
    package init(tenant: String, name: String, grants: [Grant]) {
        self.tenant = tenant
        self.name = name
        self.grants = grants
    }
}

/// An invitation that was made; its code is told once.
package struct MadeInvitation: Sendable {
    /// What the registry keeps.
    package let record: InvitationRecord
    /// What the invited types at `whub enrol`.
    package let code: String
}

/// Makes invitations inside a job of the registry's writer.
package struct InvitationMaker: Sendable {
    /// How long an invitation can be used where nothing else was asked for.
    package static let validHoursUsual: UInt32 = 48
    /// The longest that an invitation can be used.
    package static let validHoursMax: UInt32 = 168
    /// Invitations into one tenant that may be kept at a time, whatever became of them: the
    /// registry is read as a whole, and one tenant's rows must not be what it breaks at.
    package static let keptMax = 500

    private let keptMax: Int
    private let rootDigest: @Sendable () throws(HubError) -> Digest32

    /// A maker for one hub.
    ///
    /// - Parameters:
    ///   - keptMax: Invitations into one tenant that may be kept.
    ///   - rootDigest: SHA-256 of the root that the server shows.
    package init(
        keptMax: Int = InvitationMaker.keptMax,
        rootDigest: @escaping @Sendable () throws(HubError) -> Digest32
    ) {
        self.keptMax = keptMax
        self.rootDigest = rootDigest
    }

    /// Makes an invitation: its id and the digest of its secret are kept, the secret is not.
    ///
    /// - Parameters:
    ///   - plan: Whom it lets in.
    ///   - now: The calendar.
    ///   - store: The registry.
    /// - Returns: The record and the code.
    /// - Throws: `clockRanBack`, `nothingCanBeIssuedNow`, `spaceUsedUp` or `tooManyKeys` when too
    ///   many are kept, `requestNotValid` for a name of the hub's people that is taken, or a fault
    ///   of the store.
    package func make(
        _ plan: InvitationPlan,
        now: Instant,
        in store: inout WriteContext
    ) throws(Fault) -> MadeInvitation {
        let now = try HighestTime.judged(now, in: store)
        try requireRoom(plan, in: store)
        // However somebody comes to the hub: by an operator, a colleague, or at its machine.
        if plan.kind != .device, plan.grants.contains(where: { RoleTable.isHubRole($0.role) }) {
            try HubNames.requireFree(plan.name, in: plan.tenant, now: now, store)
        }
        let code = InvitationCode(rootDigest: try digest())
        let hours = plan.validHours == 0 ? Self.validHoursUsual : plan.validHours
        var record = InvitationRecord()
        record.id = code.id
        record.secretDigest = SHA256.digest(of: code.secret).bytes
        record.tenantId = plan.tenant
        let fresh = UniqueID(milliseconds: UInt64(clamping: now.microseconds / 1_000))
        record.principalId = plan.principal.isEmpty ? fresh.description : plan.principal
        record.kind = plan.kind
        record.grants = plan.grants
        record.methods = plan.methods
        record.name = plan.name
        record.label = plan.label
        record.expires = Timestamp(now.advanced(seconds: Int64(hours) * 3_600))
        record.invitedBy = plan.invitedBy
        record.vouchedBy = plan.vouchedBy
        record.state = .live
        record.version = 1
        try RegistryRecords.save(
            record,
            record.code,
            RegistryTables.invitations,
            basedOn: 0,
            in: &store
        )
        try HighestTime.raise(to: now, in: &store)
        return MadeInvitation(record: record, code: code.text)
    }

    /// The hub's own machine always has room: it is where a full table is looked after.
    private func requireRoom(
        _ plan: InvitationPlan,
        in store: borrowing WriteContext
    ) throws(Fault) {
        guard !plan.invitedBy.isEmpty else { return }
        // Everybody may ask for devices, so those take no room away from whom admins invite.
        guard plan.kind != .device else {
            let own = try RegistryTables.invitationRows.all(
                RegistryQueries.invitationsOfPrincipal,
                plan.principal,
                in: store.database
            )
            let asked = own.count { $0.kind == .device }
            guard asked < KeyLife.devicesAskedMax else { throw Fault(.tooManyKeys) }
            return
        }
        let kept = try RegistryTables.invitationRows.all(
            RegistryQueries.invitationsIntoTenant,
            plan.tenant,
            in: store.database
        )
        guard kept.count(where: { $0.kind != .device }) < keptMax else {
            throw Fault(
                .spaceUsedUp,
                "at most \(keptMax) invitations of an organisation are kept; "
                    + "they go 30 days after their end"
            )
        }
    }

    private func digest() throws(Fault) -> Digest32 {
        do throws(HubError) {
            return try rootDigest()
        } catch {
            var fault = Fault(.nothingCanBeIssuedNow)
            fault.cause = error.message
            throw fault
        }
    }
}

extension InvitationRecord {
    /// The code of the record in its table: the id in hexadecimal digits.
    package var code: String { Hexadecimal.text(id.span) }
}
