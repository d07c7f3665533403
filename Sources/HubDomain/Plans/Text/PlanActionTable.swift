package import HubText

/// A plan's actions as a table, one on each row: what is exported reads back as the same.
package enum PlanActionTable {
    /// How large a table may be.
    package static let limits = CSVLimits(
        rowBytesMax: 64 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 16_000,
        rowsMax: Plan.actionsMax + 100
    )
    static let ref: ColumnKey = "ref"
    static let title: ColumnKey = "title"
    static let objective: ColumnKey = "objective"
    static let owner: ColumnKey = "owner"
    static let role: ColumnKey = "role"
    static let start: ColumnKey = "start"
    static let due: ColumnKey = "due"
    static let done: ColumnKey = "done"
    static let progress: ColumnKey = "progress"
    static let rating: ColumnKey = "rating"
    static let reason: ColumnKey = "reason"
    static let note: ColumnKey = "note"
    static let dependsOn: ColumnKey = "depends_on"
    static let links: ColumnKey = "links"
    static let cost: ColumnKey = "cost_pounds"
    static let funding: ColumnKey = "funding"
    static let partners: ColumnKey = "partners"
    static let risks: ColumnKey = "risks"
    static let measures: ColumnKey = "measures"
    static let plan: ColumnKey = "plan"
    static let revision: ColumnKey = "plan_revision"

    /// The columns in the order of an export.
    package static let columns = [
        CSVColumn(ref, title: "Ref", synonyms: ["Reference"], isRequired: true),
        CSVColumn(title, title: "Action", synonyms: ["Title"], isRequired: true),
        CSVColumn(objective, title: "Objective", isRequired: true),
        CSVColumn(owner, title: "Owner", synonyms: ["Organisation"], isRequired: true),
        CSVColumn(role, title: "Role"), CSVColumn(start, title: "Start"),
        CSVColumn(due, title: "Due"), CSVColumn(done, title: "Done"),
        CSVColumn(progress, title: "Progress", synonyms: ["Status"]),
        CSVColumn(rating, title: "Rating", synonyms: ["RAG"]),
        CSVColumn(reason, title: "Reason"), CSVColumn(note, title: "Note"),
        CSVColumn(dependsOn, title: "Depends on"), CSVColumn(links, title: "Links"),
        CSVColumn(cost, title: "Cost (pounds)", synonyms: ["Cost"]),
        CSVColumn(funding, title: "Funding"), CSVColumn(partners, title: "Partners"),
        CSVColumn(risks, title: "Risks"), CSVColumn(measures, title: "Measures"),
        CSVColumn(plan, title: "Plan"), CSVColumn(revision, title: "Plan revision"),
    ]

    /// What a table says of where it is from.
    package struct Origin: Equatable, Sendable {
        /// The code of the plan; nil where the table does not say.
        package var plan: String?
        /// Its revision; nil where the table does not say.
        package var revision: UInt64?

        /// Where a table is from, as far as it is known.
        package init(plan: String? = nil, revision: UInt64? = nil) {
            self.plan = plan
            self.revision = revision
        }
    }

    /// Writes the actions of a plan; an action's measures stand in one cell, one on each line.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - origin: Its code and revision, which stand on each row: a table that is taken in later
    ///     goes to no other plan, and is compared with the plan as it was then.
    /// - Returns: The table as CSV.
    package static func write(_ plan: Plan, from origin: Origin = Origin()) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns.map(\.title))
        for action in plan.actions {
            writer.write([
                action.ref.text, action.title, action.objective.text, action.owner, action.role,
                action.start?.slashed ?? "", action.due?.slashed ?? "",
                action.done?.slashed ?? "", action.progress.rawValue,
                action.rating?.rawValue ?? "", action.reason, action.note,
                action.dependsOn.map(\.text).joined(separator: " "),
                action.links.map(\.description).joined(separator: " "),
                action.cost.map { "\($0.pounds)" } ?? "", action.cost?.funding ?? "",
                action.partners.map(\.text).joined(separator: " "),
                action.risks.map(\.text).joined(separator: " "),
                action.measures.map(\.line).joined(separator: "\n"),
                origin.plan ?? "", origin.revision.map(String.init) ?? "",
            ])
        }
        return writer.take()
    }

    /// Takes a table into a plan: an action that is there is changed, another added.
    ///
    /// An action that the table lacks stays, and a column that it lacks changes nothing. An empty
    /// reference is the next that was never used.
    ///
    /// - Parameters:
    ///   - file: The table.
    ///   - plan: The plan.
    ///   - last: The highest number that an action of it ever had.
    ///   - short: The link that the code of an item alone means, such as SWP5; nil for none.
    /// - Returns: The plan with the rows, and everything that is wrong with their cells.
    /// - Complexity: Linear in the table and the plan.
    package static func taken(
        _ file: [UInt8],
        into plan: Plan,
        after last: Int = 0,
        short: (String) -> PlanLink? = { _ in nil }
    ) -> PlanActionReading {
        var reading = PlanTableReading(plan, after: last)
        do throws(TextError) {
            let records = try CSVFile(file: file, limits: limits).records.filter { !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let header = CSVHeader(first, columns: columns + AnnotatedTable.columns)
            for finding in header.findings { reading.tell(finding) }
            guard reading.reading.isAcceptable else { return reading.reading }
            for record in records.dropFirst() { reading.take(header.row(record), short) }
        } catch {
            reading.give(up: error)
        }
        return reading.reading
    }

    /// The column that holds a field of an action; nil for none.
    ///
    /// - Parameter field: The field, as a finding's path names it.
    /// - Returns: The column.
    static func column(_ field: Substring) -> ColumnKey? {
        let other: [(field: String, column: ColumnKey)] = [
            ("cost", cost), ("measure", measures),
        ]
        let known = other.first { $0.field.utf8.elementsEqual(field.utf8) }?.column
        let key = known ?? ColumnKey(text: String(field))
        return columns.contains { $0.key == key } ? key : nil
    }

    /// Where a table is from; nothing where it cannot be read, which is told when it is taken.
    ///
    /// - Parameter file: The table.
    /// - Returns: The plan and its revision.
    /// - Throws: PLAN-0132 for rows of different plans or revisions, or a cell that is no revision.
    package static func origin(of file: [UInt8]) throws(DomainError) -> Origin {
        var origin = Origin()
        guard let table = try? CSVFile(file: file, limits: limits) else { return origin }
        let records = table.records.filter { !$0.isBlank }
        guard let first = records.first else { return origin }
        let header = CSVHeader(first, columns: columns + AnnotatedTable.columns)
        for record in records.dropFirst() {
            let row = header.row(record)
            let code = TextRule.trimmed(row[plan] ?? "")
            if !code.isEmpty {
                guard origin.plan.map({ $0.utf8.elementsEqual(code.utf8) }) ?? true else {
                    throw stray(record.row, "Plan", code, "is not the plan of the other rows")
                }
                origin.plan = code
            }
            let text = TextRule.trimmed(row[revision] ?? "")
            if !text.isEmpty {
                guard let number = UInt64(text), origin.revision ?? number == number else {
                    let problem = "is not the revision of the other rows"
                    throw stray(record.row, "Plan revision", text, problem)
                }
                origin.revision = number
            }
        }
        return origin
    }

    private static func stray(
        _ row: Int,
        _ column: String,
        _ found: String,
        _ problem: String
    ) -> DomainError {
        DomainError(
            .planCell,
            path: "csv",
            subject: "Row \(row), \(column)",
            found: found,
            problem: problem,
            expected: "what the export wrote, on every row, or nothing"
        )
    }
}
