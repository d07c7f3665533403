import HubText
import HubWire

/// An edition of a framework for people: what is known, and what was never published.
struct EditionPage {
    private let edition: FrameworkEdition

    /// The page of an edition.
    init(_ edition: FrameworkEdition) { self.edition = edition }

    /// A row for each item.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("edition", "Edition"), .init("code", "Code"), .init("name", "Name"),
            .init("heading", "Heading"), .init("kind", "Kind"),
            .init("description", "Description"), .init("prompts", "Prompts"),
            .init("deliverables", "Deliverables"), .init("sources", "Sources"),
        ])
        listing.rows = edition.items.map { item in
            [
                .text(edition.id), .text(item.code), .text(item.name), .text(item.heading ?? ""),
                .text(item.kind ?? ""), .text(item.descriptionValue?.text ?? ""),
                .text(item.prompts?.texts.joined(separator: "\n") ?? ""),
                .text(item.deliverables.map(Self.words).joined(separator: "\n")),
                .text(item.sources.joined(separator: " ")),
            ]
        }
        return listing
    }

    /// The page.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("\(edition.frameworkName): \(edition.label)")
        var facts = "Edition \(edition.id), valid from \(edition.validFromWords)."
        if !edition.isOrderPublished { facts += " No source gives an order." }
        if !edition.isComplete { facts += " The list is not complete." }
        page.paragraph(facts)
        if !edition.note.isEmpty { page.paragraph(edition.note) }
        for heading in edition.headings {
            page.gap()
            page.heading("\(heading.code)  \(heading.name)")
            for item in edition.items where Self.isSame(item.heading, heading.code) {
                show(item, on: &page)
            }
        }
        let codes = edition.headings.map(\.code)
        let others = edition.items.filter { item in
            !codes.contains { Self.isSame(item.heading, $0) }
        }
        if !others.isEmpty { page.gap() }
        for item in others { show(item, on: &page) }
        page.gap()
        for gap in gaps { page.paragraph(gap) }
        showSources(on: &page)
        return page.lines
    }

    private func show(_ item: FrameworkItem, on page: inout Page) {
        let sources = item.sources.isEmpty ? "" : " [\(item.sources.joined(separator: ", "))]"
        page.entry(item.code, item.name + sources)
        if let text = item.descriptionValue?.text { page.paragraph(text, indent: 8) }
        for prompt in item.prompts?.texts ?? [] { page.entry("?", prompt, indent: 8) }
        for deliverable in item.deliverables { page.paragraph(Self.words(deliverable), indent: 8) }
        for variant in item.variants {
            page.paragraph("Also met as “\(variant.name)”: \(variant.seenIn).", indent: 8)
        }
    }

    /// What nobody published and nobody loaded.
    private var gaps: [String] {
        var gaps: [String] = []
        let descriptions = edition.items.count { $0.descriptionValue == nil }
        let prompts = edition.items.count { $0.prompts == nil }
        let own = "not published; the region can load its own (whub priorities load-framework)."
        if descriptions > 0 { gaps.append("Descriptions\(share(descriptions)): \(own)") }
        if prompts > 0 { gaps.append("Prompts\(share(prompts)): \(own)") }
        if let themes = edition.themes {
            gaps.append("Themes across the items: \(themes.texts.joined(separator: "; ")).")
        } else if edition.kind == .priorities {
            gaps.append("Themes across the items: \(own)")
        }
        if edition.items.contains(where: { $0.codeOrigin == .ours }) {
            gaps.append("Codes are this program's, so that there is something to refer to.")
        }
        return gaps
    }

    private func showSources(on page: inout Page) {
        guard !edition.sources.isEmpty else { return }
        page.gap()
        page.heading("Sources")
        for source in edition.sources {
            var text = "\(source.publisher): \(source.title)"
            if let address = source.address { text += " <\(address)>" }
            page.entry(source.mark, text)
        }
    }

    private func share(_ count: Int) -> String {
        let all = edition.items.count
        return count == all ? "" : " of \(count) of \(Wording.count(all, "item"))"
    }

    private static func words(_ deliverable: Deliverable) -> String {
        var parts: [String] = []
        if let body = deliverable.body { parts.append(body) }
        if let due = deliverable.due { parts.append("due \(due)") }
        switch deliverable.state {
        case .notStarted: parts.append("not started")
        case .inProgress: parts.append("in progress")
        case .completed: parts.append("completed")
        default: break
        }
        return parts.joined(separator: "; ")
    }

    private static func isSame(_ left: String?, _ right: String) -> Bool {
        left.map { $0.utf8.elementsEqual(right.utf8) } ?? false
    }
}
