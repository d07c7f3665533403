import HubText

/// What a map leaves open although the counts of these extracts depend on it.
struct MapGaps {
    /// Errors, with which nothing is counted, and warnings.
    private(set) var findings: [Finding] = []

    /// Looks for what the extracts need and the map does not say.
    init(_ map: CountingMap, _ cycle: WresCycle, _ tables: [ExtractTable]) {
        // Of an extract that lacks a column too, so that the map is mended in one round.
        for table in tables { checkDays(map, table) }
        let meanings: Set<WresQuantity> = [.fitnessEntered, .fitnessReferred]
        let mapped = Set(map.events.values.compactMap(\.self))
        let hasCases = tables.contains { $0.extract == .cases }
        if hasCases { checkEvents(mapped, cycle) }
        checkYear(map, cycle, tables)
        if hasCases, cycle.fitnessMeaning.value == nil, mapped.isSuperset(of: meanings) {
            report(
                "case",
                "has words for both meanings of indicator 4, and a cycle counts one of them",
                "words in one of the rows "
                    + "\(meanings.map(\.code).sorted().joined(separator: ", ")): "
                    + Self.whomToAsk(cycle)
            )
        }
    }

    /// Cases of a kind that the cycle does not count, which would else be left out unsaid.
    private mutating func checkEvents(_ mapped: Set<WresQuantity>, _ cycle: WresCycle) {
        let idle = mapped.subtracting(WresQuantity.asked(in: cycle)).map(\.code).sorted()
        guard !idle.isEmpty else { return }
        report(
            "case",
            "has words for \(idle.joined(separator: ", ")), which cycle \(cycle.id) does not "
                + "count: such cases are left out",
            "these words in the row of a kind that the cycle counts, if they mean that",
            .warning
        )
    }

    /// Pay of a cycle whose bands nobody has given, and days of another year.
    private mutating func checkYear(
        _ map: CountingMap,
        _ cycle: WresCycle,
        _ tables: [ExtractTable]
    ) {
        let hasPay = tables.contains { $0.extract == .staff && $0.has(.staffPay) }
        if hasPay, cycle.bands.value == nil {
            report(
                ExtractColumn.staffPay.rawValue,
                "is of no use yet: no pay bands of cycle \(cycle.id) are known here, so nobody is "
                    + "counted by band",
                "--bands FILE, which `whub wres bands --cycle \(cycle.id) -o csv` writes where "
                    + "your region has loaded them",
                .warning
            )
        }
        let days: [(CountingMap.Setting, Day?)] = [
            (.snapshot, map.about.snapshot), (.periodTo, map.about.periodTo),
        ]
        if let from = map.about.periodFrom, let to = map.about.periodTo,
            let mistake = WresRules.mistake(from: from, to: to)
        {
            let error = DomainError(
                .wresPeriod,
                path: "",
                found: CountingMap.Setting.periodTo.rawValue,
                problem: mistake.problem,
                expected: mistake.expected
            )
            findings.append(error.finding(severity: .error))
        }
        for (setting, day) in days {
            guard let doubt = day.flatMap(cycle.doubt) else { continue }
            report(setting.rawValue, doubt.problem, doubt.expected, .warning)
        }
    }

    /// Who knows which meaning of indicator 4 a cycle has.
    static func whomToAsk(_ cycle: WresCycle) -> String {
        "ask Skills for Care, or your region, which of them cycle \(cycle.id) counts"
    }

    /// A day in the extract decides nothing while the map says no day to compare it with.
    private mutating func checkDays(_ map: CountingMap, _ table: ExtractTable) {
        let (snapshot, period) =
            switch table.extract {
            case .staff: ([ExtractColumn.staffStarted, .staffLeft], [ExtractColumn.staffLeft])
            case .recruitment: ([], [.recruitmentDate])
            case .cases: ([], [.casesDate])
            }
        let needsSnapshot = snapshot.contains(where: table.has)
        let needsPeriod = period.contains(where: table.has)
        var open: [CountingMap.Setting] = []
        if needsSnapshot, map.about.snapshot == nil { open.append(.snapshot) }
        if needsPeriod, map.about.periodFrom == nil { open.append(.periodFrom) }
        if needsPeriod, map.about.periodTo == nil { open.append(.periodTo) }
        for setting in open where !findings.contains(where: { $0.found == setting.rawValue }) {
            report(
                setting.rawValue,
                "is empty in the map, and dates would be counted whatever "
                    + "they are",
                setting.takes
            )
        }
        if !needsPeriod, table.findings.isEmpty {
            report(
                table.extract.rawValue,
                table.extract == .staff
                    ? "names no column of leaving days in the map: everybody counts as being there"
                    : "names no column of dates in the map: every row counts, whatever its day",
                "the title of that column in the map, where your extract has one",
                .warning
            )
        }
    }

    private mutating func report(
        _ found: String,
        _ problem: String,
        _ expected: String,
        _ severity: Severity = .error
    ) {
        let error = DomainError(
            .wresMapOpen,
            path: "",
            found: found,
            problem: problem,
            expected: expected
        )
        findings.append(error.finding(severity: severity))
    }
}
