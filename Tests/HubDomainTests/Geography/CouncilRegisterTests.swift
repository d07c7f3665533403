import HubDomain
import HubText
import Testing

struct CouncilRegisterTests {
    private let register: CouncilRegister

    init() throws {
        register = try CouncilRegister.shipped()
    }

    @Test func `every kind of change in the register has words and a meaning`() throws {
        let known = CodeChange.Kind.known
        for change in try CouncilRegister.shipped().changes {
            #expect(known.contains { $0.kind == change.kind }, "\(change.kind)")
        }
        #expect(known.allSatisfy { !$0.words.isEmpty && !$0.meaning.isEmpty })
        #expect(Set(known.map { Array($0.words.utf8) }).count == known.count)
    }

    @Test(arguments: [
        ("E12000001", "north-east", "North East", 12),
        ("E12000002", "north-west", "North West", 24),
        ("E12000003", "yorkshire-and-the-humber", "Yorkshire and The Humber", 15),
        ("E12000004", "east-midlands", "East Midlands", 10),
        ("E12000005", "west-midlands", "West Midlands", 14),
        ("E12000006", "east-of-england", "East of England", 11),
        ("E12000007", "london", "London", 33),
        ("E12000008", "south-east", "South East", 19),
        ("E12000009", "south-west", "South West", 15),
    ])
    func `each region has the councils that are published`(
        code: String,
        slug: String,
        name: String,
        count: Int
    ) throws {
        let region = try #require(register.region(slug))
        #expect(region.code == GSSCode(text: code))
        #expect(region.name == name)
        #expect(register.region(code) == region)
        #expect(register.region(name.uppercased()) == region)
        #expect(register.councils(in: region).count == count)
    }

    @Test(arguments: [
        (CouncilType.county, 21), (.metropolitanDistrict, 36), (.londonBorough, 32),
        (.cityOfLondon, 1), (.unitary, 62), (.islesOfScilly, 1),
    ])
    func `each type has the councils that are published`(type: CouncilType, count: Int) {
        #expect(register.councils.count { $0.type == type } == count)
    }

    @Test
    func `there are 153 councils in nine regions, each once`() {
        #expect(register.councils.count == 153)
        #expect(register.regions.count == 9)
        #expect(Set(register.councils.map(\.code)).count == 153)
        #expect(Set(register.councils.map(\.name)).count == 153)
        #expect(register.changes.count == 15)
    }

    @Test
    func `a region is found under the names that others use`() {
        #expect(register.region("Eastern")?.slug == "east-of-england")
        #expect(register.region("Yorkshire and Humber")?.slug == "yorkshire-and-the-humber")
        #expect(register.region("Yorkshire & the Humber")?.slug == "yorkshire-and-the-humber")
        #expect(register.region("Wessex") == nil)
        #expect(register.region("") == nil)
    }

