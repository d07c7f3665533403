import HubDomain
import HubText
import Testing

/// Actions of a plan as a table: what it changes, and everything that is wrong with it.
struct PlanActionTableTests {
    private typealias Make = PlanFixtures

    @Test
    func `a table says from which plan and revision it was written, on all rows the same`() throws {
        let plan = try Make.plan()
        let origin = PlanActionTable.Origin(plan: "wf", revision: 12)
        let table = PlanActionTable.write(plan, from: origin)
        #expect(try PlanActionTable.origin(of: table) == origin)
        #expect(try PlanActionTable.origin(of: PlanActionTable.write(plan)) == .init())
        #expect(PlanActionTable.taken(table, into: plan).plan == plan)
        for second in ["13", "twelve"] {
            let rows = "Ref,Action,Objective,Owner,Plan revision\nA1,x,O1,y,12\nA2,x,O1,y,\(second)"
            #expect(throws: DomainError(.planCell, path: "csv", problem: "")) {
                try PlanActionTable.origin(of: Array(rows.utf8))
            }
        }
        let two = "Ref,Action,Objective,Owner,Plan\nA1,x,O1,y,wf\nA2,x,O1,y,other"
        #expect(throws: DomainError(.planCell, path: "csv", problem: "")) {
            try PlanActionTable.origin(of: Array(two.utf8))
        }
    }

    @Test
    func `a table changes and adds, and omission deletes nothing`() throws {
        let plan = try Make.plan()
        let file = [
            "Ref,Action,Objective,Owner,RAG", "A2,New words,O1,Example Council A,amber",
            ",Another,O1,Example provider,", "a7,Seven,o1,Example provider,green",
            ",Eight,O1,Example provider,",
        ].joined(separator: "\n")
        let reading = PlanActionTable.taken(Array(file.utf8), into: plan)
        let read = reading.plan
        #expect(reading.findings.isEmpty)
        #expect(read.actions.map(\.ref) == ["A1", "A2", "A3", "A7", "A8"])
        #expect(read.actions[0] == plan.actions[0])
        #expect(read.actions[1].title == "New words" && read.actions[1].rating == .amber)
        #expect(read.actions[1].due == plan.actions[1].due)
    }

    @Test(
        arguments: [
            ("B1,x,O1,y,,,", "reference"), ("A1,x,O1,y,blue,,", "green, amber, red"),
            ("A1,x,O1,y,,31/02/2025,", "date"), ("A1,x,O1,y,,,A1 B2", "A1 A2"),
            ("A1,x,O1,y,,,A1,1.50", "whole number"), ("A1,x,O1,y,,,,,Turnover", "name | where"),
            ("A1,x,O1,y,,,,,Turnover | few | 2 | turnover_rate", "name | where"),
        ]
    )
    func `a cell that cannot be is refused with what would be right`(
        row: String,
        expected: String
    ) throws {
        let plan = try Make.plan()
        let titles = "Ref,Action,Objective,Owner,Rating,Due,Depends on,Cost,Measures"
        let read = PlanActionTable.taken(Array("\(titles)\n\(row)".utf8), into: plan)
        #expect(read.plan == plan)
        let errors = read.findings.filter { $0.severity == .error }
        #expect(errors.map(\.reason) == ["PLAN-0132"], "\(read.findings.map(\.sentence))")
        #expect(errors.first?.sentence.contains(expected) ?? false, "\(errors.map(\.sentence))")
    }

    @Test
    func `every cell of every row that cannot be is told at once, with row and column`() throws {
        let plan = try Make.plan()
        let file = [
            "Ref,Action,Objective,Owner,Rating,Start,Due,Progress,Depends on,Links,Cost,Measures",
            "A1,x,O1,y,blue,soon,31/02/2025,half,B2,nothing,1.50,Turnover",
            "B1,x,O1,y,,soon,,,,,,", "A2,x,O1,y,green,,,,,,,",
        ].joined(separator: "\n")
        let read = PlanActionTable.taken(Array(file.utf8), into: plan)
        #expect(read.plan == plan, "nothing is half taken")
        let told = read.findings.map { "\($0.place.row ?? 0) \($0.place.columnLetter ?? "")" }
        #expect(
            told == ["2 F", "2 G", "2 H", "2 E", "2 I", "2 J", "2 K", "2 L", "3 A", "3 F"]
        )
        #expect(read.findings.allSatisfy { $0.reason == "PLAN-0132" })
        // What could be read is there to be looked through.
        #expect(read.draft.actions[0].title == "x" && read.draft.actions[1].rating == .green)
        #expect(read.draft.actions[0].due == plan.actions[0].due)
    }

    @Test
    func `what the rules say of an action stands at its row, and nothing that comes of a cell`()
        throws
    {
        let plan = try Make.plan()
        let file = [
            "Ref,Action,Objective,Owner,Due,Depends on", "A1,,O1,y,,", "A2,,O1,y,soon,B1",
            "A3,x,O1,y,,A9",
        ]
        func found(_ lines: [String]) throws -> [String] {
            let text = Array(lines.joined(separator: "\n").utf8)
            let read = PlanActionTable.taken(text, into: plan)
            let rules = PlanRules.check(read.draft, try Make.context())
            return read.told(rules, in: read.draft).filter { $0.severity == .error }
                .map { "\($0.place.row ?? 0) \($0.place.columnLetter ?? "") \($0.reason ?? "")" }
        }
        // Of row 3 nothing is said that may come of its day or of what it waits for.
        let three = try found(file)
        let told = [
            "2 B PLAN-0104", "3 B PLAN-0104", "3 E PLAN-0132", "3 F PLAN-0132", "4 F PLAN-0106",
        ]
        #expect(three == told)
        // A row without a reference may be the A9 that another waits for.
        let four = try found(file + ["B9,x,O1,y,,"])
        #expect(four == three.dropLast() + ["5 A PLAN-0132"])
    }

    @Test
    func `a table twice or without its columns is refused`() throws {
        let plan = try Make.plan()
        let twice = "Ref,Action,Objective,Owner\nA1,x,O1,y\nA1,z,O1,y"
        #expect(PlanActionTable.taken(Array(twice.utf8), into: plan).findings.count == 1)
        let lacking = PlanActionTable.taken(Array("Ref,Action\nA1,x".utf8), into: plan)
        #expect(lacking.plan == plan)
        #expect(lacking.findings.contains { $0.reason == "PLAN-0131" && $0.severity == .error })
        #expect(PlanActionTable.taken([], into: plan).findings.map(\.reason) == ["PLAN-0131"])
    }
}
