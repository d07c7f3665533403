import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService
@testable import HubStore

/// By which index lists of the registry find their rows.
struct RegistryPlanTests {
    private static let plans: [(query: RecordQuery, search: String)] = [
        (
            RegistryQueries.principalsOfTenant,
            "SEARCH principal USING INDEX principal_tenant (tenant=? AND id>?)"
        ),
        (
            RegistryQueries.certificatesOfPrincipal,
            "SEARCH certificate USING INDEX certificate_principal (principal=? AND id>?)"
        ),
        (
            RegistryQueries.invitationsIntoTenant,
            "SEARCH invitation USING INDEX invitation_tenant (tenant=? AND id>?)"
        ),
        (
            RegistryQueries.invitationsOfPrincipal,
            "SEARCH invitation USING INDEX invitation_principal (principal=? AND id>?)"
        ),
        (
            RegistryQueries.invitationsByInviter,
            "SEARCH invitation USING INDEX invitation_inviter (inviter=? AND id>?)"
        ),
        (RegistryQueries.actsBefore, "SEARCH act USING INDEX act_code (code>? AND code<?)"),
    ]

    @Test
    func `what is asked of people, keys, invitations and acts is found by an index, in order`()
        throws
    {
        let served = try ServedHub()
        let reader = try PointReader(
            of: served.hub.stores.directory.registry,
            clock: served.hub.clock
        )
        defer { reader.endBatch() }
        for (query, search) in Self.plans {
            let plan = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
                try store.rows(Query(once: "EXPLAIN QUERY PLAN \(query.current.text)")) { row in
                    row.text(3)
                }
            }
            #expect(plan == [search], "\(query.current.text)")
        }
    }

    @Test
    func `the columns say what the records do, whatever was changed`() throws {
        let hub = try Laptops()
        let laptop = try hub.person(.steward)
        let second = try hub.second(of: laptop)
        try hub.confirm(second, from: laptop)
        _ = try hub.renewed(second)
        let served = hub.at.served.hub
        let tenant = try #require(served.contents.tenant(code: "X00000001")).id
        let person = laptop.person
        let (people, keys, own, into, by) = try served.changeRegistry("test/Look") {
            (store) throws(Fault) in
            (
                try RegistryTables.principalRows.all(
                    RegistryQueries.principalsOfTenant,
                    tenant,
                    in: store.database
                ),
                try KeyChanges.certificates(of: person, in: store),
                try RegistryTables.invitationRows.all(
                    RegistryQueries.invitationsOfPrincipal,
                    person,
                    in: store.database
                ),
                try RegistryTables.invitationRows.all(
                    RegistryQueries.invitationsIntoTenant,
                    tenant,
                    in: store.database
                ),
                try RegistryTables.invitationRows.all(
                    RegistryQueries.invitationsByInviter,
                    person,
                    in: store.database
                )
            )
        }
        let contents = served.contents
        #expect(
            Set(people.map(\.id))
                == Set(contents.principals.values.filter { $0.tenantId == tenant }.map(\.id))
        )
        #expect(people.count == 2)
        #expect(
            Set(keys.map(\.code))
                == Set(
                    contents.certificates.filter { $0.principalId == person }.map(\.code)
                )
        )
        #expect(keys.count == 3 && own.count == 2 && into.count == 2 && by.count == 1)
    }
}
