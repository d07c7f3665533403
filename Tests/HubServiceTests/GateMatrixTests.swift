import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Every method that there is, against everybody who may call: a new method is in the matrix by
/// being declared.
struct GateMatrixTests {
    /// What each role carries, written out here once more: the table of the service is compared
    /// with this one and not with itself.
    private static let carried: [(role: Role, permissions: [Permission], isOfHub: Bool)] = [
        (.viewer, [.view], false),
        (.contributor, [.view, .contribute], false),
        (.steward, [.view, .contribute, .steward], false),
        (.admin, [.administer], false),
        (.integrator, [.view, .contribute, .steward], false),
        (.regionLead, [.leadRegion, .analyseRegion], true),
        (.regionAnalyst, [.analyseRegion], true),
        (.operator, [.operate, .administer], true),
    ]

    /// What needs no role.
    private static let open: [Permission] = [.anonymous, .authenticated, .invited, .renew, .known]
    private static let families: [Family] = [.priorities, .plans, .wres, .training]
    private static let now = Instant(microseconds: 1_750_000_000_000_000)

    @Test(arguments: Method.allCases)
    func `exactly the roles of the table may call`(method: Method) {
        for entry in GateMatrixTests.carried {
            for family in GateMatrixTests.families {
                let caller = GateMatrixTests.caller([Grant(role: entry.role, family: family)])
                let facts = method.facts
                let isOpen = GateMatrixTests.open.contains(facts.permission)
                let isOfFamily = entry.isOfHub || facts.family == .hub || facts.family == family
                let isAllowed = isOpen || entry.permissions.contains(facts.permission) && isOfFamily
                let refusal = GateMatrixTests.refusal(of: method, caller)
                #expect(
                    refusal == (isAllowed ? nil : "GATE-0201"),
                    "\(entry.role) for \(family) and \(method.name)"
                )
            }
        }
    }

    @Test(arguments: Method.allCases)
    func `nobody without a role, a right or an active principal is let in`(method: Method) {
        let everything = GateMatrixTests.carried.flatMap { entry in
            GateMatrixTests.families.map { Grant(role: entry.role, family: $0) }
        }
        let isOpen = GateMatrixTests.open.contains(method.facts.permission)
        let isForAll = method.facts.permission == .anonymous
        // An invitation lets in whoever brings it, whatever else is shown.
        guard method.facts.permission != .invited else { return }
        let isRenewal = method.facts.permission == .renew
        let none = GateMatrixTests.caller([])
        #expect(GateMatrixTests.refusal(of: method, none) == (isOpen ? nil : "GATE-0201"))
        let withdrawn = GateMatrixTests.caller(everything, isActive: false)
        #expect(GateMatrixTests.refusal(of: method, withdrawn) == "GATE-0103")
        let suspended = GateMatrixTests.caller(everything, isSuspended: true)
        #expect(GateMatrixTests.refusal(of: method, suspended) == "GATE-0401")
        let stranger = GateMatrixTests.refusal(of: method, nil, .anonymous)
        #expect(stranger == (isForAll ? nil : "GATE-0101"))
        let lapsed = GateMatrixTests.refusal(of: method, nil, .lapsed)
        #expect(lapsed == (isForAll ? nil : "GATE-0102"))
        let far = GateMatrixTests.refusal(of: method, nil, .anonymous, isLocal: false)
        #expect(far == (isForAll ? Reason.onlyOnTheHubsOwnMachine.code : "GATE-0101"))
        // A class without its certificate counts, whatever the directory may say.
        let both = GateMatrixTests.refusal(of: method, GateMatrixTests.caller(everything), .lapsed)
        #expect(both == (isForAll || isRenewal ? nil : "GATE-0102"))
    }

    @Test(arguments: Method.allCases)
    func `a key that waits opens what tells its owner so, and one that was replaced nothing`(
        method: Method
    ) {
        let everything = GateMatrixTests.carried.flatMap { entry in
            GateMatrixTests.families.map { Grant(role: entry.role, family: $0) }
        }
        guard method.facts.permission != .invited else { return }
        let caller = GateMatrixTests.caller(everything)
        let isOpen = [.known, .anonymous].contains(method.facts.permission)
        let pending = GateMatrixTests.refusal(of: method, caller, key: .pending)
        #expect(pending == (isOpen ? nil : "GATE-0109"))
        #expect(GateMatrixTests.refusal(of: method, caller, key: .issued) == nil)
        #expect(GateMatrixTests.refusal(of: method, caller, key: .retired) == "GATE-0103")
    }

    @Test
    func `whoever brings an invitation is let in while there is one, and not after`() {
        for kind in [ClientClass.anonymous, .lapsed, .authenticated] {
            let method = Method.enrolmentServiceEnrol
            let live = GateMatrixTests.refusal(of: method, nil, kind, isLocal: false)
            #expect(live == nil)
            let none = GateMatrixTests.refusal(of: method, nil, kind, isInvitationLive: false)
            #expect(none == "GATE-0107")
        }
    }

    @Test(arguments: Method.allCases)
    func `every method is charged its class's price, once, whether it is allowed or not`(
        method: Method
    ) {
        let everything = GateMatrixTests.carried.flatMap { entry in
            GateMatrixTests.families.map { Grant(role: entry.role, family: $0) }
        }
        guard method.facts.permission != .invited else { return }
        for grants in [everything, []] {
            let caller = GateMatrixTests.caller(grants)
            var charged: [Cost] = []
            let refusal = GateMatrixTests.refusal(
                of: method,
                caller,
                charge: { charged.append($0) }
            )
            #expect(charged == [method.facts.cost], "\(refusal ?? "admitted")")
            let spent = GateMatrixTests.refusal(of: method, caller, isSpent: true)
            #expect(spent == "GATE-0301")
        }
        // Nobody who is out is asked to pay.
        let withdrawn = GateMatrixTests.caller(everything, isActive: false)
        let out = GateMatrixTests.refusal(of: method, withdrawn, isSpent: true)
        #expect(out == "GATE-0103")
        var charged: [Cost] = []
        _ = GateMatrixTests.refusal(of: method, withdrawn, charge: { charged.append($0) })
        #expect(charged.isEmpty)
    }

    @Test(arguments: Method.allCases)
    func `another organisation's code and another epoch are refused after the right`(
        method: Method
    ) {
        let everything = GateMatrixTests.carried.flatMap { entry in
            GateMatrixTests.families.map { Grant(role: entry.role, family: $0) }
        }
        // Nobody who is invited belongs to an organisation yet.
        guard method.facts.permission != .invited else { return }
        let caller = GateMatrixTests.caller(everything)
        #expect(GateMatrixTests.refusal(of: method, caller) == nil)
        let elsewhere = GateMatrixTests.refusal(of: method, caller, tenant: "E09000002")
        #expect(elsewhere == "GATE-0501")
        let restored = GateMatrixTests.refusal(of: method, caller, epoch: 8)
        #expect(restored == "GATE-0502")
        let none = GateMatrixTests.caller([])
        let isOpen = GateMatrixTests.open.contains(method.facts.permission)
        let unknown = GateMatrixTests.refusal(of: method, none, tenant: "E09000002")
        #expect(unknown == (isOpen ? "GATE-0501" : "GATE-0201"))
    }

    @Test(arguments: Method.allCases)
    func `an integrator calls what is listed and nothing else`(method: Method) {
        let grants = GateMatrixTests.families.map { Grant(role: .integrator, family: $0) }
        // What tells it who it is, keeps its key alive, or is anybody's.
        let isOwn = [.anonymous, .invited, .renew, .known].contains(method.facts.permission)
        let unlisted = GateMatrixTests.caller(grants, listed: [])
        #expect(GateMatrixTests.refusal(of: method, unlisted) == (isOwn ? nil : "GATE-0201"))
        let listed = GateMatrixTests.caller(grants, listed: [method])
        let mayCall =
            isOwn
            || [.authenticated, .view, .contribute, .steward].contains(method.facts.permission)
        #expect(GateMatrixTests.refusal(of: method, listed) == (mayCall ? nil : "GATE-0201"))
    }

    @Test(arguments: Method.allCases)
    func `what is held as commissioner opens to a role that covers it, and to nobody else`(
        method: Method
    ) {
        let dataSet = method.facts.dataSet
        let isOfDataSet = dataSet != .none && dataSet != .unspecified
        let isOfHub = [.leadRegion, .analyseRegion].contains(method.facts.permission)
        guard method.facts.permission != .invited else { return }
        let narrow = GateMatrixTests.carried.flatMap { entry in
            GateMatrixTests.families.map { Grant(role: entry.role, family: $0) }
        }
        let wide = narrow.map { grant in
            Grant(role: grant.role, family: grant.family, alsoAsCommissioner: true)
        }
        let all: Set<DataSet> = [.trainingRecords, .wresReturns, .personLinks]
        let shut = GateMatrixTests.caller(narrow, commissioned: all)
        let expected = isOfDataSet && !isOfHub ? "GATE-0203" : nil
        #expect(GateMatrixTests.refusal(of: method, shut) == expected)
        #expect(shut.lacksCapacity(for: method) == (expected != nil))
        let open = GateMatrixTests.caller(wide, commissioned: all)
        #expect(GateMatrixTests.refusal(of: method, open) == nil)
        // The register of another data set shuts nothing.
        let others = GateMatrixTests.caller(narrow, commissioned: all.subtracting([dataSet]))
        #expect(GateMatrixTests.refusal(of: method, others) == nil)
        // Whoever has no role at all learns nothing of the register.
        let nobody = GateMatrixTests.caller([], commissioned: all)
        let isOpen = GateMatrixTests.open.contains(method.facts.permission)
        #expect(GateMatrixTests.refusal(of: method, nobody) == (isOpen ? nil : "GATE-0201"))
    }

    @Test
    func `the matrix knows every permission that a method can ask for`() {
        let known: [Permission] =
            GateMatrixTests.carried.flatMap(\.permissions) + GateMatrixTests.open
        for method in Method.allCases {
            #expect(known.contains(method.facts.permission), "\(method.name)")
            #expect(method.facts.scope != .unspecified, "\(method.name)")
            #expect(method.facts.family != .unspecified, "\(method.name)")
        }
    }

    @Test(arguments: Method.allCases)
    func `an operator reaches no method that shows a tenant's data`(method: Method) {
        let grants = [Grant(role: .operator, family: .hub)]
        let facts = method.facts
        guard RoleTable.allows(facts, grants), !GateMatrixTests.open.contains(facts.permission)
        else { return }
        // Of the tenants' own files nothing but those of the region's own tenant, which it is of.
        #expect(facts.family == .hub, "\(method.name)")
        let isOwn = facts.permission == .administer
        #expect(facts.scope == .hub || facts.scope == .tenant && isOwn, "\(method.name)")
    }

    /// The reason why a sound call is refused; `nil` when it is admitted.
    private static func refusal(
        of method: Method,
        _ caller: CallerRecord?,
        _ clientClass: ClientClass = .authenticated,
        tenant: String? = nil,
        epoch: UInt64? = nil,
        isLocal: Bool = true,
        key: KeyState = .active,
        isInvitationLive: Bool = true,
        isSpent: Bool = false,
        charge: (Cost) -> Void = { _ in }
    ) -> String? {
        var admission = Admission(
            deadlineMillisecondsMax: 300_000,
            epoch: 7,
            isLocal: isLocal
        )
        admission.keyState = key
        admission.isInvitationLive = isInvitationLive
        var header = CallHeader()
        header.method = "\(method.name)"
        header.expectedTenant = tenant
        header.expectedEpoch = epoch
        if method.facts.isMutating {
            let milliseconds = UInt64(clamping: now.microseconds / 1_000)
            header.idempotencyKey = UniqueID(milliseconds: milliseconds).description
        }
        do throws(Fault) {
            let admitted = try admission.admit(
                header,
                caller: caller,
                clientClass: clientClass,
                now: now
            ) { cost in
                charge(cost)
                return isSpent ? Fault(.tooManyCalls) : nil
            }
            return admitted.method == method ? nil : "another method"
        } catch {
            return error.reason.code
        }
    }

    private static func caller(
        _ grants: [Grant],
        listed: Set<Method>? = nil,
        isActive: Bool = true,
        isSuspended: Bool = false,
        commissioned: Set<DataSet> = []
    ) -> CallerRecord {
        CallerRecord(
            principal: UniqueID(milliseconds: 1),
            tenant: UniqueID(milliseconds: 2),
            tenantCode: "E09000001",
            grants: grants,
            listedMethods: listed,
            standing: isActive ? .active : .ended,
            isTenantSuspended: isSuspended,
            filledDataSets: [.trainingRecords, .wresReturns, .personLinks],
            commissionedDataSets: commissioned
        )
    }
}
