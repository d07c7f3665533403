import HubCrypto
import HubStore
import HubSystem
import HubWire

/// Units of one account that a loop has taken in advance, so that most calls need no lock.
final class Lease {
    let holder: QuotaLedger.Holder
    let account: QuotaAccount
    private let chunk: Int
    /// What is left; below zero when more was charged than was taken.
    private(set) var units = 0
    /// Connections, or principals, that use it.
    var users = 0
    /// The loop's turn that `usedInTurn` is of.
    private var turn: UInt64 = 0
    private var usedInTurn = 0

    init(_ holder: QuotaLedger.Holder, _ account: QuotaAccount, chunk: Int) {
        self.holder = holder
        self.account = account
        self.chunk = chunk
    }

    /// Sees that there is enough for a price.
    ///
    /// - Returns: `nil` when there is; else milliseconds to wait.
    func provide(_ price: Int, _ now: Moment) -> UInt64? {
        guard units < price else { return nil }
        settle(now)
        let least = price - units
        let taken = account.take(
            from: UInt64(least),
            upTo: UInt64(max(chunk, least)),
            now
        )
        switch taken {
        case .wait(let milliseconds): return milliseconds
        case .units(let count):
            units += Int(count)
            return nil
        }
    }

    /// Takes units, be they there or not.
    func take(_ count: Int) {
        units -= count
        usedInTurn += count
    }

    /// Counts units in the turn, and takes none.
    func count(_ units: Int) { usedInTurn += units }

    /// The units that were taken in one turn of the loop so far.
    func used(in turn: UInt64) -> Int {
        if turn != self.turn {
            self.turn = turn
            usedInTurn = 0
        }
        return usedInTurn
    }

    /// Hands over what was charged and not taken in advance.
    private func settle(_ now: Moment) {
        guard units < 0 else { return }
        account.charge(UInt64(-units), now)
        units = 0
    }

    /// Gives everything back, or pays what is owed: nobody uses it any more.
    func end(_ now: Moment) {
        settle(now)
        account.giveBack(UInt64(units))
        units = 0
    }
}

/// What one principal may do on one loop: its own units and its tenant's.
final class CallerAllowance {
    let principal: Lease
    let tenant: Lease

    init(_ principal: Lease, _ tenant: Lease) {
        self.principal = principal
        self.tenant = tenant
    }

    /// What counts the work of other threads for this principal.
    var meter: WorkMeter { principal.account.meter }

    /// Takes the price of a call from both, or from neither.
    ///
    /// - Parameters:
    ///   - price: Units.
    ///   - now: The moment.
    /// - Returns: Why it may not be made now; `nil` when it may.
    func take(_ price: Int, _ now: Moment) -> Fault? {
        if principal.units < price || tenant.units < price {
            settleWork(now)
            if let wait = principal.provide(price, now) { return .tooMany(.tooManyCalls, wait) }
            if let wait = tenant.provide(price, now) {
                return .tooMany(.tooManyCallsFromYourOrganisation, wait)
            }
        }
        charge(price)
        return nil
    }

    /// Charges both for what was done.
    ///
    /// - Parameter units: How many.
    func charge(_ units: Int) {
        principal.take(units)
        tenant.take(units)
    }

    /// Counts something in the tenant's part of a turn that its connection alone pays for.
    func count(_ units: Int) { tenant.count(units) }

    /// Charges both for what other threads have worked since it was last done.
    func settleWork(_ now: Moment) {
        let worked = principal.account.takeWorked()
        guard worked > 0 else { return }
        principal.account.charge(worked, now)
        tenant.account.charge(worked, now)
    }
}

/// The allowances of those who are connected to one loop.
struct Allowances {
    private let ledger: QuotaLedger
    private var callers: [UniqueID: CallerAllowance] = [:]
    private var tenants: [UniqueID: Lease] = [:]

    init(_ ledger: QuotaLedger) { self.ledger = ledger }

    /// How many principals have one.
    var count: Int { callers.count }

    /// Whether principals of several tenants are connected.
    var areOfSeveralTenants: Bool { tenants.count > 1 }

    /// The allowance of a caller, for one more connection.
    mutating func begin(_ caller: CallerRecord, _ now: Moment) -> CallerAllowance {
        let allowance = callers[caller.principal] ?? make(caller, now)
        callers[caller.principal] = allowance
        allowance.principal.users += 1
        return allowance
    }

    private mutating func make(_ caller: CallerRecord, _ now: Moment) -> CallerAllowance {
        let tenant = tenants[caller.tenant] ?? lease(.tenant(caller.tenant), now)
        tenants[caller.tenant] = tenant
        tenant.users += 1
        return CallerAllowance(lease(.principal(caller.principal), now), tenant)
    }

    private func lease(_ holder: QuotaLedger.Holder, _ now: Moment) -> Lease {
        Lease(holder, ledger.hold(holder, now), chunk: ledger.chunk(of: holder))
    }

    /// Notes that one of a caller's connections has ended; the last one gives back what is left.
    mutating func end(_ caller: CallerRecord, _ now: Moment) {
        guard let allowance = callers[caller.principal] else { return }
        allowance.principal.users -= 1
        guard allowance.principal.users == 0 else { return }
        callers[caller.principal] = nil
        allowance.settleWork(now)
        allowance.principal.end(now)
        ledger.release(allowance.principal.holder)
        allowance.tenant.users -= 1
        guard allowance.tenant.users == 0 else { return }
        tenants[caller.tenant] = nil
        allowance.tenant.end(now)
        ledger.release(allowance.tenant.holder)
    }
}

extension Fault {
    /// More calls than a bucket has units for.
    ///
    /// - Parameters:
    ///   - reason: Whose bucket.
    ///   - milliseconds: When there are enough.
    /// - Returns: The fault, which says so.
    static func tooMany(_ reason: Reason, _ milliseconds: UInt64) -> Fault {
        var fault = Fault(reason)
        fault.retryAfterMilliseconds = UInt32(clamping: max(1, milliseconds))
        // People read the words, programs the number.
        let seconds = max(1, (milliseconds + 999) / 1_000)
        fault.message = "\(reason.explanation) Go on in \(seconds) s."
        return fault
    }
}
