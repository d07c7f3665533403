package import HubText

/// A standard of the Care Certificate in one edition.
package struct CareStandard: Equatable, Sendable {
    /// Its number, from 1.
    package let number: Int
    /// Its title; not known for standard 9 of 2025.
    package let title: Supplied<String>
    /// What changed.
    package let note: String
    /// Where it was read.
    package let sources: [SourceMark]
}

/// An edition of the Care Certificate: "all standards" means something else in each.
package enum CareCertificateEdition: String, Sendable, CaseIterable {
    /// Fifteen standards; could be used until the end of July 2025.
    case of2015 = "2015"
    /// Sixteen standards, since March 2025.
    case of2025 = "2025"

    /// How many standards there are.
    package var standardCount: Int { self == .of2015 ? 15 : 16 }

    /// The first day on which it could be used.
    ///
    /// A month and a year are all that is known of them: nothing before is right, and not every day
    /// after has to be.
    package var firstDay: Day? {
        switch self {
        case .of2015: Day(year: 2015, month: 1, day: 1)
        case .of2025: Day(year: 2025, month: 3, day: 1)
        }
    }

    /// Since when it can be used, for people, as far as that is known.
    package var sinceWords: String { self == .of2015 ? "2015" : "March 2025" }

    /// The last day on which it could be awarded; nil while it can.
    package var lastAwardDay: Day? {
        self == .of2015 ? Day(year: 2025, month: 7, day: 31) : nil
    }
}

/// How far one worker is with the Care Certificate.
package struct CareCertificateProgress: Equatable, Sendable {
    /// The weeks after starting in which it should be done: an aim, no rule.
    package static let aimWeeks = 12

    /// The edition.
    package let edition: CareCertificateEdition
    /// The day on which each standard was assessed, by its number.
    package private(set) var assessed: [Int: Day] = [:]

    /// Progress with nothing done.
    package init(_ edition: CareCertificateEdition) { self.edition = edition }

    /// Records a standard.
    ///
    /// - Parameters:
    ///   - number: The standard.
    ///   - day: The day it was assessed.
    /// - Returns: Whether the edition has the standard, and could be used on that day.
    package mutating func assess(_ number: Int, on day: Day) -> Bool {
        guard (1...edition.standardCount).contains(number),
            edition.firstDay.map({ $0 <= day }) ?? true,
            edition.lastAwardDay.map({ day <= $0 }) ?? true
        else { return false }
        assessed[number] = day
        return true
    }

    /// The standards that are left.
    package var missing: [Int] { (1...edition.standardCount).filter { assessed[$0] == nil } }

    /// The day on which the last standard was assessed; nil while any is missing.
    package var completed: Day? { missing.isEmpty ? assessed.values.max() : nil }

    /// The day by which it should be done.
    package static func aim(started: Day) -> Day? { started.advanced(by: aimWeeks * 7) }
}
