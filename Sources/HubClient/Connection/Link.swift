import HubLoop
import HubSession
import HubSystem
import HubTLS
import HubWire

/// One connection to a hub, driven by whoever waits for something on it.
///
/// Any number of calls may be in flight: whoever waits for one of them serves all. Nothing moves
/// while nobody waits; `refresh` finds out what became of the connection meanwhile.
///
///     advance:  write what waits -> wait for the hub or the clock -> read -> events to calls
///
/// Once `ending` is set nothing is read or written any more, and it never changes again.
final class Link {
    // TLS before the socket: it must be gone when the descriptor closes.
    private var tls: TLSSession
    private let socket: Socket
    var session: ClientSession
    var calls: [UInt32: CallRecord] = [:]
    let clock: HubClock
    let cancelWaitMilliseconds: UInt64
    /// The hub's authority, where the target knew it by its fingerprint alone.
    let authority: Certificate?
    /// The hub's greeting; nothing is believed before it came.
    private(set) var hello: Hello?
    /// The hub's goodbye, when it said one.
    private(set) var goAway: GoAway?
    /// How the connection ended.
    private(set) var ending: LinkEnding?
    /// Set by a write that failed: nothing is written any more, but the reason is read until then.
    private var lingerEnd: Moment?
    private var lingeredBytes = 0
    private var isBlocked = false
    private var input: [UInt8] = []
    private var scratch = [UInt8](repeating: 0, count: scratchBytes)

    /// The most that one read takes: several full TLS records.
    private static let scratchBytes = 64 * 1_024

    init(_ line: consuming Line, _ settings: ChannelSettings, clock: HubClock) {
        session = ClientSession(
            settings: settings.session,
            software: settings.software,
            now: clock.moment.sessionTime
        )
        self.clock = clock
        cancelWaitMilliseconds = settings.cancelWaitMilliseconds
        authority = line.tls.authority
        tls = line.tls
        socket = line.socket
    }

    /// Waits for the hub's greeting.
    func greet(_ target: Target, until deadline: Moment) throws(ClientError) -> Hello {
        while true {
            if let hello { return hello }
            if let ending { throw .beforeGreeting(ending, target) }
            guard advance(until: deadline) else { throw .silent(target) }
        }
    }

    /// Whether another call may be opened, now or when one of those in flight has ended.
    var isUsable: Bool {
        guard ending == nil, lingerEnd == nil, session.phase == .open else { return false }
        return session.lastStream < WireLimits.streamIdLast
    }

    /// Takes in, without waiting, what came while nobody looked.
    func refresh() {
        if ending == nil { read() }
    }

    /// Sends what waits, then waits until something happens, once.
    ///
    /// - Returns: `false` when the limit passed first.
    func advance(until limit: Moment?) -> Bool {
        flush()
        if ending != nil { return true }
        // Bytes may lie inside the TLS library, where no poller sees them.
        if tls.hasPending, read() { return true }
        if ending != nil { return true }
        var wake = Moment(session.nextDeadline)
        if let limit { wake = min(wake, limit) }
        if let lingerEnd { wake = min(wake, lingerEnd) }
        do throws(SystemError) {
            let isReady =
                isBlocked
                ? try socket.descriptor.waitBothWays(until: wake, clock: clock)
                : try socket.descriptor.wait(for: .readable, until: wake, clock: clock)
            if isReady {
                read()
                return true
            }
        } catch {
            end(.lost(error.description))
            return true
        }
        return lookAtClocks(limit)
    }

    private func lookAtClocks(_ limit: Moment?) -> Bool {
        let now = clock.moment
        if let lingerEnd, now >= lingerEnd {
            end(.lost("nothing more can be sent"))
        } else if !session.tick(now.sessionTime) {
            end(.lost("the hub has fallen silent"))
        } else if let limit, now >= limit {
            return false
        }
        return true
    }

