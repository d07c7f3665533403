import HubText
import HubWire

/// What changed, or would change, in a self-assessment.
enum DifferenceList {
    /// A row for each difference.
    static func listing(_ differences: [Difference]) -> Listing {
        var listing = Listing(columns: [
            .init("item", "Priority"), .init("part", "Part"), .init("kind", "Change"),
            .init("before", "Before"), .init("after", "After"), .init("movement", "Movement"),
        ])
        listing.rows = differences.map { difference in
            [
                .text(difference.item), .text(difference.part),
                .text(difference.kind, role(difference)), .text(difference.before),
                .text(difference.after), .text(difference.movement),
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
        if difference.before.isEmpty { return difference.after + movement }
        if difference.after.isEmpty { return "was: \(difference.before)" }
        return "was: \(difference.before)\nnow: \(difference.after)\(movement)"
    }

    /// The difference as a screen reader reads it.
    private static func sentence(_ difference: Difference) -> String {
        let place = [difference.item, part(difference)].filter { !$0.isEmpty }
        let movement = difference.movement.isEmpty ? "" : ", \(difference.movement)"
        let what: String
        if difference.before.isEmpty {
            what = "added: \(difference.after)\(movement)"
        } else if difference.after.isEmpty {
            what = "removed. It was: \(difference.before)"
        } else {
            what = "changed. Before: \(difference.before). Now: \(difference.after)\(movement)"
        }
        return "\(place.joined(separator: ", ")) \(what)" + (what.hasSuffix(".") ? "" : ".")
    }

    private static func part(_ difference: Difference) -> String {
        difference.part.split(separator: "_").joined(separator: " ")
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
