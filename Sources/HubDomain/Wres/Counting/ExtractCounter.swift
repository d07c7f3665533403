import HubText

/// Counts the rows of extracts, one extract after the other; staff come first.
struct ExtractCounter {
    /// Where somebody of the staff stands, for cases that name only the person.
    enum Person {
        /// Where their posts are, the services in which they count first.
        case placed([Placed])
        case objected
        case other
    }

    /// Where somebody of the staff counts.
    struct Placed {
        let service: WresService
        let group: EthnicGroup
        /// Whether they are on the staff on the day of counting, so that headcounts have them.
        let isThere: Bool
        /// Whether they count in the service, on the staff or as a leaver.
        let counts: Bool
        /// Whether they are there only after the day of counting.
        let isLater: Bool
        /// Whether they are a regulated professional; nil where the extract does not say.
        let isRegulated: Bool?
    }

    /// What a row came to.
    enum Verdict {
        case counted
        case objected
        case otherService
        case leftOut(WresCounting.LeftOut)
        case repeated
        /// A post, which counts once the other rows of its person are read.
        case post
    }

    let map: CountingMap
    let cycle: WresCycle
    /// The titles of the extracts' columns, as the map has them.
    var titles: [ExtractColumn: String] { map.titles }
    private(set) var cells: ExtractCells
    private var counts: [WresCell: Int] = [:]
    private var provided: Set<WresQuantity> = []
    var services: Set<WresService> = []
    // Text keys: folded references, as people type them.
    var people: [String: Person] = [:]
    /// The first row of somebody on the staff that could not be placed.
    // Text keys: folded references, as people type them.
    var unplacedStaff: [String: Int] = [:]
    /// People whose rows give them different ethnicities, so that no row can be believed.
    var disputed: Set<String> = []
    /// Whose cases were counted already, by kind and service.
    private var seen: Set<[String]> = []
    /// The posts of the staff extract, in the order of its rows.
    var posts: [StaffPost] = []
    /// Posts in services that are not counted.
    // Text keys: folded references, as people type them.
    var elsewhere: [String: [Elsewhere]] = [:]
    /// The first row of somebody in a service that is not counted whose days cannot be read.
    // Text keys: folded references, as people type them.
    var undated: [String: Int] = [:]
    private(set) var unplaced: [WresCounting.RowFinding] = []
    /// What was counted and should be looked at.
    var remarks: [WresCounting.RowFinding] = []
    private(set) var tallies: [Extract: WresCounting.Tally] = [:]
    /// Empty cells of people on the staff that were read as no.
    var readAsNo: [ExtractColumn: Int] = [:]
    /// Empty cells of ethnicity in rows that were counted, as not known.
    var emptyEthnicities: [ExtractColumn: Int] = [:]
    /// Cases that were counted of people whom no headcount has.
    private(set) var casesOfAbsent = 0
    /// People with a post in each service.
    var inBothServices = 0
    /// The rows of titles that have rows above them.
    private(set) var titlesRows: [Extract: Int] = [:]
    /// People whose post in one service ended in the twelve months and who went on in another.
    var movers = 0
    /// People whose post ended in the twelve months and whose next one begins after them.
    var followers = 0
    /// Leavers whose last day is the day of counting.
    var leftOnTheDay = 0

    init(map: CountingMap, cycle: WresCycle) {
        self.map = map
        self.cycle = cycle
        cells = ExtractCells(map: map, cycle: cycle)
    }

    /// Counts one extract.
    mutating func count(_ table: ExtractTable) {
        unplaced += table.findings.map { .init(extract: table.extract, finding: $0) }
        guard table.findings.isEmpty else { return }
        titlesRows[table.extract] = table.titlesRow
        provide(table)
        switch table.extract {
        case .staff:
            rememberObjections(table)
            findDisputes(table, .staffPerson, .staffEthnicity, .staffService)
            if let mistake = PayColumn(table, cells).mistake {
                unplaced.append(.init(extract: .staff, finding: mistake))
                cells.isPayRead = false
            }
        case .recruitment: break
        case .cases: findDisputes(table, .casesPerson, .casesEthnicity, .casesService)
        }
        var uses = RowUses(rows: table.rows.count)
        for row in table.rows {
            var column: ExtractColumn?
            do throws(DomainError) {
                uses.add(try verdict(on: row, of: table, at: &column))
            } catch {
                uses.tally.unplaced += 1
                remember(row, table)
                report(error, at: column, row, table)
                for more in cells.mistakes(in: row, of: table) where more.column != column {
                    report(more.error, at: more.column, row, table)
                }
            }
        }
        if table.extract == .staff { countPosts(table, &uses) }
        tallies[table.extract] = uses.tally(table, map)
    }

