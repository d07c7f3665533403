package import HubText

/// A sum in pence, so that no penny is lost to a fraction.
package struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The pence.
    package let pence: Int

    /// A sum in pence.
    package init(pence: Int) { self.pence = pence }

    /// A sum in pounds.
    package init(pounds: Int) { pence = pounds * 100 }

    /// As in "£1,540" or "£924.50".
    package var description: String {
        let (pounds, rest) = pence.quotientAndRemainder(dividingBy: 100)
        let digits = rest.magnitude < 10 ? "0\(rest.magnitude)" : "\(rest.magnitude)"
        let sign = pence < 0 ? "-" : ""
        let whole = NumberText.grouped(Int(pounds.magnitude))
        return rest == 0 ? "\(sign)£\(whole)" : "\(sign)£\(whole).\(digits)"
    }

    /// Whether `left` is less.
    package static func < (left: Money, right: Money) -> Bool { left.pence < right.pence }
}

/// What a scheme pays for a course, in one edition.
package struct FundingRate: Equatable, Sendable {
    /// The scheme: "ldss".
    package let scheme: String
    /// The edition: "2025-26".
    package let edition: String
    /// The course or qualification.
    package let course: String
    /// The most that is paid for one person.
    package let amountMax: Money
    /// How much of it is paid at the start, in per cent; the rest on proof of completion.
    package let startPercent: Int
    /// The first day of a first payment that falls under this edition.
    package let firstPaidFrom: Day
    /// The last day of a first payment that falls under this edition.
    package let firstPaidUntil: Day
    /// Where it was read; empty for a council's own.
    package let sources: [SourceMark]

    /// What can be claimed at the start.
    package var startAmount: Money { Money(pence: amountMax.pence * startPercent / 100) }

    /// What can be claimed on completion: the rest, so that both parts are the whole.
    package var completionAmount: Money { Money(pence: amountMax.pence - startAmount.pence) }
}
