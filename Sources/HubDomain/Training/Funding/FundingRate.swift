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
    /// The edition's last day for claims, but for those on completion; nil where none is known.
    package let claimUntil: Day?
    /// Until when late claims are looked at one by one; nil where nobody says so.
    package let lateUntil: Day?
    /// The months in which a claim can be made.
    package let windowMonths: Int
    /// Where it was read; empty for a council's own.
    package let sources: [SourceMark]

    /// A rate, as a region or council may load it.
    package init(
        scheme: String,
        edition: String,
        course: String,
        amountMax: Money,
        startPercent: Int,
        firstPaidFrom: Day,
        firstPaidUntil: Day,
        claimUntil: Day? = nil,
        lateUntil: Day? = nil,
        windowMonths: Int = FundedCourse.windowMonths,
        sources: [SourceMark] = []
    ) {
        self.scheme = scheme
        self.edition = edition
        self.course = course
        self.amountMax = amountMax
        self.startPercent = min(max(startPercent, 0), 100)
        self.firstPaidFrom = firstPaidFrom
        self.firstPaidUntil = firstPaidUntil
        self.claimUntil = claimUntil
        self.lateUntil = lateUntil
        self.windowMonths = windowMonths
        self.sources = sources
    }

    /// What can be claimed at the start, for what a place costs.
    ///
    /// - Parameter cost: What was paid; nil where it is not known, for the most there is.
    /// - Returns: The sum, whole pence.
    package func startAmount(cost: Money? = nil) -> Money {
        Money(pence: allowed(cost).pence * startPercent / 100)
    }

    /// What can be claimed on completion: the rest, so that both parts are the whole.
    ///
    /// - Parameter cost: What was paid; nil where it is not known, for the most there is.
    /// - Returns: The sum, whole pence.
    package func completionAmount(cost: Money? = nil) -> Money {
        Money(pence: allowed(cost).pence - startAmount(cost: cost).pence)
    }

    /// The rate that applies to a course: it follows the day of the first payment.
    ///
    /// - Returns: The rate; nil where none is known for that day.
    package static func rate(
        for course: String,
        firstPaid: Day,
        among rates: [FundingRate]
    ) -> FundingRate? {
        rates.first {
            $0.course.utf8.elementsEqual(course.utf8)
                && ($0.firstPaidFrom...$0.firstPaidUntil).contains(firstPaid)
        }
    }

    private func allowed(_ cost: Money?) -> Money {
        min(amountMax, max(cost ?? amountMax, Money(pence: 0)))
    }
}