    /// Writes what fits, without waiting.
    func flush() {
        isBlocked = false
        while ending == nil, lingerEnd == nil, !isBlocked, session.output.count > 0 {
            switch tls.write(session.output.waiting) {
            case .bytes(let count): session.output.remove(count)
            case .wantsRead, .wantsWrite: isBlocked = true
            case .failed:
                // The reason may be waiting to be read.
                lingerEnd = clock.moment.advanced(milliseconds: session.settings.lingerMilliseconds)
            }
        }
    }

    /// Reads what is there.
    ///
    /// - Returns: Whether anything was.
    @discardableResult
    private func read() -> Bool {
        var space: [UInt8] = []
        swap(&space, &scratch)
        defer { swap(&space, &scratch) }
        var hasRead = false
        repeat {
            var span = space.mutableSpan
            switch tls.read(into: &span) {
            case .bytes(let count):
                hasRead = true
                take(space[..<count])
            case .wantsRead, .wantsWrite: return hasRead
            case .closed: end(.lost("the hub closed the connection"))
            case .failed(let error): end(LinkEnding(error))
            }
        } while ending == nil && tls.hasPending
        return true
    }

    /// Hands received bytes to the machine and its events to the calls.
    private func take(_ received: ArraySlice<UInt8>) {
        session.bytesArrived(clock.moment.sessionTime)
        if lingerEnd != nil {
            lingeredBytes += received.count
            if lingeredBytes > session.settings.lingerBytesMax {
                return end(.lost("nothing more can be sent"))
            }
        }
        input.append(contentsOf: received)
        var bytes: [UInt8] = []
        swap(&bytes, &input)
        var offset = 0
        var event = ClientEvent.needsMore
        repeat {
            event = session.next(in: bytes.span, from: &offset)
            handle(event, bytes.span)
        } while event != .needsMore && ending == nil
        bytes.removeSubrange(..<offset)
        input = bytes
    }

    private func handle(_ event: ClientEvent, _ bytes: Span<UInt8>) {
        switch event {
        case .needsMore: break
        case .greeted(let hello): self.hello = hello
        case .message(let id, let payload):
            if calls[id] == nil {
                session.release(id, payloadBytes: payload.count)
            } else {
                calls[id]?.append(Array(copying: bytes.extracting(payload)))
            }
        case .result(let id, let payload): finish(id, bytes.extracting(payload))
        case .leaving(let goAway):
            self.goAway = goAway
            // A hub that leaves in peace still answers; any other word is its last.
            if goAway.reason != .draining || hello == nil { end(.left(goAway)) }
        case .closing(let breach): breachEnd(breach.message)
        }
    }

    private func finish(_ id: UInt32, _ status: Span<UInt8>) {
        do throws(WireError) {
            calls[id]?.status = try Status(decoding: status)
        } catch {
            let message = "the status of a call cannot be read: \(error)"
            var goAway = GoAway()
            goAway.reason = .breach
            goAway.message = "\(Reason.resultNotReadable.code): \(message)"
            session.output.append(.goAway, stream: 0, message: goAway)
            breachEnd(message)
        }
    }

    /// The hub broke a rule: our last word is sent, then nothing more is read.
    private func breachEnd(_ message: String) {
        flush()
        end(.breach(message))
    }

    private func end(_ ending: LinkEnding) {
        if self.ending == nil { self.ending = ending }
    }

    /// Leaves: tells the hub that nothing more comes.
    func close() {
        guard ending == nil else { return }
        flush()
        _ = tls.shutdownForWriting()
        do throws(SystemError) { try socket.finishSending() } catch {}
        end(.lost("closed by this client"))
    }
}

extension Moment {
    /// The moment as the machines see it.
    var sessionTime: SessionTime { SessionTime(milliseconds: nanoseconds / 1_000_000) }

    /// A machine's moment on the steady clock, never earlier than it.
    init(_ time: SessionTime) {
        let (product, isTooLate) = time.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        self.init(nanoseconds: isTooLate ? .max : product)
    }
}
