import HubCrypto
import HubSystem

/// The accounts of everybody who has called lately: one of each principal, one of each tenant.
///
/// Loops look accounts up when a connection comes, and take units of them in advance. An account
/// that no loop holds is forgotten once it is full again: a new one would be the same.
package final class QuotaLedger: Sendable {
    /// Whose account it is.
    enum Holder: Hashable, Sendable {
        case principal(UniqueID)
        case tenant(UniqueID)
    }

    /// Accounts below which nobody looks for those that can be forgotten.
    static let sweptFrom = 1_024

    private struct Entry {
        let account: QuotaAccount
        /// Loops that hold it.
        var loops = 0
    }

    private struct Accounts {
        var entries: [Holder: Entry] = [:]
        var sweptAt = QuotaLedger.sweptFrom
    }

    private let principal: QuotaRate
    private let tenant: QuotaRate
    private let accounts = Lock(Accounts())

    /// A ledger in which nobody has taken anything.
    ///
    /// - Parameter limits: The rates.
    package init(_ limits: ServerLimits) {
        principal = limits.callsOfPrincipal
        tenant = limits.callsOfTenant
    }

    /// Accounts that are remembered.
    package var count: Int { accounts.withLock { $0.entries.count } }

    /// What one holder may take at a time in advance: enough for dozens of calls, and never more
    /// than a sixteenth of a bucket, so that a few loops cannot hold a small one among them.
    func chunk(of holder: Holder) -> Int { Int(min(256, max(1, rate(of: holder).burst / 16))) }

    private func rate(of holder: Holder) -> QuotaRate {
        switch holder {
        case .principal: principal
        case .tenant: tenant
        }
    }

    /// An account, which one more loop holds from now on.
    func hold(_ holder: Holder, _ now: Moment) -> QuotaAccount {
        accounts.withLock { accounts in
            if accounts.entries[holder] == nil, accounts.entries.count >= accounts.sweptAt {
                QuotaLedger.sweep(&accounts, now)
            }
            var entry = accounts.entries[holder] ?? Entry(account: QuotaAccount(rate(of: holder)))
            entry.loops += 1
            accounts.entries[holder] = entry
            return entry.account
        }
    }

    /// Notes that a loop holds an account no longer.
    func release(_ holder: Holder) {
        accounts.withLock { $0.entries[holder]?.loops -= 1 }
    }

    /// An account's level, for tests and whoever looks after the hub; `nil` when it is not there.
    func level(of holder: Holder, _ now: Moment) -> Int64? {
        accounts.withLock { $0.entries[holder]?.account }?.level(now)
    }

    /// Forgets what nobody holds and is full; looks again when twice as many are there.
    private static func sweep(_ accounts: inout Accounts, _ now: Moment) {
        accounts.entries = accounts.entries.filter { _, entry in
            guard entry.loops == 0 else { return true }
            entry.account.charge(entry.account.takeWorked(), now)
            return !entry.account.isFull(now)
        }
        accounts.sweptAt = max(QuotaLedger.sweptFrom, accounts.entries.count * 2)
    }
}
