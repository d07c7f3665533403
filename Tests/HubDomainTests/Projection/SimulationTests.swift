import HubDomain
import HubText
import Testing

/// Many runs: the same for the same seed, and as uncertain as their assumptions.
struct SimulationTests {
    private typealias Make = ProjectionFixtures

    private func uncertain() throws(DomainError) -> Assumptions {
        try Make.assumptions([
            Make.one(.demandGrowth, 1.5, low: 1, high: 2.5),
            Make.one(.turnover, 25, low: 22, high: 30, yearly: 1),
        ])
    }

    @Test
    func `the same seed makes the same runs, another seed others`() throws {
        let first = try Simulation(uncertain(), runs: 500, seed: 7)
        #expect(first == (try Simulation(uncertain(), runs: 500, seed: 7)))
        let other = try Simulation(uncertain(), runs: 500, seed: 8)
        #expect(first.path(.recruits) != other.path(.recruits))
    }

    @Test
    func `without uncertainty every run is the projection`() throws {
        let certain = try Make.assumptions([Make.one(.demandGrowth, 1.5)])
        let simulation = try Simulation(certain, runs: 100, seed: 1)
        let projection = Projection(certain)
        for quantity in ProjectionQuantity.allCases {
            for (spread, value) in zip(simulation.path(quantity), projection.path(quantity)) {
                #expect(spread.p10 == value && spread.p50 == value && spread.p90 == value)
            }
        }
    }

    @Test
    func `low, value and high are P10, P50 and P90 of what follows from one assumption`() throws {
        let one = try Make.assumptions([Make.one(.turnover, 25, low: 22, high: 31)])
        let simulation = try Simulation(one, runs: 4_000, seed: 3)
        let spread = simulation.path(.leavers)[0]
        #expect((spread.p10 - 22_000).magnitude < 250, "\(spread)")
        #expect((spread.p50 - 25_000).magnitude < 250, "\(spread)")
        #expect((spread.p90 - 31_000).magnitude < 500, "\(spread)")
    }

    @Test
    func `uncertainty of growth widens with the years`() throws {
        let posts = try Simulation(uncertain(), runs: 1_000, seed: 5).path(.posts)
        let widths = posts.map { $0.p90 - $0.p10 }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
        #expect(posts.allSatisfy { $0.p10 < $0.p50 && $0.p50 < $0.p90 })
    }

    @Test
    func `values stay where they make sense`() throws {
        let wild = try Make.assumptions([
            Make.one(.turnover, 1, low: 0, high: 995, yearly: 500),
            Make.one(.vacancyTarget, 98, from: "2025", yearly: 80),
        ])
        let simulation = try Simulation(wild, runs: 200, seed: 9)
        for spread in simulation.path(.leavers) { #expect(spread.p10 >= 0) }
        for (vacant, posts) in zip(simulation.path(.vacant), simulation.path(.posts)) {
            #expect(vacant.p90 <= posts.p90 && vacant.p10 >= 0)
        }
    }

    @Test(arguments: [0, 99, 100_001])
    func `too few or too many runs are refused`(runs: Int) throws {
        let assumptions = try uncertain()
        #expect(throws: DomainError(.projectionRuns, path: "runs", problem: "")) {
            try Simulation(assumptions, runs: runs, seed: 1)
        }
        _ = try Simulation(assumptions, runs: 100, seed: 1)
    }

    @Test
    func `the assumption that matters most stands first`() throws {
        let assumptions = try Make.assumptions([
            Make.one(.demandGrowth, 1, low: 0.9, high: 1.1),
            Make.one(.turnover, 25, low: 20, high: 30), Make.one(.pipeline, 10),
        ])
        let recruits = try Sensitivity(.recruits, assumptions)
        #expect(recruits.bars.map(\.kind) == [.turnover, .demandGrowth])
        #expect(recruits.bars[0].low < recruits.middle && recruits.middle < recruits.bars[0].high)
        let posts = try Sensitivity(.posts, assumptions)
        #expect(posts.bars.map(\.kind) == [.demandGrowth, .turnover])
        #expect(posts.bars[1].swing == 0)
        #expect(posts.middle == Projection(assumptions).path(.posts).last)
    }
}
