import HubDomain
import HubText
import Testing

/// Every rule of a return, accepted and refused.
struct WresRulesTests {
    private typealias Change = (inout WresReturn) throws -> Void

    private func errors(_ change: Change = { _ in }) throws -> [ReasonCode] {
        var entry = try WresFixtures.filled()
        try change(&entry)
        return try WresFixtures.reasons(entry)
    }

    private func warnings(_ change: Change) throws -> [ReasonCode] {
        var entry = try WresFixtures.filled()
        try change(&entry)
        #expect(try WresFixtures.reasons(entry) == [])
        return try WresFixtures.reasons(entry, .warning)
    }

    @Test
    func `a return that keeps every rule has no findings`() throws {
        #expect(try WresFixtures.findings(WresFixtures.filled()).isEmpty)
        #expect(try WresFixtures.findings(WresFixtures.filled([.adults, .children])).isEmpty)
    }

    @Test(arguments: [
        (WresQuantity.appointed, 401, ReasonCode.wresEventsAbovePeople),
        (.disciplinary, 201, .wresEventsAbovePeople), (.development, 201, .wresEventsAbovePeople),
        (.harassmentPublic, 201, .wresEventsAbovePeople),
        (.harassmentColleagues, 201, .wresEventsAbovePeople),
        (.harassmentManagers, 201, .wresEventsAbovePeople),
        (.seniorManagers, 201, .wresEventsAbovePeople),
        (.fitnessEntered, 91, .wresEventsAbovePeople),
        (.regulated, 201, .wresRegulatedAboveStaff),
        (.staffInBand("lower"), 121, .wresBandsSum),
    ])
    func `a part is not more than its whole`(
        quantity: WresQuantity,
        tooMany: Int,
        reason: ReasonCode
    ) throws {
        func entry(_ count: Int) throws -> WresReturn {
            var entry = try WresFixtures.filled()
            entry[quantity, .adults, .minority] = .count(count)
            return entry
        }
        #expect(try WresFixtures.reasons(try entry(tooMany)) == [reason])
        let finding = try #require(try WresFixtures.findings(try entry(tooMany)).first)
        #expect(finding.cell == WresCell(quantity, .adults, .minority))
        #expect(finding.error.path == "adults.\(quantity.code).minority")
        #expect(try WresFixtures.reasons(try entry(tooMany - 1)) == [])
    }

    /// A return of one service with these counts of all three groups, and nothing else.
    private func percentages(_ rows: [(WresQuantity, [Int])]) throws -> WresReturn {
        var entry = try WresFixtures.filled()
        for quantity in WresQuantity.asked(in: try WresFixtures.cycle()) {
            for (index, group) in EthnicGroup.allCases.enumerated() {
                let row = rows.first { $0.0 == quantity }
                entry[quantity, .adults, group] = row.map { .count($0.1[index]) } ?? .notProvided
            }
        }
        return entry
    }

    private func percentWarnings(_ entry: WresReturn) throws -> [WresCell?] {
        let found = try WresFixtures.findings(entry).filter {
            $0.error.reason == .wresCountPercentage
        }
        #expect(found.allSatisfy { $0.severity == .warning })
        let told = "these look like percentages"
        #expect(found.allSatisfy { $0.error.detail.problem.contains(told) })
        return found.map(\.cell)
    }

    @Test
    func `staff of 100 in every group look like percentages`() throws {
        let place = WresCell(.staff, .adults, .minority)
        let bands: [(WresQuantity, [Int])] = [
            (.staffInBand("lower"), [60, 50, 0]), (.staffInBand("middle"), [35, 40, 0]),
            (.staffInBand("higher"), [5, 10, 0]),
        ]
        let shares = try percentages([(.staff, [100, 100, 0])] + bands)
        #expect(try percentWarnings(shares) == [place])
        // With one person more in a group they are counts, and so is one group of 100 by itself.
        #expect(try percentWarnings(try percentages([(.staff, [100, 101, 0])] + bands)).isEmpty)
        #expect(try percentWarnings(try percentages([(.staff, [100, 0, 0])])).isEmpty)
    }

    @Test
    func `rows that each come to 100 look like percentages`() throws {
        var rows: [(WresQuantity, [Int])] = [
            (.staff, [20, 75, 5]), (.shortlisted, [33, 60, 6]), (.appointed, [14, 86, 0]),
            (.disciplinary, [0, 0, 0]),
        ]
        let place = WresCell(.staff, .adults, .minority)
        #expect(try percentWarnings(try percentages(rows)) == [place])
        // One row that comes to something else shows that they are counts; two rows show nothing.
        #expect(try percentWarnings(try percentages(Array(rows.prefix(2)))).isEmpty)
        rows[2].1 = [14, 40, 3]
        #expect(try percentWarnings(try percentages(rows)).isEmpty)
    }

