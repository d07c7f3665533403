private import CLinux
private import Glibc
package import HubSystem

/// Sockets that the service manager opened for us (sd_listen_fds(3)).
///
/// What is not taken is closed with this value.
package struct InheritedListeners: ~Copyable {
    private var next: Int32
    private let end: Int32

    /// The first number a service manager hands over.
    package static let firstNumber: Int32 = 3

    /// How many sockets there are, by the environment; 0 when they are for another process.
    ///
    /// - Parameters:
    ///   - environment: Holds `LISTEN_PID` and `LISTEN_FDS`, or does not.
    ///   - process: Our own number.
    /// - Returns: A number from 0 to `inheritedListenersMax`; 0 for anything malformed.
    package static func count(_ environment: Environment, process: Int32) -> Int32 {
        guard let owner = decimal(environment["LISTEN_PID"]), owner == Int(process),
            let count = decimal(environment["LISTEN_FDS"]),
            (0...Int(inheritedListenersMax)).contains(count)
        else { return 0 }
        return Int32(count)
    }

    /// Takes over what this process was handed.
    ///
    /// Called once, in `main`, before any thread starts; the variables are removed so that programs
    /// we start do not believe them.
    ///
    /// - Returns: The sockets, none when there is no service manager.
    package static func take() -> InheritedListeners {
        let count = count(.current(), process: ThisProcess.identifier)
        Environment.remove(["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"])
        return InheritedListeners(first: firstNumber, count: count)
    }

    /// Takes over `count` open descriptors from `first` on.
    package init(first: Int32, count: Int32) {
        next = first
        end = first + count
    }

    deinit {
        for number in next..<end { close(number) }
    }

    /// How many are left.
    package var count: Int { Int(end - next) }

    /// Takes out the next socket.
    ///
    /// - Returns: A listener, `nil` when there are no more.
    /// - Throws: `SystemError` when it is no listening socket; it is closed then.
    package mutating func takeNext() throws(SystemError) -> Listener? {
        guard next < end else { return nil }
        let number = next
        next += 1
        return try Listener.adopt(Descriptor(adopting: number))
    }

    private static func decimal(_ text: String?) -> Int? {
        guard let text, !text.isEmpty, text.utf8.count <= 9,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}

/// More sockets than any unit of ours has.
package let inheritedListenersMax: Int32 = 64

/// Tells the service manager how we are (sd_notify(3)).
package enum ServiceManager {
    /// Sends one state, such as `READY=1` or `STOPPING=1`.
    ///
    /// - Parameters:
    ///   - state: Assignments, one per line.
    ///   - environment: Holds `NOTIFY_SOCKET`, or does not.
    /// - Returns: Whether there was somebody to tell.
    /// - Throws: `SystemError` when there was, and it did not work.
    @discardableResult
    package static func tell(
        _ state: String,
        environment: Environment
    ) throws(SystemError) -> Bool {
        guard let name = environment["NOTIFY_SOCKET"] else { return false }
        var path = name.utf8.map { CChar(bitPattern: $0) }
        if path.isEmpty { return false }
        // `@` stands for the NUL that an abstract name begins with.
        if name.utf8.first == UInt8(ascii: "@") { path[0] = 0 }
        let text = state.utf8.map { CChar(bitPattern: $0) }
        try systemCall("sendto") {
            unsafe clinux_unix_tell(path, path.count, text, text.count)
        }
        return true
    }
}
