import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities scales`.
    static let prioritiesScales = Command(
        CommandDeclaration(
            "priorities",
            "scales",
            summary: "the rating scales that the region has defined",
            examples: [.init("whub priorities scales", "each with its levels")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listScales, ListScalesRequest())
        if answer.scales.isEmpty {
            invocation.console.say(
                "The region has set no scale; no official one is known. The region lead sets one: "
                    + "whub priorities save-scale --help"
            )
        }
        try invocation.print(answer, ScalePage.listing(answer.scales)) { style in
            ScalePage.lines(answer.scales, style)
        }
    }
}

/// Scales for people.
enum ScalePage {
    /// A row for each level.
    static func listing(_ scales: [RatingScale]) -> Listing {
        var listing = Listing(columns: [
            .init("scale", "Scale"), .init("name", "Name"), .init("level", "Level", .trailing),
            .init("level_name", "Level's name"), .init("meaning", "Meaning"),
            .init("direction", "Direction"),
        ])
        for scale in scales {
            for (index, level) in scale.levels.enumerated() {
                listing.rows.append([
                    .text(scale.id), .text(scale.name), .text("\(index + 1)"), .text(level.name),
                    .text(level.meaning),
                    .text(Wording.name(scale.direction, without: "SCALE_DIRECTION_")),
                ])
            }
        }
        return listing
    }

    /// A paragraph for each scale.
    static func lines(_ scales: [RatingScale], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for scale in scales {
            page.gap()
            page.heading("\(scale.id): \(scale.name)")
            for (index, level) in scale.levels.enumerated() {
                let meaning = level.meaning.isEmpty ? "" : ": \(level.meaning)"
                page.entry("\(index + 1)", level.name + meaning)
            }
            page.paragraph(chart(scale, rows: []).legend, indent: 2)
        }
        return page.lines
    }

    /// A picture of ratings on a scale.
    static func chart(_ scale: RatingScale, rows: [RatingChart.Row]) -> RatingChart {
        RatingChart(
            levelNames: scale.levels.map(\.name),
            isHigherBetter: scale.direction != .lowerIsBetter,
            rows: rows
        )
    }
}
