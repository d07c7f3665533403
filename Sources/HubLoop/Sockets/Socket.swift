private import CLinux
private import Glibc
package import HubSystem

/// A connected byte stream, or one that is being connected; it never blocks.
package struct Socket: ~Copyable, Sendable {
    /// The open socket; lent to the loop, and by number to the TLS library.
    package let descriptor: Descriptor

    init(adopting number: Int32) { descriptor = Descriptor(adopting: number) }

    /// Takes over a connected stream socket.
    ///
    /// - Parameter descriptor: The socket; from here it does not block.
    /// - Returns: The same socket.
    /// - Throws: `SystemError` when it cannot be configured; it is closed then.
    package static func adopt(
        _ descriptor: consuming Descriptor
    ) throws(SystemError) -> Socket {
        let socket = Socket(adopting: descriptor.take())
        try socket.descriptor.doNotBlock()
        try socket.descriptor.closeOnExec()
        return socket
    }

    /// Begins to connect.
    ///
    /// The socket becomes writable when that has succeeded or failed, and `finishConnecting` tells
    /// which.
    ///
    /// - Parameter endpoint: Whom to reach.
    /// - Returns: A socket on its way.
    /// - Throws: `SystemError` when it fails at once, as for a network without a route.
    package static func connect(to endpoint: Endpoint) throws(SystemError) -> Socket {
        var raw = endpoint.raw
        let family = Int32(raw.family)
        let socket = Socket(
            adopting: try systemCall("socket") { clinux_stream_socket(family) }
        )
        try socket.sendAtOnce()
        let number = socket.descriptor.number
        do {
            try systemCall("connect") { unsafe clinux_connect(number, &raw) }
        } catch let error where error.number == EINPROGRESS {
            return socket
        } catch {
            throw error
        }
        return socket
    }

    /// Tells how connecting ended, once the socket is writable.
    ///
    /// - Throws: `SystemError` with the reason it failed for.
    package borrowing func finishConnecting() throws(SystemError) {
        let failure = pendingFailure
        if failure != 0 { throw SystemError(number: failure, call: "connect") }
    }

    /// The failure the kernel holds for the socket, 0 for none; asking clears it.
    package var pendingFailure: Int32 {
        clinux_get_option(descriptor.number, SOL_SOCKET, SO_ERROR)
    }

    /// Small writes leave at once: answers are gathered per turn, so Nagle's wait only costs time.
    borrowing func sendAtOnce() throws(SystemError) {
        let number = descriptor.number
        try systemCall("setsockopt") {
            clinux_set_option(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        }
    }

    /// Reads what is there, once.
    ///
    /// - Parameter space: Filled from its start.
    /// - Returns: The number of bytes, 0 when the peer has ended its sending, `nil` when there is
    ///   nothing yet.
    /// - Throws: `SystemError`, such as a reset connection.
    package borrowing func read(into space: inout MutableSpan<UInt8>) throws(SystemError) -> Int? {
        let number = descriptor.number
        return try unsafe space.withUnsafeMutableBufferPointer { bytes throws(SystemError) in
            let bytes = unsafe bytes
            return try systemCallIfReady("recv") {
                unsafe recv(number, bytes.baseAddress, bytes.count, 0)
            }
        }
    }

    /// Sends what fits, once.
    ///
    /// - Parameter bytes: What to send.
    /// - Returns: The number of bytes taken, `nil` when there is no room.
    /// - Throws: `SystemError`, such as a broken pipe; no signal is raised.
    package borrowing func write(_ bytes: Span<UInt8>) throws(SystemError) -> Int? {
        let number = descriptor.number
        return try unsafe bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
            let bytes = unsafe bytes
            return try systemCallIfReady("send") {
                unsafe send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
        }
    }

    /// Ends our sending: the peer reads to its end, and may still send.
    ///
    /// Closing with bytes unread makes the kernel send a reset, which can take back what was sent
    /// last. So a connection that ends for a reason ends its sending, reads and discards for a
    /// while, and closes then.
    ///
    /// - Throws: `SystemError` when there is no connection any more.
    package borrowing func finishSending() throws(SystemError) {
        let number = descriptor.number
        try systemCall("shutdown") { shutdown(number, Int32(SHUT_WR)) }
    }

    /// Our own end, such as the port the system chose; `nil` for a local socket.
    ///
    /// - Throws: `SystemError` when the kernel does not say.
    package borrowing func localEndpoint() throws(SystemError) -> Endpoint? {
        try HubLoop.localEndpoint(descriptor)
    }

    /// Two sockets connected to each other, inside this process.
    ///
    /// - Returns: The two ends; each can be taken out once.
    /// - Throws: `SystemError` when the process has no descriptor left.
    package static func pair() throws(SystemError) -> SocketPair {
        var numbers: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        try systemCall("socketpair") { unsafe socketpair(AF_UNIX, kind, 0, &numbers) }
        return SocketPair(
            first: Socket(adopting: numbers[0]),
            second: Socket(adopting: numbers[1])
        )
    }
}

/// Two sockets connected to each other.
@frozen
package struct SocketPair: ~Copyable {
    /// One end.
    package var first: Socket
    /// The other end.
    package var second: Socket
}

/// The endpoint a socket is bound to.
func localEndpoint(_ descriptor: borrowing Descriptor) throws(SystemError) -> Endpoint? {
    let number = descriptor.number
    var raw = clinux_address()
    try systemCall("getsockname") { unsafe clinux_local_address(number, &raw) }
    return Endpoint(raw)
}
