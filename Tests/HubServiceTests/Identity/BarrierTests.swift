import HubClient
import HubCrypto
import HubLoop
import HubSession
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubClient
@testable import HubService

/// A withdrawal of access, against everything that can be under way.
final class BarrierTests {
    private enum Door: Sendable {
        case shut
        case reached
        case open
    }

    /// Holds a handler until the test lets it go on.
    private final class Stage: Sendable {
        private let door = Monitor(Door.shut)

        func hold() {
            door.change { if $0 == .shut { $0 = .reached } }
            door.wait { $0 == .open ? () : nil }
        }

        func awaitReached() { door.wait { $0 == .shut ? nil : () } }

        func open() { door.change { $0 = .open } }
    }

    private let writing = Stage()
    private let hub: HandledHub
    private let steward: Channel
    private let admin: Channel
    private let adminTarget: Target

    init() throws {
        let writing = writing
        hub = try HandledHub(registering: { router, hub in
            router.register(BarrierTests.admins(of: hub))
            router.register(
                IdentityHandlers(invitations: hub.invitations) { [unowned hub] in hub.contents }
            )
            BarrierTests.register(&router, writing)
        })
        steward = Channel(try hub.target(.steward), settings: .once)
        adminTarget = try hub.target(.admin)
        admin = Channel(adminTarget, settings: .once)
        // One more, so that there is always another.
        _ = try hub.target(.admin)
    }

    deinit {
        writing.open()
        steward.close()
        admin.close()
    }

    private static func admins(of hub: Hub) -> AdminHandlers {
        let digest = Digest32([UInt8](repeating: 1, count: 32))
        return AdminHandlers(
            registry: { [unowned hub] in hub.contents },
            invitations: InvitationMaker { () throws(HubError) in
                guard let digest else { throw HubError("no digest") }
                return digest
            },
            cursors: CursorSeal(
                key: SecureRandom.bytes(32),
                cryptography: Hub.cryptography,
                clock: .system
            )
        )
    }

    private static func register(_ router: inout Router, _ writing: Stage) {
        router.write(.priorityServiceSaveLocalTheme) {
            (request: SaveLocalThemeRequest, _, store) throws(Fault) in
            if request.theme?.code == "held" { writing.hold() }
            do throws(StoreError) {
                let revision = UInt64(try store.ownRevision())
                return SaveLocalThemeResponse(saved: Saved(id: "x", revision: revision))
            } catch {
                throw Fault(error)
            }
        }
        router.stream(.priorityServiceExportAssessment) {
            (_: ExportAssessmentRequest, _, _, _) throws(Fault) -> StreamPart<ExportChunk> in
            let chunk = ExportChunk(data: [UInt8](repeating: 1, count: 60_000))
            return StreamPart([chunk, chunk, chunk], next: [1])
        }
        router.intake(.priorityServiceImportAssessment) { (_) throws(Fault) in Nothing() }
    }

    /// An intake that keeps nothing.
    private struct Nothing: Intake {
        var keptBytes: Int { 0 }
        var batch: UniqueID? { nil }
        mutating func receive(_ chunk: ImportChunk) throws(Fault) {}
        func commit(
            in call: CallContext,
            _ store: inout WriteContext
        ) throws(Fault) -> ImportAssessmentResponse { ImportAssessmentResponse() }
    }

