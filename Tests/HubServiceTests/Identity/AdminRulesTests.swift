import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// What admins may give and take, as rules without a store.
struct AdminRulesTests {
    private static let admin = [Grant(role: .admin, family: .priorities)]
    private static let operators = [Grant(role: .operator, family: .hub)]

    private func reason<Value>(_ body: () throws(Fault) -> Value) -> String? {
        do throws(Fault) {
            _ = try body()
            return nil
        } catch {
            return error.reason.code
        }
    }

    private func check(_ role: Role, _ kind: TenantKind, _ giver: [Grant]) -> String? {
        reason { () throws(Fault) in
            try AdminRules.check(AdminRules.grants(role, []), "grants", for: kind, by: giver)
        }
    }

    @Test(arguments: [Role.viewer, .contributor, .steward, .admin, .integrator])
    func `a role of an organisation is given there and nowhere else`(role: Role) {
        #expect(check(role, .council, Self.admin) == nil)
        #expect(check(role, .employer, Self.admin) == nil)
        #expect(check(role, .region, Self.operators) == "IDEN-0203")
    }

    @Test(arguments: [Role.regionLead, .regionAnalyst, .operator])
    func `a role of the hub is given by operators in the region's tenant`(role: Role) {
        #expect(check(role, .region, Self.operators) == nil)
        #expect(check(role, .region, Self.admin) == "IDEN-0203")
        #expect(check(role, .council, Self.admin) == "IDEN-0203")
        #expect(check(role, .council, Self.operators) == "IDEN-0203")
    }

    @Test
    func `grants are there, of a family, and each once`() throws {
        let grant = Grant(role: .viewer, family: .wres)
        let kept = try AdminRules.check([grant, grant], "grants", for: .council, by: Self.admin)
        #expect(kept == [grant])
        let wrong: [[Grant]] = [
            [], [Grant(role: .viewer, family: .hub)], [Grant(role: .unspecified, family: .wres)],
            [Grant(role: Role(rawValue: 99), family: .wres)],
        ]
        for grants in wrong {
            let refused = reason { () throws(Fault) in
                try AdminRules.check(grants, "grants", for: .council, by: Self.admin)
            }
            #expect(refused == Reason.requestNotValid.code)
        }
    }

    @Test
    func `an integrator lists methods that it may call, and nobody else does`() throws {
        let integrator = AdminRules.grants(.integrator, [.priorities])
        let name = "\(Method.priorityServiceListWindows.name)"
        let kept = try AdminRules.check(methods: [name, name], with: integrator)
        #expect(kept == [name])
        let steward = AdminRules.grants(.steward, [])
        #expect(try AdminRules.check(methods: [], with: steward) == [])
        let wrong: [([String], [Grant])] = [
            ([], integrator), (["no.such/Method"], integrator), ([name], steward),
            (["\(Method.adminServiceInvite.name)"], integrator), ([name], integrator + steward),
            ([String](repeating: name, count: AdminRules.methodsMax + 1), integrator),
        ]
        for (methods, grants) in wrong {
            let refused = reason { () throws(Fault) in
                try AdminRules.check(methods: methods, with: grants)
            }
            #expect(refused == Reason.requestNotValid.code, "\(methods.prefix(1))")
        }
    }

    @Test
    func `invitations last a week at most`() throws {
        #expect(try AdminRules.validHours(0) == 48)
        #expect(try AdminRules.validHours(168) == 168)
        let refused = reason { () throws(Fault) in try AdminRules.validHours(169) }
        #expect(refused == Reason.requestNotValid.code)
    }

