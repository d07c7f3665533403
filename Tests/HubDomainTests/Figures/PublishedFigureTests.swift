import HubDomain
import HubText
import Testing

/// What was published, and what follows from it; each number stands in the sources.
struct PublishedFigureTests {
    private let library: FigureLibrary

    init() throws { library = try FigureLibrary.shipped() }

    /// The figures of a measure at a place.
    private func figures(
        _ measure: MeasureID,
        _ place: String,
        _ period: FigurePeriod,
        edition: FigureEdition? = nil,
        employers: EmployerScope = .notStated,
        setting: FigureGroup? = nil
    ) -> [Figure] {
        library.figures.figures { figure in
            figure.subject.measure == measure && figure.subject.place.name == place
                && figure.subject.period == period
                && figure.subject.scope == FigureScope(employers, setting: setting)
                && (edition == nil || figure.edition == edition)
        }
    }

    private func figure(
        _ measure: MeasureID,
        _ place: String,
        _ period: FigurePeriod,
        edition: FigureEdition? = nil,
        employers: EmployerScope = .notStated,
        setting: FigureGroup? = nil
    ) throws -> Figure {
        let found = figures(
            measure,
            place,
            period,
            edition: edition,
            employers: employers,
            setting: setting
        )
        #expect(found.count == 1, "\(measure) \(place) \(period)")
        return try #require(found.first)
    }

    private func percent(_ share: Double) -> String { RatioWords.fixed(share * 100, places: 2) }

    @Test(arguments: [
        ("North Tyneside", FigurePeriod.financialYear(2022), "6.76"),
        ("Plymouth", .notStated, "10.00"),
        ("Staffordshire", .financialYear(2022), "8.57"),
        ("Stoke-on-Trent", .financialYear(2022), "7.87"),
        ("North Central London", .financialYear(2022), "7.89"),
    ])
    func `vacant posts are this share of all posts`(
        place: String,
        period: FigurePeriod,
        expected: String
    ) throws {
        let vacant = try figure("vacancies", place, period)
        let total = try figure("total_posts", place, period)
        #expect(percent(try FigureArithmetic.share(of: vacant, in: total)) == expected)
    }

    @Test
    func `a published rate stands beside the share and is not replaced by it`() throws {
        let rate = try figure("vacancy_rate", "North Central London", .financialYear(2022))
        #expect(rate.value.description == "11.7" && rate.unit == .percent)
        for (period, edition, share, rate, base) in [
            (2021, "2022", "9.22", 10.7, 1.542), (2022, "2023", "8.49", 9.9, 1.535),
            (2023, "2024-07", "7.12", 8.3, 1.578), (2024, "2025-07", "6.49", 7.0, 1.586),
        ] as [(Int, FigureEdition, String, Double, Double)] {
            let year = FigurePeriod.financialYear(period)
            let vacant = try figure("vacancies", "England", year, edition: edition)
            let total = try figure("total_posts", "England", year, edition: edition)
            let published = try figure("vacancy_rate", "England", year, edition: edition)
            #expect(percent(try FigureArithmetic.share(of: vacant, in: total)) == share)
            #expect(published.value.double == rate)
            let implied = vacant.value.double / (rate / 100) / 1_000_000
            #expect(RatioWords.fixed(implied, places: 3) == RatioWords.fixed(base, places: 3))
        }
        // From filled and vacant posts, 1,705,000 + 131,000, it is 7.14%.
        let filled = try figure(
            "filled_posts",
            "England",
            .financialYear(2023),
            edition: "2024-07"
        ).value.double
        #expect(percent(131_000 / (filled + 131_000)) == "7.14")
    }

