private import Glibc
package import HubSystem
package import HubTLS

/// A TLS server on the loopback that serves one connection at a time.
package struct LoopbackServer: ~Copyable {
    private let listener: Int32
    /// Where it listens.
    package let port: UInt16

    /// Listens on a free port.
    ///
    /// - Throws: `SystemError` when there is none.
    package init() throws(SystemError) {
        signal(SIGPIPE, SIG_IGN)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, length) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard bound else {
            let failure = SystemError.last("listen")
            close(listener)
            throw failure
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(listener) }

    /// What became of one connection.
    package struct Outcome {
        /// How far the handshake got.
        package var step = HandshakeStep.wantsRead
        /// Who the client is.
        package var peer: PeerIdentity?
        /// What it sent.
        package var received: [UInt8] = []
        /// Messages of TLS itself that came before data.
        package var messages = 0
        /// What ended it.
        package var end: ReadStep?
    }

    /// Accepts one connection, says `greeting` once the handshake is done, and reads to the end, or
    /// until so many bytes have come: then it says its greeting again and closes.
    ///
    /// Lingers after a refusal: a plain close with unread input would lose the alert.
    ///
    /// - Parameters:
    ///   - context: The server's certificate and rules.
    ///   - greeting: What is sent.
    ///   - count: How much is waited for.
    ///   - now: The instant certificates are judged at.
    /// - Returns: What became of the connection; one that says nothing more is ended.
    /// - Throws: `SystemError` or `TLSError`.
    package borrowing func serve(
        _ context: TLSServerContext,
        greeting: [UInt8] = [],
        until count: Int = .max,
        now: Instant
    ) throws -> Outcome {
        var outcome = Outcome()
        guard Self.wait(listener, POLLIN) else { return outcome }
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { throw SystemError.last("accept") }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var session = try TLSSession(server: context, descriptor: descriptor, now: now)
        outcome.step = session.handshake()
        while outcome.step == .wantsRead || outcome.step == .wantsWrite {
            guard Self.wait(descriptor, outcome.step == .wantsRead ? POLLIN : POLLOUT) else {
                return outcome
            }
            outcome.step = session.handshake()
        }
        if outcome.step == .done {
            outcome.peer = session.peer
            _ = session.write(greeting.span)
            Self.read(&session, descriptor, until: count, &outcome)
            _ = session.write(greeting.span)
            _ = session.shutdownForWriting()
        }
        shutdown(descriptor, Int32(SHUT_WR))
        var space = [UInt8](repeating: 0, count: 4_096)
        while Self.wait(descriptor, POLLIN), unsafe recv(descriptor, &space, 4_096, 0) > 0 {}
        return outcome
    }

    private static func read(
        _ session: inout TLSSession,
        _ descriptor: Int32,
        until most: Int,
        _ outcome: inout Outcome
    ) {
        var space = [UInt8](repeating: 0, count: 4_096)
        while outcome.received.count < most {
            var span = space.mutableSpan
            let step = session.read(into: &span)
            switch step {
            case .bytes(let count):
                outcome.received += space[..<count]
                outcome.messages += session.messagesOfLastRead
            case .wantsRead: if !wait(descriptor, POLLIN) { return }
            case .wantsWrite: if !wait(descriptor, POLLOUT) { return }
            case .closed, .failed:
                outcome.end = step
                return
            }
        }
    }

    private static func wait(_ descriptor: Int32, _ events: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return unsafe poll(&request, 1, Int32(Patience.seconds * 1_000)) == 1
    }
}
