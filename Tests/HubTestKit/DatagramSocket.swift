private import Glibc
package import HubSystem

/// A local datagram socket that a test listens on, as a service manager does.
package struct DatagramSocket: ~Copyable {
    private let descriptor: Descriptor

    /// Listens.
    ///
    /// - Parameter name: A path, or an abstract name after `@`.
    /// - Returns: A socket that listens.
    /// - Throws: `SystemError`, such as a name that is too long.
    package static func listen(_ name: String) throws(SystemError) -> DatagramSocket {
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let made = DatagramSocket(
            descriptor: Descriptor(
                adopting: try systemCall("socket") { socket(AF_UNIX, kind, 0) }
            )
        )
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        guard bytes.count < 108 else { throw SystemError(number: ENAMETOOLONG, call: "bind") }
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
            unsafe path.copyBytes(from: bytes)
        }
        let end = bytes.first == 0 ? 0 : 1
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + end)
        let number = made.descriptor.number
        try systemCall("bind") {
            unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe bind(number, pointer, size)
                }
            }
        }
        return made
    }

    private init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// Takes in one datagram.
    ///
    /// - Parameter seconds: How long to wait for it.
    /// - Returns: What was sent, `nil` when nothing was.
    /// - Throws: `SystemError`, never for an open socket.
    package borrowing func receive(
        seconds: UInt64 = Patience.seconds
    ) throws(SystemError) -> [UInt8]? {
        let deadline = HubClock.system.moment.advanced(milliseconds: seconds * 1_000)
        guard try descriptor.wait(for: .readable, until: deadline) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var space = buffer.mutableSpan
        guard let count = try descriptor.read(into: &space) else { return nil }
        return Array(buffer.prefix(count))
    }
}