    @Test
    func `a rate is never computed anew from posts that are not the rule's staff`() throws {
        let vacant = try figure("vacancies", "North Tyneside", .financialYear(2022))
        let filled = try figure("filled_posts", "North Tyneside", .financialYear(2022))
        #expect(throws: DomainError(.figureMeasures, path: "filled_posts", problem: "")) {
            try FigureArithmetic.vacancyRate(vacancies: vacant, employees: filled)
        }
        let rate = try figure("vacancy_rate", "England", .financialYear(2023), edition: "2024-07")
        #expect(throws: DomainError(.figureMeasures, path: "vacancy_rate", problem: "")) {
            try FigureArithmetic.share(of: rate, in: rate)
        }
    }

    @Test
    func `the councils of the download are ranked, and four are below England`() throws {
        let all = library.figures.figures { figure in
            figure.source == "U5" && figure.subject.scope == FigureScope()
        }
        let ranking = try FigureRanking(all.filter { $0.subject.place.kind == .council })
        let england = try #require(all.first { $0.subject.place.kind == .england })
        #expect(england.value.description == "24.8" && ranking.figures.count == 8)
        #expect(ranking.figures.first?.subject.place.name == "Birmingham")
        #expect(ranking.figures.first?.value.description == "29.8")
        #expect(ranking.figures.last?.subject.place.name == "Barking and Dagenham")
        #expect(ranking.figures.last?.value.description == "8.5")
        #expect(
            Set(ranking.below(england).map(\.subject.place.name)) == [
                "Barking and Dagenham", "Barnet", "Barnsley", "Bedford",
            ]
        )
        #expect(library.figures.figures { $0.source == "U5" }.count == 45)
    }

    @Test
    func `sectors add up to the sector, and their shares to 101`() throws {
        let parts = library.figures.figures {
            $0.source == "M9" && $0.subject.measure == "filled_posts"
        }
        let sum = try FigureArithmetic.sum(parts)
        #expect(sum.value == 1_673_100 && sum.employers == .all)
        let shares = library.figures.figures { $0.subject.measure == "employment_share" }
        #expect(try FigureArithmetic.whole(shares.map(\.value)) == 101)
    }

    @Test
    func `council staff are jobs, people and whole-time equivalents`() throws {
        let month = FigurePeriod.month(2019, 9)
        let scope = EmployerScope.of([.localAuthority])
        let jobs = try figure("filled_posts", "England", month, employers: scope)
        let people = try figure("people", "England", month, employers: scope)
        let wte = try figure("wte", "England", month, employers: scope)
        #expect(RatioWords.fixed(wte.value.double / jobs.value.double, places: 3) == "0.816")
        #expect(RatioWords.fixed(people.value.double / jobs.value.double, places: 3) == "0.967")
        #expect(throws: DomainError(.figureMeasures, path: "people", problem: "")) {
            try FigureArithmetic.share(of: wte, in: people)
        }
    }

    @Test
    func `the change of a rate is in percentage points`() throws {
        let (before, after) = (FigurePeriod.financialYear(2020), FigurePeriod.financialYear(2021))
        for (measure, points) in [("turnover_rate", "6.2"), ("vacancy_rate", "4.2")] {
            let change = try FigureArithmetic.change(
                from: figure(MeasureID(text: measure), "East Sussex", before),
                to: figure(MeasureID(text: measure), "East Sussex", after)
            )
            #expect(RatioWords.fixed(change.difference, places: 1) == points)
            #expect(change.percent == nil)
        }
        let growth = (1_400_000.0 / 982_000 - 1) * 100
        #expect(RatioWords.fixed(growth, places: 1) == "42.6")
    }

    @Test
    func `two editions and two sources are both kept`() throws {
        let peak = try #require(
            library.figures.answer(
                FigureSubject("vacancy_rate", .england, .financialYear(2021), FigureScope())
            )
        )
        #expect(peak.figures.map(\.value.description) == ["10.5", "10.7"])
        #expect(peak.isRestated && !peak.isConflicting)
        #expect(peak.newest.map(\.value.description) == ["10.5"])
        let icb = FigurePlace(.icb, code: nil, name: "South East London")
        let both = try #require(
            library.figures.answer(
                FigureSubject(
                    "specialist_per_population",
                    icb,
                    .notStated,
                    FigureScope(setting: "mental_health")
                )
            )
        )
        #expect(both.isConflicting && !both.isRestated)
        #expect(both.newest.map(\.value.description) == ["29.99", "31.15"])
    }

    @Test
    func `a rate of the mental health study is not its vacancies over its employees`() throws {
        let scope = FigureScope(setting: "mental_health")
        func one(_ measure: MeasureID) throws -> Figure {
            let year = FigurePeriod.notStated
            let found = library.figures.figures {
                $0.source == "H2" && $0.subject.measure == measure && $0.subject.scope == scope
                    && $0.subject.period == year
            }
            return try #require(found.first)
        }
        let computed = Rates.vacancy(
            vacancies: .number(Int(try one("vacancies").value.double)),
            staff: StaffCount(employees: .number(Int(try one("employees").value.double)))
        )
        #expect(RatioWords.fixed((computed.value ?? 0) * 100, places: 1) == "2.1")
        #expect(try one("vacancy_rate").value.description == "8.5")
        #expect(RatioWords.fixed(16_000.0 / 536_000 * 100, places: 1) == "3.0")
    }

    @Test
    func `the factors of retention have the turnover that was published`() throws {
        func rate(_ group: FigureGroup, _ year: Int) throws -> String {
            let found = library.figures.figures {
                $0.subject.scope.characteristic == group
                    && $0.subject.period == .financialYear(year)
            }
            return try #require(found.first).value.description
        }
        #expect(try rate("none_of_five_retention_factors", 2022) == "48.7")
        #expect(try rate("all_five_retention_factors", 2022) == "20.6")
        let ends = (
            try rate("none_of_five_retention_factors", 2024),
            try rate("all_five_retention_factors", 2024)
        )
        #expect(ends == ("42", "14.5"))
    }

    @Test
    func `real and nominal pay, and questions of one survey, stand beside each other`() throws {
        let place = "E09000003,Barnet,2024/25,2025-10,independent"
        let file = [
            "Measure,Code,Place,Period,Edition,Employers,Characteristic,Value,Source,Note",
            "pay_hourly_median,\(place),,12.00,S1,", "Hourly pay,\(place),,12.40,S1,",
            "\"Hourly pay, median, real\",\(place),,11.10,S1,Prices of 2020",
            "survey_answer,\(place),q1_valued,61,S1,Wave 2; base 412",
            "survey_answer,\(place),q2_leaving,18,S1,Wave 2; base 409",
        ].joined(separator: "\n")
        let reading = FigureTable.read(file: Array(file.utf8), catalogue: library.catalogue)
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        var report = FindingReport()
        FigureChecks.look(at: reading.entries, &report)
        #expect(reading.figures.count == 5 && report.total == 0)
        let units = reading.figures.map(\.unit)
        #expect(units == [.pounds, .pounds, .pounds, .percent, .percent])
    }

    @Test
    func `every figure has a measure, a source and sense`() throws {
        let all = library.figures.figures { _ in true }
        #expect(all.count == library.figures.count && all.count == 174)
        for figure in all {
            #expect(library.catalogue.measure(figure.subject.measure) != nil, "\(figure)")
            #expect(library.source(figure.source) != nil, "\(figure.source)")
        }
        for measure in library.catalogue.measures {
            for mark in measure.sources { #expect(library.source(mark) != nil, "\(mark)") }
        }
        #expect(Set(library.sources.map(\.mark)).count == library.sources.count)
    }
}
