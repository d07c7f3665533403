package import HubDomain
package import HubText

/// A self-assessment as one page for a meeting: it works from a file, loads nothing, runs nothing,
/// prints well, and says in words what its pictures show.
///
/// It holds what the council wrote, private notes too: each says who may see it.
package struct PriorityReport: Sendable {
    /// The largest page.
    package static let bytesMax = 500 * 1_024
    /// How far each part may fill the page, so that there is room for those behind it.
    private static let glancePlace = 120 * 1_024
    private static let notesPlace = 440 * 1_024
    private static let scalePlace = 490 * 1_024

    /// What stands around a self-assessment.
    package struct Frame: Sendable {
        /// Whose it is.
        package var owner: String
        /// The window's name.
        package var window: String
        /// The framework's name.
        package var framework: String
        /// The framework's edition.
        package var edition: Edition
        /// How far it is and when its window opens and closes, a sentence each.
        package var passages: [String]
        /// What changed since the last assessment, as a sentence.
        package var since: String
        /// The changes themselves; `nil` where there is no earlier assessment.
        package var comparison: AssessmentComparison?
        /// The revision that is shown.
        package var revision: UInt64
        /// The day in London on which the page is made.
        package var today: Day
        /// Whether it is invented, of an example hub.
        package var isExample: Bool

        /// A frame of its parts.
        package init(
            owner: String,
            window: String,
            framework: String,
            edition: Edition,
            passages: [String],
            since: String,
            comparison: AssessmentComparison?,
            revision: UInt64,
            today: Day,
            isExample: Bool
        ) {
            self.owner = owner
            self.window = window
            self.framework = framework
            self.edition = edition
            self.passages = passages
            self.since = since
            self.comparison = comparison
            self.revision = revision
            self.today = today
            self.isExample = isExample
        }
    }

    /// The page.
    package let html: String
    /// Whether parts had no room; the page counts them.
    package let isCut: Bool

    /// Writes a page.
    ///
    /// - Parameters:
    ///   - assessment: The self-assessment.
    ///   - frame: What stands around it.
    package init(_ assessment: Assessment, _ frame: Frame) {
        var writer = PriorityReportWriter(assessment, frame)
        writer.begin()
        writer.pictures()
        writer.glance(upTo: Self.glancePlace)
        writer.priorities(upTo: Self.notesPlace)
        writer.peerChallenge()
        writer.scale(upTo: Self.scalePlace)
        writer.end()
        html = writer.page.html
        isCut = writer.isCut
    }
}

/// Writes the parts of the page, one after the other.
private struct PriorityReportWriter {
    private(set) var page = PageText()
    private(set) var isCut = false
    private let assessment: Assessment
    private let frame: PriorityReport.Frame

    init(_ assessment: Assessment, _ frame: PriorityReport.Frame) {
        self.assessment = assessment
        self.frame = frame
    }

    private var items: [FrameworkItem] { frame.edition.items }

    private func entry(_ item: FrameworkItem) -> Assessment.Entry? {
        assessment.entries[item.code].flatMap { $0.isEmpty ? nil : $0 }
    }

    mutating func begin() {
        let title = "\(frame.owner): \(frame.window)"
        page.raw(PageText.head(title))
        page.raw("<body>\n<main>")
        page.element("h1", title)
        if frame.isExample {
            page.element("p", "Example data: invented, of an example hub.", "class=\"example\"")
        }
        page.element("p", "\(frame.framework), \(frame.edition.label).")
        page.list(frame.passages)
        page.element("h2", "At a glance")
        let said = items.compactMap { entry($0) }
        func count(_ kind: AssessmentNote.Kind) -> Int {
            said.reduce(0) { $0 + $1.notes(kind).count }
        }
        var words = [
            "\(said.count) of \(NumberText.count(items.count, "priority", "priorities")) written",
            NumberText.count(count(.strength), "strength"),
            NumberText.count(count(.improvement), "area for improvement", "areas for improvement"),
        ]
        if assessment.scale != nil { words.append("\(said.count { $0.rating != nil }) rated") }
        page.list(words, "class=\"glance\"")
        page.element("p", frame.since)
    }

