private import Glibc
package import HubSystem

/// A program started by a test: fed, listened to, and never left behind.
///
/// Used from one thread. What it writes is kept up to a bound; the child is killed and waited for
/// when the last reference goes.
package final class ChildProcess {
    /// The child's number.
    package let identifier: Int32
    private var process: Descriptor
    private var input: Descriptor?
    private var streams: [Captured]
    private var exit: Exit?
    private let clock: HubClock

    /// How a child ended.
    package enum Exit: Equatable, Sendable {
        /// By itself, with this code.
        case code(Int32)
        /// By this signal.
        case signal(Int32)
    }

    /// What a child has written, on one stream.
    private final class Captured {
        let descriptor: Descriptor
        var bytes: [UInt8] = []
        var isOpen = true

        init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
    }

    /// What went wrong with a child.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        /// What, for the one who reads the test's output.
        package let description: String
    }

    /// Starts a program.
    ///
    /// The child starts with no signal blocked or ignored, and with no descriptor but its three
    /// streams and `passing`.
    ///
    /// - Parameters:
    ///   - path: The program's file.
    ///   - arguments: The words after its name.
    ///   - environment: Its variables.
    /// - Returns: The running child.
    /// - Throws: `SystemError` when it cannot be started.
    package static func start(
        _ path: String,
        _ arguments: [String] = [],
        environment: Environment = .current()
    ) throws(SystemError) -> ChildProcess {
        let input = try Pipe()
        let output = try Pipe()
        let error = try Pipe()
        let identifier = try spawn(
            path,
            arguments,
            environment,
            streams: [input.readNumber, output.writeNumber, error.writeNumber]
        )
        return ChildProcess(
            identifier: identifier,
            process: try processDescriptor(of: identifier),
            input: input.takeWrite(),
            output: output.takeRead(),
            error: error.takeRead()
        )
    }

    private init(
        identifier: Int32,
        process: consuming Descriptor,
        input: consuming Descriptor,
        output: consuming Descriptor,
        error: consuming Descriptor
    ) {
        self.identifier = identifier
        self.process = process
        self.input = consume input
        streams = [Captured(output), Captured(error)]
        clock = .system
    }

    deinit {
        guard exit == nil else { return }
        Glibc.kill(identifier, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    }

    /// Writes to the child's input.
    ///
    /// - Parameter bytes: At most what a pipe holds (64 KiB), unless the child reads meanwhile.
    /// - Throws: `SystemError` when it does not read any more.
    package func feed(_ bytes: [UInt8]) throws(SystemError) {
        if input != nil { try input?.writeAll(bytes.span) }
    }

    /// Ends the child's input.
    package func finishInput() { input = nil }

    /// What the child has written to its output so far, as far as it was collected.
    package var output: [UInt8] { streams[0].bytes }

    /// What the child has written to its error stream so far, as far as it was collected.
    package var error: [UInt8] { streams[1].bytes }

    /// The collected output as text.
    package var outputText: String { String(decoding: output, as: UTF8.self) }

    /// The collected error stream as text.
    package var errorText: String { String(decoding: error, as: UTF8.self) }

    /// Sends the child a signal; one that has ended is left alone.
    ///
    /// - Parameter signal: The signal's number.
    package func send(signal: Int32) {
        if exit == nil { Glibc.kill(identifier, signal) }
    }

    /// Ends the child at once.
    package func kill() { send(signal: SIGKILL) }

    /// Waits for the child to end, and collects what it writes until then.
    ///
    /// - Parameter seconds: How long at most.
    /// - Returns: How it ended.
    /// - Throws: `Failure` when it did not, or wrote too much; it is killed then.
    package func wait(seconds: UInt64 = Patience.seconds) throws(Failure) -> Exit {
        finishInput()
        try collect(seconds: seconds) { self.exit != nil && !self.streams.contains { $0.isOpen } }
        guard let exit else { throw Failure(description: "the child has not ended") }
        return exit
    }

    /// Collects what the child writes until a condition holds.
    ///
    /// - Parameters:
    ///   - seconds: How long at most.
    ///   - condition: Looked at after everything that was collected.
    /// - Throws: `Failure` when it did not come to hold in time; the child is killed then.
    package func collect(
        seconds: UInt64 = Patience.seconds,
        until condition: () -> Bool
    ) throws(Failure) {
        let deadline = clock.moment.advanced(milliseconds: seconds * 1_000)
        while !condition() {
            let left = clock.moment.milliseconds(until: deadline)
            guard left > 0, step(milliseconds: Int32(clamping: left)) else {
                kill()
                throw Failure(
                    description: "gave up on process \(identifier): \(outputText)\n\(errorText)"
                )
            }
        }
    }

    /// Waits once for something to happen.
    ///
    /// - Returns: `false` when nothing more can happen or too much was written.
    private func step(milliseconds: Int32) -> Bool {
        var requests = streams.map { stream in
            pollfd(
                fd: stream.isOpen ? stream.descriptor.number : -1,
                events: Int16(POLLIN),
                revents: 0
            )
        }
        requests.append(
            pollfd(fd: exit == nil ? process.number : -1, events: Int16(POLLIN), revents: 0)
        )
        if requests.allSatisfy({ $0.fd < 0 }) { return false }
        let count = nfds_t(requests.count)
        if unsafe poll(&requests, count, milliseconds) < 0 { return errno == EINTR }
        for (stream, request) in zip(streams, requests) where request.revents != 0 {
            read(stream)
            if stream.bytes.count > childOutputBytesMax { return false }
        }
        if requests[2].revents != 0 { reap() }
        return true
    }

    private func read(_ stream: Captured) {
        var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
        var space = buffer.mutableSpan
        let count = (try? stream.descriptor.read(into: &space)) ?? 0
        if count == 0 { stream.isOpen = false }
        stream.bytes.append(contentsOf: buffer[..<count])
    }

    private func reap() {
        var status: Int32 = 0
        guard unsafe waitpid(identifier, &status, WNOHANG) == identifier else { return }
        let signal = status & 0x7F
        exit = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
    }
}

/// The most a test keeps of one stream.
package let childOutputBytesMax = 16 * 1_024 * 1_024

private func spawn(
    _ path: String,
    _ arguments: [String],
    _ environment: Environment,
    streams: [Int32]
) throws(SystemError) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
        unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    unsafe posix_spawnattr_setflags(&attributes, flags)

    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.lines.map { unsafe strdup($0) } + [nil]
    defer {
        for index in unsafe words.indices { unsafe free(words[index]) }
        for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let failed = unsafe posix_spawn(
        &identifier,
        path,
        &actions,
        &attributes,
        &words,
        &variables
    )
    if failed != 0 { throw SystemError(number: failed, call: "posix_spawn") }
    return identifier
}
