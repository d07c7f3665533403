import HubDomain
import HubText
import Testing

struct FrameworkLibraryTests {
    private let library: FrameworkLibrary
    private let priorities: Framework
    private let strategy: Framework

    init() throws {
        library = try FrameworkLibrary.shipped()
        priorities = try #require(library.framework(.sharedPriorities))
        strategy = try #require(library.framework(.workforceStrategy))
    }

    @Test
    func `the priorities have the edition of 2020 with five and the reviewed one with six`() throws
    {
        #expect(priorities.kind == .priorities)
        #expect(priorities.editions.map(\.id) == ["2020", "2023-24"])
        let five = [
            "Strategic workforce planning", "Growing and developing the workforce",
            "Enhancing the use of technology", "Supporting wellbeing and positive mental health",
            "Building and enhancing social justice, equality, diversity and inclusion in the "
                + "workforce",
        ]
        let first = try #require(priorities.edition("2020"))
        #expect(first.items.map(\.name) == five)
        #expect(first.isOrderPublished)
        let second = try #require(priorities.edition("2023-24"))
        #expect(second.items.map(\.name) == five + ["Leadership"])
        #expect(second.items.map(\.code) == ["SWP1", "SWP2", "SWP3", "SWP4", "SWP5", "SWP6"])
        #expect(!second.isOrderPublished)
        #expect(second.note.contains("leadership"))
        #expect(priorities.edition("2021") == nil)
    }

    @Test
    func `names are the publishers' and codes are ours`() {
        for edition in priorities.editions {
            #expect(edition.items.allSatisfy { $0.nameOrigin == .published })
            #expect(edition.items.allSatisfy { $0.codeOrigin == .ours })
        }
        let items = strategy.editions.flatMap(\.items)
        #expect(items.allSatisfy { $0.nameOrigin == .ours && $0.codeOrigin == .ours })
        #expect(strategy.editions.flatMap(\.headings).allSatisfy { $0.nameOrigin == .published })
    }

    @Test
    func `what nobody published is not made up`() {
        for edition in library.frameworks.flatMap(\.editions) {
            #expect(edition.themes == .notPublished)
            #expect(edition.items.allSatisfy { $0.description == .notPublished })
            #expect(edition.items.allSatisfy { $0.prompts == .notPublished })
            #expect(edition.items.flatMap(\.deliverables).allSatisfy { $0.state == .notKnown })
        }
        #expect(Supplied<String>.notPublished.value == nil)
        #expect(Supplied.supplied("x", .local).value == "x")
        #expect(priorities.editions.allSatisfy { $0.validFrom == nil })
    }

    @Test
    func `the strategy has three headings and the 35 items that were recovered`() throws {
        let edition = try #require(strategy.edition("2024"))
        #expect(edition.validFrom?.iso == "2024-07-18")
        #expect(edition.headings.map(\.name) == ["Attract and retain", "Train", "Transform"])
        #expect(!edition.isComplete)
        for (code, count) in [("AR", 12), ("TR", 12), ("TF", 11)] {
            let items = edition.items.filter { $0.heading == ItemCode(text: code) }
            #expect(items.count == count)
            #expect(items.map(\.code) == (1...count).map { ItemCode(text: "\(code)\($0)") })
        }
        #expect(edition.items.count == 35)
        #expect(edition.items.count { $0.kind == .commitment } == 3)
        #expect(edition.items.count { $0.kind == nil } == 11)
        let review = try #require(edition.item("AR5"))
        #expect(
            review.deliverables
                == [.init(body: "DHSC and Home Office", due: "by March 2025", state: .notKnown)]
        )
        #expect(edition.item("AR12")?.deliverables == [])
    }

    @Test
    func `every mark of a source leads to a source, and every source is used`() throws {
        let editions = library.frameworks.flatMap(\.editions)
        var marks =
            editions.flatMap(\.sources) + editions.flatMap { $0.headings.flatMap(\.sources) }
        marks += editions.flatMap {
            $0.items.flatMap { $0.sources + $0.variants.flatMap(\.sources) }
        }
        marks += try Glossary.shipped().flatMap(\.sources)
        for mark in marks { #expect(library.source(mark) != nil, "\(mark)") }
        for item in editions.flatMap(\.items) { #expect(!item.sources.isEmpty, "\(item.code)") }
        #expect(Set(library.sources.map(\.mark)) == Set(marks))
        for address in library.sources.compactMap(\.address) {
            #expect(SecureLink(address) != nil, "\(address)")
        }
    }

    @Test(arguments: [
        ("SWP2", "SWP2"), ("swp2", "SWP2"), ("growing and developing the workforce", "SWP2"),
        ("Growing and developing the workforce, to meet future demand", "SWP2"),
        ("Leadership & management", "SWP6"), ("leadership", "SWP6"), ("SWP7", nil), ("", nil),
        ("planning", nil),
    ])
    func `an item is found by code, name or a variant of its name`(
        typed: String,
        code: String?
    ) throws {
        let edition = try #require(priorities.edition("2023-24"))
        #expect(ItemNames(edition)[typed]?.code.text == code)
    }

    @Test
    func `codes are unique in their edition`() {
        for edition in library.frameworks.flatMap(\.editions) {
            #expect(Set(edition.items.map(\.code)).count == edition.items.count)
            #expect(!edition.items.isEmpty)
        }
    }
}

struct GlossaryTests {
    @Test
    func `every word has a meaning, and a published one a source`() throws {
        let entries = try Glossary.shipped()
        #expect(entries.count >= 10)
        #expect(Set(entries.map(\.term)).count == entries.count)
        for entry in entries {
            #expect(entry.meaning.hasSuffix("."))
            #expect((entry.origin == .published) == !entry.sources.isEmpty, "\(entry.term)")
        }
    }
}
