private import CLinux
private import Glibc
package import HubSystem

/// A socket that takes connections in.
package struct Listener: ~Copyable, Sendable {
    /// The open socket, to register with a loop.
    package let descriptor: Descriptor

    private init(adopting number: Int32) { descriptor = Descriptor(adopting: number) }

    /// Listens on an address.
    ///
    /// - Parameters:
    ///   - endpoint: Where; port 0 lets the system choose (`localEndpoint` tells). `Address.any`
    ///     takes IPv4 too.
    ///   - isShared: Whether other listeners of this user may share the port; the kernel then
    ///     spreads connections over them, one listener per loop.
    ///   - backlog: How many connections may wait to be taken in.
    /// - Returns: A listener that listens.
    /// - Throws: `SystemError`, such as an address in use.
    package static func listen(
        on endpoint: Endpoint,
        isShared: Bool = false,
        backlog: Int32 = listenBacklog
    ) throws(SystemError) -> Listener {
        var raw = endpoint.raw
        let family = Int32(raw.family)
        let listener = Listener(
            adopting: try systemCall("socket") { clinux_stream_socket(family) }
        )
        // A restarted server must not wait for connections of the past to be forgotten.
        try listener.set(SOL_SOCKET, SO_REUSEADDR, 1)
        if isShared { try listener.set(SOL_SOCKET, SO_REUSEPORT, 1) }
        if endpoint.address.family == .six {
            let onlySix: Int32 = endpoint.address.isAny ? 0 : 1
            try listener.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, onlySix)
        }
        let number = listener.descriptor.number
        try systemCall("bind") { unsafe clinux_bind(number, &raw) }
        try systemCall("listen") { Glibc.listen(number, backlog) }
        return listener
    }

    /// Listens on a local socket that this user alone can connect to.
    ///
    /// A file of that name is removed first: whoever calls holds the lock of the directory it lies
    /// in, so it can only be left over from a process that died.
    ///
    /// - Parameters:
    ///   - path: Where the socket's file appears, mode 0600; at most 107 bytes.
    ///   - backlog: How many connections may wait to be taken in.
    /// - Returns: A listener that listens.
    /// - Throws: `SystemError`, such as a path that is too long.
    package static func listen(
        path: String,
        backlog: Int32 = localBacklog
    ) throws(SystemError) -> Listener {
        let listener = Listener(
            adopting: try systemCall("socket") { clinux_stream_socket(0) }
        )
        let number = listener.descriptor.number
        // On Linux the file takes its mode from the socket, so there is no moment at which it can
        // be opened by others.
        try systemCall("fchmod") { fchmod(number, privateFileMode) }
        let bytes = path.utf8.count
        if let facts = try LocalFile.facts(path), facts.isDirectory {
            throw SystemError(number: EISDIR, call: "bind")
        }
        try LocalFile.remove(path)
        try systemCall("bind") { unsafe clinux_unix_bind(number, path, bytes) }
        try systemCall("listen") { Glibc.listen(number, backlog) }
        return listener
    }

    /// Takes over a socket that listens already, as handed over by a service manager.
    ///
    /// - Parameter descriptor: The socket; from here it does not block.
    /// - Returns: The same socket.
    /// - Throws: `SystemError` when it does not listen; it is closed then.
    package static func adopt(
        _ descriptor: consuming Descriptor
    ) throws(SystemError) -> Listener {
        let listener = Listener(adopting: descriptor.take())
        try listener.descriptor.closeOnExec()
        try listener.descriptor.doNotBlock()
        let number = listener.descriptor.number
        guard clinux_get_option(number, SOL_SOCKET, SO_ACCEPTCONN) == 1 else {
            throw SystemError(number: EINVAL, call: "listen")
        }
        return listener
    }

    /// Where it listens, with the port the system chose; `nil` for a local socket.
    ///
    /// - Throws: `SystemError` when the kernel does not say.
    package borrowing func localEndpoint() throws(SystemError) -> Endpoint? {
        try HubLoop.localEndpoint(descriptor)
    }

    /// What taking a connection in came to.
    package enum Accepted: ~Copyable {
        /// A connection, and who is at its other end (`nil` for a local socket).
        case connection(Socket, peer: Endpoint?)
        /// Nobody waits any more.
        case nobody
        /// The process or the machine has no descriptor or memory for one more. The connection
        /// still waits, so the listener stays readable: asking again at once would spin.
        case exhausted
    }

    /// Takes in one connection, if one waits.
    ///
    /// - Returns: What came of it.
    /// - Throws: `SystemError` when the listener itself is unusable.
    package borrowing func accept() throws(SystemError) -> Accepted {
        let number = descriptor.number
        while true {
            var raw = clinux_address()
            let accepted: Int?
            do {
                accepted = try systemCallIfReady("accept") {
                    Int(unsafe clinux_accept(number, &raw))
                }
            } catch {
                switch AcceptFailure(error.number) {
                case .connection: continue
                case .exhausted: return .exhausted
                case .listener: throw error
                }
            }
            guard let accepted else { return .nobody }
            let socket = Socket(adopting: Int32(truncatingIfNeeded: accepted))
            let peer = Endpoint(raw)
            // A connection that has ended meanwhile refuses the option; its first read tells.
            if peer != nil { try? socket.sendAtOnce() }
            return .connection(socket, peer: peer)
        }
    }

    private borrowing func set(
        _ level: Int32,
        _ name: Int32,
        _ value: Int32
    ) throws(SystemError) {
        let number = descriptor.number
        try systemCall("setsockopt") { clinux_set_option(number, level, name, value) }
    }
}

/// What a failed accept says about whom.
///
/// From accept(2), "Error handling".
enum AcceptFailure: Equatable {
    /// The connection that waited has gone; the next one may be fine.
    case connection
    /// There is no room for one more.
    case exhausted
    /// The listener cannot be used.
    case listener

    init(_ number: Int32) {
        switch number {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: self = .exhausted
        // Linux passes network errors that are already pending on the new socket.
        case ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH,
            EOPNOTSUPP, ENETUNREACH, ETIMEDOUT:
            self = .connection
        default: self = .listener
        }
    }
}

/// How many connections may wait on the public port: a region's reconnect after a restart.
package let listenBacklog: Int32 = 1_024

/// How many connections may wait on a local control socket.
package let localBacklog: Int32 = 8
