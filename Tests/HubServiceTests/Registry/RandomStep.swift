import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire

@testable import HubService

/// A change of the registry that its seed decides.
struct RandomStep: Sendable {
    let seed: UInt64
    /// Ids of principals that there were at first.
    let people: [String]

    /// Makes it.
    func run(_ tenants: [TenantRecord], in store: inout WriteContext) throws(Fault) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            switch Int.random(in: 0..<9, using: &generator) {
            case 0, 1: try changePrincipal(&generator, tenants, in: &store)
            case 2: try closePrincipal(&generator, in: &store)
            case 3, 4: try changeCertificate(&generator, in: &store)
            case 5: try closeCertificate(&generator, in: &store)
            case 6: try changeTenant(&generator, tenants, in: &store)
            case 7: try changeOther(&generator, tenants, in: &store)
            default: try changeDataSet(&generator, tenants, in: &store)
            }
        }
    }

    private func person(_ generator: inout SeededGenerator) -> String {
        people[Int.random(in: 0..<people.count, using: &generator)]
    }

    private func changePrincipal(
        _ generator: inout SeededGenerator,
        _ tenants: [TenantRecord],
        in store: inout WriteContext
    ) throws(Fault) {
        let id = person(&generator)
        var record =
            try RegistryTables.principalRows.find(id, in: store.database)
            ?? PrincipalRecord(id: id, tenantId: tenants[0].id, name: "Again")
        record.version += 1
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: record.state = record.state == .active ? .suspended : .active
        case 1: record.grants = [Grant(role: .steward, family: .training)]
        case 2: record.methods = ["workforcehub.v1.IdentityService/Ping"]
        case 3: record.tenantId = tenants[1].id
        default: record.name = "Person \(generator.next())"
        }
        try RegistryTables.principalRows.save(record, as: id, in: &store)
    }

    private func closePrincipal(
        _ generator: inout SeededGenerator,
        in store: inout WriteContext
    ) throws(Fault) {
        try RegistryTables.principalRows.close(person(&generator), in: &store)
    }

    private func changeCertificate(
        _ generator: inout SeededGenerator,
        in store: inout WriteContext
    ) throws(Fault) {
        let all = try RegistryTables.certificateRows.all(in: store.database)
        var record = CertificateRecord(serial: generator.bytes(8), principalId: person(&generator))
        if Bool.random(using: &generator), let old = all.randomElement(using: &generator) {
            record = old
        } else {
            record.publicKeyDigest = generator.bytes(32)
        }
        record.state = .active
        let states: [KeyState] = [.pending, .issued, .active, .retired, .revoked]
        record.keyState = states[Int.random(in: 0..<states.count, using: &generator)]
        try RegistryTables.certificateRows.save(record, as: record.code, in: &store)
    }

    private func closeCertificate(
        _ generator: inout SeededGenerator,
        in store: inout WriteContext
    ) throws(Fault) {
        let all = try RegistryTables.certificateRows.all(in: store.database)
        guard let one = all.randomElement(using: &generator) else { return }
        try RegistryTables.certificateRows.close(one.code, in: &store)
        // Closed and made again in one change: another record under the same code.
        guard Bool.random(using: &generator) else { return }
        try RegistryTables.certificateRows.save(one, as: one.code, in: &store)
    }

    private func changeTenant(
        _ generator: inout SeededGenerator,
        _ tenants: [TenantRecord],
        in store: inout WriteContext
    ) throws(Fault) {
        let code = tenants[Int.random(in: 0..<tenants.count, using: &generator)].code
        let found = try RegistryTables.tenantRows.find(code, in: store.database)
        guard var tenant = found else { return }
        let states: [RegistryState] = [.active, .suspended, .deleting, .ended]
        tenant.state = states[Int.random(in: 0..<states.count, using: &generator)]
        try RegistryTables.tenantRows.save(tenant, as: code, in: &store)
    }

    private func changeOther(
        _ generator: inout SeededGenerator,
        _ tenants: [TenantRecord],
        in store: inout WriteContext
    ) throws(Fault) {
        let id = UInt8.random(in: 0..<4, using: &generator)
        var invitation = InvitationRecord(id: [id])
        invitation.version = generator.next()
        try RegistryTables.invitationRows.save(invitation, as: invitation.code, in: &store)
        let approval = ApprovalRecord(id: "\(id)", method: "\(generator.next())")
        try RegistryTables.approvalRows.save(approval, as: approval.id, in: &store)
        var notice = NoticeRecord(tenantId: tenants[0].id, notice: Notice(text: "\(id)"))
        notice.until = Timestamp(HubClock.system.instant.advanced(seconds: 86_400))
        try RegistryTables.noticeRows.save(notice, as: "\(tenants[0].id)/\(id)", in: &store)
        guard Bool.random(using: &generator) else { return }
        try RegistryTables.invitationRows.close(invitation.code, in: &store)
        try RegistryTables.approvalRows.close(approval.id, in: &store)
    }

    private func changeDataSet(
        _ generator: inout SeededGenerator,
        _ tenants: [TenantRecord],
        in store: inout WriteContext
    ) throws(Fault) {
        let tenant = tenants[Int.random(in: 0..<tenants.count, using: &generator)]
        var entry = DataSetEntry(dataSet: .trainingRecords)
        if Bool.random(using: &generator) { entry = DataSetRegister.trialEntries(for: "x")[0] }
        let rows = RegistryRows<DataSetRecord>(RegistryTables.dataSets)
        let record = DataSetRecord(tenantId: tenant.id, entry: entry)
        try rows.save(record, as: "\(tenant.id)/training", in: &store)
    }
}
