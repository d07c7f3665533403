import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A withdrawal of access while a part of the hub stands still.
final class BarrierLimitTests {
    private let security = LogLines()
    private let at: EnrolmentTime
    private let admin: Channel
    private let viewer: Channel
    private let id: String

    init() throws {
        at = try EnrolmentTime(security: SecurityLog(own: security.log))
        admin = try at.principal(.admin).0
        (viewer, id) = try at.principal(.viewer)
    }

    deinit {
        // The hub's clock stands still: it would wait for ends that nobody reads.
        viewer.close()
        admin.close()
    }

    private var barrier: AccessBarrier { at.served.hub.directory.barrier }

    private func request() throws -> RevokePrincipalRequest {
        RevokePrincipalRequest(
            principal: id,
            reason: "Left.",
            baseVersion: try at.record(id).version
        )
    }

    /// Lets everybody who looks at the clock look at it, by asking what any change asks.
    private func wake() {
        barrier.whenPassed { _ in }
    }

    @Test
    func `a withdrawal that a loop does not let pass is kept, answered after 10 s, and an alarm`()
        throws
    {
        // A loop that takes its mail and never looks at it.
        let stuck = barrier.join(try Mailbox<LoopMail>(limit: 10))
        var options = at.keyed
        options.timeoutMilliseconds = nil
        let request = try request()
        let target = admin.target
        let ended = Monitor<ClientError??>(nil)
        let before = at.served.hub.directory.generation
        _ = try Thread.start(name: "admin") { [options] in
            let client = AdminServiceClient(Channel(target, settings: .once))
            let error = failure { () throws(ClientError) in
                try client.revokePrincipal(request, options)
            }
            ended.change { $0 = .some(error) }
        }
        while at.served.hub.directory.generation == before {}
        // The registry's own writer is at work while it answers; only the loop stays.
        while barrier.filesAtWork != 0 {}
        // Whoever is out is out, whatever is still open.
        #expect(EnrolmentTests.ping(viewer)?.description.contains("WIRE-0813") == true)
        at.time.advance(milliseconds: AccessBarrier.limitMilliseconds - 1)
        #expect(barrier.look() == nil)
        #expect(!security.all.contains { $0.hasPrefix("alarm ") })
        at.time.advance(milliseconds: 1)
        wake()
        let error = try #require(ended.wait { $0 })
        #expect(error.reasonCode == "HUB-0101", "\(error)")
        #expect(error.status?.applied == .yes)
        #expect(error.status?.retry == .never)
        #expect(error.message.contains("is kept"), "\(error)")
        #expect(error.message.contains("1 event loop and 0 files"), "\(error)")
        #expect(security.wait(for: "alarm ").contains("reason=withdrawal-not-through"))
        #expect(at.served.log.wait(for: "withdrawal-not-through").contains("loops=1 files=0"))
        #expect(try at.record(id).state == .ended)
        // The same key asks again: at once, since its time is over.
        let again = failure { () throws(ClientError) in
            try AdminServiceClient(admin).revokePrincipal(request, options)
        }
        #expect(again?.reasonCode == "HUB-0101", "\(String(describing: again))")
        // What changes nothing is answered as it is.
        let stale = failure { () throws(ClientError) in
            try AdminServiceClient(admin).revokePrincipal(request, at.keyed)
        }
        #expect(stale?.reasonCode != "HUB-0101", "\(String(describing: stale))")
        barrier.leave(stuck)
        let answer = try AdminServiceClient(admin).revokePrincipal(request, options)
        #expect(answer.saved?.id == id)
        #expect(security.all.filter { $0.hasPrefix("alarm ") }.count == 1)
    }

    @Test
    func `a withdrawal that passes is answered with OK, and no clock raises an alarm later`()
        throws
    {
        let answer = try AdminServiceClient(admin).revokePrincipal(request(), at.keyed)
        #expect(answer.principal?.state == .ended)
        at.time.advance(milliseconds: AccessBarrier.limitMilliseconds)
        #expect(barrier.look() == nil)
        wake()
        _ = try at.code(admin, .viewer)
        #expect(!security.all.contains { $0.hasPrefix("alarm ") })
    }

    @Test
    func `each change has its own time, and one that is late makes no later one late at once`()
        throws
    {
        let time = ManualClock(instant: HubClock.system.instant)
        let barrier = AccessBarrier(clock: time.clock)
        let first = barrier.join(try Mailbox<LoopMail>(limit: 10))
        var before = DirectoryContents()
        let tenant = UniqueID(milliseconds: 1)
        let caller = CallerRecord(
            principal: UniqueID(milliseconds: 2),
            tenant: tenant,
            tenantCode: "X00000001",
            grants: [Grant(role: .viewer, family: .priorities)]
        )
        before.callers[caller.principal] = caller
        let change = RightsChange(from: before, to: DirectoryContents())
        let told = Lock<[AccessBarrier.Late?]>([])
        barrier.begin(change)
        time.advance(milliseconds: 6_000)
        let second = barrier.join(try Mailbox<LoopMail>(limit: 10))
        barrier.begin(change)
        barrier.whenPassed { late in told.withLock { $0.append(late) } }
        time.advance(milliseconds: 4_000)
        #expect(barrier.look() == AccessBarrier.Late(loops: 1, files: 0))
        #expect(told.withLock { $0.isEmpty })
        time.advance(milliseconds: 6_000)
        #expect(barrier.look() == AccessBarrier.Late(loops: 2, files: 0))
        #expect(told.withLock { $0 } == [AccessBarrier.Late(loops: 2, files: 0)])
        #expect(barrier.look() == nil)
        barrier.leave(first)
        barrier.whenPassed { late in told.withLock { $0.append(late) } }
        #expect(told.withLock { $0.last } == AccessBarrier.Late(loops: 1, files: 0))
        barrier.leave(second)
        barrier.whenPassed { late in told.withLock { $0.append(late) } }
        #expect(told.withLock { $0.count } == 3)
        #expect(told.withLock { $0.last == .some(nil) })
    }
}