    @Test
    func `more leavers than staff are warned about and taken`() throws {
        func leave(_ count: Int) throws -> [ReasonCode] {
            try warnings { $0[.leavers, .adults, .minority] = .count(count) }
        }
        #expect(try leave(201) == [.wresLeaversAboveStaff])
        #expect(try leave(200) == [])
    }

    @Test
    func `an empty cell is no zero, and not provided is an answer`() throws {
        let cell = WresCell(.appointed, .adults, .unknown)
        #expect(try errors { $0.entries[cell] = nil } == [.wresCountMissing])
        #expect(try errors { $0.entries[cell] = .count(0) } == [])
        #expect(try errors { $0.entries[cell] = .notProvided } == [])
        let whole = try errors { entry in
            for group in EthnicGroup.allCases { entry[.development, .adults, group] = nil }
        }
        #expect(whole == [.wresCountMissing])
    }

    @Test
    func `a service that gives nothing is absent`() throws {
        let children = try errors { entry in
            for quantity in WresQuantity.asked(in: try WresFixtures.cycle()) {
                for group in EthnicGroup.allCases {
                    entry[quantity, .children, group] = .notProvided
                }
            }
        }
        #expect(children == [])
        let entry = try WresFixtures.filled()
        #expect(entry.gives(.adults) && !entry.gives(.children))
        #expect(try errors { $0.entries = [:] } == [.wresNothingProvided])
    }

    @Test
    func `an indicator is given whole or not at all`() throws {
        let events = WresCell(.appointed, .adults, .white)
        let people = WresCell(.shortlisted, .adults, .white)
        #expect(try errors { $0.entries[events] = .notProvided } == [.wresIndicatorPartial])
        #expect(try errors { $0.entries[people] = .notProvided } == [.wresIndicatorPartial])
        let none = try errors { entry in
            for quantity in [WresQuantity.shortlisted, .appointed] {
                for group in EthnicGroup.allCases { entry[quantity, .adults, group] = .notProvided }
            }
        }
        #expect(none == [])
        let band = WresCell(.staffInBand("higher"), .adults, .white)
        #expect(try errors { $0.entries[band] = .notProvided } == [.wresIndicatorPartial])
    }

    @Test
    func `pay bands may be left out while the staff are given`() throws {
        let none = try errors { entry in
            for band in ["lower", "middle", "higher"] as [BandCode] {
                for group in EthnicGroup.allCases {
                    entry[.staffInBand(band), .adults, group] = .notProvided
                }
            }
        }
        #expect(none == [])
    }

    @Test
    func `the twelve months are twelve and over`() throws {
        #expect(try errors { $0.periodTo = nil } == [.wresPeriod])
        #expect(try errors { $0.periodTo = try WresFixtures.day("30/03/2024") } == [.wresPeriod])
        #expect(try errors { $0.periodFrom = try WresFixtures.day("02/04/2023") } == [.wresPeriod])
        let leap = try errors { entry in
            entry.periodFrom = try WresFixtures.day("01/03/2023")
            entry.periodTo = try WresFixtures.day("29/02/2024")
            entry.snapshot = try WresFixtures.day("29/02/2024")
        }
        #expect(leap == [])
        let future = try errors { entry in
            entry.periodFrom = try WresFixtures.day("16/09/2023")
            entry.periodTo = try WresFixtures.day("15/09/2024")
        }
        #expect(future == [])
        let later = try errors { entry in
            entry.periodFrom = try WresFixtures.day("17/09/2023")
            entry.periodTo = try WresFixtures.day("16/09/2024")
        }
        #expect(later == [.wresPeriod])
        let turned = try errors { entry in
            swap(&entry.periodFrom, &entry.periodTo)
        }
        #expect(turned == [.wresPeriod])
    }

