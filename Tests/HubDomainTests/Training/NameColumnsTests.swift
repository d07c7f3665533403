import HubDomain
import HubText
import Testing

/// Which columns of an HR extract hold whom.
struct NameColumnsTests {
    private static func columns(_ titles: String...) throws(DomainError) -> NameColumns {
        try NameColumns(titles: titles)
    }

    @Test
    func `names are found whole or in their parts, in the order of first and last`() throws {
        let whole = try Self.columns("Employee Number", "Employee name", "Line Manager", "Pay")
        #expect(whole.staffNumber == 0 && whole.name == [1] && whole.manager == 2)
        let parts = try Self.columns("Surname", "Forename", "Payroll no")
        #expect(parts.staffNumber == 2 && parts.name == [1, 0] && parts.manager == nil)
        let managers = try Self.columns("Staff ID", "Reports to")
        #expect(managers.name == [] && managers.manager == 1)
    }

    @Test(arguments: [["Name", "Manager"], ["Staff no", "Team"], []])
    func `without a staff number, or anything to know it by, the file is refused`(
        titles: [String]
    ) {
        let error = #expect(throws: DomainError.self) { try NameColumns(titles: titles) }
        #expect(error?.reason == .columnLacking)
    }

    @Test
    func `counts from a store are those of standings one by one`() {
        for state in TrainingState.allCases {
            for isRequired in [true, false] {
                var one = StatusCounts()
                let standing = Standing(state: state, isRequired: isRequired)
                for _ in 0..<3 { one.add(standing) }
                var stored = StatusCounts()
                stored.add(state, isRequired: isRequired, count: 3)
                #expect(one == stored, "\(state) \(isRequired)")
            }
        }
    }
}
