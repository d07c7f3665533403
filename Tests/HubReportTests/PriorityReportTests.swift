import HubDomain
import HubReport
import HubText
import Testing

/// A self-assessment as a page: well-formed, self-contained, small, and with what its pictures
/// show in words.
struct PriorityReportTests {
    private let today: Day
    private let edition: Edition

    init() throws {
        today = try DayText.day("01/09/2025")
        let library = try FrameworkLibrary.shipped()
        edition = try #require(library.framework(.sharedPriorities)?.edition("2023-24"))
    }

    private func scale(_ direction: RatingScale.Direction) throws -> RatingScale {
        try RatingScale(
            id: "example",
            name: "Example scale",
            levels: [.init("Starting", meaning: "We <know>"), .init("Going"), .init("Leading")],
            direction: direction
        )
    }

    private func note(_ reference: String, _ text: String) throws -> AssessmentNote {
        AssessmentNote(
            try #require(NoteReference(reference)),
            text: text,
            evidence: [try Evidence.read("https://council.example/plan")]
        )
    }

    private func assessment(
        _ direction: RatingScale.Direction? = .higherIsBetter
    ) throws -> Assessment {
        var assessment = Assessment(
            framework: .sharedPriorities,
            edition: "2023-24",
            scale: try direction.map(scale)
        )
        assessment.entries["SWP1"] = .init(
            notes: [try note("S1", "A <b>plan</b> & more"), try note("A1", "Few know it")],
            rating: 2
        )
        assessment.entries["SWP2"] = .init(notes: [try note("S2", "Many apprentices")])
        return assessment
    }

    private func report(
        _ assessment: Assessment,
        since earlier: Assessment? = nil,
        isExample: Bool = false
    ) -> PriorityReport {
        PriorityReport(
            assessment,
            PriorityReport.Frame(
                owner: "Example Council A",
                window: "Autumn <2025>",
                framework: "Shared priorities",
                edition: edition,
                passages: ["The self-assessment: a draft."],
                since: "There is none before it.",
                comparison: earlier.map {
                    AssessmentComparison(from: $0, edition, to: assessment, edition)
                },
                revision: 7,
                today: today,
                isExample: isExample
            )
        )
    }

    private func names(_ html: String) throws -> [String] {
        let type = "<!DOCTYPE html>\n"
        #expect(html.hasPrefix(type))
        return try #require(Markup.elements(String(html.dropFirst(type.count))))
    }

    @Test
    func `the page is well-formed, with headings in order, and each picture has a title`() throws {
        let html = report(try assessment()).html
        let names = try names(html)
        #expect(names.prefix(2) == ["html", "head"] && html.contains("<html lang=\"en-GB\">"))
        #expect(names.count { $0 == "h1" } == 1 && names.count { $0 == "main" } == 1)
        #expect(names.count { $0 == "svg" } == 2 && names.count { $0 == "title" } == 3)
        #expect(names.count { $0 == "table" } == names.count { $0 == "caption" })
        #expect(!names.contains("h3") && !names.contains("script") && !names.contains("a"))
    }

    @Test
    func `the page loads nothing, runs nothing, and takes no markup from a text`() throws {
        let html = report(try assessment()).html
        for word in [
            "<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "href=", "onload",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("A &lt;b&gt;plan&lt;/b&gt; &amp; more") && !html.contains("<b>"))
        #expect(html.contains("Autumn &lt;2025&gt;") && html.contains("We &lt;know&gt;"))
    }

    @Test
    func `what the pictures show stands in words, and four absences are told apart`() throws {
        var assessment = try assessment()
        assessment.entries["SWP3"] = .init(rating: 9)
        let html = report(assessment).html
        for words in [
            "2 of 3: Going", "no rating given", "nothing said", "level 9, not on it",
            "3 of 6 priorities written", "2 strengths", "1 area for improvement", "2 rated",
            "SWP1: strengths: 1.", "Higher is better: “Leading” is the good end.", "private",
            "https://council.example/plan", "No strength and no area for improvement was written.",
            "Source: Example Council A, revision 7", "written on 1 September 2025",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(!html.contains("Since last") && !html.contains("Example data"))
        #expect(report(assessment, isExample: true).html.contains("Example data: invented"))
    }

    @Test
    func `a narrow page has bars under their words in the place of the pictures`() throws {
        let html = report(try assessment()).html
        #expect(html.components(of: "<figure class=\"wide\">") == 2)
        #expect(html.components(of: "<div class=\"bars\">") == 2)
        #expect(!html.contains("<figure>"))
        // The second level of three ends at two thirds of the page.
        #expect(html.contains("style=\"margin-left:0%;width:67%\""))
    }

    @Test
    func `which end is good is said, and without a scale nothing is drawn as a rating`() throws {
        let lower = report(try assessment(.lowerIsBetter)).html
        #expect(lower.contains("Lower is better: “Starting” is the good end."))
        let none = report(try assessment(nil)).html
        #expect(none.contains("The window has no scale, so nothing is rated."))
        #expect(try names(none).count { $0 == "svg" } == 1 && !none.contains("is better"))
    }

    @Test
    func `what moved since the last assessment is in the table`() throws {
        var earlier = try assessment()
        earlier.entries["SWP1"]?.rating = 1
        let html = report(try assessment(), since: earlier).html
        #expect(html.contains("Since last") && html.contains("<td>1 better</td>"))
        earlier.scale = try scale(.lowerIsBetter)
        let other = report(try assessment(), since: earlier).html
        #expect(other.contains("<td>other scale</td>"))
    }

    @Test
    func `an empty assessment is a page, and the largest is cut and says so`() throws {
        let empty = report(Assessment(framework: .sharedPriorities, edition: "2023-24"))
        #expect(try !names(empty.html).contains("svg") && !empty.isCut)
        var large = try assessment()
        let kinds = Array(AssessmentNote.Kind.allCases)
        for item in edition.items {
            let notes = try kinds.flatMap { kind in
                try (1...Assessment.notesPerKindMax).map { number in
                    try note("\(kind.letter)\(number)", String(repeating: "<&> ", count: 900))
                }
            }
            large.entries[item.code] = .init(notes: notes, rating: 1)
        }
        large.peerChallenge = String(repeating: "&", count: 4_000)
        let report = report(large)
        #expect(report.html.utf8.count <= PriorityReport.bytesMax)
        #expect(report.isCut && report.html.contains("no room on this page"))
        // The last priority has its share, too.
        #expect(report.html.components(of: "What was written under SWP6") > 0)
        _ = try names(report.html)
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int { split(separator: text).count - 1 }
}
