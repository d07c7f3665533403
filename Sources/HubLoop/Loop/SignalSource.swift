private import CLinux
private import Glibc
package import HubSystem

/// Signals as a descriptor that a loop watches (signalfd).
///
/// The signals must be blocked on every thread (`SignalMask.block` in `main`), else the kernel
/// delivers them the old way.
package struct SignalSource: ~Copyable, Sendable {
    /// To register with a loop; readable when a signal waits.
    package let descriptor: Descriptor

    private init(adopting number: Int32) { descriptor = Descriptor(adopting: number) }

    /// Takes signals in from now on.
    ///
    /// - Parameter signals: Which.
    /// - Returns: The source.
    /// - Throws: `SystemError` when the process has no descriptor left.
    package static func open(_ signals: [Signal]) throws(SystemError) -> SignalSource {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.number) }
        return SignalSource(
            adopting: try systemCall("signalfd") { unsafe clinux_signalfd(&set) }
        )
    }

    /// The next signal that waits; several of one kind come as one.
    ///
    /// - Returns: The signal, `nil` when none waits.
    /// - Throws: `SystemError`, never for a source that is open.
    package borrowing func next() throws(SystemError) -> Signal? {
        let number = descriptor.number
        let signal = try systemCallIfReady("read") { Int(clinux_next_signal(number)) }
        return signal.flatMap { Signal(number: Int32(truncatingIfNeeded: $0)) }
    }
}
