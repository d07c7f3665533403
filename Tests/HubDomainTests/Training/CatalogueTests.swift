import HubDomain
import HubText
import Testing

struct CatalogueTests {
    private let catalogue: TrainingCatalogue

    init() throws { catalogue = try TrainingCatalogue.shipped() }

    @Test
    func `the categories are the 48 of ASC-WDS, without 3, 4 and 24`() {
        let codes = catalogue.categories.map(\.code.rawValue)
        #expect(codes.count == 48)
        #expect(Set(codes) == Set(1...51).subtracting([3, 4, 24]))
        #expect(catalogue.topic(of: CategoryCode(rawValue: 20))?.code == "safeguarding-adults")
        #expect(catalogue.topic(of: CategoryCode(rawValue: 3)) == nil)
        for category in catalogue.categories {
            #expect(catalogue.topic(of: category.code)?.title == category.title)
        }
    }

    @Test
    func `safeguarding children has no category of its own, and 25 is only the nearest`() {
        let topic = catalogue.topic("safeguarding-children")
        #expect(topic?.category == .nearest(CategoryCode(rawValue: 25)))
        #expect(catalogue.topic("first-aid")?.category == .part(of: CategoryCode(rawValue: 7)))
        #expect(catalogue.topic("recording-and-reporting")?.category.category == nil)
    }

