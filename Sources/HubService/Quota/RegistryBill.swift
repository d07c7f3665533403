import HubCrypto
import HubSystem
import HubWire

/// What is still to be charged for a change of the registry once it is known what it took.
struct RegistryBill: Sendable {
    private let room: RegistryRoom
    private let tenant: UniqueID
    private let paid: Int?
    private let clock: HubClock

    /// The bill of a call; `nil` where it changes another file, or nobody stands for it.
    ///
    /// - Parameters:
    ///   - context: The call.
    ///   - bytes: Those of its request, that are paid.
    ///   - room: What is charged.
    ///   - clock: When.
    init?(
        _ context: CallContext,
        paid bytes: Int,
        _ room: RegistryRoom,
        _ clock: HubClock
    ) {
        guard context.place == .registry, !context.isDryRun, let caller = context.caller else {
            return nil
        }
        self.room = room
        tenant = caller.tenant
        paid = RegistryRoom.isWithdrawal(context.method) ? nil : bytes
        self.clock = clock
    }

    /// Charges for what the change wrote.
    func settle(_ bytes: Int) { room.charge(bytes, paid: paid, of: tenant, clock.moment) }
}