    @Test(arguments: [
        ("E06000055", "Bedford"), ("e06000055", "Bedford"), (" E06000055 ", "Bedford"),
        ("Bedford Borough", "Bedford"), ("Bedford Borough Council", "Bedford"),
        ("Bristol", "Bristol, City of"), ("Bristol City Council", "Bristol, City of"),
        ("City of Bristol", "Bristol, City of"), ("Hackney", "Hackney"),
        ("London Borough of Hackney", "Hackney"), ("Kent County Council", "Kent"),
        ("Durham", "County Durham"), ("durham county council", "County Durham"),
        ("City of London", "City of London"), ("City of London Corporation", "City of London"),
        ("Herefordshire", "Herefordshire, County of"), ("St Helens", "St. Helens"),
        ("Telford & Wrekin", "Telford and Wrekin"), ("isles of scilly", "Isles of Scilly"),
        ("Royal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
        ("Kingston upon Hull", "Kingston upon Hull, City of"), ("Dorset", "Dorset"),
        ("Southend on Sea", "Southend-on-Sea"), ("Barnsley", "Barnsley"),
    ])
    func `a council of today is found by code and by the names people write`(
        typed: String,
        name: String
    ) {
        guard case .current(let council, _) = register.match(typed) else {
            Issue.record("\(typed) gave \(register.match(typed))")
            return
        }
        #expect(council.name == name)
    }

    @Test
    func `every council is found by its own name and code, and by no other's`() {
        for council in register.councils {
            #expect(register.match(council.name).council == council)
            #expect(register.match(council.code).council == council)
            #expect(register.match(council.name + " Council").council == council)
        }
    }

    @Test(arguments: [
        ("E08000016", "Barnsley", "2025-04-01"), ("E08000019", "Sheffield", "2025-04-01"),
        ("E06000028", "Bournemouth, Christchurch and Poole", "2019-04-01"),
        ("Poole", "Bournemouth, Christchurch and Poole", "2019-04-01"),
        ("E10000002", "Buckinghamshire", "2020-04-01"), ("E10000027", "Somerset", "2023-04-01"),
    ])
    func `an old code leads to its successor with the day of the change`(
        typed: String,
        name: String,
        day: String
    ) {
        guard case .successor(let council, let changes) = register.match(typed) else {
            Issue.record("\(typed) gave \(register.match(typed))")
            return
        }
        #expect(council.name == name)
        #expect(changes.map(\.effective.iso) == [day])
    }

    @Test(arguments: [
        ("Cumbria", ["Cumberland", "Westmorland and Furness"]),
        ("E10000021", ["North Northamptonshire", "West Northamptonshire"]),
        ("E10000009", ["Dorset", "Bournemouth, Christchurch and Poole"]),
    ])
    func `a council that was split leaves the choice to somebody`(
        typed: String,
        names: [String]
    ) {
        guard case .successors(let councils, let changes) = register.match(typed) else {
            Issue.record("\(typed) gave \(register.match(typed))")
            return
        }
        #expect(Set(councils.map(\.name)) == Set(names))
        #expect(changes.count == 2)
        #expect(register.match(typed).council == nil)
    }

    @Test
    func `a planned split is announced, and its codes are not known`() throws {
        guard case .current(let surrey, let planned) = register.match("Surrey") else {
            Issue.record("Surrey is not found")
            return
        }
        #expect(surrey.code == "E10000030")
        #expect(planned.map(\.effective.iso) == ["2027-04-01", "2027-04-01"])
        #expect(planned.allSatisfy { $0.newCode == nil && $0.isPlanned })
    }

    @Test(arguments: [
        ("Gatesheed", "Gateshead"), ("Wolverhamton", "Wolverhampton"), ("E99999999", nil),
        ("London", nil), ("", nil), ("Cardiff", nil),
    ])
    func `what is unknown gets a suggestion if one is near`(typed: String, suggestion: String?) {
        #expect(register.match(typed) == .unknown(suggestion: suggestion))
    }

    @Test
    func `one council or region is meant, or the reason says why not`() throws {
        #expect(try register.council(named: "Poole").name == "Bournemouth, Christchurch and Poole")
        #expect(try register.region(named: "South West").slug == "south-west")
        let several = DomainError(.councilSeveral, path: "council", problem: "")
        #expect(throws: several) { try register.council(named: "Cumbria") }
        let unknown = DomainError(.councilUnknown, path: "owner", problem: "")
        #expect(throws: unknown) { try register.council(named: "Atlantis", path: "owner") }
        let region = DomainError(.regionUnknown, path: "region", problem: "")
        #expect(throws: region) { try register.region(named: "north-eats") }
        let long = String(repeating: "Kent ", count: 100_000)
        #expect(throws: unknown) { try register.council(named: long, path: "owner") }
    }

    @Test
    func `a code is in use from its first day to the day before its successor's`() throws {
        let before = try DayText.day("2025-03-31")
        let after = try DayText.day("2025-04-01")
        #expect(register.isInUse("E08000016", on: before))
        #expect(!register.isInUse("E08000016", on: after))
        #expect(!register.isInUse("E08000038", on: before))
        #expect(register.isInUse("E08000038", on: after))
        #expect(register.isInUse("E10000030", on: after))
        #expect(!register.isInUse("E10000030", on: try DayText.day("2027-04-01")))
        #expect(!register.isInUse("E99999999", on: after))
    }

    @Test(arguments: ["E0600001", "E060000011", "06000001E", "É06000001", "E0600000１", ""])
    func `what has not the form of a code is none`(typed: String) {
        #expect(GSSCode.read(typed) == nil)
    }
}

struct SmallRegisterTests {
    @Test
    func `a part that goes to another council does not end a code`() throws {
        let councils = """
            gss_code,name,region_code,region,type
            E06000001,A,E12000001,North East,unitary
            E06000002,B,E12000001,North East,unitary

            """
        let changes = """
            old_code,old_name,new_code,new_name,effective_date,kind
            E06000001,A,E06000002,B,2020-04-01,part_transfer_village
            E06000009,C,E06000008,D,2019-04-01,replace
            E06000008,D,E06000002,B,2021-04-01,merge

            """
        let register = try CouncilRegister(
            councils: Array(councils.utf8),
            changes: Array(changes.utf8)
        )
        #expect(register.isInUse("E06000001", on: try DayText.day("2024-01-01")))
        #expect(!register.isInUse("E06000008", on: try DayText.day("2019-03-31")))
        #expect(register.isInUse("E06000008", on: try DayText.day("2021-03-31")))
        #expect(!register.isInUse("E06000008", on: try DayText.day("2021-04-01")))
        guard case .successor(let council, let way) = register.match("C") else {
            Issue.record("C is not followed")
            return
        }
        #expect(council.name == "B")
        #expect(way.map(\.newName) == ["D", "B"])
    }

