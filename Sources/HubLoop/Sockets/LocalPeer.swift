private import CLinux
private import Glibc
package import HubSystem

/// Who is at the other end of a local socket, as the kernel knows it.
package struct LocalPeer: Equatable, Sendable {
    /// The process that connected; it may have ended since.
    package let process: Int32
    /// The user it ran as.
    package let user: UInt32
    /// The group it ran as.
    package let group: UInt32
}

extension Socket {
    /// Connects to a local socket.
    ///
    /// - Parameter path: The socket's file.
    /// - Returns: A connected socket.
    /// - Throws: `SystemError`; `isMissing` or refused when nobody listens there.
    package static func connect(path: String) throws(SystemError) -> Socket {
        let socket = Socket(adopting: try systemCall("socket") { clinux_stream_socket(0) })
        let number = socket.descriptor.number
        let bytes = path.utf8.count
        try systemCall("connect") { unsafe clinux_unix_connect(number, path, bytes) }
        return socket
    }

    /// Who connected, on a local socket.
    ///
    /// - Returns: The process and its user at the time it connected.
    /// - Throws: `SystemError` when this is not a local socket.
    package borrowing func localPeer() throws(SystemError) -> LocalPeer {
        let number = descriptor.number
        var credentials = clinux_credentials()
        try systemCall("getsockopt") { unsafe clinux_peer_credentials(number, &credentials) }
        return LocalPeer(
            process: credentials.process,
            user: credentials.user,
            group: credentials.group
        )
    }
}
