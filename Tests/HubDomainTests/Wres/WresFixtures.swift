import HubDomain
import HubText
import Testing

/// What the tests of returns share; nothing here is about a real council.
enum WresFixtures {
    static let today = Day(year: 2024, month: 9, day: 15) ?? .first

    static func cycle(_ id: CycleID = "2024") throws -> WresCycle {
        try #require(try WresLibrary.shipped().cycle(id))
    }

    static func day(_ text: String) throws -> Day { try DayText.day(text) }

    /// A return with nothing wrong, of adults' services only.
    static func filled(_ services: [WresService] = [.adults]) throws -> WresReturn {
        var entry = WresReturn(
            cycle: "2024",
            unit: ReportingUnit(body: "Example Council A", councils: ["X00000001"])
        )
        entry.snapshot = try day("31/03/2024")
        entry.periodFrom = try day("01/04/2023")
        entry.periodTo = try day("31/03/2024")
        entry.harassmentSource = .reports
        for service in services {
            for group in EthnicGroup.allCases {
                for (quantity, counts) in counts {
                    let index = EthnicGroup.allCases.firstIndex(of: group) ?? 0
                    entry[quantity, service, group] = .count(counts[index])
                }
                entry[.surveyed, service, group] = .notProvided
                entry[.fitnessReferred, service, group] = .notProvided
            }
        }
        return entry
    }

    private static let counts: [(WresQuantity, [Int])] = [
        (.staff, [200, 800, 50]), (.staffInBand("lower"), [120, 400, 30]),
        (.staffInBand("middle"), [75, 370, 19]), (.staffInBand("higher"), [5, 30, 1]),
        (.shortlisted, [400, 1_200, 100]), (.appointed, [52, 300, 20]),
        (.disciplinary, [9, 24, 1]), (.regulated, [90, 300, 10]), (.fitnessEntered, [2, 5, 0]),
        (.development, [40, 200, 9]), (.harassmentPublic, [12, 60, 2]),
        (.harassmentColleagues, [8, 20, 1]), (.harassmentManagers, [6, 12, 0]),
        (.leavers, [30, 90, 8]), (.seniorManagers, [3, 22, 1]),
    ]

    static func findings(_ entry: WresReturn) throws -> [WresFinding] {
        WresRules.check(entry, try cycle(), today: today)
    }

    /// The reasons of errors, or of warnings.
    static func reasons(_ entry: WresReturn, _ severity: Severity = .error) throws -> [ReasonCode] {
        try findings(entry).filter { $0.severity == severity }.map(\.error.reason)
    }
}
