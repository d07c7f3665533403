import HubDomain
import HubText
import Testing

/// A council's extracts and the map that reads them; every person is invented.
enum CountingExtracts {
    static let map = """
        Kind,Meaning,In your files
        setting,body,Example Council A
        setting,councils,X00000001
        setting,snapshot,31/03/2024
        setting,period-from,01/04/2023
        setting,period-to,31/03/2024
        setting,harassment-source,HR reports
        column,staff.person,No
        column,staff.ethnicity,Ethnic origin
        column,staff.service,Directorate
        column,staff.pay,Salary
        column,staff.regulated,Reg
        column,staff.senior-manager,Senior
        column,staff.cpd,CPD days
        column,staff.started,Start
        column,staff.left,Left
        column,staff.objected,Objects
        column,recruitment.ethnicity,Ethnic origin
        column,recruitment.service,Directorate
        column,recruitment.outcome,Result
        column,recruitment.date,Date
        column,recruitment.objected,Objects
        column,cases.person,No
        column,cases.case,Case
        column,cases.date,Date
        ethnicity,minority,Black
        ethnicity,minority,Asian
        ethnicity,white,White
        ethnicity,unknown,Prefer not to say
        service,adults,ASC
        service,children,CSC
        service,neither,Highways
        answer,yes,Y
        answer,no,N
        band,higher,Director
        outcome,appointed,Hired
        outcome,declined,Declined
        outcome,shortlisted,Interviewed
        outcome,not-shortlisted,Sifted
        case,disciplinary,Formal
        case,fitness-entered,SWE
        case,harassment-managers,Bullying by manager
        case,other,Grievance

        """

    static let staff = """
        No,Name,Ethnic origin,Directorate,Salary,Reg,Senior,CPD days,Start,Left,Objects
        1,A Person,Black,ASC,"£29,999",Y,N,2,,,
        2,B Person,White,ASC,30000,Y,N,0,01/01/2020,,N
        3,C Person,white,ASC,Director,N,Y,,,,
        4,D Person,,ASC,69500.50,N,N,,,,
        5,E Person,Asian,CSC,25000,Y,N,1,,,
        6,F Person,White,Highways,25000,N,N,,,,
        7,G Person,White,ASC,25000,N,N,,,,Y
        8,H Person,Black,ASC,25000,N,N,,,30/06/2023,
        9,I Person,White,ASC,25000,N,N,,,31/03/2024,
        10,J Person,White,ASC,25000,N,N,,01/04/2024,,
        11,K Person,White,ASC,25000,N,N,,,01/01/2020,
        2,B Person,White,ASC,30000,Y,N,0,01/01/2020,,N

        """

    static let recruitment = """
        Ethnic origin,Directorate,Result,Date,Objects
        Black,ASC,Hired,01/06/2023,
        Black,ASC,Interviewed,01/06/2023,
        White,ASC,Declined,01/06/2023,
        White,ASC,Hired,01/06/2023,
        White,ASC,Sifted,01/06/2023,
        White,ASC,Hired,01/06/2022,
        White,ASC,Hired,01/06/2023,Y

        """

    static let cases = """
        No,Case,Date
        1,Formal,01/05/2023
        1,Formal,01/08/2023
        2,SWE,01/05/2023
        3,Grievance,01/05/2023
        2,Formal,01/05/2022
        7,Formal,01/05/2023
        6,Formal,01/05/2023
        8,Bullying by manager,01/05/2023

        """

    /// The titles of `staff`.
    static let titles =
        "No,Name,Ethnic origin,Directorate,Salary,Reg,Senior,CPD days,Start,Left,Objects"

    /// Counts rows of staff, and of cases where there are some.
    static func count(
        _ rows: [String],
        cases: [String]? = nil,
        map: String = map,
        titles: String = titles,
        caseTitles: String = "No,Case,Date"
    ) throws -> WresCounting {
        let cycle = try WresFixtures.cycle()
        let reading = CountingMapReading(file: Array(map.utf8), cycle: cycle)
        let staff = ([titles] + rows).joined(separator: "\n") + "\n"
        let extract = cases.map { ([caseTitles] + $0).joined(separator: "\n") + "\n" }
        return WresCounting(
            staff: Array(staff.utf8),
            recruitment: nil,
            cases: extract.map { Array($0.utf8) },
            map: try #require(reading.map, "\(reading.findings.map(\.sentence))"),
            cycle: cycle
        )
    }

    /// Everybody of a service that a count has, whatever their group.
    static func sum(
        _ counting: WresCounting,
        _ quantity: WresQuantity,
        _ service: WresService = .adults
    ) -> Int {
        EthnicGroup.allCases.reduce(0) { $0 + (counting.entry[quantity, service, $1]?.value ?? 0) }
    }
}
