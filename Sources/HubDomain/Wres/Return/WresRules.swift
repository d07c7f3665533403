package import HubText

/// What is wrong with a return, and where.
package struct WresFinding: Equatable, Sendable {
    /// What is wrong.
    package let error: DomainError
    /// How much it matters.
    package let severity: Severity
    /// The cell it is about; nil for the return as a whole.
    package let cell: WresCell?
}

/// The rules that a return must keep before it is handed in.
package struct WresRules {
    let cycle: WresCycle
    private let today: Day
    private let unread: WresUnread
    private var findings: [WresFinding] = []

    private init(_ cycle: WresCycle, today: Day, unread: WresUnread) {
        self.cycle = cycle
        self.today = today
        self.unread = unread
    }

    /// Checks a return.
    ///
    /// - Parameters:
    ///   - entry: The return.
    ///   - cycle: Its cycle.
    ///   - today: The day in London.
    ///   - unread: What stands in a sheet and could not be read, of which nothing more is told.
    /// - Returns: Errors, with which nothing can be handed in, and warnings.
    /// - Complexity: Linear in the cells of the cycle's sheet.
    package static func check(
        _ entry: WresReturn,
        _ cycle: WresCycle,
        today: Day,
        unread: WresUnread = WresUnread()
    ) -> [WresFinding] {
        var rules = WresRules(cycle, today: today, unread: unread)
        rules.checkAbout(entry)
        let given = WresService.allCases.filter { entry.gives($0) || unread.has($0) }
        for service in given {
            rules.checkMissing(entry, service)
            rules.checkFitness(entry, service)
            rules.checkParts(entry, service)
            rules.checkSizes(entry, service)
            rules.checkBands(entry, service)
            rules.checkKnown(entry, service)
        }
        rules.checkPercentages(entry, given)
        if given.isEmpty {
            rules.report(
                .wresNothingProvided,
                "no indicator of any service is given",
                expected: "the counts of one indicator at least, 0 included"
            )
        }
        return rules.findings.filter { $0.cell != nil || !unread.paths.contains($0.error.path) }
    }

    mutating func report(
        _ reason: ReasonCode,
        _ problem: String,
        path: String = "",
        expected: String = "",
        severity: Severity = .error,
        at cell: WresCell? = nil
    ) {
        let subject = cell?.words(in: cycle)
        let error = DomainError(
            reason,
            path: cell?.path ?? path,
            subject: subject ?? "",
            problem: problem,
            expected: expected
        )
        findings.append(WresFinding(error: error, severity: severity, cell: cell))
    }

    private mutating func checkAbout(_ entry: WresReturn) {
        let unit = entry.unit
        if TextRule.trimmed(unit.body).isEmpty || unit.councils.isEmpty {
            report(
                .wresReportingUnit,
                "the employing body or the councils are missing",
                path: "unit",
                expected: "the body that employs the staff, and the codes of the councils"
            )
        } else if Set(unit.councils).count != unit.councils.count {
            report(
                .wresReportingUnit,
                "a council is named twice",
                path: "unit.councils",
                expected: "the code of each council once"
            )
        }
        checkDays(entry)
        let isHarassmentGiven = entry.entries.contains {
            let harassment: [WresQuantity] = [
                .harassmentPublic, .harassmentColleagues, .harassmentManagers,
            ]
            return harassment.contains($0.key.quantity) && $0.value.value != nil
        }
        if isHarassmentGiven, entry.harassmentSource == nil {
            report(
                .wresCollection,
                "it is not said how harassment was collected",
                path: "harassment_source",
                expected: "HR reports, or survey"
            )
        }
    }

    /// What is wrong with two days that are not the first and the last of twelve months.
    static func mistake(from: Day, to: Day) -> (problem: String, expected: String)? {
        guard from.advanced(byMonths: 12) != to.advanced(by: 1) else { return nil }
        let last = from.advanced(byMonths: 12)?.advanced(by: -1)
        return (
            "from \(from.words) to \(to.words) is not twelve months",
            last.map { "\($0.words) as the last day" } ?? "twelve months that follow each other"
        )
    }

    private mutating func checkDays(_ entry: WresReturn) {
        guard let from = entry.periodFrom, let to = entry.periodTo else {
            report(
                .wresPeriod,
                "the first or the last day of the twelve months is missing",
                path: "period",
                expected: "two days, such as 01/04/2023 and 31/03/2024"
            )
            return checkSnapshot(entry, nil)
        }
        if let mistake = Self.mistake(from: from, to: to) {
            report(.wresPeriod, mistake.problem, path: "period", expected: mistake.expected)
        } else if to > today {
            report(
                .wresPeriod,
                "the twelve months are not over yet",
                path: "period",
                expected: "twelve months up to \(today.words) or earlier: count when they are over"
            )
        } else if let doubt = cycle.doubt(about: to) {
            report(
                .wresPeriod,
                "the last day \(doubt.problem)",
                path: "period.to",
                expected: doubt.expected,
                severity: .warning
            )
        }
        checkSnapshot(entry, from <= to ? from...to : nil)
    }

    private mutating func checkSnapshot(_ entry: WresReturn, _ period: ClosedRange<Day>?) {
        guard let snapshot = entry.snapshot else {
            return report(
                .wresSnapshotDay,
                "the day of counting is missing",
                path: "snapshot",
                expected: "a day, such as 31/03/2024"
            )
        }
        if snapshot > today {
            report(
                .wresSnapshotDay,
                "\(snapshot.words) is in the future",
                path: "snapshot",
                expected: "\(today.words) or an earlier day"
            )
        } else if let doubt = cycle.doubt(about: snapshot) {
            report(
                .wresSnapshotDay,
                "the day of counting \(doubt.problem)",
                path: "snapshot",
                expected: doubt.expected,
                severity: .warning
            )
        }
        if snapshot <= today, let period, !period.contains(snapshot),
            snapshot != period.upperBound.advanced(by: 1)
        {
            report(
                .wresSnapshotDay,
                "\(snapshot.words) is outside the twelve months",
                path: "snapshot",
                expected: "a day from \(period.lowerBound.words) to \(period.upperBound.words), or "
                    + "the day after; where staff were counted on this day, nothing is to be done",
                severity: .warning
            )
        }
    }

    /// Every cell of a service that gives anything holds something: missing is not zero.
    private mutating func checkMissing(_ entry: WresReturn, _ service: WresService) {
        for quantity in WresQuantity.asked(in: cycle) {
            let missing = EthnicGroup.allCases.filter { group in
                entry[quantity, service, group] == nil
                    && !unread.has(WresCell(quantity, service, group))
            }
            guard let first = missing.first else { continue }
            let isWhole = missing.count == EthnicGroup.allCases.count
            report(
                .wresCountMissing,
                isWhole
                    ? "no count is given for any group"
                    : "the count is missing",
                expected: "a number, 0 included, or “not provided”",
                at: WresCell(quantity, service, first)
            )
            if isWhole { continue }
            for group in missing.dropFirst() {
                report(
                    .wresCountMissing,
                    "the count is missing",
                    expected: "a number, 0 included, or “not provided”",
                    at: WresCell(quantity, service, group)
                )
            }
        }
    }

    /// Exactly one meaning of indicator 4 is given, and it is the cycle's.
    private mutating func checkFitness(_ entry: WresReturn, _ service: WresService) {
        func isGiven(_ quantity: WresQuantity) -> Bool {
            EthnicGroup.allCases.contains { group in
                entry[quantity, service, group].map { $0 != .notProvided }
                    ?? unread.cells.contains(WresCell(quantity, service, group))
            }
        }
        let (entered, referred) = (isGiven(.fitnessEntered), isGiven(.fitnessReferred))
        if entered && referred {
            report(
                .wresDefinition,
                "both meanings of indicator 4 are given",
                expected: "one of them, and “not provided” for the other",
                at: WresCell(.fitnessReferred, service, .minority)
            )
        } else if let meaning = cycle.fitnessMeaning.value,
            meaning == .entered ? referred : entered
        {
            let quantity: WresQuantity = referred ? .fitnessReferred : .fitnessEntered
            let counted: WresQuantity = referred ? .fitnessEntered : .fitnessReferred
            report(
                .wresDefinition,
                "the cycle does not count this",
                expected: "“not provided” here, and the counts of “\(counted.words(in: cycle))” in "
                    + "their own row",
                at: WresCell(quantity, service, .minority)
            )
        }
    }
}

