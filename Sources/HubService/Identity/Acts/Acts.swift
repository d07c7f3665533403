import HubCrypto
import HubStore
import HubSystem
import HubWire

/// Keeps acts of administration, each in the commit of the change that it tells of.
///
/// An organisation's acts are numbered 1, 2, 3 and so on by themselves, so that neither a page nor
/// a number says anything of what is done elsewhere. They stay: a reason outlives the state that
/// it was given for. What was done to an organisation by somebody who is none of its own is kept
/// twice, once for each side.
enum Acts {
    /// Who did something.
    enum Actor {
        /// A principal, by its id.
        case principal(String)
        /// Somebody at the shell of the hub's own machine.
        case machine
        /// The hub itself.
        case hub
    }

    /// Keeps an act of one organisation.
    ///
    /// - Parameters:
    ///   - act: What was done; number, time and request are set here.
    ///   - tenant: The id of the organisation's tenant.
    ///   - actor: Who did it; whoever makes the change, where nothing else is said.
    ///   - asker: The id of who had asked for it, where that took two.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    static func note(
        _ act: Act,
        of tenant: String,
        by actor: Actor? = nil,
        askedBy asker: String = "",
        in store: inout WriteContext
    ) throws(Fault) {
        let last = try ActTable.before(nil, of: tenant, limit: 1, in: store.database).first?.act
        var record = ActRecord()
        record.tenantId = tenant
        record.askedBy = asker
        record.act = act
        switch actor ?? Acts.actor(of: store.call) {
        case .principal(let id):
            record.actor = .principal
            record.act?.byId = id
        case .machine: record.actor = .machine
        case .hub: record.actor = .hub
        }
        let number = (last?.number ?? 0) + 1
        // The list goes by days, so no act is earlier than the one before it.
        let earliest = last?.time.map { Instant($0) } ?? store.now
        record.act?.number = number
        record.act?.time = Timestamp(max(store.now, earliest))
        record.act?.requestId = Hexadecimal.text(store.call.request.span)
        try RegistryRecords.save(
            record,
            ActTable.code(number, of: tenant),
            RegistryTables.acts,
            basedOn: 0,
            in: &store
        )
    }

    /// Keeps an act for an organisation, and for the operators where one of them did it.
    ///
    /// A certificate that is made for a council's people at the hub's own machine is none of the
    /// operators' business: they see no council's people. An invitation of its first admin is.
    ///
    /// - Parameters:
    ///   - act: What was done.
    ///   - tenant: The organisation.
    ///   - asker: The id of the operator who had asked for it, where that took two.
    ///   - store: The registry.
    /// - Throws: A fault of the store.
    static func note(
        _ act: Act,
        in tenant: TenantRecord,
        askedBy asker: String = "",
        in store: inout WriteContext
    ) throws(Fault) {
        try note(act, of: tenant.id, in: &store)
        guard tenant.kind != .region, try isOperators(store.call, of: tenant.id, &store) else {
            return
        }
        try noteForOperators(act, about: tenant, askedBy: asker, in: &store)
    }

    /// The same for the tenant of an id.
    static func note(
        _ act: Act,
        inTenant id: String,
        in store: inout WriteContext
    ) throws(Fault) {
        guard let tenant = try RegistryRecords.tenant(id, in: store) else { return }
        try note(act, in: tenant, in: &store)
    }

    /// Keeps an act that is the operators' to know alone.
    static func noteForOperators(
        _ act: Act,
        about tenant: TenantRecord,
        by actor: Actor? = nil,
        askedBy asker: String = "",
        in store: inout WriteContext
    ) throws(Fault) {
        let all = try RegistryTables.tenantRows.all(in: store.database)
        guard let region = all.first(where: { $0.kind == .region }) else { return }
        var act = act
        act.tenantCode = tenant.code
        try note(act, of: region.id, by: actor, askedBy: asker, in: &store)
    }

    /// Whether somebody of another tenant makes a change: nobody but an operator can.
    private static func isOperators(
        _ call: WriteCall,
        of tenant: String,
        _ store: inout WriteContext
    ) throws(Fault) -> Bool {
        guard case .principal(let id) = actor(of: call) else { return false }
        let found = try RegistryTables.principalRows.find(id, in: store.database)
        return found.map { !$0.tenantId.utf8.elementsEqual(tenant.utf8) } ?? false
    }

    /// Who makes a change, as the journal has it.
    private static func actor(of call: WriteCall) -> Actor {
        if let principal = UniqueID(bytes: call.actor) { return .principal(principal.description) }
        return call.actor == Hub.localActor ? .machine : .hub
    }
}

extension Act {
    /// An act that concerns a principal.
    ///
    /// - Parameters:
    ///   - kind: What was done.
    ///   - principal: To whom.
    ///   - reason: Why.
    init(kind: ActKind, of principal: PrincipalRecord, reason: String = "") {
        self.init()
        self.kind = kind
        self.principal = principal.id
        self.name = principal.name
        self.reason = reason
    }

    /// An act that concerns a key of a principal.
    init(
        kind: ActKind,
        _ key: CertificateRecord,
        of principal: PrincipalRecord,
        reason: String = ""
    ) {
        self.init(kind: kind, of: principal, reason: reason)
        fingerprint = key.fingerprint
        device = key.label
    }

    /// An act that concerns an invitation.
    init(kind: ActKind, _ invitation: InvitationRecord, reason: String = "") {
        self.init()
        self.kind = kind
        principal = invitation.principalId
        name = invitation.name
        grants = invitation.grants
        methods = invitation.methods
        device = invitation.label
        self.reason = reason
    }

    /// An act that concerns an organisation as a whole.
    init(kind: ActKind, reason: String, detail: String = "") {
        self.init()
        self.kind = kind
        self.reason = reason
        self.detail = detail
    }
}
