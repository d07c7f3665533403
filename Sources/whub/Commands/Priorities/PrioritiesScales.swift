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
            summary: "the rating scales that the region has defined"
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listScales, ListScalesRequest())
        if answer.scales.isEmpty {
            invocation.console.say("The region has set no scale; no official one is known.")
        }
        try invocation.print(answer, ScalePage.listing(answer.scales)) { style in
            ScalePage.lines(answer.scales, style)
        }
    }

    /// `whub priorities save-scale`.
    static let prioritiesSaveScale = Command(
        CommandDeclaration(
            "priorities",
            "save-scale",
            summary: "define a rating scale (region lead)",
            details: "The file holds one scale: id, name, levels from the lowest to the highest "
                + "with name and meaning, and direction, SCALE_DIRECTION_HIGHER_IS_BETTER or "
                + "SCALE_DIRECTION_LOWER_IS_BETTER. No official scale for the priorities is known: "
                + "say in its name whose it is.",
            effect: .writes,
            options: [PrioritiesDesk.fileOption, PrioritiesDesk.keyOption],
            examples: [
                .init("whub priorities save-scale -f scale.json --dry-run", "check it first")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let scale = try desk.message(RatingScale.self)
        try invocation.confirm("Save the scale \(scale.id) for the whole region?")
        let request = SaveScaleRequest(scale: scale, baseRevision: scale.revision)
        let answer = try desk.ask(desk.hub.saveScale, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The scale \(scale.id) is saved",
            answer.saved,
            next: "whub priorities set-window WINDOW --scale \(scale.id)"
        )
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
