package import HubCrypto
import HubStore
package import HubSystem

/// Carries what tenants tell the region, in the background and one tenant at a time.
///
/// A message waits in its tenant's file until the region has committed it. So it is looked for
/// after each call that posts one, when a tenant's file is opened, for all tenants when the hub
/// begins to serve, and again later where it could not be carried.
package final class RegionCourier: Sendable {
    /// How often a tenant's files may be closed for want of descriptors before they are carried
    /// from another time.
    private static let closingsMax = 3

    private struct State {
        /// Tenants that a piece of work waits for.
        var waiting: Set<UniqueID> = []
        /// Tenants whose messages could not be carried.
        var failed: Set<UniqueID> = []
        var isStopping = false
    }

    private let stores: HubStores
    private let mail: RegionMail
    private let log: Log
    private let thread: WaitingThread
    private let state = Lock(State())

    /// Starts the courier's thread.
    ///
    /// - Parameters:
    ///   - stores: The files.
    ///   - mail: How messages are applied.
    ///   - log: Where operators read.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    package init(stores: HubStores, mail: RegionMail, log: Log) throws(SystemError) {
        self.stores = stores
        self.mail = mail
        self.log = log
        thread = try WaitingThread(name: "region-mail")
    }

    /// Carries what waits in a tenant's file; never waits itself.
    ///
    /// What could not be carried waits until it is tried again: a region that is full would else be
    /// asked for each change of everybody, and the log say so each time.
    ///
    /// - Parameter tenant: The tenant.
    package func carry(from tenant: UniqueID) {
        let isNew = state.withLock { state in
            !state.isStopping && !state.failed.contains(tenant)
                && state.waiting.insert(tenant).inserted
        }
        guard isNew else { return }
        if !thread.post({ self.work(tenant) }) { fail(tenant) }
    }

    /// Carries what waits in a file, if it is a tenant's.
    func carry(from place: StorePlace) {
        if case .tenant(let tenant) = place { carry(from: tenant) }
    }

    /// Tries again what could not be carried.
    package func retry() {
        let failed = state.withLock { state in
            defer { state.failed = [] }
            return state.failed
        }
        for tenant in failed { carry(from: tenant) }
    }

    /// Finishes the tenant at hand and ends; what is left waits for the next start.
    package func stop() {
        state.withLock { $0.isStopping = true }
        thread.stop()
    }

    private func fail(_ tenant: UniqueID) {
        state.withLock { state in
            state.waiting.remove(tenant)
            state.failed.insert(tenant)
        }
    }

    private func work(_ tenant: UniqueID) {
        // Taken out first: what is posted from now on is looked for once more.
        let mayWork = state.withLock { state in
            state.waiting.remove(tenant)
            return !state.isStopping
        }
        guard mayWork else { return }
        do throws(StoreError) {
            let count = try carryNow(tenant)
            if count > 0 { log("region-told", ["messages": "\(count)"]) }
        } catch {
            fail(tenant)
            log(
                "region-not-told",
                ["tenant": tenant.description, "cause": "\(error.code): \(error.detail)"]
            )
        }
    }

    private func carryNow(_ tenant: UniqueID) throws(StoreError) -> Int {
        for _ in 1..<RegionCourier.closingsMax {
            do throws(StoreError) {
                return try carryOnce(tenant)
            } catch {
                // Closed between two steps, to make room for others.
                guard error.code == .closed else { throw error }
            }
        }
        return try carryOnce(tenant)
    }

    private func carryOnce(_ tenant: UniqueID) throws(StoreError) -> Int {
        let courier = OutboxCourier(
            from: try stores.directory.tenant(OpaqueID(tenant)).records,
            to: stores.directory.region,
            called: RegionMail.target
        ) { [mail] (store, message) throws(StoreError) in
            try mail.apply(&store, message)
        }
        let done = Monitor<Result<Int, StoreError>?>(nil)
        courier.carry { result in done.change { $0 = result } }
        return try done.wait { $0 }.get()
    }
}
