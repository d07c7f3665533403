import HubWire

/// Methods that show data about people leave a trace before they answer.
extension ServerLoop {
    /// What writes accesses down.
    var accesses: AccessWriter {
        AccessWriter(
            stores: shared.stores,
            registry: shared.snapshots.registry,
            ledger: shared.accessLedger,
            clock: shared.clock
        )
    }

    /// A call as its handler is given it for one reading: with a fresh note, where it leaves a
    /// trace.
    func noted(_ context: CallContext) -> CallContext {
        guard context.method.facts.audit == .access else { return context }
        return context.noting(AccessNote())
    }
}
