import HubText
import HubWire

/// What changed, or would change, in a self-assessment.
enum DifferenceList {
    /// A row for each difference.
    static func listing(_ differences: [Difference]) -> Listing {
        var listing = Listing(columns: [
            .init("item", "Priority"), .init("part", "Part"), .init("kind", "Change"),
            .init("before", "Before"), .init("after", "After"), .init("movement", "Movement"),
            .init("aspect", "What"), .init("sharing_before", "Shared before"),
            .init("sharing_after", "Shared after"),
        ])
        listing.rows = differences.map { difference in
            [
                .text(difference.item), .text(difference.part),
                .text(difference.kind, role(difference)), .text(difference.before),
                .text(difference.after), .text(difference.movement), .text(difference.aspect),
                .text(sharing(difference.sharingBefore)), .text(sharing(difference.sharingAfter)),
            ]
        }
        return listing
    }

    /// The differences for a terminal: a sign, the place, and the texts beside it.
    static func lines(_ differences: [Difference], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        guard style.layout == .grid else {
            for difference in differences { page.paragraph(sentence(difference)) }
            return page.lines
        }
        for difference in differences {
            let place = [sign(difference), difference.item, part(difference)]
            page.entry(
                place.filter { !$0.isEmpty }.joined(separator: " "),
                text(difference),
                role: role(difference)
            )
        }
        return page.lines
    }

    private static func text(_ difference: Difference) -> String {
        let movement = difference.movement.isEmpty ? "" : " (\(difference.movement))"
        if difference.kind == "added" {
            let seen = sharing(difference.sharingAfter)
            return difference.after + movement + (seen.isEmpty ? "" : " (\(seen))")
        }
        if difference.kind == "removed" { return "was: \(difference.before)" }
        let before = difference.before.isEmpty ? "nothing" : difference.before
        let after = difference.after.isEmpty ? "nothing" : difference.after
        let reach = isWider(difference) ? "; others outside the council see it" : ""
        return "was: \(before)\nnow: \(after)\(movement)\(reach)"
    }

    private static func isWider(_ difference: Difference) -> Bool {
        difference.aspect == "sharing"
            && difference.sharingAfter.rawValue > difference.sharingBefore.rawValue
    }

    /// Who may see it; empty where it is not about a statement.
    private static func sharing(_ sharing: Sharing) -> String {
        sharing == .unspecified ? "" : Wording.sharing(sharing)
    }

    /// The difference as a screen reader reads it.
    private static func sentence(_ difference: Difference) -> String {
        let place = [difference.item, part(difference)].filter { !$0.isEmpty }
        let movement = difference.movement.isEmpty ? "" : ", \(difference.movement)"
        let what: String
        switch difference.kind {
        case "added":
            let seen = sharing(difference.sharingAfter)
            what = "added: \(difference.after)\(movement)" + (seen.isEmpty ? "" : " (\(seen))")
        case "removed": what = "removed. It was: \(difference.before)"
        default:
            let before = difference.before.isEmpty ? "nothing" : difference.before
            let after = difference.after.isEmpty ? "nothing" : difference.after
            what = "changed. Before: \(before). Now: \(after)\(movement)"
        }
        return "\(place.joined(separator: ", ")) \(what)" + (what.hasSuffix(".") ? "" : ".")
    }

    private static func part(_ difference: Difference) -> String {
        // A statement that came or went is its text; only what changed has to be said.
        let aspect = difference.kind == "changed" ? difference.aspect : ""
        let words = difference.part.split(separator: "_").joined(separator: " ")
        return aspect.isEmpty ? words : "\(words) \(aspect)"
    }

    private static func sign(_ difference: Difference) -> String {
        switch difference.kind {
        case "added": "+"
        case "removed": "-"
        default: "~"
        }
    }

    private static func role(_ difference: Difference) -> TextRole? {
        switch difference.kind {
        case "added": .good
        case "removed": .bad
        default: .warning
        }
    }
}
