import HubDomain
import HubText
import Testing

/// Which words name a council, for one council and for the others.
struct CouncilMentionsTests {
    private static let bradford = CouncilMentions(code: "E08000032", ownNames: ["Bradford"])
    private static let reading = CouncilMentions(code: "E06000038", ownNames: [])
    private static let redcar = CouncilMentions(code: "E06000003", ownNames: [])

    @Test(arguments: [
        "Bradford runs this", "bradford runs this", "We in BRADFORD’S teams",
        "City of Bradford Metropolitan District Council leads", "See E08000032", "see e08000032.",
        "Ask at www.bradford.gov.uk", "mail workforce@bradford.gov.uk",
        "Look at mybradford.example",
    ])
    func `a council finds itself in its own words`(text: String) {
        #expect(Self.bradford.find(in: text)?.isOwn == true, "\(text)")
    }

    @Test(arguments: [
        "North Yorkshire Council runs this", "We learnt from Leeds", "as in Kent", "See E06000001",
        "See E08000016", "with Reading Borough Council", "the City of Derby helps",
        "see www.leeds.gov.uk/plan", "in Redcar and Cleveland",
    ])
    func `a council finds another`(text: String) {
        #expect(Self.bradford.find(in: text)?.isOwn == false, "\(text)")
    }

    @Test(arguments: [
        "", "Our council runs this", "The city council of our area", "London weighting",
        "reading and writing", "Reading groups meet", "Bury the hatchet", "a slough", "Derby day",
        "Yorkshire as a whole", "Canterbury helped", "leeds", "See E99999999", "E0800003",
        "Westminster decides", "a bath", "plan v1.2", "i.e. a plan",
    ])
    func `ordinary words name nobody else`(text: String) {
        #expect(Self.bradford.find(in: text) == nil, "\(text)")
    }

    @Test(
        arguments: [
            ("Reading runs this", true), ("Reading groups meet", true),
            ("reading runs this", false),
            ("reading borough council", true), ("proof-reading", false),
        ] as [(String, Bool)]
    )
    func `a council named like a word is found with a capital`(text: String, isFound: Bool) {
        #expect((Self.reading.find(in: text)?.isOwn == true) == isFound, "\(text)")
    }

    @Test(arguments: ["Redcar runs this", "in Cleveland", "REDCAR & CLEVELAND", "redcar"])
    func `each place in a council's own name is found`(text: String) {
        #expect(Self.redcar.find(in: text)?.isOwn == true, "\(text)")
        #expect(Self.bradford.find(in: text.replacing("&", with: "x"))?.isOwn != true)
    }

    @Test(
        arguments: [
            ("https://www.bradford.gov.uk/x", true),
            ("https://example.org/Bradford-plan.pdf", true),
            ("https://www.leeds.gov.uk/plan", false), ("https://www.reading.gov.uk", false),
            ("https://example.org/E06000001", false),
        ] as [(String, Bool)]
    )
    func `an address names whose it is`(address: String, isOwn: Bool) {
        #expect(Self.bradford.find(inAddress: address)?.isOwn == isOwn, "\(address)")
    }

    @Test(arguments: [
        "https://www.gov.uk/plan", "https://www.local.gov.uk/leeds", "https://www.york.ac.uk/",
        "https://www.example.org/reading", "https://leeds.example",
    ])
    func `an address that is no council's names nobody`(address: String) {
        #expect(Self.bradford.find(inAddress: address) == nil, "\(address)")
    }

    @Test func `what was found is shown as it was written, the own name first`() {
        let found = Self.bradford.find(in: "With North Yorkshire we in bradford plan")
        #expect(found?.words == "bradford")
        #expect(found?.isOwn == true)
        let other = Self.bradford.find(in: "With North Yorkshire Council")
        #expect(other?.words.hasPrefix("North Yorkshire") == true)
        let invented = CouncilMentions(
            code: "X00000001",
            ownNames: ["Example Council A"],
            otherNames: ["Example Council B"]
        )
        #expect(invented.find(in: "Example Council A")?.isOwn == true)
        #expect(invented.find(in: "Example Council B")?.isOwn == false)
        #expect(invented.find(in: "X00000001")?.isOwn == true)
    }
}
