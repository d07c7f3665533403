import HubDomain
import HubText
import HubWire

/// A self-assessment as one page in Markdown that also reads well as plain text.
struct AssessmentReport {
    let frame: AssessmentFrame
    let stored: HubWire.Assessment
    let councilName: String
    let isExample: Bool

    /// The page.
    var markdown: String {
        var lines = ["# \(escaped(councilName)): \(escaped(frame.window.name))", ""]
        if isExample { lines += ["**Invented data of an example council.**", ""] }
        lines += ["\(escaped(frame.edition.frameworkName)), \(escaped(frame.edition.label)).", ""]
        lines += [stateLine, ""]
        for item in frame.edition.items {
            guard let priority = stored.priorities.first(where: { $0.item == item.code }) else {
                lines += ["## \(escaped(item.name))", "", "Nothing was said.", ""]
                continue
            }
            lines += section(item, priority)
        }
        if !stored.peerChallengeNote.isEmpty {
            lines += ["## Peer challenge", "", escaped(stored.peerChallengeNote), ""]
        }
        lines.append("Revision \(stored.revision).")
        return lines.joined(separator: "\n") + "\n"
    }

    private var stateLine: String {
        switch stored.state {
        case .agreed:
            let day = stored.agreement.flatMap { ISODay.read($0.day) }?.words ?? ""
            return "Agreed by the \(escaped(stored.agreement?.role ?? "")) on \(day)."
        case .handedIn:
            let day = stored.handedIn.flatMap { ISODay.read($0) }?.words ?? ""
            return "Handed in on \(day)."
        default: return "A draft."
        }
    }

    private func section(
        _ item: HubWire.FrameworkItem,
        _ priority: PriorityAssessment
    ) -> [String] {
        var lines = ["## \(escaped(item.name))", ""]
        if let rating = priority.rating, let scale = frame.scale,
            let level = frame.domainScale?.name(of: Int(rating))
        {
            lines += ["Rating: \(escaped(level)) (\(rating) of \(scale.levels.count)).", ""]
        }
        for (title, statements) in [
            ("Strengths", priority.strengths), ("Areas for improvement", priority.improvements),
        ] where !statements.isEmpty {
            lines += ["\(title):", ""]
            for statement in statements { lines += bullet(statement) }
            lines.append("")
        }
        return lines
    }

    private func bullet(_ statement: HubWire.Statement) -> [String] {
        let text = escaped(statement.text.split(separator: "\n").joined(separator: " "))
        var lines = ["- \(text)"]
        for evidence in statement.evidence {
            switch evidence.evidence {
            case .link(let link)?: lines.append("  Evidence: <\(link)>")
            case .document(let title)?: lines.append("  Evidence: \(escaped(title))")
            case nil: break
            }
        }
        return lines
    }

    /// Text in which nothing is Markdown.
    private func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