    /// Remembers in which row of the staff extract somebody stands, first where it has a mistake.
    private mutating func remember(_ row: CSVRow, _ table: ExtractTable) {
        guard table.extract == .staff else { return }
        let person = CSVColumn.folded(table.cell(.staffPerson, row) ?? "")
        if !person.isEmpty { unplacedStaff[person] = unplacedStaff[person] ?? row.record.row }
    }

    mutating func report(
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
    ///
    /// Of cases only those of people who are not in the staff extract have an ethnicity.
    private mutating func findDisputes(
        _ table: ExtractTable,
        _ who: ExtractColumn,
        _ ethnicity: ExtractColumn,
        _ service: ExtractColumn
    ) {
        // Text keys: references of the extract, folded.
        var groups: [String: EthnicGroup] = [:]
        for row in table.rows {
            let person = CSVColumn.folded(table.cell(who, row) ?? "")
            // Words that the map does not know are reported when the row is counted.
            guard !person.isEmpty, table.extract == .staff || !hasPlace(person),
                let word = table.cell(ethnicity, row), let group = try? cells.group(word),
                (try? cells.service(table.cell(service, row))) != nil
            else { continue }
            if let earlier = groups[person], earlier != group { disputed.insert(person) }
            groups[person] = group
        }
    }

    /// Whether the staff extract says where somebody belongs, so that a case of theirs need not.
    private func hasPlace(_ person: String) -> Bool {
        switch people[person] {
        case .placed, .objected: true
        case .other: unplacedStaff[person] == nil
        case nil: false
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

    /// Counts an empty cell of ethnicity, which says that nobody declared it.
    mutating func noteEthnicity(_ column: ExtractColumn, _ row: CSVRow, _ table: ExtractTable) {
        if table.cell(column, row)?.isEmpty ?? false {
            emptyEthnicities[column, default: 0] += 1
        }
    }

    mutating func add(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) {
        counts[WresCell(quantity, service, group), default: 0] += 1
    }
}

extension ExtractCounter {
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
        noteEthnicity(.recruitmentEthnicity, row, table)
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
        let once = [event.code, place.service.rawValue, person]
        if !person.isEmpty, !seen.insert(once).inserted { return .repeated }
        services.insert(place.service)
        if !isOnStaff(person) { noteEthnicity(.casesEthnicity, row, table) }
        add(event, place.service, place.group)
        if !place.isThere { casesOfAbsent += 1 }
        return .counted
    }

    /// Whether somebody stands in the staff extract, whose ethnicity counts.
    private func isOnStaff(_ person: String) -> Bool {
        if case .placed = people[person] { return !person.isEmpty }
        return false
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
        if case .placed(let places) = person { return try place(cell, places, reference) }
        if case .other = person, unplacedStaff[CSVColumn.folded(reference)] == nil { return nil }
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
        if disputed.contains(CSVColumn.folded(reference)) {
            _ = cell(.casesPerson)
            throw Self.dispute(reference)
        }
        return try cells.service(cell(.casesService)).map {
            Placed(
                service: $0,
                group: group,
                isThere: true,
                counts: true,
                isLater: false,
                isRegulated: nil
            )
        }
    }

    /// The service of a case of somebody on the staff: the one in which they count, and where they
    /// count in both the one that the case says.
    private func place(
        _ cell: (ExtractColumn) -> String?,
        _ places: [Placed],
        _ reference: String
    ) throws(DomainError) -> Placed? {
        let counting = places.filter(\.counts)
        let begun = places.filter { !$0.isLater }
        let open = counting.isEmpty ? (begun.isEmpty ? places : begun) : counting
        if open.count == 1 { return open[0] }
        if let word = cell(.casesService), !word.isEmpty {
            guard let service = try cells.service(word) else { return nil }
            if let own = open.first(where: { $0.service == service }) { return own }
        }
        throw DomainError(
            .wresCaseService,
            path: "",
            found: reference,
            problem: "has a post in each service, and the case does not say in which it was",
            expected: "the service beside the case, in a column that the map names as "
                + ExtractColumn.casesService.rawValue
        )
    }
}
