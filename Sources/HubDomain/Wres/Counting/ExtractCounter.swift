import HubText

/// Counts the rows of extracts, one extract after the other; staff come first.
struct ExtractCounter {
    /// Where somebody of the staff stands, for cases that name only the person.
    private enum Person {
        case placed(Placed)
        case objected
        case other
    }

    /// Where somebody of the staff counts.
    private struct Placed {
        let service: WresService
        let group: EthnicGroup
        /// Whether they are on the staff on the day of counting, so that headcounts have them.
        let isThere: Bool
        /// Whether they are a regulated professional; nil where the extract does not say.
        let isRegulated: Bool?
    }

    /// What a row came to.
    private enum Verdict {
        case counted
        case objected
        case otherService
        case leftOut(WresCounting.LeftOut)
        case repeated
    }

    private let map: CountingMap
    private let cycle: WresCycle
    /// The titles of the extracts' columns, as the map has them.
    var titles: [ExtractColumn: String] { map.titles }
    private let cells: ExtractCells
    private var counts: [WresCell: Int] = [:]
    private var provided: Set<WresQuantity> = []
    private var services: Set<WresService> = []
    // Text keys: folded references, as people type them.
    private var people: [String: Person] = [:]
    /// The first row of somebody on the staff that could not be placed.
    // Text keys: folded references, as people type them.
    private var unplacedStaff: [String: Int] = [:]
    /// People whose rows give them different ethnicities, so that no row can be believed.
    private var disputed: Set<String> = []
    /// Who was counted already, by service or by event.
    private var seen: Set<[String]> = []
    /// Who was counted in a service, on the staff or as a leaver.
    private var posts: Set<String> = []
    private(set) var unplaced: [WresCounting.Unplaced] = []
    private(set) var tallies: [Extract: WresCounting.Tally] = [:]
    /// Empty cells of people on the staff that were read as no.
    private(set) var readAsNo: [ExtractColumn: Int] = [:]
    /// Cases that were counted of people whom no headcount has.
    private(set) var casesOfAbsent = 0
    /// People with a post in each service.
    private(set) var inBothServices = 0
    /// Leavers whose last day is the day of counting.
    private(set) var leftOnTheDay = 0

    init(map: CountingMap, cycle: WresCycle) {
        self.map = map
        self.cycle = cycle
        cells = ExtractCells(map: map, cycle: cycle)
    }

    /// Counts one extract.
    mutating func count(_ table: ExtractTable) {
        unplaced += table.findings.map { .init(extract: table.extract, finding: $0) }
        guard table.findings.isEmpty else { return }
        provide(table)
        if table.extract == .staff {
            rememberObjections(table)
            findDisputes(table)
        }
        var tally = WresCounting.Tally()
        tally.rows = table.rows.count
        var left: [WresCounting.LeftOut: Int] = [:]
        for row in table.rows {
            var column: ExtractColumn?
            do throws(DomainError) {
                switch try verdict(on: row, of: table, at: &column) {
                case .counted: tally.counted += 1
                case .objected: tally.objected += 1
                case .otherService: tally.otherService += 1
                case .leftOut(let why): left[why, default: 0] += 1
                case .repeated: tally.repeated += 1
                }
            } catch {
                tally.unplaced += 1
                remember(row, table)
                report(error, at: column, row, table)
                for more in cells.mistakes(in: row, of: table) where more.column != column {
                    report(more.error, at: more.column, row, table)
                }
            }
        }
        tally.left = WresCounting.LeftOut.allCases.compactMap { why in
            left[why].map { rows in
                let column = why.column(of: table.extract)
                let title = table.has(column) ? map.titles[column] ?? "" : ""
                return WresCounting.Left(reason: why, column: title, rows: rows)
            }
        }
        tallies[table.extract] = tally
    }

    /// Remembers in which row of the staff extract somebody stands, first where it has a mistake.
    private mutating func remember(_ row: CSVRow, _ table: ExtractTable) {
        guard table.extract == .staff else { return }
        let person = CSVColumn.folded(table.cell(.staffPerson, row) ?? "")
        if !person.isEmpty { unplacedStaff[person] = unplacedStaff[person] ?? row.record.row }
    }

    private mutating func report(
        _ error: DomainError,
        at column: ExtractColumn?,
        _ row: CSVRow,
        _ table: ExtractTable
    ) {
        let place = column.map { row.place($0.key) } ?? Place(row: row.record.row)
        let word = column.flatMap { MissingWord(error.reason, $0, table.cell($0, row), cycle) }
        unplaced.append(
            .init(extract: table.extract, finding: error.finding(at: place), word: word)
        )
    }

