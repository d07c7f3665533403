private import Glibc
package import HubSystem

/// Two connected sockets that do not block, closed when they go.
package struct SocketPair: ~Copyable {
    /// One end's descriptor.
    package let first: Int32
    /// The other end's descriptor.
    package let second: Int32

    /// An end.
    package enum End: Sendable {
        /// The one end.
        case first
        /// The other end.
        case second
    }

    /// Connects two sockets; from here on the process ignores `SIGPIPE`.
    ///
    /// - Throws: `SystemError` when there are no descriptors left.
    package init() throws(SystemError) {
        // TLS writes with write(2): a closed peer would end the tests.
        signal(SIGPIPE, SIG_IGN)
        var descriptors: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        if unsafe socketpair(AF_UNIX, type, 0, &descriptors) != 0 {
            throw SystemError.last("socketpair")
        }
        first = descriptors[0]
        second = descriptors[1]
    }

    deinit {
        close(first)
        close(second)
    }

    /// Sends bytes, below whatever runs over the sockets.
    ///
    /// - Parameters:
    ///   - bytes: What is sent.
    ///   - end: Who sends it.
    /// - Returns: Whether all of it went.
    package borrowing func send(_ bytes: [UInt8], from end: End) -> Bool {
        unsafe Glibc.send(descriptor(end), bytes, bytes.count, 0) == bytes.count
    }

    /// Takes what has arrived, below whatever runs over the sockets.
    ///
    /// - Parameter end: Who takes it.
    /// - Returns: At most 64 KiB.
    package borrowing func receive(at end: End) -> [UInt8] {
        var space = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor(end), &space, space.count, 0)
        return Array(space.prefix(max(0, count)))
    }

    /// Ends what an end sends.
    package borrowing func finish(_ end: End) { shutdown(descriptor(end), Int32(SHUT_WR)) }

    /// Ends both directions of an end.
    package borrowing func cut(_ end: End) { shutdown(descriptor(end), Int32(SHUT_RDWR)) }

    private borrowing func descriptor(_ end: End) -> Int32 { end == .first ? first : second }
}
