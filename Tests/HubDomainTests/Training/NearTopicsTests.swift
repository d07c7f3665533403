import HubText
import Testing

@testable import HubDomain

/// Names of topics with a slip of the keyboard, and those that are other names.
struct NearTopicsTests {
    private static func near() throws -> NearTopics { NearTopics(try TrainingCatalogue.shipped()) }

    @Test(arguments: [
        ("Infectoin control", "Infection control", "infection-prevention-and-control"),
        ("Helth and safety", "Health and safety", "health-and-safety-awareness"),
        ("Medicaton", "Medication", "medication-management"),
        ("Fier safety", "Fire safety", "fire-safety"),
        ("Dementia cares", "Dementia care", "dementia-care"),
        ("Equality diversity", "Equality and diversity", "equality-and-diversity"),
        ("Fire safety training", "Fire safety", "fire-safety"),
        ("Foodhygeine", "Food hygiene", "food-hygiene"),
        ("Oliver McGowen tier 2", "Oliver McGowan tier 2", "oliver-mcgowan-tier-2"),
        ("Safegaurding chidlren", "Safeguarding children", "safeguarding-children"),
    ])
    func `a slip is told with the name that was meant`(
        typed: String,
        name: String,
        topic: String
    ) throws {
        let found = try Self.near().nearest(to: typed)
        #expect(found?.name == name && found?.topics == [TopicCode(text: topic)], "\(found as Any)")
    }

    @Test(arguments: [
        "Food safty awareness of fire", "Care", "Zzz", "Health", "Induction", "PMS", "IPD",
        "Team leader", "Oliver McGowan tier 3", "Learning", "Personal safety", "Manual", "",
        "and of the", "Dental care", "Moving on", "Physical education",
    ])
    func `another name is no slip`(typed: String) throws {
        let found = try Self.near().nearest(to: typed)
        #expect(found == nil, "\(found as Any)")
    }

    @Test func `a slip of a name that could be several topics could be the same several`() throws {
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        #expect(
            matcher.match("Safegaurding")
                == .several(["safeguarding-adults", "safeguarding-children"])
        )
        #expect(matcher.match("Infectoin control") == .none(suggestion: "Infection control"))
        #expect(
            matcher.match("Infectoin control", looksAround: false) == .none(suggestion: nil)
        )
    }

    /// Every name of the catalogue, taken out of it, is hinted as its own topic or as none.
    @Test func `no name of a topic is hinted as another topic`() throws {
        let catalogue = try TrainingCatalogue.shipped()
        var (looked, own) = (0, 0)
        for topic in catalogue.topics {
            for name in [topic.title] + topic.names {
                let others = catalogue.topics.map { other in
                    other.code == topic.code ? other.without(name) : other
                }
                let found = NearTopics(catalogue.with(others)).nearest(to: name)
                looked += 1
                guard let found else { continue }
                #expect(found.topics.contains(topic.code), "\(name): \(found.name)")
                own += 1
            }
        }
        #expect(looked > 100 && own > 0)
    }

    /// Every name with every single slip: what is hinted is what was meant.
    @Test func `a slip of each name is hinted as its topic, nearly always, and as no other`() throws
    {
        let catalogue = try TrainingCatalogue.shipped()
        let matcher = TopicMatcher(catalogue)
        var (looked, hinted, wrong) = (0, 0, 0)
        for topic in catalogue.topics {
            for name in [topic.title] + topic.names where name.count >= 8 {
                for slip in Self.slips(of: name) {
                    looked += 1
                    switch matcher.match(slip) {
                    case .topic(let code): if code != topic.code { wrong += 1 }
                    case .several(let codes):
                        hinted += 1
                        if !codes.contains(topic.code) { wrong += 1 }
                    case .none(let near?):
                        hinted += 1
                        if matcher.match(near) != .topic(topic.code) {
                            wrong += 1
                            Issue.record("\(slip): \(near), not \(topic.title)")
                        }
                    case .none, .ignored: break
                    }
                }
            }
        }
        #expect(looked > 2_000 && wrong == 0, "\(looked), \(wrong)")
        #expect(hinted * 10 > looked * 9, "\(hinted) of \(looked)")
    }

    @Test func `near names are looked for as often as a list of topics has names, and no more`()
        throws
    {
        let most = UnknownTopics.lookedAroundMax
        let rows = (1...most + 1).map { "E1,Qx\($0),15/02/2025\n" }.joined()
        let head = "Staff no,Course,Date\n"
        let file = try ReadFile(head + rows + "E1,Fire safty,15/02/2025\n", keepsAll: true)
        #expect(file.count(.topicUnknown) == most + 2)
        #expect(file.reader.report.kept.last?.suggestion == nil)
        let fewer = try ReadFile(head + "E1,Qx1,15/02/2025\nE1,Fire safty,15/02/2025\n")
        #expect(fewer.reader.report.kept.last?.suggestion == "Fire safety")
    }

    /// A letter left out, doubled, or swapped with its neighbour, at each place but the first.
    private static func slips(of name: String) -> [String] {
        let letters = Array(name)
        var slips: [String] = []
        for place in 1..<letters.count where letters[place].isLetter {
            var less = letters
            less.remove(at: place)
            slips.append(String(less))
            var more = letters
            more.insert(letters[place], at: place)
            slips.append(String(more))
            if letters[place - 1].isLetter, place > 1, letters[place] != letters[place - 1] {
                var swapped = letters
                swapped.swapAt(place, place - 1)
                slips.append(String(swapped))
            }
        }
        return slips
    }
}

extension Topic {
    /// The topic with one of its names taken out.
    fileprivate func without(_ name: String) -> Topic {
        Topic(
            code: code,
            title: title.utf8.elementsEqual(name.utf8) ? "Zzzzz" : title,
            titleOrigin: titleOrigin,
            category: category,
            names: names.filter { !$0.utf8.elementsEqual(name.utf8) },
            sources: sources
        )
    }
}

extension TrainingCatalogue {
    /// The catalogue with other topics.
    fileprivate func with(_ topics: [Topic]) -> TrainingCatalogue {
        TrainingCatalogue(
            categories: categories,
            topics: topics,
            ambiguous: ambiguous,
            profiles: profiles,
            skillSets: skillSets,
            pathway: pathway,
            careStandards: careStandards,
            fundingRates: fundingRates,
            sources: sources
        )
    }
}
