import HubDomain
import HubReport
import HubText
import Testing

/// A race equality return as a page: well-formed, self-contained, small, and with what its pictures
/// show in words, the doubt before the direction.
struct WresReportTests {
    private let today: Day

    init() throws { today = try DayText.day("01/09/2025") }

    private func figure(
        _ indicator: WresIndicator,
        _ minority: (Int, Int),
        _ white: (Int, Int),
        change: String = ""
    ) throws -> WresReport.Figure {
        let table = RatioTable(
            minority: try EventCount(events: minority.0, people: minority.1),
            white: try EventCount(events: white.0, people: white.1)
        )
        let reading = RatioReading(table, polarity: indicator.polarity)
        return WresReport.Figure(
            indicator,
            RatioChart.Entry(indicator.label, reading),
            counts: ("\(minority.0) of \(minority.1)", "\(white.0) of \(white.1)"),
            interval: reading.koopman.value.map { RatioWords.range($0) } ?? "",
            change: change,
            sentences: [ReadingWords.ratio(reading)] + ReadingWords.findings(reading, indicator)
        )
    }

    private func missing(_ indicator: WresIndicator) -> WresReport.Figure {
        WresReport.Figure(
            indicator,
            RatioChart.Entry(indicator.label, missing: .notProvided),
            counts: ("not given", "not given"),
            interval: "",
            change: "",
            sentences: ["Not computed: not provided."]
        )
    }

    private func adults() throws -> WresReport.Service {
        WresReport.Service(
            "Adults’ services <&>",
            figures: [
                try figure(.appointment, (52, 400), (300, 1_200), change: "No clear change."),
                try figure(.disciplinary, (1, 20), (4, 300)),
                try figure(.development, (120, 200), (300, 800)),
                try figure(.leaving, (30, 200), (120, 800)), missing(.harassmentPublic),
            ],
            bands: [
                ["under £30,000", "120", "400", "30", "21.8%", "60.0%", "50.0%"],
                ["£30,000 <and> over", "80", "400", "20", "16.0%", "40.0%", "50.0%"],
            ]
        )
    }

    private func action(_ code: String, _ indicators: [String]) -> WresReport.Action {
        WresReport.Action(
            code: code,
            indicators: indicators,
            text: "Mixed <panels> & more",
            lead: "Head of recruitment",
            when: "by 1 March 2026",
            state: "open",
            result: ""
        )
    }

    private func report(
        _ services: [WresReport.Service],
        _ actions: [WresReport.Action] = [],
        isExample: Bool = false
    ) -> WresReport {
        WresReport(
            services,
            actions: actions,
            WresReport.Frame(
                owner: "Example Council A",
                cycle: "2024",
                notes: ["This cycle calls the minoritised group “another label”."],
                passages: ["The return is handed in."],
                sources: ["Skills for Care: Findings"],
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
        let html = report([try adults()], [action("A1", ["2"])]).html
        let names = try names(html)
        #expect(names.prefix(2) == ["html", "head"] && html.contains("<html lang=\"en-GB\">"))
        #expect(names.count { $0 == "h1" } == 1 && names.count { $0 == "main" } == 1)
        #expect(names.count { $0 == "svg" } == 1 && names.count { $0 == "title" } == 2)
        #expect(names.count { $0 == "desc" } == 1 && names.count { $0 == "table" } == 4)
        #expect(names.count { $0 == "table" } == names.count { $0 == "caption" })
        #expect(!names.contains("h3") && !names.contains("script") && !names.contains("a"))
        // On a telephone bars stand in the place of the picture, a row of it each.
        #expect(html.contains("<figure class=\"wide\">") && html.contains("class=\"bars\""))
        // Each has the line at 1 and the shaded range behind it, and the axis names both ends.
        let bars = try #require(html.firstRange(of: "<div class=\"bars\">"))
        let rest = html[bars.upperBound...]
        let tracks = rest.split(separator: "<div class=\"track\">").dropFirst()
        #expect(tracks.count > 3)
        #expect(tracks.allSatisfy { $0.hasPrefix("<b style=\"left:") && $0.contains("<i style=") })
        let axis = try #require(rest.firstRange(of: "<div class=\"scale\""))
        let marks = rest[axis.upperBound...].prefix { $0 != "\n" }
        #expect(marks.contains(">0.2<") && marks.contains(">1<") && marks.contains(">50<"))
        #expect(html.contains("from 0.2 at the left to 50 at the right; half and double"))
    }

    @Test
    func `the page loads nothing, runs nothing, and takes no markup from a text`() throws {
        let html = report([try adults()], [action("A1", ["2"])]).html
        for word in [
            "<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "href=", "onload",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("Mixed &lt;panels&gt; &amp; more") && !html.contains("<panels>"))
        #expect(html.contains("services &lt;&amp;&gt;") && html.contains("£30,000 &lt;and&gt;"))
    }

    @Test
    func `directions stand in words, the doubt before them, and gaps in people`() throws {
        let html = report([try adults()], [action("A1", ["2"])]).html
        for words in [
            "Adverse and clear: 2 Appointment from shortlisting.",
            "Too few cases to read: 3 Entry into the formal disciplinary process.",
            "In favour of minoritised staff and clear: 5 Funded non-mandatory CPD.",
            "Inside the four-fifths range: 8 Leaving within the year.",
            "No ratio: 6 Harassment from the public.", "<td>Adverse and clear</td>",
            "<td>Too few cases to read</td>",
            "At the white rate about 100 would have been appointed, 52 were (not a target).",
            "<td>0.52, 0.40 to 0.68</td>", "<td>52 of 400</td>", "<td>No clear change.</td>",
            "Below 1 is adverse for the indicators 2, 5 and 9, above 1 for the others.",
            "a small one is about somebody", "1 Ethnic make-up of each pay band",
            "This cycle calls the minoritised group", "Skills for Care: Findings",
            "revision 7 of the return for cycle 2024; written on 1 September 2025",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        // Of too few cases no direction is told to people, in the picture and beside it.
        #expect(!html.contains("3 Entry into the formal disciplinary process: 3.75, 275%"))
        #expect(html.contains("too few cases to read anything into it"))
        #expect(!html.contains("Example data") && html.components(of: "Actions: A1.") == 1)
        #expect(report([try adults()], isExample: true).html.contains("Example data: invented"))
    }

    @Test
    func `what is adverse without an action is said, and what is too doubtful is not`() throws {
        let none = report([try adults()]).html
        #expect(none.contains("Adverse, and no action is linked: 2."))
        #expect(none.contains("The plan has no action yet."))
        let linked = report([try adults()], [action("A1", ["2", "8"])]).html
        #expect(!linked.contains("no action is linked") && linked.contains("<td>2, 8</td>"))
    }

    @Test
    func `an empty return is a page, and the largest is cut and says so`() throws {
        let empty = report([])
        #expect(try !names(empty.html).contains("svg") && !empty.isCut)
        #expect(empty.html.contains("The return gives no counts."))
        let long = String(repeating: "<&> ", count: 1_000)
        let many = (1...200).map { number in
            var action = action("A\(number)", ["2"])
            (action.text, action.result) = (long, long)
            return action
        }
        var service = try adults()
        service.bands = (1...200).map { ["\($0) \(long)", "1", "2", "3", "1%", "2%", "3%"] }
        let report = report([service, service, service], many)
        #expect(report.html.utf8.count <= WresReport.bytesMax)
        #expect(report.isCut && report.html.contains("no room on this page"))
        _ = try names(report.html)
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int { split(separator: text).count - 1 }
}
