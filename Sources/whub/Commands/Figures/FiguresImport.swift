import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub figures import`.
    static let figuresImport = Command(
        CommandDeclaration(
            "figures",
            "import",
            summary: "send a file of figures: check it, see what is new, keep it",
            details: "The file has the titles of `whub figures template`, or --map says which "
                + "column of a publisher's download, saved as CSV, is what. It is checked first: "
                + "with an error nothing is kept at all. What the file says again changes "
                + "nothing; another edition stands beside the one it restates, and sources that "
                + "contradict each other both stay. An empty value says that no figure is given, "
                + "* that it is hidden, dont-know that nobody knows: none of them is zero.\n\n"
                + "A rate is kept as it was published, and never computed from the counts beside "
                + "it. Each import is a batch; `whub figures undo BATCH` takes it back.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "map",
                    takes: .file("FILE"),
                    help: "what the columns of a download are; `figures template --mapping` "
                        + "has the form"
                ),
                OptionDeclaration(
                    "fixes",
                    takes: .file("FILE"),
                    help: "write your file with its findings beside the rows to this new file"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub figures import figures.csv --dry-run", "only check it"),
                .init("whub figures import download.csv --map map.csv", "a publisher's download"),
                .init("whub figures published | whub figures import - --yes", "a first stock"),
            ],
            sections: [
                .init(
                    "Columns",
                    FigureTable.columns.map { column in
                        let isOptional = column.isRequired ? "" : " (may be left out)"
                        return .init(column.title, column.key.text + isOptional)
                    }
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        try FiguresImport(invocation).run()
    }
}

/// One import, from the file to what was kept.
private struct FiguresImport {
    /// The largest file the hub takes.
    private static let fileBytesMax = 7 * 1_024 * 1_024
    private static let mappingBytesMax = 64 * 1_024
    private static let chunkBytesMax = 64 * 1_024

    private let invocation: Invocation
    private let desk: FiguresDesk
    private let path: String
    private let file: [UInt8]
    private let mapping: [UInt8]?
    private let key: UniqueID

    /// Reads the files and connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        path = invocation.line.word("FILE") ?? ""
        file = try invocation.contents(of: path, bytesMax: Self.fileBytesMax)
        if let map = invocation.line.value("map") {
            mapping = try invocation.contents(of: map, bytesMax: Self.mappingBytesMax)
        } else {
            mapping = nil
        }
        desk = try FiguresDesk(invocation)
        let now = HubClock.system.instant.microseconds / 1_000
        // One name for both: a file sent again with its key is the same upload, byte for byte.
        key = desk.options.key ?? UniqueID(milliseconds: UInt64(max(0, now)))
    }

    func run() throws(CommandError) {
        let preview = try send(desk.rehearsal)
        try show(preview)
        try writeFixes(preview)
        try stopAtErrors(preview)
        guard preview.newFigures > 0 else {
            invocation.console.say("The file says nothing new: there is nothing to keep.")
            return
        }
        if invocation.line.common.isDryRun { return invocation.sayKept("", nil) }
        let count = Wording.count(Int(preview.newFigures), "figure")
        try invocation.confirm("Keep \(count)?")
        var keeping = desk.options
        keeping.key = key
        let answer = try send(keeping)
        if answer.saved == nil { try show(answer) }
        try stopAtErrors(answer)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Kept: \(count)",
            answer.saved,
            next: "whub figures editions; to take it back: whub figures undo \(key)"
        )
    }

    private var chunks: [FigureChunk] {
        let last = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) }
        let start = FigureStart(
            batch: key.description,
            fileName: path == "-" ? "standard-input.csv" : last ?? "",
            fileBytes: UInt64(file.count),
            mapping: mapping
        )
        guard !file.isEmpty else { return [FigureChunk(start: start)] }
        return stride(from: 0, to: file.count, by: Self.chunkBytesMax).map { offset in
            let end = min(offset + Self.chunkBytesMax, file.count)
            return FigureChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    private func send(_ options: CallOptions) throws(CommandError) -> ImportFiguresResponse {
        do throws(ClientError) {
            let method = Method.figureServiceImportFigures
            return try desk.channel.upload(method, chunks, desk.patient(options)) { _ in }
        } catch {
            throw CommandError(error)
        }
    }

    private func show(_ answer: ImportFiguresResponse) throws(CommandError) {
        switch invocation.line.common.output {
        case .json:
            let isLast = invocation.line.common.isDryRun || answer.errors > 0
            if isLast { try invocation.printJSON(answer) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(answer.findings).csv)
        case .table: try invocation.print(lines: lines(answer, invocation.style))
        }
    }

    private func lines(_ answer: ImportFiguresResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let known = Wording.count(Int(answer.unchangedFigures), "figure")
        let new = Wording.count(Int(answer.newFigures), "new figure")
        page.paragraph("The file: \(new), \(known) known before.")
        if !answer.findings.isEmpty {
            let found = FindingList.lines(answer.findings, style)
            page.paragraph(
                "\(Wording.count(Int(answer.errors), "error")), "
                    + "\(Wording.count(Int(answer.warnings), "warning"))."
            )
            page.gap()
            page.add(found)
        }
        if answer.findingsLeftOut > 0 {
            let count = Wording.count(Int(answer.findingsLeftOut), "more finding")
            page.paragraph("… and \(count).")
        }
        if !answer.otherPlaces.isEmpty {
            page.paragraph(
                "Places that no register has: \(answer.otherPlaces.joined(separator: ", ")).",
                role: .warning
            )
        }
        if !answer.editions.isEmpty {
            page.gap()
            page.heading("What is new")
            page.add(FigureRows.editions(answer.editions).lines(style))
        }
        return page.lines
    }

    private func writeFixes(_ answer: ImportFiguresResponse) throws(CommandError) {
        guard let fixes = invocation.line.value("fixes") else { return }
        guard let annotated = FindingList.annotated(file, answer.findings) else { return }
        do throws(SystemError) {
            try LocalFile.create(fixes, with: annotated.span)
        } catch {
            throw error.isThere
                ? .taken("\(fixes) is there already; choose another name")
                : .local("\(fixes) cannot be written: \(error)")
        }
        invocation.console.say(TerminalText.escaped("\(fixes) is written."))
    }

    private func stopAtErrors(_ answer: ImportFiguresResponse) throws(CommandError) {
        guard answer.errors > 0 else { return }
        let hint = invocation.line.has("fixes") ? "" : " (--fixes FILE writes them into your file)"
        throw .dataError(
            "\(Wording.count(Int(answer.errors), "error")): nothing was kept. Mend the file and "
                + "send it again\(hint)."
        )
    }
}
