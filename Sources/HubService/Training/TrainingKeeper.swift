import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// Works out in the background how workers stand, a turn at a time, so that an import of a million
/// records holds the tenant's writer for no longer than its records take.
///
/// Until it is done, every figure says how many workers are still to be looked at. What is left
/// when the hub ends is begun again by the first who asks.
final class TrainingKeeper: Sendable {
    private struct State {
        var waiting: Set<UniqueID> = []
        var isStopping = false
    }

    /// Where councils' rules come from, for whoever answers about them too.
    let source = TrainingRuleSource()
    private let stores: HubStores
    private let clock: HubClock
    private let log: Log
    private let thread: WaitingThread
    private let state = Lock(State())

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - stores: The tenants' files.
    ///   - clock: Says the day.
    ///   - log: Where operators read.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    init(stores: HubStores, clock: HubClock, log: Log) throws(SystemError) {
        self.stores = stores
        self.clock = clock
        self.log = log
        thread = try WaitingThread(name: "training")
    }

    /// Finishes the turn at hand and ends.
    func stop() {
        state.withLock { $0.isStopping = true }
        thread.stop()
    }

    /// Looks at the workers of a tenant who are due, and removes what is left of uploads that were
    /// kept; never waits itself.
    func settle(_ tenant: UniqueID) {
        let isNew = state.withLock { state in
            !state.isStopping && state.waiting.insert(tenant).inserted
        }
        guard isNew else { return }
        let isTaken = thread.post { [self] in work(tenant) }
        if !isTaken { _ = state.withLock { $0.waiting.remove(tenant) } }
    }

    private func work(_ tenant: UniqueID) {
        // Taken out first: what is asked for from now on is looked for once more.
        _ = state.withLock { $0.waiting.remove(tenant) }
        if state.withLock({ $0.isStopping }) { return }
        do throws(StoreError) {
            // What is left waits behind the other councils, so that none waits for all of another.
            let file = try stores.directory.tenant(OpaqueID(tenant)).records
            if try turn(tenant) > 0 { settle(tenant) } else { file.rewriteErased() }
        } catch {
            log(
                "training-not-settled",
                ["tenant": tenant.description, "cause": "\(error.code): \(error.detail)"]
            )
        }
    }

    /// One turn in the tenant's file.
    ///
    /// - Returns: How many workers it looked at.
    private func turn(_ tenant: UniqueID) throws(StoreError) -> Int {
        let file = try stores.directory.tenant(OpaqueID(tenant)).records
        let done = Monitor<Result<Int, StoreError>?>(nil)
        let method = "\(Method.trainingServiceCommitTraining.name)"
        let call = WriteCall(actor: [], method: method, request: [])
        guard let today = LondonTime.day(atMicroseconds: clock.instant.microseconds) else {
            throw StoreError(.corrupt, "the clock is outside the calendar")
        }
        let source = source
        try file.submit(call, isBulk: true) { (store) throws(Fault) -> Int in
            try TrainingStaging.removeKept(beside: file.path) { (batch) throws(Fault) in
                try TrainingBatches.find(OpaqueID(batch), in: store.database) != nil
            }
            let rules = try source.rules(of: tenant, in: store.database)
            return try TrainingKeeper.settle(rules, today, in: &store)
        } completion: { result in
            done.change { $0 = TrainingKeeper.outcome(result) }
        }
        return try done.wait { $0 }.get()
    }

    private static func outcome(_ result: WriteResult<Int, Fault>) -> Result<Int, StoreError> {
        switch result {
        case .committed(let count, _), .rehearsed(let count, _): .success(count)
        case .failed(let error), .unknown(let error): .failure(error)
        case .refused(let fault): .failure(StoreError(.voided, fault.message))
        case .replayed, .keyReused: .success(0)
        }
    }

    private static func settle(
        _ rules: TrainingRules,
        _ today: Day,
        in store: inout WriteContext
    ) throws(Fault) -> Int {
        var settling = TrainingSettling(rules, today: today)
        return try stored { () throws(StoreError) in
            let due = try KeptWorker.due(
                through: today,
                limit: TrainingSettling.workersMax,
                in: store.database
            )
            for worker in due {
                try store.interruption.check()
                try settling.settle(worker, in: store.database)
            }
            try settling.finish(in: store.database)
            return due.count
        }
    }
}