    @Test
    func `changes that go round in a circle lead nowhere`() throws {
        let changes = """
            old_code,old_name,new_code,new_name,effective_date,kind
            E06000008,D,E06000009,C,2019-04-01,replace
            E06000009,C,E06000008,D,2020-04-01,replace

            """
        let register = try CouncilRegister(
            councils: Array("gss_code,name,region_code,region,type\n".utf8),
            changes: Array(changes.utf8)
        )
        #expect(register.match("E06000008") == .unknown(suggestion: nil))
    }
}

struct DamagedRegisterTests {
    private static let header = "gss_code,name,region_code,region,type\n"
    private static let changes = "old_code,old_name,new_code,new_name,effective_date,kind\n"
    private static let good = "E06000001,A,E12000001,North East,unitary\n"

    @Test
    func `a register of one council is read`() throws {
        let register = try CouncilRegister(
            councils: Array((Self.header + Self.good).utf8),
            changes: Array(Self.changes.utf8)
        )
        #expect(register.councils.map(\.name) == ["A"])
        #expect(register.regions.map(\.slug) == ["north-east"])
    }

    @Test(arguments: [
        ("", ""), ("gss_code,name\nE06000001,A\n", ""), (header + good + good, ""),
        (header + "X,A,E12000001,North East,unitary\n", ""),
        (header + "E06000001,A,X,North East,unitary\n", ""),
        (header + "E06000001,,E12000001,North East,unitary\n", ""),
        (header + "E06000001,A,E12000001,North East,parish\n", ""),
        (header + good + "E06000002,B,E12000001,North West,unitary\n", ""),
        (header + good + "E06000002,A,E12000001,North East,unitary\n", ""),
        (header + good, "X,Y,,Z,2025-01-01,split\n"),
        (header + good, "E06000009,Y,X,Z,2025-01-01,split\n"),
        (header + good, "E06000009,Y,,Z,2025-02-30,split\n"),
        (header + good, "E06000009,Y,,Z,2025-01-01,\n"),
        (header + good + "\"open", ""),
    ])
    func `a damaged table is an error and not a smaller register`(councils: String, change: String)
    {
        #expect(throws: DomainError.self) {
            try CouncilRegister(
                councils: Array(councils.utf8),
                changes: Array((Self.changes + change).utf8)
            )
        }
    }
}
