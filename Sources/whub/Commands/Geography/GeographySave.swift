import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub geography save`.
    static let geographySave = Command(
        CommandDeclaration(
            "geography",
            "save",
            summary: "load an edition of groups of councils (region lead)",
            details: "The file has a group and one of its councils on each row. A council is named "
                + "by any code or name that it has or had. On each day one edition of a kind "
                + "holds: where groups change, end the edition before with --to, and load the new "
                + "one with --from. An edition that is saved again is restated; what it was stays "
                + "readable with --as-of. With an error nothing is kept.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "edition",
                    takes: .text("NAME"),
                    isRequired: true,
                    help: "what to call it, such as icb-2026"
                ),
                OptionDeclaration(
                    "kind",
                    takes: .text("KIND"),
                    isRequired: true,
                    help: "icb, combined_authority, adass_sub_region, statistical_neighbours, "
                        + "locality_type or another word"
                ),
                OptionDeclaration(
                    "from",
                    takes: .text("DATE"),
                    help: "its first day; from the beginning without it"
                ),
                OptionDeclaration(
                    "to",
                    takes: .text("DATE"),
                    help: "its last day; no end without it"
                ),
                OptionDeclaration(
                    "source",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "where the groups are from"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init(
                    "whub geography save icb.csv --edition icb-2026 --kind icb --from 01/04/2026 "
                        + "--source \"The order of 2026\" --dry-run",
                    "check it first, then again without --dry-run"
                )
            ],
            sections: [
                .init(
                    "Columns",
                    [
                        .init("Group code", "the code of the group, such as E54000030; or nothing"),
                        .init("Group", "its name; required"),
                        .init("Council", "a code or name that the council has or had; required"),
                    ]
                ), GeographyDesk.kindsSection,
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try GeographyDesk(invocation)
        var request = SavePlaceGroupsRequest(edition: try desk.required("edition"))
        request.kind = try desk.required("kind")
        request.from = try desk.day("from")
        request.to = try desk.day("to")
        request.source = try desk.required("source")
        request.csv = try invocation.contents(
            of: invocation.line.word("FILE") ?? "",
            bytesMax: GeographyDesk.csvBytesMax
        )
        request.baseRevision = try desk.present(request.edition)?.revision ?? 0
        let preview = try desk.ask(desk.hub.savePlaceGroups, request, desk.rehearsal)
        let isLast = invocation.line.common.isDryRun || preview.saved == nil
        try show(preview, isLast: isLast, invocation)
        guard preview.saved != nil else {
            let more = preview.findingsLeftOut
            let words = more > 0 ? ", and \(more) more that had no room" : ""
            throw .dataError("\(FindingList.summary(preview.findings))\(words): nothing was kept")
        }
        if isLast { return invocation.sayKept("", nil) }
        try invocation.confirm("Keep the groups \(request.edition)?")
        let answer = try desk.ask(desk.hub.savePlaceGroups, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The groups \(request.edition) are kept",
            answer.saved,
            next: "whub geography show \(request.edition)"
        )
    }

    private static func show(
        _ answer: SavePlaceGroupsResponse,
        isLast: Bool,
        _ invocation: Invocation
    ) throws(CommandError) {
        switch invocation.line.common.output {
        case .json:
            if isLast { try invocation.printJSON(answer) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(answer.findings).csv)
        case .table:
            var page = Page(invocation.style)
            page.add(FindingList.lines(answer.findings, invocation.style))
            if let after = answer.after {
                let groups = Wording.count(Int(after.groupCount), "group")
                let councils = Wording.count(Int(after.councilCount), "council")
                page.paragraph("The file: \(groups) of \(councils).")
                if let before = answer.before {
                    page.paragraph(
                        "It restates revision \(before.revision), with \(before.groupCount) "
                            + "groups of \(before.councilCount) councils."
                    )
                }
                let others = answer.withoutGroup.count
                if others > 0 {
                    page.paragraph("In no group: \(Wording.count(others, "council")) of England.")
                }
            }
            try invocation.print(lines: page.lines)
        }
    }
}
