import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub figures group`.
    static let figuresGroup = Command(
        CommandDeclaration(
            "figures",
            "group",
            summary: "one measure in the councils of a group, with the sum where there may be one",
            details: "Figures of one scope, period, edition, source and status stand together, "
                + "and only those are added up. There is no sum of rates, none where a council "
                + "has no figure, and none where a council is divided between groups; the reason "
                + "is said. `whub geography groups` lists the groups.",
            options: [
                OptionDeclaration(
                    "kind",
                    takes: .text("KIND"),
                    isRequired: true,
                    help: "a kind of groups, such as region or icb"
                ),
                OptionDeclaration(
                    "group",
                    takes: .text("GROUP"),
                    isRequired: true,
                    help: "one of them, by its code or name"
                ),
                GeographyDesk.onOption,
            ] + FiguresDesk.groupFilterOptions,
            words: [WordDeclaration("METRIC", help: "a measure, such as vacancies")],
            examples: [
                .init(
                    "whub figures group vacancies --kind region --group \"North East\"",
                    "a region"
                ),
                .init(
                    "whub figures group vacancies --kind icb --group E54000050 --period 2024/25",
                    "one period"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        var request = GetGroupFiguresRequest(measure: invocation.line.word("METRIC") ?? "")
        request.kind = try desk.required("kind")
        request.group = try desk.required("group")
        if let text = invocation.line.value("on") {
            do throws(TextError) {
                request.day = try DayText.day(text).iso
            } catch {
                throw invocation.usage("--on: \(error)")
            }
        }
        request.period = invocation.line.value("period") ?? ""
        request.edition = invocation.line.value("edition") ?? ""
        request.source = invocation.line.value("source") ?? ""
        let answer = try desk.ask(desk.hub.getGroupFigures, request)
        try invocation.print(answer, FigureRows.listing(answer.lines.flatMap(\.figures))) {
            style in GroupFiguresPage.lines(answer, style)
        }
        if answer.lines.isEmpty {
            invocation.console.say(
                TerminalText.escaped(
                    "There is no figure of \(answer.measure) for a council of \(answer.group). "
                        + "Next: whub figures list --measure \(answer.measure)"
                )
            )
        }
    }
}

extension FiguresDesk {
    /// The options by which figures of a group are chosen.
    static let groupFilterOptions = filterOptions.filter { option in
        ["period", "edition", "source"].contains(option.name)
    }
}

/// Figures of a group for people.
enum GroupFiguresPage {
    /// A table for each line, with its sum or why there is none.
    static func lines(_ answer: GetGroupFiguresResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        guard !answer.lines.isEmpty else { return page.lines }
        page.heading("\(answer.measureName), \(answer.group)")
        page.paragraph(
            "\(Wording.count(answer.councils.count, "council")) of \(answer.groupsEdition) "
                + "(\(answer.groupsSource)).",
            role: .quiet
        )
        // Text keys: codes of councils, which the hub has checked.
        let names = Dictionary(zip(answer.councils, answer.councilNames)) { first, _ in first }
        for line in answer.lines {
            page.gap()
            page.paragraph("\(title(line)):")
            var table = Table([.init("Code"), .init("Council"), .init("Figure", .trailing)])
            for figure in line.figures {
                let name = names[figure.code] ?? figure.place
                table.add([
                    .init(figure.code), .init(name), .init(FigureRows.words(figure)),
                ])
            }
            for code in line.silent {
                table.add([
                    .init(code), .init(names[code] ?? ""),
                    .init("nothing is said", role: .quiet),
                ])
            }
            page.add(table.lines(style))
            if let sum = line.sum {
                let number = Int(sum).map { NumberText.grouped($0) } ?? sum
                page.paragraph("Sum of the councils: \(number) \(line.unit).")
            } else {
                page.paragraph("No sum. \(line.refusedMessage) [\(line.refused)]", role: .warning)
            }
        }
        if answer.figuresLeftOut > 0 {
            page.gap()
            page.paragraph("There are more figures than one answer has: name a period.")
        }
        return page.lines
    }

    private static func title(_ line: GroupFigureLine) -> String {
        let period = line.period.isEmpty ? "no stated period" : line.period
        let edition = line.edition.isEmpty ? "" : ", edition \(line.edition)"
        return "\(period)\(edition), \(line.scope) [\(line.source)], "
            + FigureRows.status(line.status)
    }
}
