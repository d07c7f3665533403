import HubDomain
import HubText
import Testing

/// The arithmetic of projections, and what was published as far as it follows from its base.
struct ProjectionTests {
    private typealias Make = ProjectionFixtures

    /// A published projection: posts of the base year, and demand that grows by so much.
    private func published(
        base: Int,
        filled: Double,
        vacant: Double,
        growth: Double,
        by end: Int
    ) throws -> Projection {
        Projection(
            try Make.assumptions([
                Make.one(.baseYear, Double(base)), Make.one(.endYear, Double(end)),
                Make.one(.filledPosts, filled), Make.one(.vacantPosts, vacant),
                Make.one(.demandIndex, 100, from: "\(base)"),
                Make.one(.demandIndex, 100 + growth, from: "\(end)"), Make.one(.turnover, 0),
            ])
        )
    }

    /// How far a published product may be off: its factors and itself were rounded.
    private func tolerance(
        posts: Double,
        postsHalf: Double,
        growth: Double,
        resultHalf: Double
    ) -> Double {
        posts * 0.005 + postsHalf * growth / 100 + resultHalf
    }

    @Test
    func `540,000 more posts by 2040 follow from all posts of 2023/24 and 29% more demand`() throws
    {
        let projection = try published(
            base: 2023,
            filled: 1_705_000,
            vacant: 131_000,
            growth: 29,
            by: 2040
        )
        // 29% and 540,000 are rounded to whole percent and tens of thousands, posts to thousands.
        let allowed = tolerance(
            posts: 1_836_000,
            postsHalf: 1_000,
            growth: 29,
            resultHalf: 5_000
        )
        #expect((projection.extraPosts - 540_000).magnitude <= allowed, "\(projection.extraPosts)")
        #expect(allowed < 15_000)
        // From filled posts alone it does not follow.
        let filled = try published(base: 2023, filled: 1_705_000, vacant: 0, growth: 29, by: 2040)
        #expect((filled.extraPosts - 540_000).magnitude > allowed)
    }

    @Test
    func `540,000 posts are 36,000 a year from 2025 to 2040`() throws {
        #expect(540_000 / 15 == 36_000)
        let growth = 540.0 / 1_836 * 100
        let projection = try published(
            base: 2025,
            filled: 1_836_000,
            vacant: 0,
            growth: growth,
            by: 2040
        )
        // Nobody leaves here, so what is recruited is the growth, evenly over fifteen years.
        #expect(projection.years.count == 15)
        for recruits in projection.path(.recruits) {
            #expect((recruits - 36_000).magnitude < 0.001)
        }
    }

    @Test
    func `the later edition's 470,000 follow from its base and 27% more demand`() throws {
        let projection = try published(
            base: 2024,
            filled: 1_600_000,
            vacant: 111_000,
            growth: 27,
            by: 2040
        )
        let allowed = tolerance(
            posts: 1_711_000,
            postsHalf: 5_000,
            growth: 27,
            resultHalf: 5_000
        )
        #expect((projection.extraPosts - 470_000).magnitude <= allowed, "\(projection.extraPosts)")
        #expect(allowed < 15_000)
    }

    @Test
    func `vacancies of today come on top of the posts that are needed`() throws {
        let projection = Projection(
            try Make.assumptions([
                Make.one(.baseYear, 2023), Make.one(.endYear, 2040),
                Make.one(.filledPosts, 1_705_000), Make.one(.vacantPosts, 131_000),
                Make.one(.demandIndex, 1_836, from: "2023"),
                Make.one(.demandIndex, 2_376, from: "2040"),
                Make.one(.vacancyTarget, 0, from: "2040"), Make.one(.turnover, 0),
            ])
        )
        #expect((projection.extraPosts - 540_000).magnitude < 0.01)
        // 540,000 and 131,000: "more than 650,000".
        #expect((projection.sum(.recruits) - 671_000).magnitude < 0.01)
    }

    @Test
    func `recruits are leavers, growth and the cut in vacancies`() throws {
        let projection = Projection(
            try Make.assumptions([
                Make.one(.demandGrowth, 2), Make.one(.vacancyTarget, 5, from: "2029"),
                Make.one(.employeeShare, 90), Make.one(.leaveSector, 30),
                Make.one(.international, 500), Make.one(.pipeline, 200),
            ])
        )
        let posts = projection.path(.posts)
        let (filled, vacant) = (projection.path(.filled), projection.path(.vacant))
        #expect((posts[0] - 112_200).magnitude < 1e-6)
        var before = (posts: projection.basePosts, vacant: 10_000.0)
        for index in posts.indices {
            let leavers = 0.25 * 0.9 * filled[index]
            #expect((projection.path(.leavers)[index] - leavers).magnitude < 1e-6)
            let growth = posts[index] - before.posts
            let cut = before.vacant - vacant[index]
            #expect((projection.path(.recruits)[index] - leavers - growth - cut).magnitude < 1e-6)
            let outside = leavers * 0.3 + growth + cut
            #expect((projection.path(.outside)[index] - outside).magnitude < 1e-6)
            #expect((projection.path(.gap)[index] - (outside - 700)).magnitude < 1e-6)
            before = (posts[index], vacant[index])
        }
        // From 9.1% to 5% in five years on a line, then as it is.
        let rates = zip(vacant, posts).map { $0 / $1 * 100 }
        let first = 100.0 / 11
        #expect((rates[0] - (first + (5 - first) / 5)).magnitude < 1e-9)
        #expect((rates[4] - 5).magnitude < 1e-9 && (rates[9] - 5).magnitude < 1e-9)
        let total = projection.steps.reduce(0) { $0 + $1.value }
        #expect((total - projection.sum(.gap)).magnitude < 1e-6)
    }

    @Test
    func `an event changes an assumption from its day on`() throws {
        let projection = Projection(
            try Make.assumptions([
                Make.one(.international, 1_000), Make.one(.international, 0, from: "01/07/2026"),
            ])
        )
        let covered = zip(projection.path(.outside), projection.path(.gap)).map { $0 - $1 }
        #expect(covered[0] == 1_000)
        // 181 of 365 days are before 1 July.
        #expect((covered[1] - 1_000.0 * 181 / 365).magnitude < 1e-6)
        #expect(covered[2] == 0 && covered[9] == 0)
    }

    @Test
    func `population between two years lies on a line`() throws {
        let projection = Projection(
            try Make.assumptions([
                Make.one(.population, 1_000, from: "2024"),
                Make.one(.population, 1_100, from: "2029"),
                Make.one(.population, 1_150, from: "2035"),
            ])
        )
        let posts = projection.path(.posts)
        #expect((posts[0] - 112_200).magnitude < 1e-6 && (posts[4] - 121_000).magnitude < 1e-6)
        #expect((posts[5] - 110 * (1_100 + 50.0 / 6)).magnitude < 1e-6)
    }

    @Test
    func `what is not said is noted and not made up`() throws {
        let bare = try Make.assumptions()
        #expect(Projection.notes(bare).count == 5)
        let said = try Make.assumptions([
            Make.one(.vacancyTarget, 5, from: "2030"), Make.one(.employeeShare, 90),
            Make.one(.leaveSector, 30), Make.one(.international, 0), Make.one(.pipeline, 0),
        ])
        #expect(Projection.notes(said).isEmpty)
    }
}
