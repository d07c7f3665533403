import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub figures export`.
    static let figuresExport = Command(
        CommandDeclaration(
            "figures",
            "export",
            summary: "figures as a CSV file by metric id, code and period",
            details: "An import reads it as the same.",
            options: FiguresDesk.filterOptions + [outOption],
            examples: [
                .init("whub figures export --out figures.csv", "everything"),
                .init("whub figures export --measure vacancy_rate", "one measure"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FiguresDesk(invocation)
        var file: [UInt8] = []
        let request = ExportFiguresRequest(filter: try desk.filter())
        do throws(ClientError) {
            let options = desk.patient(desk.options)
            try desk.hub.exportFigures(request, options) { (chunk) throws(ClientError) in
                file += chunk.data
            }
        } catch {
            throw CommandError(error)
        }
        try invocation.printFile(file, next: "It opens in a spreadsheet.")
    }

    /// `whub figures published`.
    static let figuresPublished = Command(
        CommandDeclaration(
            "figures",
            "published",
            summary: "published figures that come with this program, as a file to import",
            details: "Figures of public pages, each with the mark of its source: a first stock "
                + "until you import your publishers' own downloads. No hub is asked.",
            options: [outOption],
            examples: [
                .init("whub figures published --out figures.csv", "look at them, then import them")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let library: FigureLibrary
        do throws(DomainError) {
            library = try FigureLibrary.shipped()
        } catch {
            throw .dataError("\(error)")
        }
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            FigureTable.write(library.figures.figures { _ in true }),
            next: "Then: whub figures import \(name)"
        )
    }

    /// `whub figures template`.
    static let figuresTemplate = Command(
        CommandDeclaration(
            "figures",
            "template",
            summary: "an empty file for figures, or an example of a mapping",
            details: "A mapping says which column of a publisher's download is what. Its `column` "
                + "rows name a title of the download and what stands below it: code, place or a "
                + "measure with its scope. Its `setting` rows say what the file as a whole is: "
                + "title_row (the row of titles, as a spreadsheet counts), period, edition, "
                + "status, source, and cells that mean missing, hidden or unknown. Nothing about "
                + "a download is guessed: change the example to what your file has.",
            options: [OptionDeclaration("mapping", help: "an example of a mapping"), outOption],
            examples: [
                .init("whub figures template --out figures.csv", "fill it in"),
                .init(
                    "whub figures template --mapping --out map.csv",
                    "change it to your download"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        var writer = CSVWriter()
        let name = invocation.line.value("out") ?? "FILE"
        if invocation.line.has("mapping") {
            writer.write(HubDomain.FigureMapping.columns.map(\.title))
            for row in mappingRows { writer.write(row) }
            return try invocation.printFile(
                writer.take(),
                next: "Change it to your download, then: whub figures import FILE --map \(name)"
            )
        }
        writer.write(FigureTable.columns.map(\.title))
        try invocation.printFile(
            writer.take(),
            next: "Fill it in, save it as CSV UTF-8, then: whub figures import \(name) --dry-run"
        )
    }

    /// `whub figures measures`.
    static let figuresMeasures = Command(
        CommandDeclaration(
            "figures",
            "measures",
            summary: "what can be measured, with the definitions that were found",
            details: "No hub is asked.",
            examples: [.init("whub figures measures", "the ids for a file or a mapping")]
        )
    ) { (invocation) throws(CommandError) in
        var listing = Listing(columns: [
            .init("measure", "Measure"), .init("name", "Name"), .init("unit", "Unit"),
            .init("definition", "Definition"), .init("note", "Note", isForPrograms: true),
        ])
        do throws(DomainError) {
            listing.rows = try FigureLibrary.shipped().catalogue.measures.map { measure in
                [
                    .text(measure.id.text), .text(measure.name), .text(measure.unit.rawValue),
                    .text(measure.definition ?? "not found"), .text(measure.note),
                ]
            }
        } catch {
            throw .dataError("\(error)")
        }
        switch invocation.line.common.output {
        case .json: try invocation.console.write(listing.json + "\n")
        case .csv: try invocation.console.write(bytes: listing.csv)
        case .table: try invocation.print(lines: listing.lines(invocation.style))
        }
    }

    private static let outOption = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this new file instead of printing it"
    )

    private static let mappingRows = [
        ["setting", "title_row", "1", "", "", "", "", ""],
        ["setting", "period", "2023/24", "", "", "", "", ""],
        ["setting", "edition", "2024-10", "", "", "", "", ""],
        ["setting", "source", "name of the publisher's file", "", "", "", "", ""],
        ["setting", "missing", "..", "", "", "", "", ""],
        ["setting", "hidden", "*", "", "", "", "", ""],
        ["column", "title of the codes", "code", "", "", "", "", ""],
        ["column", "title of the names", "place", "", "", "", "", ""],
        ["column", "title of a figure", "turnover_rate", "all", "", "residential", "", ""],
    ]
}
