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

    /// The differences for a terminal: a sign, the place, and the texts below one another.
    static func lines(_ differences: [Difference], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for difference in differences {
            let place = [difference.item, part(difference)].filter { !$0.isEmpty }
            let movement = difference.movement.isEmpty ? "" : " (\(difference.movement))"
            page.paragraph(
                "\(sign(difference)) \(place.joined(separator: " ")): \(difference.kind)\(movement)",
                role: role(difference)
            )
            if !difference.before.isEmpty { page.entry("before", difference.before, indent: 4) }
            if !difference.after.isEmpty {
                let mark = difference.before.isEmpty ? "text" : "after"
                page.entry(mark, difference.after, indent: 4)
            }
        }
        return page.lines
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
