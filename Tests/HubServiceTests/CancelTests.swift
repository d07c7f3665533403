import HubCrypto
import HubLoop
import HubService
import HubSession
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubClient

/// Cancel and deadline at every stage of a call, over real TLS: nothing is left half done, and no
/// neighbour is harmed.
final class CancelTests {
    /// A door between a handler and its test.
    private enum Door: Sendable {
        case shut
        case reached
        case open
    }

    /// What the test decides about a handler's work.
    private final class Stage: Sendable {
        private let door = Monitor(Door.shut)

        /// Lets nobody pass until `open`.
        func hold() {
            door.change { if $0 == .shut { $0 = .reached } }
            door.wait { $0 == .open ? () : nil }
        }

        func awaitReached() { door.wait { $0 == .shut ? nil : () } }

        func open() { door.change { $0 = .open } }
    }

    private let time = ManualClock(instant: HubClock.system.instant)
    private let writing = Stage()
    private let looping = Stage()
    private let hub: HandledHub
    private let channel: Channel

    init() throws {
        let writing = writing
        let looping = looping
        hub = try HandledHub(clock: time.clock) { router in
            router.write(.priorityServiceSaveLocalTheme) {
                (request: SaveLocalThemeRequest, _, store) throws(Fault) in
                // The one that is named so is held before its first statement.
                if request.theme?.code == "held" { writing.hold() }
                do throws(StoreError) {
                    let revision = UInt64(try store.ownRevision())
                    return SaveLocalThemeResponse(saved: Saved(id: "x", revision: revision))
                } catch {
                    throw Fault(error)
                }
            }
            router.answer(.identityServicePing) { (request: PingRequest, _) in
                if !request.payload.isEmpty { looping.hold() }
                return PingResponse(payload: request.payload)
            }
            router.stream(.priorityServiceExportAssessment) {
                (_: ExportAssessmentRequest, _, _, _) throws(Fault) -> StreamPart<ExportChunk> in
                let chunk = ExportChunk(data: [UInt8](repeating: 1, count: 60_000))
                return StreamPart([chunk, chunk, chunk], next: [1])
            }
            router.intake(.priorityServiceImportAssessment) { (_) throws(Fault) in Nothing() }
        }
        channel = Channel(try hub.target(.steward))
    }

