import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training status`.
    static let trainingStatus = Command(
        CommandDeclaration(
            "training",
            "status",
            summary: "who is recorded as up to date today, and of how many",
            details: "The figure is what is recorded as valid today out of what is required "
                + "today; both numbers are always shown. A record that says no end where one is "
                + "needed is counted apart, and not as up to date.",
            options: [
                OptionDeclaration(
                    "by",
                    takes: .oneOf(["topic", "team", "role", "organisation"]),
                    help: "split the figure"
                )
            ],
            examples: [
                .init("whub training status", "the figure and what it is made of"),
                .init("whub training status --by team", "team by team"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let by = invocation.line.value("by") ?? ""
        let split: TrainingSplit =
            switch by {
            case "topic": .topic
            case "team": .team
            case "role": .role
            case "organisation": .organisation
            default: .unspecified
            }
        let request = GetTrainingStatusRequest(by: split)
        let answer = try desk.ask(desk.hub.getTrainingStatus, request)
        try invocation.print(answer, StatusPage.listing(answer, by)) { style in
            StatusPage.lines(answer, by, style)
        }
    }
}

/// A status for a terminal.
enum StatusPage {
    /// A row for each part; the whole where it is not split.
    static func listing(_ answer: GetTrainingStatusResponse, _ by: String) -> Listing {
        var listing = Listing(columns: [
            .init("part", by.isEmpty ? "Part" : by.prefix(1).uppercased() + by.dropFirst()),
            .init("valid", "Valid", .trailing), .init("required", "Required", .trailing),
            .init("up_to_date", "Up to date", .trailing), .init("expiring", "Expiring", .trailing),
            .init("accepted", "Accepted", .trailing),
            .init("no_expiry", "No expiry", .trailing), .init("expired", "Expired", .trailing),
            .init("missing", "Missing", .trailing), .init("booked", "Booked", .trailing),
            .init("not_yet_due", "Not yet due", .trailing),
            .init("exempt", "Exempt", .trailing), .init("paused", "Paused", .trailing),
            .init("early", "Early", .trailing, isForPrograms: true),
        ])
        let parts =
            by.isEmpty
            ? [TrainingStatusPart(name: "all", counts: answer.counts)] : answer.parts
        listing.rows = parts.map { part in
            let counts = part.counts ?? TrainingCounts()
            return [
                .text(part.name), .text("\(counts.valid)"), .text("\(counts.required)"),
                .text("\(counts.upToDate)"), .text("\(counts.expiring)"),
                .text("\(counts.acceptedFromFormer)"), .text("\(counts.noExpiryRecorded)"),
                .text("\(counts.expired)"), .text("\(counts.missing)"),
                .text("\(counts.booked)"), .text("\(counts.notYetDue)"),
                .text("\(counts.exempt)"), .text("\(counts.paused)"), .text("\(counts.early)"),
            ]
        }
        return listing
    }

    /// The page for people.
    static func lines(
        _ answer: GetTrainingStatusResponse,
        _ by: String,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        page.heading("Training on \(Wording.day(answer.day))")
        page.paragraph(answer.sentence)
        if answer.workersDue > 0 {
            page.paragraph(
                "\(NumberText.grouped(Int(clamping: answer.workersDue))) workers are still to be "
                    + "looked at, so the figures will change: ask again in a moment.",
                role: .warning
            )
        }
        if !answer.byBasis.isEmpty {
            page.gap()
            page.heading("By what asks for it")
            page.add(chart(answer.byBasis, "no basis stated", style))
        }
        if !answer.parts.isEmpty {
            page.gap()
            page.heading("By \(by)")
            page.add(chart(answer.parts, "not recorded", style))
            if answer.partsLeftOut > 0 {
                page.paragraph("… and \(answer.partsLeftOut) more.")
            }
        }
        page.gap()
        page.paragraph(
            "Kept: \(NumberText.grouped(Int(clamping: answer.records))) records of "
                + "\(NumberText.grouped(Int(clamping: answer.workers))) workers, with those who "
                + "left or are restricted, who are in no figure above. Who it is: whub training "
                + "missing, expired, expiring."
        )
        return page.lines
    }

    /// A bar for each part: its share, and the numbers that it is of.
    private static func chart(
        _ parts: [TrainingStatusPart],
        _ nameless: String,
        _ style: TerminalStyle
    ) -> [String] {
        let bars = parts.map { part in
            let counts = part.counts ?? TrainingCounts()
            let name = part.name.isEmpty ? nameless : part.name
            guard counts.required > 0 else {
                return BarChart.Bar(name, value: nil, shown: "nothing required")
            }
            let share = Double(counts.valid) / Double(counts.required)
            let valid = NumberText.grouped(Int(clamping: counts.valid))
            let required = NumberText.grouped(Int(clamping: counts.required))
            return BarChart.Bar(name, value: share, shown: "\(valid) of \(required)")
        }
        return BarChart(bars, full: 1).lines(style)
    }
}
