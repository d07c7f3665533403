import HubClient
import HubReport
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// The page for a meeting: what it says word by word, and how large it is.
struct ReportTests {
    @Test(arguments: ["empty", "half", "full"])
    func `the page is what it was`(name: String) throws {
        let path = LocalFile.parent(of: #filePath) + "/Reports/\(name).md"
        let page = try ReportExamples.report(name).markdown
        let golden = String(decoding: try LocalFile.read(path, bytesMax: 65_536), as: UTF8.self)
        #expect(page == golden, "\(page)")
    }

    @Test func `however much was written, it is one page, and what is missing is counted`() throws {
        for count in [1, 5, 20, 50] {
            let report = try ReportExamples.overfull(count)
            let lines = report.markdown.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(ReportText.height(lines.dropLast().map(String.init)) <= 62)
            let shown = lines.count { $0.hasPrefix("- S") || $0.hasPrefix("- A") }
            let leftOut = 12 * count - shown
            let says = report.markdown.contains("\(leftOut) strengths and areas (")
            #expect(says == (leftOut > 0), "\(count): \(shown) shown")
            #expect(shown >= 6)
            let command = "`whub priorities get --window autumn`"
            #expect(report.markdown.contains(command) == (leftOut > 0))
        }
    }

    @Test func `each priority has its first word before one has its second`() throws {
        let page = try ReportExamples.overfull(50).markdown
        for number in 1...6 { #expect(page.contains("### SWP\(number) ")) }
        // Strengths and areas by turns.
        #expect(page.contains("- A1 "))
    }

    @Test func `nothing said, not rated, none and unknown are four things`() throws {
        var report = try ReportExamples.report("half")
        #expect(report.markdown.contains("| nothing said "))
        #expect(report.markdown.contains("| no rating given "))
        #expect(report.markdown.contains("| 0 |"))
        var stored = report.stored
        stored.priorities[0].rating = 9
        report = ReportExamples.with(report, stored)
        #expect(report.markdown.contains("| level 9 is not on the scale "))
    }

    @Test func `nobody's words are Markdown, or a mark of the page`() throws {
        var stored = try ReportExamples.report("half").stored
        let text = "**Example data** | # 1. - <b> [x](y) `z`\nnext\\"
        stored.priorities[0].strengths[0].text = text
        stored.peerChallengeNote = "- \(text)"
        let page = ReportExamples.with(try ReportExamples.report("half"), stored).markdown
        let escaped = ##"\*\*Example data\*\* \| \# 1\. \- \<b\> \[x\](y) \`z\` next\\"##
        #expect(page.contains("- S1 (shared named) \(escaped)\n"))
        #expect(page.contains("**Peer challenge:** \\- \(escaped)\n"))
    }

    @Test func `only invented data is marked`() throws {
        let report = try ReportExamples.report("full")
        #expect(report.isExample && report.markdown.contains("**Example data"))
        let real = ReportExamples.with(report, report.stored, isExample: false)
        #expect(!real.markdown.contains("Example data"))
    }

    @Test func `the last assessment is the latest one of an earlier window that was handed in`()
        throws
    {
        let hub = try ServedPriorities()
        func page() throws -> String {
            try hub.steward.getReport(GetReportRequest(window: "now")).markdown
        }
        func handIn(_ window: String) throws {
            let stored = try hub.steward.getAssessment(GetAssessmentRequest(window: window))
            var request = HandInAssessmentRequest(window: window)
            request.baseRevision = stored.assessment?.revision ?? 0
            #expect(try hub.steward.handInAssessment(request).saved != nil)
        }
        let row = "SWP1,strength,,We plan,private,,\n"
        try hub.set("first", opens: -90, closes: -60)
        try hub.set("second", opens: -50, closes: -30)
        try hub.set("now", opens: -9, closes: 9)
        for window in ["first", "second", "now"] { _ = try hub.send(row, window: window) }
        #expect(try page().contains("**Last assessment:** none that was handed in"))
        try handIn("first")
        #expect(
            try page().contains("**Last assessment:** Since “First self-assessment” (handed in):")
        )
        try handIn("second")
        #expect(try page().contains("**Last assessment:** Since “second” (handed in): nothing"))
        let earlier = try hub.steward.getReport(GetReportRequest(window: "first")).markdown
        #expect(earlier.contains("**Last assessment:** none that was handed in"))
    }

    @Test func `the page for a browser is asked for by its form, and says the same`() throws {
        let hub = try ServedPriorities()
        try hub.set("now", opens: -9, closes: 9)
        _ = try hub.send("SWP1,strength,,We plan,private,,\n", window: "now")
        let page = try hub.steward.getReport(GetReportRequest(window: "now", form: .page))
        let html = String(decoding: page.page, as: UTF8.self)
        #expect(page.markdown.isEmpty && !page.isCut && html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("We plan") && html.contains("Example data"))
        #expect(html.contains("The self-assessment: a draft, last changed on"))
        for form in [ReportForm.unspecified, .markdown] {
            let text = try hub.steward.getReport(GetReportRequest(window: "now", form: form))
            #expect(text.page.isEmpty && text.markdown.contains("We plan"))
        }
    }

    @Test func `a page has the sentences of the Markdown without its escapes`() throws {
        let report = try ReportExamples.report("full")
        let html = report.page.html
        #expect(html.contains("Since “Spring 2026”") && html.contains("Since last"))
        // Styles have escapes of their own.
        let body = try #require(html.split(separator: "</style>").last)
            .replacing(/style="[^"]*"/, with: "")
        let escapes = body.split(separator: "\\").dropFirst().map { $0.prefix(40) }
        #expect(escapes.isEmpty, "\(escapes)")
        #expect(body.contains("The forecast convinced;<br>the apprentices did not"))
        #expect(body.contains("Autumn 2026"))
    }
}