extension WresRules {
    /// An indicator is given whole, both groups and both counts, or not at all.
    private mutating func checkParts(_ entry: WresReturn, _ service: WresService) {
        for indicator in WresIndicator.ratios {
            guard let parts = entry.parts(of: indicator, in: service) else { continue }
            let groups: [EthnicGroup] = [.minority, .white]
            func isGiven(_ quantity: WresQuantity, _ group: EthnicGroup) -> Bool? {
                entry[quantity, service, group].map { $0 != .notProvided }
            }
            let events = groups.map { isGiven(parts.events, $0) }
            guard events.contains(true) else { continue }
            for group in groups {
                for quantity in [parts.people, parts.events]
                where isGiven(quantity, group) == false {
                    report(
                        .wresIndicatorPartial,
                        "indicator \(indicator.rawValue) needs this count, because others of it "
                            + "are given",
                        expected: "a number, or “not provided” for the whole indicator",
                        at: WresCell(quantity, service, group)
                    )
                }
            }
        }
    }

    /// Whoever had an event is among those who could have had it.
    private mutating func checkSizes(_ entry: WresReturn, _ service: WresService) {
        for group in EthnicGroup.allCases {
            for indicator in WresIndicator.ratios {
                guard let parts = entry.parts(of: indicator, in: service),
                    let people = entry[parts.people, service, group]?.value,
                    let events = entry[parts.events, service, group]?.value, events > people
                else { continue }
                let isPart = indicator.isPartOfPeople
                report(
                    isPart ? .wresEventsAbovePeople : .wresLeaversAboveStaff,
                    "\(events) are more than the \(people) of “\(parts.people.words(in: cycle))”",
                    expected: isPart
                        ? "\(people) at most, or a number there of all who could have had it"
                        : "a look at both numbers; where more left in the year than are there on "
                            + "its last day, nothing is to be done",
                    severity: isPart ? .error : .warning,
                    at: WresCell(parts.events, service, group)
                )
            }
            checkWithinStaff(entry, service, group)
        }
    }

