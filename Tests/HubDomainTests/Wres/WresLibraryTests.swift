import HubDomain
import HubText
import Testing

/// The shipped cycles hold the published facts, and what nobody published is empty.
struct WresLibraryTests {
    private let library: WresLibrary

    init() throws { library = try WresLibrary.shipped() }

    private func cycle(_ id: CycleID) throws -> WresCycle { try #require(library.cycle(id)) }

    @Test
    func `the cycles have the labels of their year`() throws {
        #expect(library.cycles.map(\.id) == ["2021", "2023", "2024", "2025"])
        let labels = library.cycles.map(\.minorityLabel)
        let wide = "Black, Asian and minoritised ethnic"
        #expect(labels == ["minority ethnic", wide, wide, "Global Majority"])
        #expect(try cycle("2024").label(.minority) == wide)
        #expect(try cycle("2024").label(.white) == "White staff")
    }

    @Test
    func `bands are known of 2024 alone and leave no pay out`() throws {
        for id in ["2021", "2023", "2025"] as [CycleID] {
            #expect(try cycle(id).bands == .notPublished)
            #expect(try cycle(id).band(pounds: 1) == nil)
        }
        let known = try cycle("2024")
        let codes = [0, 29_999.99, 30_000, 69_000, 69_500, 69_999.99, 70_000, 1e9].map {
            known.band(pounds: $0)?.code
        }
        #expect(
            codes == [
                "lower", "lower", "middle", "middle", "middle", "middle", "higher", "higher",
            ]
        )
        #expect(known.bands.value?.map(\.label).last == "£70,000 and over")
    }

    @Test
    func `meanings that drifted belong to their cycle`() throws {
        #expect(library.cycles.map(\.fitnessMeaning.value) == [nil, .entered, nil, .referred])
        #expect(library.cycles.map(\.seniorForm.value) == [.percentagePoints, nil, .ratio, nil])
        #expect(library.cycles.map(\.isChildrenOptional) == [nil, nil, true, nil])
    }

    @Test
    func `who took part in 2024 is known`() throws {
        let coverage = try cycle("2024").coverage
        #expect(coverage.councils == 76)
        #expect(coverage.councilsByService == [.adults: 73, .children: 43])
        #expect(coverage.staffByService == [.adults: 58_600, .children: 39_300])
        #expect(coverage.staffByService.values.reduce(0, +) == 97_900)
    }

    @Test
    func `the days of a cycle say whose they are`() throws {
        let phases = try cycle("2023").phases
        let collection = try #require(phases.first { $0.name == "collection" })
        #expect(collection.from?.iso == "2023-09-01" && collection.to?.iso == "2023-11-30")
        #expect(collection.origin == .ours)
        let report = try #require(try cycle("2024").phases.first { $0.name == "report" })
        #expect(report.from?.words == "14 May 2025" && report.origin == .published)
        #expect(try cycle("2024").phases.first { $0.name == "collection" }?.from == nil)
    }

    @Test
    func `published figures are those that were printed`() throws {
        func printed(_ id: CycleID) -> [String] {
            library.published(id).filter { $0.form == .ratio }
                .map { "\($0.indicator.rawValue) \($0.value)" }
        }
        #expect(
            printed("2023") == [
                "2 0.5", "3 1.4", "4 2.1", "5 1.0", "6 1.2", "7a 1.3", "7b 1.9", "8 1.1",
            ]
        )
        #expect(printed("2024") == ["2 0.52", "3 1.37", "4 1.08", "8 1.21", "9 0.55"])
        #expect(printed("2021").isEmpty && printed("2025").isEmpty)
        let shares = library.published("2024").filter { $0.form == .percent }
        #expect(shares.map(\.value.description) == ["18", "22", "14"])
        #expect(shares.map(\.band) == ["lower", "middle", "higher"])
        for figure in library.published where !figure.words.isEmpty {
            #expect(RatioWords.likelihood(figure.value.double) == figure.words)
        }
    }

    @Test
    func `in 2024 five indicators lie in the adverse direction and three outside the range`() {
        let ratios = library.published("2024").filter { $0.form == .ratio }
        let adverse = ratios.filter {
            ($0.indicator.polarity == .adverseAbove) == ($0.value.double > 1)
        }
        #expect(adverse.map(\.indicator.rawValue) == ["2", "3", "4", "8", "9"])
        let outside = ratios.filter { !RatioReading.fairRange.contains($0.value.double) }
        #expect(outside.map(\.indicator.rawValue) == ["2", "3", "9"])
    }

    @Test
    func `the direction of appointment and training is the opposite of the NHS standard`() {
        #expect(RatioTests.isNear(1 / 1.54, 0.649, 5e-4))
        let favourable = WresIndicator.allCases.filter { $0.polarity == .favourableAbove }
        #expect(favourable.map(\.rawValue) == ["2", "5", "9"])
        #expect(WresIndicator.bands.polarity == .none)
        #expect(WresIndicator.ratios.count == 9)
        #expect(WresIndicator.ratios.allSatisfy { $0.phrase != nil })
    }

    @Test
    func `every indicator is defined, and every source that is named is listed`() throws {
        #expect(library.definitions.map(\.indicator) == WresIndicator.allCases)
        let known = Set(library.sources.map(\.mark))
        var named: [SourceMark] = library.cycles.flatMap(\.sources)
        named += library.cycles.flatMap(\.phases).flatMap(\.sources)
        named += library.definitions.flatMap(\.sources) + library.published.flatMap(\.sources)
        #expect(named.allSatisfy(known.contains))
        #expect(library.cycles.allSatisfy { !$0.sources.isEmpty })
    }

    @Test
    func `a cycle is found as it is typed, and an unknown one is refused with those there are`() {
        #expect((try? library.cycle(typed: " 2024 "))?.id == "2024")
        #expect((try? library.cycle(typed: "phase 3 (2025)"))?.id == "2025")
        do throws(DomainError) {
            _ = try library.cycle(typed: "2022")
            Issue.record("2022 is not known")
        } catch {
            #expect(error.reason == .wresCycleUnknown)
            #expect(error.detail.expected == "2021, 2023, 2024, 2025")
        }
    }

    @Test(arguments: [
        ("a,Low,,100\nb,High,100,", true), ("a,All,,", true), ("a,Low,,100\nb,High,101,", false),
        ("a,Low,,100\nb,High,90,", false), ("a,Low,1,100\nb,High,100,", false),
        ("a,Low,,100\nb,High,100,200", false), ("a,Low,,100\na,High,100,", false),
        ("a,Low,,£100\nb,High,£100,", true), ("a,Low,,x\nb,High,100,", false), ("", false),
        (",Low,,", false),
    ])
    func `a region loads bands that leave nobody out`(rows: String, isTaken: Bool) throws {
        let file = Array("Code,Label,From,Below\n\(rows)\n".utf8)
        if isTaken {
            let bands = try PayBand.read(file)
            let cycle = try cycle("2025").with(bands: bands)
            #expect(cycle.bands == .supplied(bands, .local))
            #expect(cycle.band(pounds: 100) != nil)
        } else {
            #expect(throws: DomainError(.wresCycleBands, path: "bands", problem: "")) {
                try PayBand.read(file)
            }
        }
    }
}
