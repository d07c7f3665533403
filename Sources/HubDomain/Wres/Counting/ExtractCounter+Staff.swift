import HubText

// The staff extract: each row is a post, and the posts of a person count together.
extension ExtractCounter {
    /// Takes a row of the staff extract as a post.
    mutating func staff(
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
            rememberElsewhere(row, person, cell(.staffStarted), cell(.staffLeft))
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
        var post = StaffPost(
            row: row,
            person: person,
            reference: reference ?? "",
            service: service,
            group: group,
            started: started,
            left: left,
            isOpen: cells.isOnStaff(from: started, to: left),
            isEnded: left.map { cells.isInPeriod($0) } ?? false,
            goesOn: cells.goesOn(from: started, to: left),
            isLater: cells.isLater(started),
            isBeyond: cells.isBeyond(started)
        )
        try describe(&post, table, &column)
        posts.append(post)
        return .post
    }

    /// Reads what a post is.
    ///
    /// Only what is held on the day is asked for; of the rest a word is read where it can be.
    private mutating func describe(
        _ post: inout StaffPost,
        _ table: ExtractTable,
        _ column: inout ExtractColumn?
    ) throws(DomainError) {
        let isOpen = post.isOpen
        if isOpen, cells.isPayRead, let pay = table.cell(.staffPay, post.row),
            !(cycle.bands.value ?? []).isEmpty
        {
            column = .staffPay
            post.band = try cells.band(pay)
        }
        // An empty cell is read as no, which is told.
        for column in [ExtractColumn.staffRegulated, .staffSenior, .staffDevelopment] where isOpen {
            if table.cell(column, post.row)?.isEmpty ?? false { readAsNo[column, default: 0] += 1 }
        }
        func answer(
            _ wanted: ExtractColumn,
            counts: Bool = false
        ) throws(DomainError) -> Bool {
            column = wanted
            let word = table.cell(wanted, post.row)
            if !isOpen { return (try? cells.answer(word, counts: counts)) ?? false }
            return try cells.answer(word, counts: counts)
        }
        post.isMain = try answer(.staffMain)
        post.isRegulated = try answer(.staffRegulated)
        post.isSenior = try answer(.staffSenior)
        post.hadDevelopment = try answer(.staffDevelopment, counts: true)
    }

    private static func early(_ left: String?, _ started: Day) -> DomainError {
        DomainError(
            .wresRowDay,
            path: "",
            found: left,
            problem: "is before the day of starting, \(started.slashed)",
            expected: "\(started.slashed) or a later day, or another day of starting"
        )
    }

    /// Somebody counts once, which takes a reference, and one ethnicity.
    private func checkReference(_ reference: String) throws(DomainError) {
        let person = CSVColumn.folded(reference)
        if person.isEmpty {
            throw DomainError(
                .wresRowPerson,
                path: "",
                found: reference,
                problem: "says nobody, so that the row may be of somebody who is counted already",
                expected: "the person’s reference; where your extract has none, empty the row "
                    + "\(ExtractColumn.staffPerson.rawValue) of the map: each row is then one "
                    + "person"
            )
        }
        if disputed.contains(person) { throw Self.dispute(reference) }
    }

    /// Somebody whose rows say different ethnicities.
    static func dispute(_ reference: String) -> DomainError {
        DomainError(
            .wresRowPerson,
            path: "",
            found: reference,
            problem: "stands in several rows with different ethnicities",
            expected: "the same ethnicity in all rows of one person, or a reference of its own for "
                + "each person"
        )
    }

    /// Counts the posts, those of one person in one service together.
    mutating func countPosts(_ table: ExtractTable, _ uses: inout RowUses) {
        let groups = together()
        let open = groups.filter { $0.band == .open }
        for group in open { refuse(group, table, &uses) }
        // Text keys: folded references, as people type them.
        var places: [String: [Placed]] = [:]
        for group in groups where group.band != .open {
            let first = group.posts[0]
            guard unplacedStaff[first.person] == nil else {
                uses.tally.withheld += group.posts.count
                continue
            }
            let quantities = group.quantities
            for quantity in quantities { add(quantity, first.service, first.group) }
            services.insert(first.service)
            if quantities.isEmpty {
                uses.add(.leftOut(group.whyNot), rows: group.posts.count)
            } else {
                for post in group.posts { noteEthnicity(.staffEthnicity, post.row, table) }
                uses.add(.counted)
                uses.add(.repeated, rows: group.posts.count - 1)
            }
            if group.isThere, group.hasLeft { leftOnTheDay += 1 }
            if group.hasMoved { movers += 1 }
            if group.hasNext { followers += 1 }
            remark(on: group)
            doubtLeaving(of: group)
            guard !first.person.isEmpty else { continue }
            places[first.person, default: []].append(
                Placed(
                    service: first.service,
                    group: first.group,
                    isThere: group.isThere,
                    counts: !quantities.isEmpty,
                    isLater: group.posts.allSatisfy(\.isLater),
                    isRegulated: table.has(.staffRegulated) ? group.isRegulated : nil
                )
            )
        }
        for (person, places) in places { people[person] = .placed(places) }
        inBothServices = places.values.count { $0.count { $0.counts } > 1 }
        remarks.sort { ($0.finding.place.row ?? 0) < ($1.finding.place.row ?? 0) }
    }

    /// Reports the posts of somebody who would stand in two pay bands.
    private mutating func refuse(
        _ group: StaffPosts,
        _ table: ExtractTable,
        _ uses: inout RowUses
    ) {
        for post in group.posts {
            guard post.isOpen else {
                uses.tally.withheld += 1
                continue
            }
            uses.tally.unplaced += 1
            let person = post.person
            unplacedStaff[person] = min(unplacedStaff[person] ?? .max, post.row.record.row)
            let bands = Set(group.posts.compactMap(\.band)).count
            let error = DomainError(
                .wresRowBands,
                path: "",
                found: post.reference,
                problem: "has posts in \(bands) pay bands on the day of counting, and nobody "
                    + "stands in two",
                expected: "yes in one of these rows, in a column that the map names as "
                    + "\(ExtractColumn.staffMain.rawValue), or one of the rows left out"
            )
            report(error, at: .staffPay, post.row, table)
        }
    }

    /// Names the rows of somebody that differ.
    private mutating func remark(on group: StaffPosts) {
        let differences = group.differences
        guard let column = differences.first else { return }
        let names = differences.map { "“\(titles[$0] ?? $0.rawValue)”" }.joined(separator: ", ")
        let service = group.posts[0].service.heading.lowercased()
        for post in group.posts {
            let error = DomainError(
                .wresRowPosts,
                path: "",
                found: post.reference,
                problem: "has \(group.posts.count) rows in \(service) that differ in \(names), "
                    + "and counts once: \(group.words)",
                expected: "rows of one person’s posts; leave out a row that is none of theirs"
            )
            remark(error, at: column, post.row)
        }
    }

    mutating func remark(_ error: DomainError, at column: ExtractColumn, _ row: CSVRow) {
        let finding = error.finding(at: row.place(column.key), severity: .warning)
        remarks.append(.init(extract: .staff, finding: finding))
    }
}
