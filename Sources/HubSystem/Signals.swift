private import Glibc

/// A signal that a program of ours reacts to.
package enum Signal: Hashable, Sendable, CaseIterable {
    /// Asked to end, by a service manager.
    case terminate
    /// Asked to end, from a terminal.
    case interrupt
    /// Asked to read its certificates and settings again.
    case hangUp
    /// Asked to write down how it is.
    case userDefined1

    /// The kernel's number.
    package var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        case .userDefined1: SIGUSR1
        }
    }

    /// The signal of a kernel's number, if we know it.
    package init?(number: Int32) {
        guard let signal = Signal.allCases.first(where: { $0.number == number }) else { return nil }
        self = signal
    }
}

/// What happens to signals before anybody asks for them.
package enum SignalMask {
    /// Holds signals back on this thread and on every thread it starts from now on.
    ///
    /// Called in `main` before any thread starts, so that only the loop that asks for them gets
    /// them.
    ///
    /// - Parameter signals: Which.
    /// - Throws: `SystemError`, never for the signals named here.
    package static func block(_ signals: [Signal]) throws(SystemError) {
        try change(SIG_BLOCK, signals)
    }

    /// Lets signals through again on this thread.
    ///
    /// - Parameter signals: Which.
    /// - Throws: `SystemError`, never for the signals named here.
    package static func unblock(_ signals: [Signal]) throws(SystemError) {
        try change(SIG_UNBLOCK, signals)
    }

    /// Makes a write to a pipe or socket nobody reads fail with an error instead of a signal.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    private static func change(_ how: Int32, _ signals: [Signal]) throws(SystemError) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.number) }
        let failed = unsafe pthread_sigmask(how, &set, nil)
        if failed != 0 { throw SystemError(number: failed, call: "pthread_sigmask") }
    }
}
