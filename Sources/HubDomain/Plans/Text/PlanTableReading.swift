import HubText

/// Reads rows of actions into a plan.
struct PlanTableReading {
    /// The plan, with the rows so far.
    private(set) var plan: Plan
    /// What is wrong.
    var findings: [Finding] = []
    private var places: [ActionRef: Int] = [:]
    private var seen: Set<ActionRef> = []
    private var next: Int

    init(_ plan: Plan, after last: Int) {
        self.plan = plan
        for (index, action) in plan.actions.enumerated() { places[action.ref] = index }
        let numbers = plan.actions.compactMap { Int($0.ref.text.dropFirst()) }
        next = max(last, numbers.max() ?? 0) + 1
    }

    private struct CellError: Error {
        let error: DomainError
        let column: ColumnKey
    }

    mutating func take(_ row: CSVRow, _ short: (String) -> PlanLink?) {
        findings += row.findings
        do throws(CellError) {
            let action = try action(row, short)
            seen.insert(action.ref)
            if let place = places[action.ref] {
                plan.actions[place] = action
            } else {
                places[action.ref] = plan.actions.count
                plan.actions.append(action)
                let number = Int(action.ref.text.dropFirst()) ?? 0
                next = max(next, number + 1)
            }
        } catch {
            findings.append(error.error.finding(at: row.place(error.column)))
        }
    }

    private func action(
        _ row: CSVRow,
        _ short: (String) -> PlanLink?
    ) throws(CellError) -> PlanAction {
        typealias Table = PlanActionTable
        let typed = TextRule.trimmed(row[Table.ref] ?? "").uppercased()
        let ref = ActionRef(text: typed.isEmpty ? "A\(next)" : typed)
        guard PlanRules.isReference(ref.text, "A") else {
            throw refuse(row, Table.ref, "is not a reference", "A and a number, or nothing")
        }
        guard !seen.contains(ref) else {
            throw refuse(row, Table.ref, "stands twice in the table", "each action once")
        }
        let old = places[ref].map { plan.actions[$0] }
        var action =
            old ?? PlanAction(ref, "", objective: "", owner: "", role: "")
        for (key, part) in Self.texts {
            if let text = row[key] { action[keyPath: part] = TextRule.trimmed(text) }
        }
        if let text = row[Table.objective] {
            action.objective = ObjectiveRef(text: TextRule.trimmed(text).uppercased())
        }
        for (key, part) in Self.days {
            if let text = row[key] { action[keyPath: part] = try day(text, key) }
        }
        try takeWords(row, &action)
        try takeLists(row, &action, short)
        try takeCost(row, &action)
        try takeMeasures(row, &action)
        return action
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

    private func takeWords(_ row: CSVRow, _ action: inout PlanAction) throws(CellError) {
        if let text = row[PlanActionTable.progress], !text.isEmpty {
            let word = text.lowercased().split(separator: " ").joined(separator: "_")
            guard let progress = PlanProgress(rawValue: word) else {
                let known = PlanProgress.allCases.map(\.rawValue).joined(separator: ", ")
                throw refuse(row, PlanActionTable.progress, "has no meaning here", known)
            }
            action.progress = progress
        }
        if let text = row[PlanActionTable.rating] {
            let rating = PlanRating(rawValue: text.lowercased())
            guard rating != nil || text.isEmpty else {
                let known = PlanRating.allCases.map(\.rawValue).joined(separator: ", ")
                throw refuse(row, PlanActionTable.rating, "is not a rating", known)
            }
            action.rating = rating
        }
    }

    private func takeLists(
        _ row: CSVRow,
        _ action: inout PlanAction,
        _ short: (String) -> PlanLink?
    ) throws(CellError) {
        if let text = row[PlanActionTable.dependsOn] {
            action.dependsOn = try refs(text, "A", row, PlanActionTable.dependsOn)
        }
        if let text = row[PlanActionTable.partners] {
            action.partners = try refs(text, "P", row, PlanActionTable.partners)
        }
        if let text = row[PlanActionTable.risks] {
            action.risks = try refs(text, "R", row, PlanActionTable.risks)
        }
        if let text = row[PlanActionTable.links] {
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
    }

    private func refs<Ref: BytewiseIdentifier>(
        _ text: String,
        _ letter: String,
        _ row: CSVRow,
        _ key: ColumnKey
    ) throws(CellError) -> [Ref] {
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