    private mutating func checkWithinStaff(
        _ entry: WresReturn,
        _ service: WresService,
        _ group: EthnicGroup
    ) {
        guard let staff = entry[.staff, service, group]?.value else { return }
        let reasons: [(WresQuantity, ReasonCode)] = [
            (.regulated, .wresRegulatedAboveStaff), (.surveyed, .wresEventsAbovePeople),
        ]
        for (quantity, reason) in reasons {
            guard let part = entry[quantity, service, group]?.value, part > staff else { continue }
            report(
                reason,
                "\(part) are more than the \(staff) staff",
                expected: "\(staff) at most, or all staff in the row of staff",
                at: WresCell(quantity, service, group)
            )
        }
    }

    /// The bands of a group make its staff.
    private mutating func checkBands(_ entry: WresReturn, _ service: WresService) {
        let bands = (cycle.bands.value ?? []).map { WresQuantity.staffInBand($0.code) }
        for group in EthnicGroup.allCases {
            let counts = bands.map { entry[$0, service, group]?.value }
            let given = counts.compactMap(\.self)
            guard let first = bands.first, !given.isEmpty else { continue }
            guard given.count == bands.count else {
                let missing = bands.indices.first { index in
                    counts[index] == nil && !unread.has(WresCell(bands[index], service, group))
                }
                guard let index = missing else { continue }
                report(
                    .wresIndicatorPartial,
                    "indicator 1 needs this count, because other bands are given",
                    expected: "a number, 0 included, or “not provided” for all bands of the group",
                    at: WresCell(bands[index], service, group)
                )
                continue
            }
            let sum = given.reduce(0, +)
            guard let staff = entry[.staff, service, group]?.value, staff != sum else { continue }
            report(
                .wresBandsSum,
                "the bands add up to \(sum), the staff are \(staff)",
                expected: "everybody on the staff in one band, so that both are the same number",
                at: WresCell(first, service, group)
            )
        }
    }
}
