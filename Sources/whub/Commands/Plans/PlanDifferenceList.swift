import HubText
import HubWire

/// What changed, or would change, in a plan.
enum PlanDifferenceList {
    /// A row for each difference.
    static func listing(_ differences: [PlanDifference]) -> Listing {
        var listing = Listing(columns: [
            .init("part", "Part"), .init("change", "Change"), .init("field", "What"),
            .init("before", "Before"), .init("after", "After"), .init("worse", "Worse"),
        ])
        listing.rows = differences.map { difference in
            [
                .text(difference.part), .text(difference.kind, role(difference)),
                .text(difference.field), .text(difference.before), .text(difference.after),
                .text(difference.isWorse ? "worse" : ""),
            ]
        }
        return listing
    }

    /// The differences for a terminal.
    static func lines(
        _ differences: [PlanDifference],
        leftOut: UInt32,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        for difference in differences {
            page.entry(mark(difference), text(difference), role: role(difference))
        }
        if leftOut > 0 {
            page.paragraph("\(leftOut) more differences had no room.", role: .quiet)
        }
        return page.lines
    }

    private static func mark(_ difference: PlanDifference) -> String {
        switch difference.kind {
        case "added": "+ \(difference.part)"
        case "removed": "- \(difference.part)"
        default: "~ \(difference.part)"
        }
    }

    private static func text(_ difference: PlanDifference) -> String {
        switch difference.kind {
        case "added": return "added: \(difference.after)"
        case "removed": return "removed: \(difference.before)"
        default:
            let field = difference.field.split(separator: "_").joined(separator: " ")
            let before = difference.before.isEmpty ? "nothing" : difference.before
            let after = difference.after.isEmpty ? "nothing" : difference.after
            let worse = difference.isWorse ? " (worse)" : ""
            return "\(field): was \(before), now \(after)\(worse)"
        }
    }

    private static func role(_ difference: PlanDifference) -> TextRole? {
        if difference.isWorse { return .bad }
        switch difference.kind {
        case "added": return .good
        case "removed": return .bad
        default: return .warning
        }
    }
}
