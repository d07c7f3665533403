import HubLoop
import HubSession
import HubStore
import HubSystem
import HubWire

/// What connections, principals and tenants pay for what they ask.
extension ServerLoop {
    /// Takes a call's price of its connection's bucket, before anything is looked at.
    ///
    /// A call that is refused is charged all the same: whoever goes on has its connection read more
    /// slowly.
    ///
    /// - Returns: Why it is not looked at; `nil` when it is.
    mutating func payOpening(_ connection: Connection, _ now: Moment) -> Fault? {
        guard let wait = connection.bucket.take(CallPrice.opening, now) else { return nil }
        connection.bucket.charge(CallPrice.opening, now)
        connection.allowance?.count(Int(CallPrice.opening))
        return .tooMany(.tooManyCallsOnThisConnection, wait)
    }

    /// Has whoever calls pay for a call that was refused before its price was taken.
    ///
    /// Else such calls would cost nothing on each of many connections.
    func payRefused(_ fault: Fault, _ connection: Connection) {
        guard !connection.hasPaid else { return }
        let units = Int(CallPrice.opening)
        // Who has no units left is told to wait, and is not to wait longer for having asked.
        let waits: [Reason] = [.tooManyCalls, .tooManyCallsFromYourOrganisation]
        if waits.contains(fault.reason) {
            connection.allowance?.count(units)
        } else {
            connection.allowance?.charge(units)
        }
    }

    /// Charges the frames that came, and stops reading while the connection's bucket is below its
    /// bottom: whoever sends what costs it nothing is read no faster than it is paid for.
    ///
    /// - Returns: Whether it is not read for a while.
    mutating func pauses(_ connection: Connection, _ loop: inout LoopContext) -> Bool {
        connection.unpaidFrames += connection.session?.takeFrames() ?? 0
        let (units, rest) = connection.unpaidFrames
            .quotientAndRemainder(dividingBy: CallPrice.framesPerUnit)
        guard units > 0 else { return false }
        connection.unpaidFrames = rest
        connection.bucket.charge(UInt64(units), loop.now)
        connection.allowance?.count(units)
        let below = connection.bucket.millisecondsBelowZero(loop.now)
        guard below > 0 else { return false }
        let pause = min(below, shared.limits.readPauseMillisecondsMax)
        connection.readsAgain = loop.now.advanced(milliseconds: pause)
        watchAnew(connection, &loop)
        touch(connection)
        return true
    }

    /// Whether the calls of a connection's tenant have had their part of this turn, where there are
    /// other tenants to wait for it.
    func hasHadItsTurn(_ connection: Connection) -> Bool {
        guard allowances.areOfSeveralTenants, let tenant = connection.allowance?.tenant else {
            return false
        }
        return tenant.used(in: turn) >= shared.limits.unitsPerTurnMax
    }

    /// Goes on reading when the pause is over.
    mutating func readAgain(_ connection: Connection, _ loop: inout LoopContext) {
        guard let again = connection.readsAgain, loop.now >= again else { return }
        connection.readsAgain = nil
        watchAnew(connection, &loop)
        // What the TLS library has taken already shows in no poller.
        if connections.contains(connection.token) { read(connection, &loop) }
    }

    /// Where the work of other threads for a call is counted.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - connection: Its connection.
    ///   - isPaid: Whether its price covers some of it, as it does the first time.
    /// - Returns: The account; `nil` for a stranger's call.
    func work(
        _ call: OpenCall,
        _ connection: Connection,
        isPaid: Bool = true
    ) -> WorkAccount? {
        guard let meter = connection.allowance?.meter else { return nil }
        let cost = call.context.method.facts.cost
        return WorkAccount(
            meter,
            coveredNanoseconds: isPaid ? CallPrice.coveredNanoseconds(cost) : 0
        )
    }

    /// Gives back what a connection that ends has left.
    mutating func endAllowance(_ connection: Connection, _ now: Moment) {
        guard connection.allowance != nil, let caller = connection.caller else { return }
        connection.allowance = nil
        allowances.end(caller, now)
    }
}
