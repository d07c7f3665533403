import HubText

/// Reads rows of actions into a plan.
struct PlanTableReading {
    /// The plan, with the rows so far.
    private(set) var reading: PlanActionReading
    private var plan: Plan { reading.draft }
    private var places: [ActionRef: Int] = [:]
    private var next: Int

    init(_ plan: Plan, after last: Int) {
        reading = PlanActionReading(plan)
        for (index, action) in plan.actions.enumerated() { places[action.ref] = index }
        let numbers = plan.actions.compactMap { Int($0.ref.text.dropFirst()) }
        next = max(last, numbers.max() ?? 0) + 1
    }

    private struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    /// What is wrong with a row, cell by cell.
    private struct Wrong {
        private(set) var errors: [CellError] = []

        /// Reads a cell, or keeps why it cannot be read.
        mutating func take(_ read: () throws(CellError) -> Void) {
            do throws(CellError) {
                try read()
            } catch {
                errors.append(error)
            }
        }
    }

    /// Tells what is wrong with the file as a whole.
    mutating func tell(_ finding: Finding) {
        var finding = finding
        finding.reason = ReasonCode.planFile.text
        reading.report.add(finding, isOfFile: true)
    }

    /// Tells that the file cannot be read as a table: what was found before cannot be relied on.
    mutating func give(up error: TextError) {
        reading.report = FindingReport()
        reading.report.add(DomainError(.planFile, path: "", error).finding())
    }

    mutating func take(_ row: CSVRow, _ short: (String) -> PlanLink?) {
        for finding in row.findings { reading.report.add(finding) }
        var wrong = Wrong()
        var found: ActionRef?
        wrong.take { () throws(CellError) in found = try named(row) }
        let ref = found ?? ActionRef(text: "")
        let old = places[ref].map { plan.actions[$0] }
        var action = old ?? PlanAction(ref, "", objective: "", owner: "", role: "")
        takeCells(row, &action, &wrong, short)
        for error in wrong.errors {
            let place = row.place(error.column)
            reading.report.add(error.error.reason, .error, column: place.column) {
                error.error.finding(at: place)
            }
        }
        guard found != nil else {
            reading.hasUnnamed = true
            return
        }
        reading.rows[ref] = row
        if !wrong.errors.isEmpty { reading.unread[ref] = Set(wrong.errors.map(\.column)) }
        if let place = places[ref] {
            reading.draft.actions[place] = action
        } else {
            places[ref] = plan.actions.count
            reading.draft.actions.append(action)
            let number = Int(ref.text.dropFirst()) ?? 0
            next = max(next, number + 1)
        }
    }

    /// The action that a row is about.
    private func named(_ row: CSVRow) throws(CellError) -> ActionRef {
        typealias Table = PlanActionTable
        let typed = TextRule.trimmed(row[Table.ref] ?? "").uppercased()
        let ref = ActionRef(text: typed.isEmpty ? "A\(next)" : typed)
        guard PlanRules.isReference(ref.text, "A") else {
            throw refuse(row, Table.ref, "is not a reference", "A and a number, or nothing")
        }
        guard reading.rows[ref] == nil else {
            throw refuse(row, Table.ref, "stands twice in the table", "each action once")
        }
        return ref
    }

    /// Takes the cells that can be, and keeps what is wrong with each of the others.
    private func takeCells(
        _ row: CSVRow,
        _ action: inout PlanAction,
        _ wrong: inout Wrong,
        _ short: (String) -> PlanLink?
    ) {
        for (key, part) in Self.texts {
            if let text = row[key] { action[keyPath: part] = TextRule.trimmed(text) }
        }
        if let text = row[PlanActionTable.objective] {
            action.objective = ObjectiveRef(text: TextRule.trimmed(text).uppercased())
        }
        for (key, part) in Self.days {
            guard let text = row[key] else { continue }
            wrong.take { () throws(CellError) in action[keyPath: part] = try day(text, key) }
        }
        wrong.take { () throws(CellError) in try takeProgress(row, &action) }
        wrong.take { () throws(CellError) in try takeRating(row, &action) }
        wrong.take { () throws(CellError) in
            action.dependsOn = try refs(row, PlanActionTable.dependsOn, "A") ?? action.dependsOn
        }
        wrong.take { () throws(CellError) in
            action.partners = try refs(row, PlanActionTable.partners, "P") ?? action.partners
        }
        wrong.take { () throws(CellError) in
            action.risks = try refs(row, PlanActionTable.risks, "R") ?? action.risks
        }
        wrong.take { () throws(CellError) in try takeLinks(row, &action, short) }
        wrong.take { () throws(CellError) in try takeCost(row, &action) }
        wrong.take { () throws(CellError) in try takeMeasures(row, &action) }
    }