    @Test
    func `the day of counting is not in the future, and one outside the period is remarked on`()
        throws
    {
        #expect(try errors { $0.snapshot = nil } == [.wresSnapshotDay])
        #expect(
            try errors { $0.snapshot = try WresFixtures.day("16/09/2024") } == [.wresSnapshotDay]
        )
        func remarked(_ day: String) throws -> [ReasonCode] {
            try warnings { $0.snapshot = try WresFixtures.day(day) }
        }
        #expect(try remarked("31/03/2023") == [.wresSnapshotDay])
        #expect(try remarked("01/04/2023") == [])
        #expect(try remarked("01/04/2024") == [])
        #expect(try remarked("02/04/2024") == [.wresSnapshotDay])
    }

    @Test
    func `it is said how harassment was collected, and a survey has its own people`() throws {
        #expect(try errors { $0.harassmentSource = nil } == [.wresCollection])
        let survey = try errors { $0.harassmentSource = .survey }
        #expect(Set(survey) == [.wresIndicatorPartial])
        func surveyed(_ count: Int) throws -> [ReasonCode] {
            try errors { entry in
                entry.harassmentSource = .survey
                for group in EthnicGroup.allCases {
                    entry[.surveyed, .adults, group] = .count(group == .unknown ? 20 : count)
                }
            }
        }
        #expect(try surveyed(60) == [])
        #expect(try surveyed(59) == [.wresEventsAbovePeople])
        #expect(try surveyed(201) == [.wresEventsAbovePeople])
    }

    @Test
    func `a return says who reports, and each council once`() throws {
        #expect(try errors { $0.unit.body = " " } == [.wresReportingUnit])
        #expect(try errors { $0.unit.councils = [] } == [.wresReportingUnit])
        let twice = try errors { $0.unit.councils = ["X00000001", "X00000001"] }
        #expect(twice == [.wresReportingUnit])
        #expect(try errors { $0.unit.councils = ["X00000001", "X00000002"] } == [])
    }

    @Test
    func `units that count the same council cannot be pooled`() {
        let units: [ReportingUnit] = [
            ReportingUnit(body: "A", councils: ["X00000001", "X00000002"]),
            ReportingUnit(body: "B", councils: ["X00000002"]),
            ReportingUnit(body: "C", councils: ["X00000003"]),
        ]
        #expect(ReportingUnit.overlap(of: units) == ["X00000002"])
        #expect(ReportingUnit.overlap(of: Array(units.dropFirst())) == [])
    }

    @Test
    func `one meaning of indicator 4 is given, and it is the cycle's`() throws {
        #expect(
            try errors { $0[.fitnessReferred, .adults, .minority] = .count(1) }
                .contains(.wresDefinition)
        )
        let referred = try errors { entry in
            for group in EthnicGroup.allCases {
                entry[.fitnessReferred, .adults, group] = entry[.fitnessEntered, .adults, group]
                entry[.fitnessEntered, .adults, group] = .notProvided
            }
        }
        #expect(referred == [])
        var entry = try WresFixtures.filled()
        entry.cycle = "2025"
        let other = WresRules.check(
            entry,
            try WresFixtures.cycle("2025"),
            today: WresFixtures.today
        )
        #expect(other.map(\.error.reason).contains(.wresDefinition))
    }

    @Test
    func `most of the staff being of unknown ethnicity is remarked on`() throws {
        func unknown(_ count: Int) throws -> [ReasonCode] {
            try warnings { entry in
                entry[.staff, .adults, .unknown] = .count(count)
                entry[.staffInBand("lower"), .adults, .unknown] = .count(count - 20)
            }
        }
        #expect(try unknown(1_000) == [])
        #expect(try unknown(1_001) == [.wresEthnicityUnknown])
    }

    @Test
    func `a return reads its nine ratios, and services together only where each gives them`() throws
    {
        var entry = try WresFixtures.filled([.adults, .children])
        let adults = try #require(entry.table(.appointment, [.adults]).value)
        #expect(RatioTests.isNear(adults.ratio.value, 0.52))
        let both = try #require(entry.table(.appointment, WresService.allCases).value)
        #expect(both.minority.people == 800 && both.white.events == 600)
        for group in EthnicGroup.allCases {
            entry[.shortlisted, .children, group] = .notProvided
            entry[.appointed, .children, group] = .notProvided
        }
        #expect(entry.table(.appointment, WresService.allCases) == .unknown(.notProvided))
        entry[.fitnessEntered, .adults, .white] = .underTen
        #expect(entry.table(.fitnessToPractise, [.adults]) == .unknown(.censored))
        let readings = entry.readings([.adults])
        #expect(readings.map(\.0) == WresIndicator.ratios)
        #expect(readings.count { $0.1.value != nil } == 8)
        let chart = entry.chart([.adults])
        #expect(chart.rows.count == 9)
        #expect(chart.alternative[2].contains("known only to be small"))
        let bands = try #require(entry.bands(.adults, in: try WresFixtures.cycle()))
        #expect(bands.shareOfGroup(\.minority, inBand: 2) == 5.0 / 200)
    }
}