    deinit {
        // Nobody waits at a door for ever, and the hub's clock ends no lingering by itself.
        writing.open()
        looping.open()
        channel.close()
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

    /// Opens a call and sends its one request.
    private func open(
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

    private func save(_ code: String, timeout: UInt64? = nil) throws(ClientError) -> UInt32 {
        var options = CallOptions()
        options.timeoutMilliseconds = timeout ?? 200_000
        let theme = LocalTheme(code: code)
        return try open(
            .priorityServiceSaveLocalTheme,
            SaveLocalThemeRequest(theme: theme),
            options
        )
    }

    private func cancel(_ id: UInt32) throws(ClientError) {
        let link = try channel.connected(until: nil)
        link.session.cancel(id)
        link.flush()
    }

    /// Everything that was sent before has arrived when this is answered.
    private func settle() throws(ClientError) {
        let id = try open(.identityServicePing, PingRequest())
        #expect(try status(of: id).code == .ok)
    }

    private func status(of id: UInt32) throws(ClientError) -> Status {
        let link = try channel.connected(until: nil)
        while true {
            if case .result(let status) = try link.next(on: id, until: nil) { return status }
        }
    }

    private static func isWithdrawn(_ status: Status, _ code: StatusCode) -> Bool {
        status.code == code && status.applied == .no && status.revision == 0
    }

    @Test
    func `a change that is cancelled before the writer took it is not made`() throws {
        let slow = try save("held")
        writing.awaitReached()
        let waiting = try save("b")
        let neighbour = try save("c")
        try cancel(waiting)
        try settle()
        writing.open()
        #expect(CancelTests.isWithdrawn(try status(of: waiting), .cancelled))
        #expect(try status(of: slow).applied == .yes)
        #expect(try status(of: neighbour).applied == .yes)
        #expect(try status(of: save("d")).revision == 3)
    }

    @Test
    func `a change whose time runs out behind a slow neighbour is not made`() throws {
        let slow = try save("held")
        writing.awaitReached()
        let waiting = try save("b", timeout: 1_000)
        let neighbour = try save("c")
        try settle()
        time.advance(milliseconds: 1_000)
        writing.open()
        #expect(CancelTests.isWithdrawn(try status(of: waiting), .deadlineExceeded))
        #expect(try status(of: slow).applied == .yes)
        #expect(try status(of: neighbour).applied == .yes)
        #expect(try status(of: save("d")).revision == 3)
    }

    @Test
    func `a change that has a moment left behind a slow neighbour is made`() throws {
        _ = try save("held")
        writing.awaitReached()
        let waiting = try save("b", timeout: 1_000)
        try settle()
        time.advance(milliseconds: 900)
        writing.open()
        #expect(try status(of: waiting).applied == .yes)
    }

    @Test
    func `a change that is cancelled between two statements is undone`() throws {
        let held = try save("held")
        writing.awaitReached()
        let neighbour = try save("b")
        try cancel(held)
        try settle()
        writing.open()
        #expect(CancelTests.isWithdrawn(try status(of: held), .cancelled))
        #expect(try status(of: neighbour).revision == 1)
    }

    @Test
    func `a change that runs out of time between two statements is undone`() throws {
        let held = try save("held", timeout: 1_000)
        writing.awaitReached()
        let neighbour = try save("b")
        try settle()
        time.advance(milliseconds: 1_000)
        writing.open()
        #expect(CancelTests.isWithdrawn(try status(of: held), .deadlineExceeded))
        #expect(try status(of: neighbour).revision == 1)
    }

    @Test(arguments: [true, false])
    func `a change that stands is told, whatever was asked or ran out since`(
        isCancelled: Bool
    ) throws {
        let held = try save("held", timeout: 1_000)
        writing.awaitReached()
        // The loop is held, so that its answer cannot go out before the client asks.
        let loop = try open(.identityServicePing, PingRequest(payload: [1]))
        looping.awaitReached()
        writing.open()
        let council = try #require(hub.hub.contents.tenants.first { $0.value.code == "X00000001" })
        let file = try hub.hub.stores.directory.tenant(OpaqueID(council.key)).records
        var revision: Int64 = 0
        while revision == 0 {
            let reader = try PointReader(of: file, clock: .system)
            revision = try reader.batchRevision()
            reader.endBatch()
        }
        if isCancelled { try cancel(held) } else { time.advance(milliseconds: 1_000) }
        looping.open()
        let status = try status(of: held)
        #expect(status.code == .ok && status.applied == .yes && status.revision == 1)
        #expect(try self.status(of: loop).code == .ok)
    }

    @Test(arguments: [true, false])
    func `a call whose request is not whole ends at once`(isCancelled: Bool) throws {
        var options = CallOptions()
        options.timeoutMilliseconds = 1_000
        let upload = try open(
            .priorityServiceImportAssessment,
            ImportChunk(),
            ends: false,
            options
        )
        let unary = try open(
            .priorityServiceSaveLocalTheme,
            SaveLocalThemeRequest(),
            ends: false,
            options
        )
        try settle()
        if isCancelled {
            try cancel(upload)
            try cancel(unary)
        } else {
            time.advance(milliseconds: 1_000)
            // The loop looks at its clock when something happens.
            try settle()
        }
        let code: StatusCode = isCancelled ? .cancelled : .deadlineExceeded
        for id in [upload, unary] {
            #expect(CancelTests.isWithdrawn(try status(of: id), code))
        }
        #expect(try status(of: save("b")).revision == 1)
    }

    @Test(arguments: [true, false])
    func `a stream that waits for its reader ends, and its neighbours go on`(
        isCancelled: Bool
    ) throws {
        var options = CallOptions()
        options.timeoutMilliseconds = 1_000
        let stream = try open(
            .priorityServiceExportAssessment,
            ExportAssessmentRequest(),
            options
        )
        let link = try channel.connected(until: nil)
        guard case .message = try link.next(on: stream, until: nil) else {
            Issue.record("no message")
            return
        }
        if isCancelled { try cancel(stream) } else { time.advance(milliseconds: 1_000) }
        try settle()
        #expect(try status(of: save("b")).applied == .yes)
        let code: StatusCode = isCancelled ? .cancelled : .deadlineExceeded
        #expect(try status(of: stream).code == code)
    }
}
