private import CLinux
private import Glibc
import HubSystem

/// A bell that any thread can ring to end a loop's wait.
///
/// Its descriptor is watched edge-triggered and never read: each ring is a new edge, and the
/// counter behind it would need centuries to fill. That saves the loop one system call per wake.
@usableFromInline
final class WakeUp: Sendable {
    private let descriptor: Descriptor

    init() throws(SystemError) {
        descriptor = Descriptor(adopting: try systemCall("eventfd") { clinux_eventfd() })
    }

    var number: Int32 { descriptor.number }

    @usableFromInline
    func ring() {
        // The only failure left is a full counter, and then the bell is ringing already.
        _ = eventfd_write(descriptor.number, 1)
    }
}
