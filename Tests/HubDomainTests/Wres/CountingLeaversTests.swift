import HubDomain
import HubText
import Testing

/// Posts that follow on at the edges of the twelve months, 01/04/2023 to 31/03/2024, a Sunday;
/// every person is invented.
struct CountingLeaversTests {
    private func row(_ service: String, _ started: String, _ left: String) -> String {
        "1,A,Black,\(service),25000,N,N,,\(started),\(left),"
    }

    /// Both orders of two posts, which must come to the same.
    private func both(_ one: String, _ other: String) throws -> [WresCounting] {
        try [CountingExtracts.count([one, other]), CountingExtracts.count([other, one])]
    }

    private func leavers(_ counting: WresCounting) -> Int {
        WresService.allCases.reduce(0) { $0 + CountingExtracts.sum(counting, .leavers, $1) }
    }

    /// The last day in one post, the first in the next, and who is a leaver of the year.
    private static let ends: [(left: String, started: String, isLeaver: Bool)] = [
        // No day between, one, a weekend, Easter.
        ("31/03/2024", "01/04/2024", false), ("31/03/2024", "02/04/2024", false),
        ("29/03/2024", "01/04/2024", false), ("28/03/2024", "02/04/2024", false),
        // Who holds a post on the first day after the year, whatever lay between.
        ("30/06/2023", "01/04/2024", false), ("30/06/2023", "02/04/2024", true),
        // No whole week from Sunday to Saturday, and one: 31 March is a Sunday.
        ("30/03/2024", "06/04/2024", false), ("30/03/2024", "07/04/2024", true),
        ("31/03/2024", "13/04/2024", false), ("31/03/2024", "14/04/2024", true),
        ("24/03/2024", "06/04/2024", false), ("23/03/2024", "07/04/2024", true),
    ]

    @Test(arguments: ends, ["ASC", "CSC", "Highways"])
    func `whoever's next post follows on after the year is no leaver, in whichever service`(
        edge: (left: String, started: String, isLeaver: Bool),
        service: String
    ) throws {
        let results = try both(row("ASC", "", edge.left), row(service, edge.started, ""))
        for result in results {
            #expect(leavers(result) == (edge.isLeaver ? 1 : 0), "\(edge) \(service)")
            // On the staff is who holds a post on the day, which the next one is not.
            let isThere = edge.left == "31/03/2024"
            #expect(CountingExtracts.sum(result, .staff) == (isThere ? 1 : 0))
            #expect(CountingExtracts.sum(result, .staff, .children) == 0)
            let told = result.notes.filter {
                $0.contains(service == "ASC" ? "next one follows on" : "went on in another")
            }
            #expect(told.count == (edge.isLeaver ? 0 : 1), "\(result.notes)")
            #expect(told.allSatisfy { $0.hasPrefix("1 person’s post") })
            #expect(result.unplaced.isEmpty)
        }
    }

    @Test
    func `who is between two posts on the day of counting is told, and counts nowhere`() throws {
        for result in try both(row("ASC", "", "29/03/2024"), row("ASC", "01/04/2024", "")) {
            let left = try #require(result.tallies[.staff]?.left)
            #expect(left.map(\.reason) == [.between] && left.map(\.rows) == [2])
            #expect(
                left.map(\.words) == [
                    "2 of people who were between two posts on the day of counting (“Left”)"
                ]
            )
        }
    }

    @Test(arguments: [
        // The last day before the year ended a post of the year before.
        ("31/03/2023", "01/04/2023"), ("31/03/2023", "01/06/2023"), ("01/04/2023", "02/04/2023"),
        ("01/04/2023", "03/04/2023"),
    ])
    func `posts that follow on as the year begins make no leaver`(
        left: String,
        started: String
    ) throws {
        for result in try both(row("ASC", "", left), row("ASC", started, "")) {
            #expect(leavers(result) == 0 && CountingExtracts.sum(result, .staff) == 1)
            #expect(!result.notes.contains { $0.contains("follows on") })
        }
        // The same person without the next post left on the first day, and not on the one before.
        let alone = try CountingExtracts.count([row("ASC", "", left)])
        #expect(leavers(alone) == (left == "01/04/2023" ? 1 : 0))
    }

    @Test
    func `a next post of somebody else, or of nobody, keeps nobody`() throws {
        let next = row("ASC", "01/04/2024", "")
        let other = try CountingExtracts.count([
            row("ASC", "", "31/03/2024"), "2" + next.dropFirst(),
        ])
        #expect(leavers(other) == 1)
        let lines = CountingExtracts.map.split(separator: "\n")
            .filter { !$0.contains("staff.person") }
        let unnamed = try CountingExtracts.count(
            [row("ASC", "", "31/03/2024"), next],
            map: lines.joined(separator: "\n")
        )
        #expect(leavers(unnamed) == 1)
    }

    @Test
    func `days that nobody can read in another service are told of a leaver alone`() throws {
        for result in try both(row("ASC", "", "30/06/2023"), row("Highways", "soon", "")) {
            #expect(leavers(result) == 1 && result.unplaced.isEmpty)
            #expect(result.remarks.map(\.finding.reason) == ["WRES-0147"])
            let told = try #require(result.remarks.first?.finding)
            #expect(told.severity == .warning && told.expected.contains("04/03/2024"))
        }
        for result in try both(row("ASC", "", ""), row("Highways", "soon", "")) {
            #expect(leavers(result) == 0 && result.remarks.isEmpty)
        }
    }

    @Test
    func `a case of somebody who moved as the year ended counts where they were in the year`()
        throws
    {
        let rows = [row("ASC", "", "29/03/2024"), row("CSC", "01/04/2024", "")]
        for order in [rows, rows.reversed()] {
            let result = try CountingExtracts.count(order, cases: ["1,Formal,01/05/2023"])
            #expect(result.unplaced.isEmpty)
            #expect(CountingExtracts.sum(result, .disciplinary) == 1)
            #expect(CountingExtracts.sum(result, .disciplinary, .children) == 0)
        }
    }
}
