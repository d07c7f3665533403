import HubText
import HubWire

/// A self-assessment for people: how far it is, its ratings as a picture, then what it says.
struct AssessmentPage {
    /// The edition it is written against; without items codes stand where names would.
    var edition = FrameworkEdition()
    /// The scale of its ratings; `nil` where the region has set none.
    var scale: RatingScale?
    private let assessment: Assessment
    private let window: Window

    /// The page of a self-assessment in its window.
    init(_ assessment: Assessment, _ window: Window) {
        self.assessment = assessment
        self.window = window
    }

    /// A row for each statement and each rating, in the words of the file that `export` writes.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("window", "Window"), .init("priority", "Priority"), .init("kind", "Kind"),
            .init("reference", "Reference"), .init("text", "Text"),
            .init("evidence", "Evidence"), .init("sharing", "Sharing"),
            .init("rating", "Rating"),
        ])
        for priority in assessment.priorities {
            for (kind, statements) in [
                (TableColumns.strength, priority.strengths),
                (TableColumns.improvement, priority.improvements),
            ] {
                listing.rows += statements.map { row(priority.item, kind, $0) }
            }
            if let rating = priority.rating {
                listing.rows.append([
                    .text(window.id), .text(priority.item),
                    .text(TableColumns.rating), "", "", "", "",
                    .text(level(rating)),
                ])
            }
        }
        if !assessment.peerChallengeNote.isEmpty {
            listing.rows.append([
                .text(window.id), "", .text(TableColumns.peerChallenge), "",
                .text(assessment.peerChallengeNote), "", "", "",
            ])
        }
        return listing
    }

    /// The level's name; its number where the scale is not known.
    private func level(_ rating: UInt32) -> String {
        guard let scale, let index = Int(exactly: rating), scale.levels.indices ~= index - 1 else {
            return "\(rating)"
        }
        return scale.levels[index - 1].name
    }

    /// The page.
    ///
    /// - Parameter style: The terminal.
    /// - Returns: Lines without line ends.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("\(window.name) (\(window.id)): \(Wording.state(assessment.state))")
        for fact in facts { page.paragraph(fact) }
        if let scale {
            page.gap()
            page.add(ScalePage.chart(scale, rows: rated).lines(style))
        }
        for priority in assessment.priorities where !isSilent(priority) {
            page.gap()
            page.heading("\(priority.item)  \(name(priority.item))")
            show(priority.strengths, "Strengths", on: &page)
            show(priority.improvements, "Areas for improvement", on: &page)
        }
        let silent = codes.filter { code in
            !assessment.priorities.contains {
                $0.item.utf8.elementsEqual(code.utf8) && !isSilent($0)
            }
        }
        if !silent.isEmpty, silent.count < codes.count {
            page.gap()
            page.paragraph("Nothing is written yet about \(silent.joined(separator: ", ")).")
        }
        if !assessment.peerChallengeNote.isEmpty {
            page.gap()
            page.heading("Peer challenge")
            page.paragraph(assessment.peerChallengeNote, indent: 2)
        }
        return page.lines
    }

    private var facts: [String] {
        var facts: [String] = []
        if assessment.revision > 0 {
            let time = assessment.changed.map { ", changed on \(Wording.time($0))" } ?? ""
            facts.append("Revision \(assessment.revision)\(time).")
        }
        if let day = assessment.handedIn { facts.append("Handed in on \(Wording.day(day)).") }
        if let agreement = assessment.agreement {
            facts.append("Agreed on \(Wording.day(agreement.day)) by the \(agreement.role).")
        }
        return facts
    }

    private var codes: [String] { edition.items.map(\.code) }

    /// The ratings of all items of the edition, or of those that are rated where it is not known.
    private var rated: [RatingChart.Row] {
        let codes = edition.items.isEmpty ? assessment.priorities.map(\.item) : codes
        return codes.map { code in
            let priority = assessment.priorities.first { $0.item.utf8.elementsEqual(code.utf8) }
            let level = priority?.rating.map { Int($0) }
            return RatingChart.Row("\(code)  \(name(code))", level: level)
        }
    }

    private func name(_ code: String) -> String {
        edition.items.first { $0.code.utf8.elementsEqual(code.utf8) }?.name ?? ""
    }

    private func isSilent(_ priority: PriorityAssessment) -> Bool {
        priority.strengths.isEmpty && priority.improvements.isEmpty
    }

    private func show(_ statements: [Statement], _ title: String, on page: inout Page) {
        guard !statements.isEmpty else { return }
        page.paragraph(title, indent: 2)
        for statement in statements {
            let sharing = " (\(Wording.sharing(statement.sharing)))"
            page.entry(statement.reference, statement.text + sharing, indent: 4)
            for evidence in statement.evidence {
                page.paragraph("Evidence: \(Wording.evidence(evidence))", indent: 10)
            }
        }
    }

    private func row(_ item: String, _ kind: String, _ statement: Statement) -> [Listing.Value] {
        [
            .text(window.id), .text(item), .text(kind), .text(statement.reference),
            .text(statement.text),
            .text(statement.evidence.map(Wording.evidence).joined(separator: "\n")),
            .text(Wording.sharing(statement.sharing)), "",
        ]
    }
}
