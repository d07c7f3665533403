import HubDomain
import HubText
import Testing

/// References to figures, and what may be calculated together; all numbers are invented.
struct FigureReferenceTests {
    private typealias Make = ProjectionFixtures

    private func read(_ text: String) throws -> FigureReference {
        try #require(try FigureReference.read(text))
    }

    private func reason(_ text: String) -> ReasonCode? {
        do throws(DomainError) {
            _ = try FigureReference.read(text)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `a reference is read in any order, and written as what reads back as the same`()
        throws
    {
        let text =
            "turnover_rate; area=E08000025; period=2023/24; edition=2024-10; "
            + "employers=independent+local_authority; setting=domiciliary; source=F5"
        let reference = try read(text)
        #expect(reference.description == text)
        #expect(try read("figures/turnover_rate ;AREA=Barnet").area == "Barnet")
        let other = "turnover_rate; source=F5; setting=domiciliary; edition=2024-10; "
        let rest = "employers=local_authority+independent; period=2023-24; area=E08000025;"
        #expect(try read(other + rest) == reference)
        #expect(try read("vacancies; area=Birmingham").normalised.area == "E08000025")
        #expect(try read("vacancies; area=England").normalised.area == "E92000001")
        #expect(try read("vacancies; area=Nowhere").normalised.area == "Nowhere")
        #expect(try FigureReference.read("  ") == nil)
    }

    @Test func `what is no reference is refused`() {
        #expect(reason("turnover_rate") == .figureReference)
        #expect(reason("area=E08000025") == .figureReference)
        #expect(reason("turnover_rate; area=A; area=B") == .figureReference)
        #expect(reason("turnover_rate; area=A; place=B") == .figureReference)
        #expect(reason("turnover_rate; area=A; period=soon") == .figureReference)
        #expect(reason("turnover_rate; area=A; employers=all of them") == .figureReference)
        #expect(reason("turnover_rate; area=A; setting=ä") == .figureReference)
        let long = String(repeating: "x", count: FigureReference.charactersMax)
        #expect(reason("turnover_rate; area=\(long)") == .figureReference)
    }

    @Test func `a service has one word, and others are told the right one`() throws {
        #expect(try FigureSetting.read("Domiciliary") == "domiciliary")
        #expect(try FigureSetting.read("extra care") == "extra_care")
        #expect(try FigureSetting.read("all") == nil)
        for other in ["home care", "Home-Care", "domiciliary care"] {
            #expect(throws: TextError.self) { try FigureSetting.read(other) }
        }
        #expect(FigureSetting.rightWord(for: "day_centre") == "day")
        #expect(reason("turnover_rate; area=A; setting=home care") == .figureReference)
        let file = "Measure,Code,Setting,Value,Source\nturnover_rate,E09000003,home care,15.1,S1"
        let catalogue = try FigureLibrary.shipped().catalogue
        let reading = FigureTable.read(file: Array(file.utf8), catalogue: catalogue)
        #expect(reading.findings.map(\.reason) == [ReasonCode.figureCell.text])
        #expect(reading.findings[0].sentence.contains("domiciliary"))
        let map = "Kind,Name,Meaning,Setting\nsetting,source,S1,\ncolumn,Code,code,\n"
        func mapping(_ setting: String) throws -> FigureMapping {
            let text = map + "column,Home care,turnover_rate,\(setting)"
            return try FigureMapping(file: Array(text.utf8), catalogue: catalogue)
        }
        #expect(try mapping("domiciliary").values.first?.scope.setting == "domiciliary")
        #expect(throws: DomainError.self) { try mapping("home care") }
    }

    @Test func `the map of the readme reads its download as four statements`() throws {
        let map = """
            Kind,Name,Meaning,Employers,Setting
            setting,title_row,3,,
            setting,period,2023/24,,
            setting,edition,2024-10,,
            setting,source,name of the report,,
            setting,missing,..,,
            column,Area code,code,,
            column,All services,turnover_rate,independent,
            column,Home care,turnover_rate,independent,domiciliary
            """
        let file = """
            My area report
            Downloaded on 3 November
            Area code,Area,All services,Home care
            E09000003,Barnet,17.5,15.1
            E06000055,Bedford Borough,23.5,..
            """
        let catalogue = try FigureLibrary.shipped().catalogue
        let mapping = try FigureMapping(file: Array(map.utf8), catalogue: catalogue)
        let reading = mapping.read(file: Array(file.utf8), catalogue: catalogue)
        #expect(reading.findings.allSatisfy { $0.severity < .error })
        #expect(reading.entries.count == 4)
        #expect(reading.entries.count { $0.stated.absence == .missing } == 1)
    }

    private func stated(
        _ value: Int64,
        _ employers: EmployerScope = .all,
        edition: FigureEdition = "2024-10",
        source: SourceMark = "S1",
        status: FigureStatus = .published,
        absence: FigureAbsence? = nil
    ) -> StatedFigure {
        let subject = FigureSubject(
            "vacancies",
            .england,
            .financialYear(2023),
            FigureScope(employers)
        )
        let figure = Figure(
            subject,
            value: Decimal(unscaled: value, places: 0),
            unit: .posts,
            edition: edition,
            status: status,
            source: source
        )
        return StatedFigure(figure, absence: absence)
    }

    @Test func `a number is that of the one statement that a reference names`() throws {
        let text = "vacancies; area=England; period=2023/24; edition=2024-10; employers=all"
        let reference = try read(text)
        func found(_ known: StatedFigure...) -> FigureFound {
            FigureFound(reference, among: known, unit: .posts)
        }
        func value(_ found: FigureFound, _ typed: Double? = nil) -> Double? {
            try? found.value(of: reference, beside: typed).double
        }
        let others = stated(7, .of([.independent]))
        let one = found(stated(5), others, stated(6, edition: "2025-10"))
        #expect(value(one) == 5 && value(one, 5) == 5 && value(one, 6) == nil)
        #expect(one.completed(reference).source == "S1")
        #expect(value(found(others)) == nil)
        #expect(found(others) == .nothing(near: [FigureReference(others.figure)]))
        #expect(found(stated(5), stated(6, source: "S2")) == .several(["S1", "S2"]))
        #expect(value(found(stated(5), stated(5, source: "S2"))) == 5)
        #expect(value(found(stated(5), stated(6, status: .local))) == 5)
        #expect(value(found(stated(0, absence: .hidden))) == nil)
        var named = reference
        named.source = "S2"
        let both = [stated(5), stated(6, source: "S2")]
        let second = FigureFound(named, among: both, unit: .posts)
        #expect(try second.value(of: named, beside: nil).double == 6)
    }

    private func figured(
        _ kind: AssumptionKind,
        _ value: Double,
        _ figure: String,
        from: String? = nil
    ) throws -> Assumption {
        var one = Make.one(kind, value, from: from)
        one.figure = try read(figure)
        return one
    }

    private func refusal(_ more: [Assumption]) -> DomainError? {
        do throws(DomainError) {
            _ = try Make.assumptions(more)
            return nil
        } catch {
            return error
        }
    }

    @Test func `posts, vacancies and turnover of one scope are calculated, of others refused`()
        throws
    {
        let time = "; period=2024/25; edition=2025-07; employers=all"
        let posts = try figured(.filledPosts, 100_000, "filled_posts; area=England" + time)
        let vacant = try figured(.vacantPosts, 10_000, "vacancies; area=England" + time)
        let turnover = try figured(.turnover, 25, "turnover_rate; area=England" + time)
        #expect(refusal([posts, vacant, turnover]) == nil)
        func refused(_ kind: AssumptionKind, _ value: Double, _ text: String) throws -> DomainError?
        {
            refusal([posts, try figured(kind, value, text)])
        }
        let scope = "turnover_rate; area=England; period=2024/25; employers=independent"
        let mixed = try #require(try refused(.turnover, 25, scope))
        #expect(mixed.reason == .projectionScopes)
        // Both scopes are named.
        #expect(mixed.description.contains("independent"))
        #expect(mixed.description.contains("all employers"))
        let place = "turnover_rate; area=Barnet" + time
        #expect(try refused(.turnover, 25, place)?.reason == .projectionScopes)
        // Another year's turnover may be applied, but counts are added of one time alone.
        let year = "; period=2023/24; edition=2024-07; employers=all"
        #expect(try refused(.turnover, 25, "turnover_rate; area=England" + year) == nil)
        let older = try refused(.vacantPosts, 10_000, "vacancies; area=England" + year)
        #expect(older?.reason == .projectionScopes)
        let measure = try refused(.vacantPosts, 10_000, "total_posts; area=England" + time)
        #expect(measure?.reason == .figureReference)
        let none = try refused(.leaveSector, 30, "leavers; area=England" + time)
        #expect(none?.reason == .figureReference)
    }

    @Test func `what is hoped for later may be another place's, of the same scope`() throws {
        let posts = try figured(.filledPosts, 9_000, "filled_posts; area=Barnet; employers=all")
        let goal = "vacancy_rate; area=England; period=2024/25; employers="
        let target = try figured(.vacancyTarget, 5, goal + "all", from: "2034")
        #expect(refusal([posts, target]) == nil)
        let other = try figured(.vacancyTarget, 5, goal + "nhs", from: "2034")
        #expect(refusal([posts, other])?.reason == .projectionScopes)
        let people = "population_65_and_over; area=England"
        let far = [
            try figured(.population, 10, people, from: "2024"),
            Make.one(.population, 12, from: "2034"),
        ]
        #expect(refusal([posts] + far)?.reason == .projectionScopes)
        let near = [
            try figured(.population, 10, "population_65_and_over; area=Barnet", from: "2024"),
            Make.one(.population, 12, from: "2034"),
        ]
        #expect(refusal([posts] + near) == nil)
    }

    @Test func `employers that nobody states are the same only where one source says both`() throws
    {
        let time = "; period=2024/25; edition=2025-07"
        let posts = try figured(.filledPosts, 9_000, "filled_posts; area=England\(time); source=F5")
        let same = try figured(.vacantPosts, 900, "vacancies; area=England\(time); source=F5")
        let other = try figured(.vacantPosts, 900, "vacancies; area=England\(time); source=F9")
        #expect(refusal([posts, same]) == nil)
        #expect(refusal([posts, other])?.reason == .projectionScopes)
    }

    @Test func `a table of assumptions keeps its figures`() throws {
        let posts = try figured(.filledPosts, 9_000, "filled_posts; area=E09000003; employers=all")
        let assumptions = try Make.assumptions([posts])
        let reading = AssumptionReading(file: AssumptionTable.write(assumptions))
        #expect(reading.findings.isEmpty && reading.assumptions == assumptions)
        #expect(posts.originWords.contains("all employers"))
        #expect(Make.one(.turnover, 25).originWords == "typed by hand")
    }
}
