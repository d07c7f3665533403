import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What loops take of the accounts that they share.
struct AllowanceTests {
    private let now = Moment(nanoseconds: 9_000_000_000)

    /// The same id for the same number.
    private static func id(_ number: UInt64) -> UniqueID {
        var bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
        for index in 0..<4 { bytes[15 - index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
        return UniqueID(bytes: bytes) ?? UniqueID(milliseconds: number)
    }

    private static func caller(_ number: UInt64, tenant: UInt64) -> CallerRecord {
        CallerRecord(
            principal: id(number),
            tenant: id(1_000_000 + tenant),
            tenantCode: "X0000000\(tenant)",
            grants: []
        )
    }

    private static func limits(principal: UInt64, tenant: UInt64) -> ServerLimits {
        var limits = ServerLimits()
        limits.callsOfPrincipal = QuotaRate(perSecond: 10, burst: principal)
        limits.callsOfTenant = QuotaRate(perSecond: 10, burst: tenant)
        return limits
    }

    /// How many calls of a price are let through at one moment, and what the next one is told.
    private func exhaust(_ allowance: CallerAllowance, price: Int = 1) -> (Int, Fault?) {
        for count in 0..<100_000 {
            if let fault = allowance.take(price, now) { return (count, fault) }
        }
        return (100_000, nil)
    }

    @Test
    func `a principal has its burst and not one call more`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 500, tenant: 10_000))
        var allowances = Allowances(ledger)
        let allowance = allowances.begin(AllowanceTests.caller(1, tenant: 1), now)
        let (count, fault) = exhaust(allowance)
        #expect(count == 500)
        #expect(fault?.reason == .tooManyCalls && fault?.retryAfterMilliseconds == 100)
        let later = now.advanced(milliseconds: 100)
        #expect(allowance.take(1, later) == nil)
        #expect(allowance.take(1, later)?.retryAfterMilliseconds == 100)
        // Nobody else is any poorer for it.
        let other = allowances.begin(AllowanceTests.caller(2, tenant: 1), now)
        #expect(exhaust(other).0 == 500)
    }

    @Test
    func `the principals of a tenant share its burst, and another tenant has its own`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 10_000, tenant: 700))
        var allowances = Allowances(ledger)
        let first = allowances.begin(AllowanceTests.caller(1, tenant: 1), now)
        let second = allowances.begin(AllowanceTests.caller(2, tenant: 1), now)
        for _ in 0..<300 { #expect(first.take(1, now) == nil) }
        let (count, fault) = exhaust(second)
        #expect(count == 400)
        #expect(fault?.reason == .tooManyCallsFromYourOrganisation)
        #expect(first.take(1, now)?.reason == .tooManyCallsFromYourOrganisation)
        let other = allowances.begin(AllowanceTests.caller(3, tenant: 2), now)
        #expect(exhaust(other).0 == 700)
    }

    @Test
    func `loops share the accounts, and hold no more than a part of them in advance`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 160, tenant: 10_000))
        var one = Allowances(ledger)
        var two = Allowances(ledger)
        let here = one.begin(AllowanceTests.caller(1, tenant: 1), now)
        let there = two.begin(AllowanceTests.caller(1, tenant: 1), now)
        #expect(here.take(1, now) == nil)
        // A sixteenth of the bucket was taken for the one call.
        let level = ledger.level(of: .principal(AllowanceTests.id(1)), now)
        #expect(level == 150)
        #expect(exhaust(there).0 == 150)
        #expect(exhaust(here).0 == 9)
    }

    @Test
    func `what a loop has not used is given back when the last connection ends`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 160, tenant: 320))
        var allowances = Allowances(ledger)
        let caller = AllowanceTests.caller(1, tenant: 1)
        let allowance = allowances.begin(caller, now)
        #expect(allowances.begin(caller, now) === allowance)
        #expect(allowance.take(3, now) == nil)
        allowances.end(caller, now)
        let holder = QuotaLedger.Holder.principal(caller.principal)
        #expect(ledger.level(of: holder, now) == 150 && allowances.count == 1)
        allowances.end(caller, now)
        #expect(ledger.level(of: holder, now) == 157 && allowances.count == 0)
        #expect(ledger.level(of: .tenant(caller.tenant), now) == 317)
    }

    @Test
    func `what was used beyond the price is owed by principal and tenant, also to the next loop`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 100, tenant: 1_000))
        var allowances = Allowances(ledger)
        let caller = AllowanceTests.caller(1, tenant: 1)
        let allowance = allowances.begin(caller, now)
        #expect(allowance.take(1, now) == nil)
        allowance.charge(149)
        #expect(allowance.take(1, now)?.retryAfterMilliseconds == 5_100)
        allowances.end(caller, now)
        #expect(ledger.level(of: .principal(caller.principal), now) == -50)
        #expect(ledger.level(of: .tenant(caller.tenant), now) == 850)
        var other = Allowances(ledger)
        #expect(other.begin(caller, now).take(1, now)?.reason == .tooManyCalls)
    }

    @Test
    func `what a tenant takes of one turn is counted over its principals, and anew in the next`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 1_000, tenant: 1_000))
        var allowances = Allowances(ledger)
        let first = allowances.begin(AllowanceTests.caller(1, tenant: 1), now)
        let second = allowances.begin(AllowanceTests.caller(2, tenant: 1), now)
        #expect(!allowances.areOfSeveralTenants)
        #expect(first.tenant.used(in: 1) == 0)
        #expect(first.take(20, now) == nil && second.take(2, now) == nil)
        #expect(second.tenant.used(in: 1) == 22)
        #expect(first.tenant.used(in: 2) == 0)
        let other = allowances.begin(AllowanceTests.caller(3, tenant: 2), now)
        #expect(allowances.areOfSeveralTenants && other.tenant.used(in: 2) == 0)
    }

    @Test
    func `a refusal takes nothing, so that the pause it tells is true`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 5, tenant: 1_000))
        var allowances = Allowances(ledger)
        let allowance = allowances.begin(AllowanceTests.caller(1, tenant: 1), now)
        #expect(exhaust(allowance).0 == 5)
        for _ in 0..<50 { #expect(allowance.take(2, now)?.retryAfterMilliseconds == 200) }
        #expect(allowance.take(2, now.advanced(milliseconds: 199)) != nil)
        #expect(allowance.take(2, now.advanced(milliseconds: 200)) == nil)
    }

    @Test
    func `a call that costs more than a bucket holds is let through when it is full`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 40, tenant: 40))
        var allowances = Allowances(ledger)
        let caller = AllowanceTests.caller(1, tenant: 1)
        let allowance = allowances.begin(caller, now)
        #expect(allowance.take(CallPrice.of(.bulk), now) == nil)
        #expect(allowance.take(1, now)?.retryAfterMilliseconds == 36_100)
    }

    @Test
    func `accounts that nobody holds are forgotten once they are full, and not before`() {
        let ledger = QuotaLedger(AllowanceTests.limits(principal: 100, tenant: 1_000_000))
        var allowances = Allowances(ledger)
        let held = AllowanceTests.caller(1, tenant: 1)
        _ = allowances.begin(held, now)
        let poor = AllowanceTests.caller(2, tenant: 1)
        allowances.begin(poor, now).charge(100)
        allowances.end(poor, now)
        for number in 0..<UInt64(QuotaLedger.sweptFrom * 3) {
            let caller = AllowanceTests.caller(10 + number, tenant: 1)
            _ = allowances.begin(caller, now)
            allowances.end(caller, now)
        }
        #expect(ledger.count <= QuotaLedger.sweptFrom + 1)
        #expect(ledger.level(of: .principal(held.principal), now) != nil)
        #expect(ledger.level(of: .principal(poor.principal), now) == 0)
        #expect(ledger.level(of: .principal(AllowanceTests.id(10)), now) == nil)
    }

    @Test
    func `prices grow with the class`() {
        let prices = [Cost.memory, .point, .page, .bulk].map { CallPrice.of($0) }
        #expect(prices == [1, 2, 20, 400])
        #expect(CallPrice.ofBytes(4_095) == 0 && CallPrice.ofBytes(4_096) == 1)
        #expect(CallPrice.coveredNanoseconds(.page) == 200_000)
        for method in Method.allCases { #expect(method.facts.cost != .unspecified) }
    }
}
