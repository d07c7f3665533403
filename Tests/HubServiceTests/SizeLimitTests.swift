import HubClient
import HubText
import HubWire
import Testing

@testable import HubService

/// How much of everything there may be: at the limit, and one over.
struct SizeLimitTests {
    private let hub: ServedPriorities

    init() throws { hub = try ServedPriorities() }

    private func save(_ theme: LocalTheme) -> ClientError? {
        failure { () throws(ClientError) in
            try hub.steward.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        }
    }

    /// An edition with so many items, at most, that each can be linked to.
    private func saveEdition(items: Int) throws(ClientError) {
        var edition = FrameworkEdition(id: "ours", framework: "ours", frameworkName: "Ours")
        edition.kind = .local
        edition.label = "First"
        edition.items = (0..<items).map { FrameworkItem(code: "I\($0)", name: "Item \($0)") }
        _ = try hub.lead.saveFramework(SaveFrameworkRequest(edition: edition))
    }

    private func theme(links: Int) -> LocalTheme {
        var theme = LocalTheme(code: "t\(links)", name: "Theme")
        theme.links = (0..<links).map { ItemLink(edition: "ours", item: "I\($0)") }
        return theme
    }

    @Test func `a theme has a hundred links, each once`() throws {
        try saveEdition(items: 101)
        #expect(save(theme(links: 100)) == nil)
        let over = save(theme(links: 101))
        #expect(over?.status?.violations.map(\.path) == ["theme.links"])
        #expect(over?.message.contains("at most 100; there are 101") == true)
        var twice = theme(links: 2)
        twice.links[1] = twice.links[0]
        #expect(save(twice)?.status?.violations.map(\.path) == ["theme.links[1]"])
    }

    @Test func `a council has a hundred themes`() throws {
        for number in 0..<100 {
            #expect(save(LocalTheme(code: "t\(number)", name: "Theme")) == nil)
        }
        let over = save(LocalTheme(code: "t100", name: "Theme"))
        #expect(over?.status?.violations.map(\.rule) == ["too_many"])
        #expect(over?.message.contains("at most 100 themes") == true)
        #expect(try hub.steward.listLocalThemes().themes.count == 100)
    }

    @Test func `a session has twenty priorities, each once, and fifty lines of practice`() {
        var spotlight = Spotlight(month: "2027-01", edition: "shared-priorities-2023-24")
        spotlight.host = "Example Council A"
        spotlight.items = ["SWP1", "SWP2"]
        spotlight.practice = (0..<50).map { "Line \($0)" }
        let save = { (spotlight: Spotlight) in
            failure { () throws(ClientError) in
                try hub.lead.saveSpotlight(SaveSpotlightRequest(spotlight: spotlight))
            }
        }
        #expect(save(spotlight) == nil)
        var wrong = spotlight
        wrong.practice.append("One more")
        #expect(save(wrong)?.status?.violations.map(\.path) == ["spotlight.practice"])
        wrong = spotlight
        wrong.items = ["SWP1", "SWP1"]
        #expect(save(wrong)?.status?.violations.map(\.path) == ["spotlight.items[1]"])
        wrong.items = [String](repeating: "SWP1", count: 21)
        #expect(save(wrong)?.status?.violations.map(\.path) == ["spotlight.items"])
    }

    @Test func `a self-assessment is refused when no message could carry it`() throws {
        var assessment = Assessment(window: "first")
        let head = assessment.byteCount()
        // A tag of one byte and a length of three stand before the note.
        let note = String(repeating: "x", count: AssessmentRecords.bytesMax - head - 4)
        assessment.peerChallengeNote = note
        #expect(assessment.byteCount() == AssessmentRecords.bytesMax)
        #expect(AssessmentRecords.surplus(assessment) == nil)
        assessment.peerChallengeNote += "x"
        let finding = try #require(AssessmentRecords.surplus(assessment))
        #expect(finding.reason == "PRIO-0106")
        #expect(finding.sentence.contains("1 too many"))
    }

    @Test func `a draft that is too large is one finding, and nothing is kept`() throws {
        var request = SaveAssessmentRequest(window: "first")
        let text = String(repeating: "x", count: 3_990)
        request.priorities = (1...5).map { item in
            let strengths = [Statement](repeating: Statement(text: text), count: 40)
            return PriorityAssessment(item: "SWP\(item)", strengths: strengths)
        }
        let answer = try hub.steward.saveAssessment(request)
        #expect(answer.saved == nil)
        #expect(answer.findings.filter { $0.severity == .error }.map(\.reason) == ["PRIO-0106"])
        request.priorities[0].strengths.removeFirst(20)
        #expect(try hub.steward.saveAssessment(request).saved != nil)
    }

    @Test(arguments: [("edition.items[0].kind"), "edition.items[0].sources[0]"])
    func `no text of a request holds what no text may`(path: String) throws {
        var edition = FrameworkEdition(id: "ours", framework: "ours", frameworkName: "Ours")
        edition.kind = .local
        edition.label = "First"
        edition.note = "several\n\tlines"
        edition.items = [FrameworkItem(code: "A", name: "Item")]
        edition.items[0].sources = ["a"]
        let right = failure { () throws(ClientError) in
            try hub.lead.saveFramework(SaveFrameworkRequest(edition: edition))
        }
        #expect(right == nil)
        if path.hasSuffix("kind") {
            edition.items[0].kind = "\u{1B}[31m"
        } else {
            edition.items[0].sources = ["a\u{202E}"]
        }
        let wrong = failure { () throws(ClientError) in
            try hub.lead.saveFramework(SaveFrameworkRequest(edition: edition))
        }
        #expect(wrong?.reasonCode == "CALL-0411")
        #expect(wrong?.status?.violations.map(\.path) == [path])
    }
}
