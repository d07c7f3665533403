import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub figures list`.
    static let figuresList = Command(
        CommandDeclaration(
            "figures",
            "list",
            summary: "figures, with source, edition and scope",
            details: "All that the options name. `figures export` writes the same as a file that "
                + "an import reads.",
            options: FiguresDesk.filterOptions,
            examples: [
                .init("whub figures list --measure turnover_rate --period 2023/24", "all places"),
                .init("whub figures list --area Barnet -o csv", "for a spreadsheet"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        var all = ListFiguresResponse()
        var request = ListFiguresRequest(filter: try desk.filter())
        repeat {
            let page = try desk.ask(desk.hub.listFigures, request)
            all.figures += page.figures
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && all.figures.count < figuresListedMax
        all.nextCursor = request.cursor
        try invocation.print(all, FigureRows.listing(all.figures))
        if all.figures.isEmpty {
            invocation.console.say("There is no such figure. Next: whub figures editions")
        }
        if !request.cursor.isEmpty {
            invocation.console.say(
                "There are more than \(NumberText.grouped(figuresListedMax)): name a measure or an "
                    + "area, or take all with whub figures export."
            )
        }
    }

    /// `whub figures editions`.
    static let figuresEditions = Command(
        CommandDeclaration(
            "figures",
            "editions",
            summary: "which editions of which sources are there, and how final they are",
            details: "Published figures are final as long as no later edition restates them; "
                + "provisional ones are not; local ones are your own.",
            examples: [.init("whub figures editions", "what the figures rest on")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        let answer = try desk.ask(desk.hub.listFigureEditions, ListFigureEditionsRequest())
        try invocation.print(answer, FigureRows.editions(answer.editions))
        if answer.editions.isEmpty {
            invocation.console.say(
                "There are no figures yet. Next: whub figures published --out figures.csv, then "
                    + "whub figures import figures.csv"
            )
        }
    }

    /// `whub figures imports`.
    static let figuresImports = Command(
        CommandDeclaration(
            "figures",
            "imports",
            summary: "the imports, newest first, with the batches that undo them",
            examples: [.init("whub figures imports", "then: whub figures undo BATCH")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        let answer = try desk.ask(desk.hub.listFigureImports, ListFigureImportsRequest())
        var listing = Listing(columns: [
            .init("batch", "Batch"), .init("time", "When"), .init("file_name", "File"),
            .init("figures", "Figures", .trailing),
            .init("unchanged", "Known before", .trailing), .init("undone", "State"),
        ])
        listing.rows = answer.imports.map { entry in
            [
                .text(entry.batch), .time(entry.time), .text(entry.fileName),
                .text("\(entry.figures)"), .text("\(entry.unchangedFigures)"),
                .text(entry.undone == 0 ? "kept" : "undone"),
            ]
        }
        try invocation.print(answer, listing) { style in listing.entries(style) }
    }

    /// `whub figures undo`.
    static let figuresUndo = Command(
        CommandDeclaration(
            "figures",
            "undo",
            summary: "take one import back: what it brought goes",
            details: "What would go is shown first. Where a later import said the same again, its "
                + "figures rest on this one: it is named, and stops the undoing.",
            effect: .writes,
            options: [PrioritiesDesk.keyOption],
            words: [WordDeclaration("BATCH", help: "as `whub figures imports` shows it")],
            examples: [
                .init(
                    "whub figures undo 01977420-dc00-7abc-8def-0123456789ab --dry-run",
                    "what would go"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        let request = UndoFigureImportRequest(batch: invocation.line.word("BATCH") ?? "")
        let preview = try desk.ask(desk.hub.undoFigureImport, request, desk.rehearsal)
        try invocation.print(preview, FigureRows.editions(preview.editions)) { style in
            var page = Page(style)
            page.heading("What goes")
            page.add(FigureRows.editions(preview.editions).lines(style))
            page.add(uses(preview, style))
            return page.lines
        }
        try stopAtDependents(preview, invocation)
        if invocation.line.common.isDryRun { return invocation.sayKept("", nil) }
        let count = Wording.count(Int(preview.removedFigures), "figure")
        try invocation.confirm("Take back \(count)?")
        let answer = try desk.ask(desk.hub.undoFigureImport, request)
        try stopAtDependents(answer, invocation)
        invocation.sayKept("Undone: \(count)", answer.saved)
    }

    /// What stands on the figures that go.
    private static func uses(
        _ answer: UndoFigureImportResponse,
        _ style: TerminalStyle
    ) -> [String] {
        guard !answer.uses.isEmpty else { return [] }
        var page = Page(style)
        page.gap()
        page.heading("What rests on them, and keeps its number without its figure")
        for use in answer.uses {
            page.paragraph("\(use.part): \(use.words) (\(use.figure))", role: .warning)
        }
        if answer.usesLeftOut > 0 { page.paragraph("… and \(answer.usesLeftOut) more.") }
        return page.lines
    }

    private static func stopAtDependents(
        _ answer: UndoFigureImportResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        guard !answer.dependents.isEmpty else { return }
        for entry in answer.dependents {
            invocation.console.say(
                TerminalText.escaped("rests on it: \(entry.batch) \(entry.fileName)")
            )
        }
        throw .dataError(
            "later imports say the same again, and nothing was undone: take them back first "
                + "[\(ReasonCode.figureImportRests)]"
        )
    }
}

/// The most figures that one command lists.
private let figuresListedMax = 10_000
