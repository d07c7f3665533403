import HubText

/// What a cell of pay says: an amount, and of what time.
struct PayText {
    /// What an amount is paid for.
    enum Time: CaseIterable {
        case year
        case month
        case week
        case day
        case hour

        /// "pay for an hour".
        var words: String {
            switch self {
            case .year: "pay for a year"
            case .month: "pay for a month"
            case .week: "pay for a week"
            case .day: "pay for a day"
            case .hour: "pay for an hour"
            }
        }

        /// How it stands behind an amount, in small letters and without points.
        fileprivate var signs: [String] {
            switch self {
            case .year: ["per annum", "a year", "per year", "/year", "/yr", "pa"]
            case .month: ["per calendar month", "a month", "per month", "/month", "pcm", "pm"]
            case .week: ["a week", "per week", "/week", "/wk", "pw"]
            case .day: ["a day", "per day", "/day"]
            case .hour: ["an hour", "per hour", "/hour", "/hr", "per hr", "/h", "ph"]
            }
        }
    }

    /// The pounds.
    let pounds: Double
    /// What they are paid for; nil where the cell does not say.
    let time: Time?
    /// Whether they stand there in thousands, as in "£25k", so that nobody knows them exactly.
    let isInThousands: Bool

    /// Reads a cell; nil where no amount of pounds stands there.
    init?(_ cell: String) {
        var text = TextRule.trimmed(cell).lowercased()
        var time: Time?
        // A point after the last letter, as in "p.a.", is no part of a number.
        let undotted = text.hasSuffix(".") ? text.filter { $0 != "." } : text
        for candidate in Time.allCases {
            let sign = candidate.signs.first { undotted.hasSuffix($0) || text.hasSuffix($0) }
            guard let sign else { continue }
            let body = text.hasSuffix(sign) ? text : undotted
            text = TextRule.trimmed(String(body.dropLast(sign.count)))
            time = candidate
            break
        }
        for sign in ["£", "gbp"] {
            if text.hasPrefix(sign) { text = TextRule.trimmed(String(text.dropFirst(sign.count))) }
            if text.hasSuffix(sign) { text = TextRule.trimmed(String(text.dropLast(sign.count))) }
        }
        let isInThousands = text.hasSuffix("k")
        if isInThousands { text = TextRule.trimmed(String(text.dropLast())) }
        guard let number = try? NumberText.decimal(text, in: 0...Self.poundsMax) else { return nil }
        pounds = isInThousands ? number.double * Self.thousand : number.double
        self.time = time
        self.isInThousands = isInThousands
    }

    private static let thousand = 1_000.0
    private static let poundsMax = 1e7

    /// The least pounds that pay for a whole-time year can be.
    ///
    /// No source gives a number, so it is set where no year can lie: 37 hours in 52 weeks would be
    /// paid £5.20 an hour. What is paid for an hour, a week or a month lies below it.
    static let yearPoundsMin = 10_000.0

    /// Whether it can be no pay for a whole-time year.
    var isNoYear: Bool { pounds < Self.yearPoundsMin || (time.map { $0 != .year } ?? false) }
}