    /// Whoever gave notice in any of their rows is left out of all of them.
    private mutating func rememberObjections(_ table: ExtractTable) {
        for row in table.rows {
            let person = CSVColumn.folded(table.cell(.staffPerson, row) ?? "")
            // A word that is neither yes nor no is reported when the row is counted.
            let hasObjected = (try? cells.answer(table.cell(.staffObjected, row))) ?? false
            if hasObjected, !person.isEmpty { people[person] = .objected }
        }
    }

    /// Somebody in several rows with different ethnicities would count by whichever comes first.
    private mutating func findDisputes(_ table: ExtractTable) {
        // Text keys: references of the extract, folded.
        var groups: [String: EthnicGroup] = [:]
        for row in table.rows {
            let person = CSVColumn.folded(table.cell(.staffPerson, row) ?? "")
            // Words that the map does not know are reported when the row is counted.
            guard !person.isEmpty, let word = table.cell(.staffEthnicity, row),
                let group = try? cells.group(word),
                (try? cells.service(table.cell(.staffService, row))) != nil
            else { continue }
            if let earlier = groups[person], earlier != group { disputed.insert(person) }
            groups[person] = group
        }
    }

    /// The counts as a return: zero only for what was counted, "not provided" for the rest.
    func entry() -> WresReturn {
        var entry = map.about
        for service in services {
            for quantity in WresQuantity.asked(in: cycle) {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, service, group)
                    entry.entries[cell] =
                        provided.contains(quantity) ? .count(counts[cell] ?? 0) : .notProvided
                }
            }
        }
        return entry
    }

    /// What an extract with these columns gives, even where nobody is counted.
    private mutating func provide(_ table: ExtractTable) {
        switch table.extract {
        case .staff:
            provided.insert(.staff)
            if table.has(.staffPay) {
                provided.formUnion((cycle.bands.value ?? []).map { .staffInBand($0.code) })
            }
            if table.has(.staffRegulated) { provided.insert(.regulated) }
            if table.has(.staffSenior) { provided.insert(.seniorManagers) }
            if table.has(.staffDevelopment) { provided.insert(.development) }
            if table.has(.staffLeft) { provided.insert(.leavers) }
        case .recruitment:
            if table.has(.recruitmentOutcome) { provided.formUnion([.shortlisted, .appointed]) }
        case .cases:
            let mapped = Set(map.events.values.compactMap(\.self))
            provided.formUnion(mapped.intersection(WresQuantity.asked(in: cycle)))
        }
    }

    private mutating func verdict(
        on row: CSVRow,
        of table: ExtractTable,
        at column: inout ExtractColumn?
    ) throws(DomainError) -> Verdict {
        switch table.extract {
        case .staff: try staff(row, table, &column)
        case .recruitment: try applicant(row, table, &column)
        case .cases: try incident(row, table, &column)
        }
    }

    private mutating func add(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) {
        counts[WresCell(quantity, service, group), default: 0] += 1
    }
}

extension ExtractCounter {
    private mutating func staff(
        _ row: CSVRow,
        _ table: ExtractTable,
        _ column: inout ExtractColumn?
    ) throws(DomainError) -> Verdict {
        func cell(_ wanted: ExtractColumn) -> String? {
            column = wanted
            return table.cell(wanted, row)
        }
        let reference = cell(.staffPerson)
        let person = CSVColumn.folded(reference ?? "")
        if try cells.answer(cell(.staffObjected)) { return .objected }
        if case .objected = people[person] { return .objected }
        guard let service = try cells.service(cell(.staffService)) else {
            if !person.isEmpty, people[person] == nil { people[person] = .other }
            return .otherService
        }
        column = .staffPerson
        if let reference { try checkReference(reference) }
        let group = try cells.group(cell(.staffEthnicity) ?? "")
        let started = try cells.day(cell(.staffStarted))
        let left = try cells.day(cell(.staffLeft))
        if let started, let left, left < started {
            throw Self.early(cell(.staffLeft), started)
        }
        let isThere = cells.isOnStaff(from: started, to: left)
        let hasLeft = left.map { cells.isInPeriod($0) } ?? false
        var quantities: [WresQuantity] = hasLeft ? [.leavers] : []
        if isThere {
            quantities.append(.staff)
            if let pay = cell(.staffPay), !(cycle.bands.value ?? []).isEmpty {
                quantities.append(.staffInBand(try cells.band(pay)))
            }
            for column in [ExtractColumn.staffRegulated, .staffSenior, .staffDevelopment] {
                if cell(column)?.isEmpty ?? false { readAsNo[column, default: 0] += 1 }
            }
            if try cells.answer(cell(.staffRegulated)) { quantities.append(.regulated) }
            if try cells.answer(cell(.staffSenior)) { quantities.append(.seniorManagers) }
            if try cells.answer(cell(.staffDevelopment), counts: true) {
                quantities.append(.development)
            }
        }
        if !person.isEmpty {
            if !seen.insert([service.rawValue, person]).inserted { return .repeated }
            if !quantities.isEmpty, !posts.insert(person).inserted { inBothServices += 1 }
            let isRegulated =
                table.has(.staffRegulated)
                ? (try? cells.answer(table.cell(.staffRegulated, row))) ?? false : nil
            people[person] = .placed(
                Placed(service: service, group: group, isThere: isThere, isRegulated: isRegulated)
            )
        }
        services.insert(service)
        if isThere, hasLeft { leftOnTheDay += 1 }
        for quantity in quantities { add(quantity, service, group) }
        return quantities.isEmpty ? .leftOut(.notThere) : .counted
    }

