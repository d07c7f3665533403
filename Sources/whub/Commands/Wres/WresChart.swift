import HubArguments
import HubDomain
import HubReport
import HubSystem
import HubText

extension Command {
    /// `whub wres chart`.
    static let wresChart = Command(
        CommandDeclaration(
            "wres",
            "chart",
            summary:
                "checks a sheet of counts on this computer and draws its ratios",
            details:
                "The ratios are of the indicators 2 to 9; the first one has shares. Nothing is "
                + "sent anywhere. What is wrong with the sheet is listed first, "
                + "with errors nothing is drawn. The picture is of the true counts: it is for "
                + "those who may see them.",
            options: [
                WresFiles.cycleOption, WresFiles.bandsOption,
                OptionDeclaration(
                    "svg",
                    takes: .file("FILE"),
                    help: "keep the pictures in this new file, as SVG of one service"
                ),
                OptionDeclaration(
                    "service",
                    takes: .oneOf(WresService.allCases.map(\.rawValue) + [bothServices]),
                    help: "which service; without it each one that the sheet gives"
                ),
            ],
            words: [WordDeclaration("SHEET", help: "the sheet of counts; - for standard input")],
            examples: [
                .init("whub wres chart sheet.csv --cycle 2024", "the sheet of your council"),
                .init(
                    "whub wres chart sheet.csv --cycle 2024 --service adults --svg adults.svg",
                    "a picture for a paper"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        if invocation.line.common.output != .table {
            throw invocation.usage("`wres chart` draws for people; it has no other form")
        }
        let cycle = try WresFiles.cycle(invocation)
        let entry = try sheet(invocation, cycle)
        let choices = try choices(invocation, entry)
        if let path = invocation.line.value("svg") {
            guard let only = choices.first, choices.count == 1 else {
                throw invocation.usage("--svg draws one service: name it with --service")
            }
            return try keep(only, entry, cycle, path, invocation)
        }
        var page = Page(invocation.style)
        for choice in choices {
            page.gap()
            page.heading("\(choice.name), cycle \(cycle.label)")
            page.add(entry.chart(choice.services).lines(invocation.style))
        }
        page.paragraph(
            "Indicator 1 is no ratio: once the sheet is sent, whub wres show has its shares.",
            role: .quiet
        )
        try invocation.print(lines: page.lines)
    }

    private static let bothServices = "both"

    /// Services that are read together, and what they are called.
    private struct Choice {
        let name: String
        let services: [WresService]
    }

    private static func sheet(
        _ invocation: Invocation,
        _ cycle: WresCycle
    ) throws(CommandError) -> WresReturn {
        let path = invocation.line.word("SHEET") ?? ""
        let file = try invocation.contents(of: path, bytesMax: WresFiles.mapBytesMax)
        let now = HubClock.system.instant.microseconds
        guard let today = LondonTime.day(atMicroseconds: now) else {
            throw .local("this computer's clock is wrong")
        }
        let reading = WresSheetReading(file: file, cycle: cycle, today: today)
        for finding in reading.findings {
            let code = finding.reason.map { " [\($0)]" } ?? ""
            invocation.console.say("\(finding.severity.rawValue): \(finding.sentence)\(code)")
        }
        guard let entry = reading.entry, reading.isAcceptable else {
            throw .dataError("the sheet has errors: nothing was drawn")
        }
        return entry
    }

    private static func choices(
        _ invocation: Invocation,
        _ entry: WresReturn
    ) throws(CommandError) -> [Choice] {
        let given = WresService.allCases.filter(entry.gives)
        let wanted = invocation.line.value("service")
        let single = given.filter { wanted == nil || $0.rawValue == wanted }
        if wanted == bothServices {
            return [Choice(name: "Adults' and children's services", services: given)]
        }
        guard !single.isEmpty else {
            throw .missing(
                "the sheet gives nothing of this service",
                next: "whub wres chart --help"
            )
        }
        return single.map { Choice(name: $0.heading, services: [$0]) }
    }

    private static func keep(
        _ choice: Choice,
        _ entry: WresReturn,
        _ cycle: WresCycle,
        _ path: String,
        _ invocation: Invocation
    ) throws(CommandError) {
        let title = "\(choice.name): relative likelihoods, cycle \(cycle.label)"
        let svg = IntervalChartPicture.svg(
            entry.chart(choice.services),
            id: "ratios",
            title: title
        )
        try invocation.keep(picture: svg, at: path)
    }
}
