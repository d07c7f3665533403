package import HubLoop
package import HubSystem
package import HubTLS
import HubWire

/// A connected socket with TLS on it, before anybody has said anything.
///
/// The hub has not judged the client's certificate yet: only its first frame proves that it did.
@frozen
package struct Line: ~Copyable {
    /// TLS; goes before the socket it works on.
    package var tls: TLSSession
    /// The socket, which does not block.
    package let socket: Socket

    private init(tls: consuming TLSSession, socket: consuming Socket) {
        self.tls = tls
        self.socket = socket
    }

    /// Connects and shakes hands, on this thread.
    ///
    /// - Parameters:
    ///   - target: Which hub.
    ///   - deadline: When to give up.
    ///   - clock: What the deadline and certificates are measured with.
    /// - Returns: The line.
    /// - Throws: `ClientError` with one of the reasons `CLNT-0101`, `-0103`, `-0104`, `-0105`.
    package static func open(
        to target: Target,
        until deadline: Moment,
        clock: HubClock = .system
    ) throws(ClientError) -> Line {
        let socket = try dial(target, deadline, clock)
        var tls = try session(target, socket, clock)
        while true {
            let direction: Direction
            switch tls.handshake() {
            case .done: return Line(tls: tls, socket: socket)
            case .wantsRead: direction = .readable
            case .wantsWrite: direction = .writable
            case .failed(let error): throw .handshake(error, target)
            }
            do throws(SystemError) {
                let isReady = try socket.descriptor.wait(
                    for: direction,
                    until: deadline,
                    clock: clock
                )
                if isReady { continue }
            } catch {
                throw ClientError(.cannotReachTheHub, "\(target.address): \(error)")
            }
            throw .silent(target)
        }
    }

    private static func dial(
        _ target: Target,
        _ deadline: Moment,
        _ clock: HubClock
    ) throws(ClientError) -> Socket {
        do throws(LoopError) {
            let connected = try Dialler.connect(
                to: target.address,
                until: deadline,
                clock: clock
            )
            return connected.socket
        } catch {
            throw .unreachable(error)
        }
    }

    private static func session(
        _ target: Target,
        _ socket: borrowing Socket,
        _ clock: HubClock
    ) throws(ClientError) -> TLSSession {
        do throws(TLSError) {
            return try TLSSession(
                client: target.tls,
                descriptor: socket.descriptor.number,
                server: target.serverName,
                now: clock.instant
            )
        } catch {
            throw .handshake(error, target)
        }
    }
}