    private func open(
        _ channel: Channel,
        _ method: Method,
        _ request: some WireMessage,
        ends: Bool = true,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> UInt32 {
        let link = try channel.connected(until: nil)
        let id = try link.open(CallPlan(method, options, clock: .system))
        _ = try link.send(request.encoded().span, on: id, ends: ends, until: nil)
        return id
    }

    private func save(
        _ code: String,
        _ options: CallOptions = .keyed
    ) throws(ClientError) -> UInt32 {
        let request = SaveLocalThemeRequest(theme: LocalTheme(code: code))
        return try open(steward, .priorityServiceSaveLocalTheme, request, options)
    }

    private func status(_ channel: Channel, _ id: UInt32) throws(ClientError) -> Status {
        let link = try channel.connected(until: nil)
        while true {
            if case .result(let status) = try link.next(on: id, until: nil) { return status }
        }
    }

    private func principal(_ role: Role) throws -> PrincipalRecord {
        let all = hub.hub.contents.principals.values
        return try #require(all.first { $0.grants.contains { $0.role == role } })
    }

    private func revoke(_ role: Role, _ channel: Channel? = nil) throws {
        let record = try principal(role)
        let request = RevokePrincipalRequest(
            principal: record.id,
            reason: "Left.",
            baseVersion: record.version
        )
        _ = try AdminServiceClient(channel ?? admin).revokePrincipal(request, .keyed)
    }

    /// Does something on another thread, once the directory has moved on.
    private func inBackground(
        _ body: @escaping @Sendable () -> String
    ) throws -> Monitor<String?> {
        let outcome = Monitor<String?>(nil)
        let before = hub.hub.directory.generation
        _ = try Thread.start(name: "admin") {
            let words = body()
            outcome.change { $0 = words }
        }
        while hub.hub.directory.generation == before {}
        return outcome
    }

    /// The last revision of the council's records.
    private func revision() throws -> Int64 {
        let council = try #require(hub.hub.contents.tenants.first { $0.value.code == "X00000001" })
        let file = try hub.hub.stores.directory.tenant(OpaqueID(council.key)).records
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.batchRevision()
    }

    @Test
    func `an open stream ends with the revocation`() throws {
        let stream = try open(
            steward,
            .priorityServiceExportAssessment,
            ExportAssessmentRequest()
        )
        let link = try steward.connected(until: nil)
        guard case .message = try link.next(on: stream, until: nil) else {
            Issue.record("no message")
            return
        }
        let start = HubClock.system.moment
        try revoke(.steward)
        let answered = HubClock.system.moment
        var told: ClientError?
        while told == nil {
            do throws(ClientError) {
                _ = try link.next(on: stream, until: nil)
            } catch {
                told = error
            }
        }
        let ended = HubClock.system.moment
        #expect(told?.description.contains("WIRE-0813") ?? false, "\(told?.description ?? "")")
        let micro = [answered, ended].map { ($0.nanoseconds - start.nanoseconds) / 1_000 }
        print("revocation: answered after \(micro[0]) us, stream's end seen after \(micro[1]) us")
        let again = failure { () throws(ClientError) in
            try IdentityServiceClient(steward).ping()
        }
        #expect(again?.description.contains("WIRE-0813") ?? false)
    }

    @Test
    func `no change that was begun or waits is made after the revocation`() throws {
        _ = try save("held")
        writing.awaitReached()
        _ = try save("b")
        let record = try principal(.steward)
        let request = RevokePrincipalRequest(
            principal: record.id,
            reason: "Left.",
            baseVersion: record.version
        )
        let target = adminTarget
        let work = try inBackground {
            let client = AdminServiceClient(Channel(target, settings: .once))
            let error = failure { () throws(ClientError) in
                try client.revokePrincipal(request, .keyed)
            }
            return error?.description ?? "answered"
        }
        // The writer is at work for the steward: the answer waits for it.
        #expect(work.look { $0 } == nil)
        writing.open()
        #expect(work.wait { $0 } == "answered")
        #expect(try revision() == 0)
    }

    @Test
    func `a change that was answered before stays, and its replay is not answered`() throws {
        let options = CallOptions.keyed
        let first = try save("a", options)
        #expect(try status(steward, first).applied == .yes)
        #expect(try status(steward, save("a", options)).applied == .yes)
        try revoke(.steward)
        let again = failure { () throws(ClientError) in
            try status(steward, save("a", options))
        }
        #expect(again?.description.contains("WIRE-0813") ?? false)
        #expect(try revision() == 1)
    }

    @Test
    func `a change of roles ends an import and keeps the connection`() throws {
        let upload = try open(
            steward,
            .priorityServiceImportAssessment,
            ImportChunk(),
            ends: false,
            .keyed
        )
        _ = try IdentityServiceClient(steward).ping()
        let record = try principal(.steward)
        var request = ChangeRolesRequest(principal: record.id, baseVersion: record.version)
        request.grants = [Grant(role: .viewer, family: .priorities)]
        _ = try AdminServiceClient(admin).changeRoles(request, .keyed)
        let status = try status(steward, upload)
        #expect(status.reason == "GATE-0201" && status.applied == .no)
        _ = try IdentityServiceClient(steward).ping()
        let refused = try self.status(steward, save("b"))
        #expect(refused.reason == "GATE-0201")
    }

    @Test
    func `a change of roles stops a change at its commit, and keeps the connection`() throws {
        let held = try save("held")
        writing.awaitReached()
        let record = try principal(.steward)
        var request = ChangeRolesRequest(principal: record.id, baseVersion: record.version)
        request.grants = [Grant(role: .viewer, family: .priorities)]
        let target = adminTarget
        let work = try inBackground { [request] in
            let client = AdminServiceClient(Channel(target, settings: .once))
            let error = failure { () throws(ClientError) in
                try client.changeRoles(request, .keyed)
            }
            return error?.description ?? "answered"
        }
        writing.open()
        #expect(work.wait { $0 } == "answered")
        #expect(try status(steward, held).reason == "GATE-0201")
        #expect(try revision() == 0)
    }

    @Test
    func `of two who revoke each other in one commit, one is out`() throws {
        let other = Channel(try hub.target(.admin), settings: .once)
        let ids = try [admin, other].map { channel in
            try IdentityServiceClient(channel).whoAmI().principalId
        }
        let registry = hub.hub.stores.directory.registry
        let gate = Stage()
        let held = Monitor(false)
        let job: @Sendable (inout WriteContext) throws(StoreError) -> Void = { _ in gate.hold() }
        try registry.submit(WriteCall(actor: [], method: "test", request: []), job: job) { _ in
            held.change { $0 = true }
        }
        gate.awaitReached()
        let versions = ids.map { id in
            UniqueID(id).flatMap { hub.hub.contents.principals[$0]?.version } ?? 0
        }
        var opened: [UInt32] = []
        for (index, channel) in [admin, other].enumerated() {
            let request = RevokePrincipalRequest(
                principal: ids[1 - index],
                reason: "Left.",
                baseVersion: versions[1 - index]
            )
            opened.append(
                try open(channel, .adminServiceRevokePrincipal, request, .keyed)
            )
        }
        gate.open()
        let ends = zip([admin, other], opened).map { channel, id in
            do throws(ClientError) {
                return try status(channel, id).reason
            } catch {
                return error.description
            }
        }
        let isOut = ids.map { id in
            UniqueID(id).flatMap { hub.hub.contents.principals[$0]?.state } == .ended
        }
        #expect(isOut.filter { $0 }.count == 1, "\(ends)")
        #expect(ends.filter(\.isEmpty).count == 1, "\(ends)")
        other.close()
    }

    @Test
    func `whoever puts itself out is answered, and then out`() throws {
        let id = try IdentityServiceClient(admin).whoAmI().principalId
        let version = UniqueID(id).flatMap { hub.hub.contents.principals[$0]?.version } ?? 0
        let request = SuspendPrincipalRequest(principal: id, reason: "Away.", baseVersion: version)
        let answer = try AdminServiceClient(admin).suspendPrincipal(request, .keyed)
        #expect(answer.principal?.state == .suspended)
        let again = failure { () throws(ClientError) in try IdentityServiceClient(admin).ping() }
        #expect(again?.description.contains("WIRE-0811") ?? false)
    }
}