    private static var texts: [(ColumnKey, WritableKeyPath<PlanAction, String>)] {
        [
            (PlanActionTable.title, \.title), (PlanActionTable.owner, \.owner),
            (PlanActionTable.role, \.role), (PlanActionTable.reason, \.reason),
            (PlanActionTable.note, \.note),
        ]
    }

    private static var days: [(ColumnKey, WritableKeyPath<PlanAction, Day?>)] {
        [
            (PlanActionTable.start, \.start), (PlanActionTable.due, \.due),
            (PlanActionTable.done, \.done),
        ]
    }

    private func day(_ text: String, _ key: ColumnKey) throws(CellError) -> Day? {
        if TextRule.trimmed(text).isEmpty { return nil }
        do throws(TextError) {
            return try DayText.day(text)
        } catch {
            throw CellError(error: DomainError(.planCell, path: "", error), column: key)
        }
    }

    private func takeProgress(_ row: CSVRow, _ action: inout PlanAction) throws(CellError) {
        guard let text = row[PlanActionTable.progress], !text.isEmpty else { return }
        let word = text.lowercased().split(separator: " ").joined(separator: "_")
        guard let progress = PlanProgress(rawValue: word) else {
            let known = PlanProgress.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse(row, PlanActionTable.progress, "has no meaning here", known)
        }
        action.progress = progress
    }

    private func takeRating(_ row: CSVRow, _ action: inout PlanAction) throws(CellError) {
        guard let text = row[PlanActionTable.rating] else { return }
        let rating = PlanRating(rawValue: text.lowercased())
        guard rating != nil || text.isEmpty else {
            let known = PlanRating.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse(row, PlanActionTable.rating, "is not a rating", known)
        }
        action.rating = rating
    }

    private func takeLinks(
        _ row: CSVRow,
        _ action: inout PlanAction,
        _ short: (String) -> PlanLink?
    ) throws(CellError) {
        guard let text = row[PlanActionTable.links] else { return }
        let links = Self.words(text).map { PlanLink.read($0) ?? short($0) }
        guard links.allSatisfy({ $0 != nil }) else {
            throw refuse(
                row,
                PlanActionTable.links,
                "holds something that is no link",
                PlanLink.expectedForm + ", apart by spaces"
            )
        }
        action.links = links.compactMap(\.self)
    }

    /// The references of a cell; nil where the table has no such column.
    private func refs<Ref: BytewiseIdentifier>(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ letter: String
    ) throws(CellError) -> [Ref]? {
        guard let text = row[key] else { return nil }
        let refs = Self.words(text).map { Ref(text: $0.uppercased()) }
        guard refs.allSatisfy({ PlanRules.isReference($0.text, letter) }) else {
            throw refuse(
                row,
                key,
                "holds something that is no reference",
                "references such as \(letter)1 \(letter)2, apart by spaces"
            )
        }
        return refs
    }

    private func takeMeasures(_ row: CSVRow, _ action: inout PlanAction) throws(CellError) {
        guard let text = row[PlanActionTable.measures] else { return }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
            .filter { !TextRule.trimmed($0).isEmpty }
        var measures: [PlanMeasure?] = []
        do throws(DomainError) {
            for line in lines { measures.append(try PlanMeasure.read(line: line)) }
        } catch {
            throw CellError(error: error, column: PlanActionTable.measures)
        }
        guard measures.allSatisfy({ $0 != nil }) else {
            throw refuse(
                row,
                PlanActionTable.measures,
                "holds something that is no measure",
                "\(PlanMeasure.lineForm), one measure on each line"
            )
        }
        action.measures = measures.compactMap(\.self)
    }

    private func takeCost(_ row: CSVRow, _ action: inout PlanAction) throws(CellError) {
        let funding = row[PlanActionTable.funding].map(TextRule.trimmed)
        guard let text = row[PlanActionTable.cost] else {
            if let funding, action.cost != nil { action.cost?.funding = funding }
            return
        }
        let pounds = TextRule.trimmed(text).drop { $0 == "£" }
        if pounds.isEmpty {
            action.cost = nil
            return
        }
        do throws(TextError) {
            let number = try NumberText.whole(String(pounds), in: 0...PlanCost.poundsMax)
            action.cost = PlanCost(pounds: number, funding: funding ?? action.cost?.funding ?? "")
        } catch {
            throw CellError(
                error: DomainError(.planCell, path: "", error),
                column: PlanActionTable.cost
            )
        }
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }).map(String.init)
    }

    private func refuse(
        _ row: CSVRow,
        _ key: ColumnKey,
        _ problem: String,
        _ expected: String
    ) -> CellError {
        CellError(
            error: DomainError(
                .planCell,
                path: "",
                found: row[key] ?? "",
                problem: problem,
                expected: expected
            ),
            column: key
        )
    }
}
