import Glibc

/// Two connected sockets that do not block, closed when they go.
struct SocketPair: ~Copyable {
    let first: Int32
    let second: Int32

    init() throws {
        // The library writes with write(2): without this a closed peer would end the tests.
        signal(SIGPIPE, SIG_IGN)
        var descriptors: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &descriptors) == 0 else {
            throw Failure(number: errno)
        }
        first = descriptors[0]
        second = descriptors[1]
    }

    deinit {
        close(first)
        close(second)
    }

    struct Failure: Error { let number: Int32 }
}
