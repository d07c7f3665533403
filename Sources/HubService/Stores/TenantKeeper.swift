import HubCrypto
import HubStore
package import HubSystem
import HubWire

/// What the hub does for its tenants in the background: tells them what the registry says of them,
/// and destroys those whose time is up.
package final class TenantKeeper: Sendable {
    /// How often tenants are looked for whose time is up.
    private static let lookMilliseconds: UInt64 = 3_600_000

    private let hub: Hub
    private let log: Log
    private let thread: WaitingThread
    private let nextLook = Lock<Moment?>(nil)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - hub: The hub, open.
    ///   - log: Where operators read.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    package init(hub: Hub, log: Log) throws(SystemError) {
        self.hub = hub
        self.log = log
        thread = try WaitingThread(name: "tenant-keeper")
    }

    /// Finishes what is at hand and ends.
    package func stop() { thread.stop() }

    /// Journals in tenants' own files what the registry tells them; never waits itself.
    package func tellTenants() {
        _ = thread.post { [self] in
            do throws(HubError) {
                try hub.carryNotices()
            } catch {
                log("tenant-not-told", ["cause": error.message])
            }
        }
    }

    /// Tells what could not be told before, and destroys the tenants whose time is up, once an
    /// hour; never waits itself.
    package func lookAfterTenants() {
        tellTenants()
        let now = hub.clock.moment
        let isDue = nextLook.withLock { next in
            if let moment = next, now < moment { return false }
            next = now.advanced(milliseconds: TenantKeeper.lookMilliseconds)
            return true
        }
        guard isDue else { return }
        _ = thread.post { [self] in
            do throws(HubError) {
                for code in try hub.destroyDueTenants() { log("tenant-destroyed", ["code": code]) }
            } catch {
                // It is in use, or the disk failed: the next hour brings another try.
                log("tenant-not-destroyed", ["cause": error.message])
            }
        }
    }
}
