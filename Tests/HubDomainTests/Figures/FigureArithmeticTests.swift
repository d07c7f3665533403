import HubDomain
import HubText
import Testing

/// What may stand in one calculation and what not; places and numbers are invented.
struct FigureArithmeticTests {
    private let place = FigurePlace(.other, code: nil, name: "Example Council A")

    private func figure(
        _ measure: MeasureID,
        _ value: Int64,
        _ unit: FigureUnit = .posts,
        _ change: (inout Figure) -> Void = { _ in }
    ) -> Figure {
        var figure = Figure(
            FigureSubject(
                measure,
                place,
                .financialYear(2023),
                FigureScope(.of([.independent, .localAuthority]))
            ),
            value: Decimal(unscaled: value, places: 0),
            unit: unit,
            edition: "2024-07",
            source: "X1"
        )
        change(&figure)
        return figure
    }

    @Test
    func `a share needs one scope, and each thing that differs is named`() throws {
        let total = figure("total_posts", 200)
        #expect(try FigureArithmetic.share(of: figure("vacancies", 20), in: total) == 0.1)
        #expect(try FigureArithmetic.share(of: figure("vacancies", 200), in: total) == 1)
        let others = [
            figure("vacancies", 20) { $0.subject.scope.employers = .all },
            figure("vacancies", 20) { $0.subject.scope.employers = .notStated },
            figure("vacancies", 20) { $0.subject.scope.setting = "residential" },
            figure("vacancies", 20) { $0.subject.period = .financialYear(2022) },
            figure("vacancies", 20) { $0.subject.place = .england },
            figure("vacancies", 20) { $0.edition = "2025-07" },
        ]
        for other in others {
            do throws(DomainError) {
                _ = try FigureArithmetic.share(of: other, in: total)
                Issue.record("\(other.subject.words), \(other.edition) was taken")
            } catch {
                #expect(error.reason == .figureMixedScopes)
                #expect(error.detail.problem.hasPrefix("mixes “"), "\(error)")
                #expect(error.detail.expected.contains("one place, period, edition and scope"))
            }
        }
    }

    @Test
    func `an unstated scope goes only with one of the same source`() throws {
        func unstated(_ measure: MeasureID, _ value: Int64, _ source: SourceMark) -> Figure {
            figure(measure, value) {
                $0.subject.scope.employers = .notStated
                $0.source = source
            }
        }
        let total = unstated("total_posts", 200, "X1")
        #expect(
            try FigureArithmetic.share(of: unstated("vacancies", 20, "X1"), in: total) == 0.1
        )
        #expect(throws: DomainError(.figureMixedScopes, path: "total_posts", problem: "")) {
            try FigureArithmetic.share(of: unstated("vacancies", 20, "X2"), in: total)
        }
    }

    @Test
    func `a part above its whole is refused`() {
        #expect(throws: DomainError(.figureImpossible, path: "vacancies", problem: "")) {
            try FigureArithmetic.share(
                of: figure("vacancies", 201),
                in: figure("total_posts", 200)
            )
        }
        #expect(throws: DomainError(.figureImpossible, path: "vacancies", problem: "")) {
            try FigureArithmetic.share(of: figure("vacancies", 0), in: figure("total_posts", 0))
        }
    }

    @Test
    func `employers are added once`() throws {
        func part(_ sectors: [EmployerSector], _ value: Int64) -> Figure {
            figure("filled_posts", value) { $0.subject.scope.employers = .of(sectors) }
        }
        let sum = try FigureArithmetic.sum([part([.independent], 70), part([.nhs], 5)])
        #expect(sum.value == 75 && sum.employers == .of([.nhs, .independent]))
        #expect(throws: DomainError(.figureMixedScopes, path: "filled_posts", problem: "")) {
            try FigureArithmetic.sum([part([.independent], 70), part([.independent, .nhs], 75)])
        }
        #expect(throws: DomainError(.figureMeasures, path: "turnover_rate", problem: "")) {
            try FigureArithmetic.sum([figure("turnover_rate", 30, .percent)])
        }
        #expect(throws: DomainError(.figureMeasures, path: "people", problem: "")) {
            try FigureArithmetic.sum([
                part([.independent], 70), figure("people", 5, .people),
            ])
        }
    }

    @Test
    func `a change goes forward within one edition`() throws {
        let earlier = figure("filled_posts", 100)
        let later = figure("filled_posts", 104) { $0.subject.period = .financialYear(2024) }
        let change = try FigureArithmetic.change(from: earlier, to: later)
        #expect(change.difference == 4)
        #expect(((change.percent ?? 0) - 4).magnitude < 1e-9)
        #expect(throws: DomainError(.figurePeriods, path: "filled_posts", problem: "")) {
            try FigureArithmetic.change(from: later, to: earlier)
        }
        var restated = later
        restated.edition = "2025-07"
        #expect(throws: DomainError(.figureMixedScopes, path: "filled_posts", problem: "")) {
            try FigureArithmetic.change(from: earlier, to: restated)
        }
    }

    @Test
    func `shares make a whole as far as rounding allows`() throws {
        func whole(_ numbers: [Int64], _ places: Int = 0) throws -> Double {
            try FigureArithmetic.whole(numbers.map { Decimal(unscaled: $0, places: places) })
        }
        #expect(try whole([79, 7, 7, 8]) == 101)
        #expect(try whole([79, 7, 7, 9]) == 102)
        #expect(throws: DomainError(.figureShares, path: "shares", problem: "")) {
            try whole([79, 7, 7, 10])
        }
        #expect(throws: DomainError(.figureShares, path: "shares", problem: "")) {
            try whole([790, 70, 70, 80], 1)
        }
    }

    @Test
    func `the rule takes vacancies and employees of one scope`() throws {
        let vacancies = figure("vacancies", 10, .people)
        let employees = figure("employees", 90, .people)
        #expect(
            try FigureArithmetic.vacancyRate(vacancies: vacancies, employees: employees)
                == .rate(0.1)
        )
    }
}