    @Test
    func `everything that is named exists, once`() {
        let topics = Set(catalogue.topics.map(\.code))
        #expect(topics.count == catalogue.topics.count)
        let marks = Set(catalogue.sources.map(\.mark))
        var named: [SourceMark] = catalogue.topics.flatMap(\.sources)
        for profile in catalogue.profiles {
            #expect(Set(profile.rules.map(\.id)).count == profile.rules.count)
            for rule in profile.rules {
                #expect(Set(rule.fulfilment.topics).isSubset(of: topics), "\(rule.id)")
                #expect(rule.edition == profile.edition && rule.setter == profile.setter)
                named += rule.sources
            }
        }
        named += catalogue.pathway.flatMap(\.sources) + catalogue.skillSets.flatMap(\.sources)
        named += catalogue.fundingRates.flatMap(\.sources)
        named += catalogue.careStandards.values.joined().flatMap(\.sources)
        #expect(Set(named).isSubset(of: marks))
        #expect(catalogue.sources.count == 55)
        for name in catalogue.ambiguous { #expect(Set(name.topics).isSubset(of: topics)) }
        for set in catalogue.skillSets { #expect(Set(set.topics).isSubset(of: topics)) }
        #expect(catalogue.skillSets.first?.topics.count == 6)
    }

    @Test
    func `no name means two topics, and no ambiguous name is a topic's`() {
        var seen: Set<String> = []
        for topic in catalogue.topics {
            for folded in Set(([topic.title] + topic.names).map(CSVColumn.folded)) {
                let isNew = seen.insert(folded).inserted
                #expect(isNew, "\(folded)")
            }
        }
        for name in catalogue.ambiguous { #expect(!seen.contains(CSVColumn.folded(name.name))) }
    }

    @Test
    func `the guide of 2024 has seven topics for everyone, three years unless qualified`() throws {
        let guide = try #require(catalogue.profile(.guide2024))
        let everyone = guide.rules.filter { $0.roles == .everyone }
        #expect(everyone.count == 7)
        #expect(guide.rules.filter { $0.roles == .notStated }.count == 4)
        let years = try #require(RefreshInterval(months: 36))
        let fire = try #require(guide.rule("g3"))
        #expect(fire.refresh == .unlessQualified(years, .restarts))
        #expect(fire.basis == nil)
        #expect(guide.fromWords == "September 2024")
    }

    @Test
    func `learning disability and autism is statutory for registered providers since 2022`() throws
    {
        let guide = try #require(catalogue.profile(.guide2024))
        let rule = try #require(guide.rule("g7"))
        #expect(rule.basis == .statutory)
        #expect(rule.organisations == .registered)
        #expect(!rule.isInForce(on: day("2022-06-30")))
        #expect(rule.isInForce(on: day("2022-07-01")))
        let learning: TopicCode = "oliver-mcgowan-e-learning"
        let ways = rule.fulfilment.ways
        #expect(ways.contains([learning, "oliver-mcgowan-tier-1"]))
        #expect(ways.contains([learning, "oliver-mcgowan-tier-2"]))
        #expect(
            !ways.contains {
                Set($0).isSuperset(of: ["oliver-mcgowan-tier-1", "oliver-mcgowan-tier-2"])
            }
        )
    }

    @Test(arguments: [
        ("fire-safety", 12), ("safeguarding-children", 12), ("positive-behaviour-support", 12),
        ("basic-life-support", 12), ("first-aid", 36), ("communication", 36), ("oral-health", 36),
        ("infection-prevention-and-control", 36), ("health-and-safety-awareness", 36),
    ])
    func `the intervals before 2024 are those in wide use, and bind nobody by themselves`(
        topic: String,
        months: Int
    ) throws {
        let profile = try #require(catalogue.profile(.before2024))
        let rule = profile.rules.first {
            $0.fulfilment == Fulfilment(TopicCode(text: topic)) && $0.evidence == .training
        }
        #expect(rule?.refresh.interval?.months == months)
        #expect(profile.rules.allSatisfy { $0.roles == .notStated && $0.basis == nil })
        let seen = profile.rules.filter { $0.evidence == .competency }
        #expect(seen.map(\.fulfilment) == [Fulfilment("medication-management")])
    }

    @Test
    func `a council takes a rule over by saying whom it binds and why`() throws {
        let guide = try #require(catalogue.profile(.guide2024))
        let rule = try #require(guide.rule("g8"))
        let roles = RoleScope.mainRoles(["care-worker"])
        let own = rule.adopted(
            as: "m1",
            by: "Example Council A",
            for: roles,
            basis: .employer,
            from: day("2026-04-01")
        )
        #expect(own.roles == roles && own.basis == .employer && own.setter == "Example Council A")
        #expect(own.sources == rule.sources && own.edition == "2024")
        #expect(own.isInForce(on: day("2026-04-01")) && !own.isInForce(on: day("2026-03-31")))
    }

    @Test
    func `the Care Certificate has fifteen standards in 2015 and sixteen in 2025`() throws {
        for edition in CareCertificateEdition.allCases {
            let standards = try #require(catalogue.careStandards[edition])
            #expect(standards.map(\.number) == Array(1...edition.standardCount))
            let unknown = standards.filter { $0.title == .notPublished }.map(\.number)
            #expect(unknown == (edition == .of2025 ? [9] : []))
        }
    }

    @Test
    func `all standards means another number in each edition`() {
        var old = CareCertificateProgress(.of2015)
        let kept = (1...16).filter { old.assess($0, on: day("2025-07-31")) }
        #expect(kept == Array(1...15))
        #expect(old.completed == day("2025-07-31"))
        var new = CareCertificateProgress(.of2025)
        for number in 1...15 { _ = new.assess(number, on: day("2025-08-01")) }
        #expect(new.completed == nil && new.missing == [16])
        let isKept = new.assess(16, on: day("2025-09-01"))
        #expect(isKept && new.completed == day("2025-09-01"))
    }

    @Test
    func `the edition of 2015 could be used until the end of July 2025`() {
        var progress = CareCertificateProgress(.of2015)
        let onTheDay = progress.assess(1, on: day("2025-07-31"))
        let after = progress.assess(2, on: day("2025-08-01"))
        #expect(onTheDay && !after)
        #expect(CareCertificateProgress.aim(started: day("2025-01-06")) == day("2025-03-31"))
    }

    @Test
    func
        `the pathway has the published categories that ASC-WDS has, and two answers`()
    {
        let published = catalogue.pathway.filter { !$0.fromWords.isEmpty }
        #expect(published.count == 7)
        #expect(catalogue.pathway.filter { $0.kind == .category }.count == 16)
        #expect(catalogue.pathway.first { $0.kind == .doNotKnow }?.bulkCode == 999)
        #expect(catalogue.pathway.first { $0.kind == .noneOfThese }?.bulkCode == 998)
        #expect(catalogue.pathway.filter { !$0.isBulkCodeConfirmed }.count == 9)
        let order = catalogue.pathway.prefix(5).map(\.id.rawValue)
        #expect(order == [1, 2, 3, 5, 4])
    }

    @Test
    func `ways and parts of a fulfilment have limits`() {
        let part: TopicCode = "a"
        #expect(Fulfilment(ways: []) == nil)
        #expect(Fulfilment(ways: [[]]) == nil)
        #expect(Fulfilment(ways: [[part, part]]) == nil)
        let parts = (0..<Fulfilment.partsMax).map { TopicCode(text: "t\($0)") }
        #expect(Fulfilment(ways: [parts]) != nil)
        #expect(Fulfilment(ways: [parts + [part]]) == nil)
        let ways = Array(repeating: [part], count: Fulfilment.waysMax)
        #expect(Fulfilment(ways: ways) != nil)
        #expect(Fulfilment(ways: ways + [[part]]) == nil)
        #expect(Fulfilment.read("a+b|a+c")?.ways == [["a", "b"], ["a", "c"]])
        #expect(Fulfilment.read("a+|b") == nil && Fulfilment.read("") == nil)
    }
}