    @Test
    func `an organisation keeps an active admin with a key that opens`() throws {
        func person(_ id: String, _ role: Role, _ state: RegistryState) -> PrincipalRecord {
            var record = PrincipalRecord(id: id, tenantId: "t")
            record.grants = AdminRules.grants(role, [])
            record.state = state
            return record
        }
        func key(_ id: String, _ state: KeyState) -> CertificateRecord {
            var record = CertificateRecord()
            record.principalId = id
            record.state = .active
            record.keyState = state
            return record
        }
        func people(
            _ kind: TenantKind,
            _ first: PrincipalRecord,
            _ second: KeyState
        ) -> People {
            let role: Role = kind == .region ? .operator : .admin
            return People(
                kind: kind,
                [first, person("b", role, .active)],
                [key("a", .active), key("b", second)]
            )
        }
        func change(_ kind: TenantKind, _ to: PrincipalRecord, _ second: KeyState) -> String? {
            let role: Role = kind == .region ? .operator : .admin
            let before = people(kind, person("a", role, .active), second)
            return reason { () throws(Fault) in
                try AdminRules.requireAdmin(before: before, after: people(kind, to, second))
            }
        }
        for kind in [TenantKind.council, .region] {
            let role: Role = kind == .region ? .operator : .admin
            let other: Role = kind == .region ? .regionLead : .steward
            for after in [
                person("a", role, .suspended), person("a", role, .ended),
                person("a", other, .active),
            ] {
                #expect(change(kind, after, .active) == nil)
                #expect(change(kind, after, .pending) == "IDEN-0201")
            }
        }
        // Who has no admin loses none.
        let none = People(kind: .council, [person("a", .viewer, .active)], [])
        #expect(
            reason { () throws(Fault) in
                try AdminRules.requireAdmin(before: none, after: none)
            } == nil
        )
    }

    @Test
    func `what does not follow from a standing says which it is`() {
        func told(_ body: () throws(Fault) -> PrincipalStanding) -> String {
            do throws(Fault) {
                let next = try body()
                return "\(next)"
            } catch {
                return error.message
            }
        }
        func twice() throws(Fault) -> PrincipalStanding {
            try PrincipalStanding.suspended.after(.suspend)
        }
        func early() throws(Fault) -> PrincipalStanding {
            try PrincipalStanding.active.after(.resume)
        }
        #expect(told(twice) == "it is suspended already")
        #expect(told(early) == "it is not suspended")
    }

    @Test
    func `standings follow from each other or not at all`() throws {
        let sound: [(PrincipalStanding, PrincipalStanding.Event, PrincipalStanding)] = [
            (.active, .suspend, .suspended), (.suspended, .resume, .active),
            (.active, .revoke, .ended), (.suspended, .revoke, .ended),
        ]
        for standing in PrincipalStanding.allCases {
            for event in PrincipalStanding.Event.allCases {
                let next = sound.first { $0.0 == standing && $0.1 == event }?.2
                let refused = reason { () throws(Fault) in try standing.after(event) }
                #expect(refused == (next == nil ? "IDEN-0213" : nil))
                if let next { #expect(try standing.after(event) == next) }
            }
        }
        let tenants: [(TenantStanding, TenantStanding.Event, TenantStanding)] = [
            (.active, .suspend, .suspended), (.suspended, .resume, .active),
            (.deleting, .resume, .active), (.active, .delete, .deleting),
            (.suspended, .delete, .deleting),
        ]
        for standing in TenantStanding.allCases {
            for event in TenantStanding.Event.allCases {
                let next = tenants.first { $0.0 == standing && $0.1 == event }?.2
                let refused = reason { () throws(Fault) in try standing.after(event) }
                #expect(refused == (next == nil ? "IDEN-0213" : nil))
                if let next { #expect(try standing.after(event) == next) }
            }
        }
    }

    @Test
    func `access is due to be confirmed after a year`() {
        let now = Instant(microseconds: 2_000_000_000_000_000)
        var record = PrincipalRecord()
        record.state = .active
        record.enrolled = Timestamp(
            Instant(microseconds: now.microseconds - AdminRules.reviewMicroseconds)
        )
        #expect(AdminRules.isDue(record, now))
        record.confirmed = Timestamp(Instant(microseconds: now.microseconds - 1_000_000))
        #expect(!AdminRules.isDue(record, now))
        record.confirmed = nil
        record.state = .suspended
        #expect(!AdminRules.isDue(record, now))
    }
}