    private static func early(_ left: String?, _ started: Day) -> DomainError {
        DomainError(
            .wresRowDay,
            path: "",
            found: left,
            problem: "is before the day of starting, \(started.slashed)"
        )
    }

    /// Somebody counts once, which takes a reference, and one ethnicity.
    private func checkReference(_ reference: String) throws(DomainError) {
        let person = CSVColumn.folded(reference)
        let problem: String? =
            if person.isEmpty {
                "says nobody, so that the row may be of somebody who is counted already"
            } else if disputed.contains(person) {
                "stands in several rows with different ethnicities"
            } else { nil }
        guard let problem else { return }
        throw DomainError(.wresRowPerson, path: "", found: reference, problem: problem)
    }

    private mutating func applicant(
        _ row: CSVRow,
        _ table: ExtractTable,
        _ column: inout ExtractColumn?
    ) throws(DomainError) -> Verdict {
        func cell(_ wanted: ExtractColumn) -> String? {
            column = wanted
            return table.cell(wanted, row)
        }
        if try cells.answer(cell(.recruitmentObjected)) { return .objected }
        guard let service = try cells.service(cell(.recruitmentService)) else {
            return .otherService
        }
        let group = try cells.group(cell(.recruitmentEthnicity) ?? "")
        guard cells.isInPeriod(try cells.day(cell(.recruitmentDate))) else {
            return .leftOut(.otherDay)
        }
        let outcome = try cells.outcome(cell(.recruitmentOutcome) ?? "")
        if outcome == .notShortlisted { return .leftOut(.notShortlisted) }
        services.insert(service)
        add(.shortlisted, service, group)
        if outcome == .appointed { add(.appointed, service, group) }
        return .counted
    }

    private mutating func incident(
        _ row: CSVRow,
        _ table: ExtractTable,
        _ column: inout ExtractColumn?
    ) throws(DomainError) -> Verdict {
        func cell(_ wanted: ExtractColumn) -> String? {
            column = wanted
            return table.cell(wanted, row)
        }
        if try cells.answer(cell(.casesObjected)) { return .objected }
        let reference = cell(.casesPerson) ?? ""
        let person = CSVColumn.folded(reference)
        let known = person.isEmpty ? nil : people[person]
        if case .objected = known { return .objected }
        let event = try cells.event(cell(.casesEvent) ?? "")
        guard cells.isInPeriod(try cells.day(cell(.casesDate))) else {
            return .leftOut(.otherDay)
        }
        guard let event else { return .leftOut(.otherCase) }
        guard WresQuantity.asked(in: cycle).contains(event) else { return .leftOut(.idleCase) }
        guard let place = try whereabouts(cell, known, reference) else { return .otherService }
        // The people who could have had it are the regulated ones.
        if event.isOfRegulated, place.isRegulated == false { return .leftOut(.notRegulated) }
        if !person.isEmpty, !seen.insert([event.code, person]).inserted { return .repeated }
        services.insert(place.service)
        add(event, place.service, place.group)
        if !place.isThere { casesOfAbsent += 1 }
        return .counted
    }

    /// Why a case's person is nobody who was counted, with their row where they have one.
    private func absence(of reference: String) -> String {
        guard !reference.isEmpty else { return "names nobody" }
        guard let row = unplacedStaff[CSVColumn.folded(reference)] else {
            return "stands in no row of the staff extract"
        }
        return "stands in row \(row) of the staff extract, which could not be placed: mend that "
            + "row first"
    }

    /// Where a case belongs: by its own cells where it has them, else by its person.
    private func whereabouts(
        _ cell: (ExtractColumn) -> String?,
        _ person: Person?,
        _ reference: String
    ) throws(DomainError) -> Placed? {
        if case .placed(let place) = person { return place }
        if case .other = person { return nil }
        guard let ethnicity = cell(.casesEthnicity) else {
            _ = cell(.casesPerson)
            throw DomainError(
                .wresRowPerson,
                path: "",
                found: reference,
                problem: absence(of: reference),
                expected: "a person of the staff extract, or an ethnicity beside the case"
            )
        }
        let group = try cells.group(ethnicity)
        return try cells.service(cell(.casesService)).map {
            Placed(service: $0, group: group, isThere: true, isRegulated: nil)
        }
    }
}
