import HubDomain
import HubStore
import HubText
import HubWire

/// Rates of funding schemes between what travels and what the domain looks at.
enum FundingRates {
    /// The most for one person, in pence: a million pounds.
    static let penceMax: UInt64 = 100_000_000
    /// The longest window.
    static let windowMonthsMax: UInt32 = 60

    /// What the region loaded.
    static let collection = CodedCollection<FundingRateRecord>(
        RegionTables.fundingRates,
        code: \.code,
        revision: \.revision
    )

    /// The rates that the region loaded, as the domain looks at them.
    static func loaded(in store: borrowing Database) throws(Fault) -> [FundingRate] {
        var rates: [FundingRate] = []
        for record in try collection.all(in: store) {
            if let rate = record.rate { rates.append(try domain(rate)) }
        }
        return rates
    }

    /// The code under which a rate is kept.
    static func code(_ rate: SchemeRate) -> String {
        "\(rate.scheme)/\(rate.edition)/\(rate.course)"
    }

    /// A rate as the domain looks at it.
    static func domain(_ rate: SchemeRate) throws(Fault) -> FundingRate {
        let from = try Fault.day(rate.paidFrom, "rate.paid_from")
        let until = try Fault.day(rate.paidUntil, "rate.paid_until")
        var claimUntil: Day?
        if let text = rate.claimUntil { claimUntil = try Fault.day(text, "rate.claim_until") }
        var lateUntil: Day?
        if let text = rate.lateUntil { lateUntil = try Fault.day(text, "rate.late_until") }
        return FundingRate(
            scheme: rate.scheme,
            edition: rate.edition,
            course: rate.course,
            amountMax: Money(pence: Int(clamping: rate.amountMaxPence)),
            startPercent: Int(rate.startPercent),
            firstPaidFrom: from,
            firstPaidUntil: until,
            claimUntil: claimUntil,
            lateUntil: lateUntil,
            windowMonths: Int(rate.windowMonths)
        )
    }

    /// A rate that was sent, as it is kept.
    static func accept(_ asked: SchemeRate) throws(Fault) -> SchemeRate {
        var kept = asked
        kept.isShipped = false
        kept.revision = 0
        kept.scheme = try Fault.code(asked.scheme, "rate.scheme")
        kept.edition = try Fault.code(asked.edition, "rate.edition")
        kept.course = try Fault.code(asked.course, "rate.course")
        kept.source = try Fault.text(asked.source, "rate.source", .line, isRequired: true)
        guard (1...penceMax).contains(asked.amountMaxPence) else {
            throw .invalid("rate.amount_max_pence", "out_of_range", "1 to \(penceMax) pence")
        }
        guard asked.startPercent <= 100 else {
            throw .invalid("rate.start_percent", "out_of_range", "0 to 100")
        }
        guard (1...windowMonthsMax).contains(asked.windowMonths) else {
            throw .invalid(
                "rate.window_months",
                "out_of_range",
                "1 to \(windowMonthsMax) months, as the scheme says"
            )
        }
        let rate = try domain(kept)
        if rate.firstPaidUntil < rate.firstPaidFrom {
            throw wrongDays("rate.paid_until", "is before the first day")
        }
        if let claim = rate.claimUntil, claim < rate.firstPaidFrom {
            throw wrongDays("rate.claim_until", "is before the first day of a payment")
        }
        if let late = rate.lateUntil, rate.claimUntil.map({ late < $0 }) ?? true {
            throw wrongDays("rate.late_until", "is before the last day for claims, or without one")
        }
        return kept
    }

    /// Refuses a rate whose days another edition of the same scheme and course has.
    static func refuseOverlap(
        _ asked: SchemeRate,
        in store: borrowing Database
    ) throws(Fault) {
        let rate = try domain(asked)
        for other in try loaded(in: store) {
            let isSame =
                other.scheme.utf8.elementsEqual(rate.scheme.utf8)
                && other.course.utf8.elementsEqual(rate.course.utf8)
            guard isSame, !other.edition.utf8.elementsEqual(rate.edition.utf8),
                other.firstPaidFrom <= rate.firstPaidUntil,
                rate.firstPaidFrom <= other.firstPaidUntil
            else { continue }
            throw wrongDays("rate.paid_from", "overlaps the edition \(other.edition)")
        }
    }

    private static func wrongDays(_ path: String, _ problem: String) -> Fault {
        Fault(DomainError(.rateDays, path: path, problem: problem))
    }
}

extension SchemeRate {
    /// A rate that the hub brings, as it travels.
    init(_ rate: FundingRate) {
        self.init(scheme: rate.scheme, edition: rate.edition, course: rate.course)
        amountMaxPence = UInt64(clamping: rate.amountMax.pence)
        startPercent = UInt32(clamping: rate.startPercent)
        paidFrom = rate.firstPaidFrom.iso
        paidUntil = rate.firstPaidUntil.iso
        claimUntil = rate.claimUntil?.iso
        lateUntil = rate.lateUntil?.iso
        windowMonths = UInt32(clamping: rate.windowMonths)
        source = rate.sources.map(\.text).joined(separator: " ")
        isShipped = true
    }
}
