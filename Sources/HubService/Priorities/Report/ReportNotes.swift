import HubWire

/// Strengths and areas for improvement, as many as there is room for: each priority has its first
/// before one has its second.
struct ReportNotes {
    let frame: AssessmentFrame
    let stored: HubWire.Assessment

    /// Lines that one text may take, and pieces of evidence that are shown under it.
    private static let textLinesMax = 3
    private static let evidenceMax = 2

    /// One strength or area as it stands on the page.
    private struct Note {
        let lines: [String]
        let isCut: Bool
        let evidenceLeftOut: Int
    }

    /// What a page shows.
    struct Shown {
        /// The lines of the part.
        var lines: [String] = []
        /// Strengths and areas that had no room, by the code of their priority.
        var leftOut: [(code: String, count: Int)] = []
        /// Texts that were shortened.
        var cut = 0
        /// Pieces of evidence that had no room under a text that is there.
        var evidenceLeftOut = 0

        /// Whether everything is there.
        var isWhole: Bool { leftOut.isEmpty && cut == 0 && evidenceLeftOut == 0 }
    }

    /// The part in a number of lines.
    ///
    /// - Parameter height: How many lines there are on paper.
    /// - Returns: What fits.
    func shown(in height: Int) -> Shown {
        let sections = frame.edition.items.compactMap { item in
            stored.priorities.first { $0.item == item.code }.map { (item, notes($0)) }
        }.filter { !$0.1.isEmpty }
        var shown = Shown()
        guard !sections.isEmpty else {
            shown.lines = ["No strength and no area for improvement was written."]
            return shown
        }
        var counts = [Int](repeating: 0, count: sections.count)
        var isFull = [Bool](repeating: false, count: sections.count)
        var left = height
        while let next = turn(sections.map(\.1), counts, isFull) {
            let note = sections[next].1[counts[next]]
            let cost = ReportText.height(note.lines) + (counts[next] == 0 ? 1 : 0)
            guard cost <= left else {
                isFull[next] = true
                continue
            }
            left -= cost
            counts[next] += 1
        }
        for (place, (item, notes)) in sections.enumerated() {
            let kept = notes.prefix(counts[place])
            if !kept.isEmpty {
                shown.lines.append(
                    "### \(ReportText.escaped(item.code)) \(ReportText.escaped(item.name))"
                )
            }
            shown.lines += kept.flatMap(\.lines)
            shown.cut += kept.count { $0.isCut }
            shown.evidenceLeftOut += kept.reduce(0) { $0 + $1.evidenceLeftOut }
            let rest = notes.count - kept.count
            if rest > 0 { shown.leftOut.append((ReportText.escaped(item.code), rest)) }
        }
        return shown
    }

    /// Whose turn it is: of those that have something left, the one that has had the fewest.
    private func turn(_ notes: [[Note]], _ counts: [Int], _ isFull: [Bool]) -> Int? {
        notes.indices.filter { !isFull[$0] && counts[$0] < notes[$0].count }
            .min { counts[$0] < counts[$1] }
    }

    /// Strengths and areas by turns, so that neither is crowded out by the other.
    private func notes(_ priority: PriorityAssessment) -> [Note] {
        let (strengths, areas) = (priority.strengths, priority.improvements)
        return (0..<max(strengths.count, areas.count)).flatMap { place in
            [strengths, areas].compactMap { $0.indices.contains(place) ? note($0[place]) : nil }
        }
    }

    private func note(_ statement: HubWire.Statement) -> Note {
        let mark =
            switch statement.sharing {
            case .private: "(private)"
            case .unnamed: "(shared unnamed)"
            case .named: "(shared named)"
            default: "(sharing not known)"
            }
        let text = "\(statement.reference) \(mark) \(ReportText.escaped(statement.text))"
        let entry = ReportText.entry(text, linesMax: Self.textLinesMax)
        let pieces = statement.evidence.compactMap { evidence in
            switch evidence.evidence {
            case .link(let link)?: "  Evidence: <\(link)>"
            case .document(let title)?: "  Evidence: \(ReportText.escaped(title))"
            case nil: nil as String?
            }
        }
        let shown = Array(pieces.prefix(Self.evidenceMax))
        return Note(
            lines: entry.lines + shown,
            isCut: entry.isCut,
            evidenceLeftOut: statement.evidence.count - shown.count
        )
    }
}
