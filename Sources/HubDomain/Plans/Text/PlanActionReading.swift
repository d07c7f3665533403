package import HubText

/// What a table of actions holds, and what is wrong with it.
package struct PlanActionReading: Sendable {
    /// The plan with the table's rows; where a cell is wrong, as it was before the table.
    package var plan: Plan { isAcceptable ? draft : before }
    /// The plan with everything that could be read: of a row, the cells with nothing wrong.
    ///
    /// It is there to be looked through, so that what is wrong between cells is told with them.
    package internal(set) var draft: Plan
    /// What is wrong with the cells: all of it, up to the report's bounds.
    package internal(set) var report = FindingReport()
    /// The row of each action that the table names.
    var rows: [ActionRef: CSVRow] = [:]
    /// The columns of each action's row with a cell that is wrong.
    var unread: [ActionRef: Set<ColumnKey>] = [:]
    /// Whether a row names no action that can be.
    var hasUnnamed = false
    private let before: Plan

    init(_ plan: Plan) { (before, draft) = (plan, plan) }

    /// Whether the table can be taken.
    package var isAcceptable: Bool { report.errors == 0 }

    /// What is wrong and kept, in the order of the table.
    package var findings: [Finding] { report.kept }

    /// What is wrong with the cells and what the rules say of the draft, in the order of the rows;
    /// what is about no row comes last.
    ///
    /// - Parameters:
    ///   - found: What the rules say.
    ///   - plan: The plan that was looked through.
    /// - Returns: All of it, as `placed` does.
    package func told(_ found: [PlanFinding], in plan: Plan) -> [Finding] {
        (findings + placed(found, in: plan)).sorted {
            ($0.place.row ?? .max, $0.place.column ?? -1)
                < ($1.place.row ?? .max, $1.place.column ?? -1)
        }
    }

    /// What the rules say of the draft, at the cells that it is about.
    ///
    /// - Parameters:
    ///   - found: What they say.
    ///   - plan: The plan that was looked through.
    /// - Returns: All of it; where a cell is wrong, the errors that do not come of that.
    func placed(_ found: [PlanFinding], in plan: Plan) -> [Finding] {
        found.compactMap { finding in
            let (index, field) = Self.part(finding.error.path)
            let isThere = index.map { plan.actions.indices.contains($0) } ?? false
            let ref = isThere ? index.map { plan.actions[$0].ref } : nil
            if !isAcceptable {
                if finding.severity < .error { return nil }
                if let ref, hides(finding.error.reason, at: ref, field) { return nil }
                if hasUnnamed, finding.error.reason == .planReference { return nil }
            }
            guard let row = ref.flatMap({ rows[$0] }) else {
                return finding.error.finding(severity: finding.severity)
            }
            let place =
                PlanActionTable.column(field).map(row.place)
                ?? Place(row: row.record.row, line: row.record.line)
            return finding.error.finding(at: place, severity: finding.severity)
        }
    }

    /// What rules say of one cell, whatever stands in the others.
    private static let cellReasons: Set<ReasonCode> = [
        .planLink, .planPerson, .planReference, .planText,
    ]

    /// Whether what a rule says may come of a cell that could not be read.
    private func hides(_ reason: ReasonCode, at ref: ActionRef, _ field: Substring) -> Bool {
        guard let wrong = unread[ref] else { return false }
        guard Self.cellReasons.contains(reason), let column = PlanActionTable.column(field)
        else { return true }
        return wrong.contains(column)
    }

    /// The action and the field of a path such as "actions[3].due".
    private static func part(_ path: String) -> (index: Int?, field: Substring) {
        let name = "actions["
        guard path.utf8.starts(with: name.utf8) else { return (nil, "") }
        let rest = path.dropFirst(name.count)
        let number = rest.prefix { $0 != "]" }
        let field = rest.dropFirst(number.count).drop { $0 == "]" || $0 == "." }
        return (Int(number).map { $0 - 1 }, field.prefix { $0.isLetter || $0 == "_" })
    }
}