    mutating func pictures() {
        picture(PriorityCharts.ratings(assessment, frame.edition), "ratings", "Ratings")
        picture(
            PriorityCharts.notes(assessment, frame.edition),
            "notes",
            "Strengths and areas for improvement"
        )
    }

    private mutating func picture(
        _ drawn: (chart: SpanChart, leftOut: Int)?,
        _ id: String,
        _ title: String
    ) {
        guard let (chart, leftOut) = drawn else { return }
        page.raw("<figure class=\"wide\">")
        page.raw(SpanChartPicture.svg(chart, id: id, title: title))
        page.bars(chart, title: title)
        if leftOut > 0 {
            let more = NumberText.count(leftOut, "more priority has", "more priorities have")
            page.element("figcaption", "\(more) no room in the picture; the table has them.")
        }
        page.raw("</figure>")
    }

    mutating func glance(upTo place: Int) {
        guard !items.isEmpty else { return }
        var columns = ["Priority", "Rating", "Strengths", "Areas for improvement"]
        if frame.comparison != nil { columns.append("Since last") }
        table(
            "Each priority",
            columns,
            items.map { item in
                let entry = entry(item)
                let counts = AssessmentNote.Kind.allCases.map { kind in
                    // Nothing said at all is not the same as none among what was said.
                    entry.map { "\($0.notes(kind).count)" } ?? "nothing said"
                }
                var cells = ["\(item.code) \(item.name)"]
                cells.append(RatingWords.long(entry, assessment.scale))
                cells += counts
                if let comparison = frame.comparison {
                    let isRated = entry?.rating != nil
                    cells.append(comparison.movementWords(item.code, isRated: isRated) ?? "–")
                }
                return cells
            },
            upTo: place
        )
    }

    mutating func priorities(upTo place: Int) {
        for (index, item) in items.enumerated() {
            guard page.bytes < place else {
                isCut = true
                let more = NumberText.count(items.count - index, "priority has", "priorities have")
                return page.element("p", "\(more) no room on this page.")
            }
            // What one priority leaves over, those behind it have.
            let share = max(0, place - page.bytes) / (items.count - index)
            let end = page.bytes + share
            page.element("h2", "\(item.code) \(item.name)")
            guard let entry = entry(item) else {
                page.element("p", "Nothing said.")
                continue
            }
            let rating = RatingWords.long(entry, assessment.scale)
            if assessment.scale != nil { page.element("p", "Rating: \(rating).") }
            guard !entry.notes.isEmpty else {
                page.element("p", "No strength and no area for improvement was written.")
                continue
            }
            table(
                "What was written under \(item.code)",
                ["Ref", "Kind", "Text", "Evidence", "Who may see it"],
                entry.notes.sorted { $0.reference < $1.reference }.map { note in
                    [
                        "\(note.reference)", note.reference.kind.words, note.text,
                        note.evidence.map(\.text).joined(separator: "; "), note.sharing.words,
                    ]
                },
                upTo: end
            )
        }
    }

    mutating func peerChallenge() {
        page.element("h2", "Peer challenge")
        page.element("p", assessment.peerChallenge ?? "No note was written.")
    }

    mutating func scale(upTo place: Int) {
        page.element("h2", "Scale")
        guard let scale = assessment.scale else {
            page.element("p", "The window has no scale, so nothing is rated.")
            return
        }
        page.element("p", RatingWords.goodEnd(scale))
        table(
            "Levels of the scale “\(scale.name)”",
            ["Level", "Name", "Meaning"],
            scale.levels.enumerated().map { index, level in
                let meaning = level.meaning.isEmpty ? "no meaning was written" : level.meaning
                return ["\(index + 1)", level.name, meaning]
            },
            upTo: place
        )
    }

    /// A table while the page is not full up to a place; what has no room is counted below it.
    private mutating func table(
        _ caption: String,
        _ columns: [String],
        _ rows: [[String]],
        upTo place: Int
    ) {
        let leftOut = page.table(caption, columns, rows, upTo: place)
        if leftOut > 0 { isCut = true }
    }

    mutating func end() {
        page.element(
            "p",
            "Source: \(frame.owner), revision \(frame.revision) of its self-assessment against "
                + "\(frame.framework), \(frame.edition.label); written on \(frame.today.words).",
            "class=\"note\""
        )
        page.raw("</main>\n</body>\n</html>")
    }
}
