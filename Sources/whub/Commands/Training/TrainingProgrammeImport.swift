import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training import-programmes`.
    static let trainingImportProgrammes = Command(
        CommandDeclaration(
            "training",
            "import-programmes",
            summary: "record programmes of many workers from a CSV file, all or none",
            details:
                "A row is one programme of one worker. Where the worker has an open one of the "
                + "kind and title, the row adds to it: an empty cell leaves what is there. A row "
                + "without a title adds to the only open one of its kind. A heading above the "
                + "titles is passed over. Every row’s errors are told, in a table with the same "
                + "mistake of a row once, or cell by cell with -o csv or json, and with "
                + "an error nothing is kept; --fixes writes your file with them beside the rows. "
                + "A file has at most \(ProgrammeTable.rowsMax) rows. Columns that are not in the "
                + "list are not sent. What the import answers with is the revision that `whub "
                + "training undo-programme --import` takes back as a whole. An empty file to "
                + "fill in: `whub training template --programmes KIND`.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "kind",
                    takes: .oneOf(ProgrammeWords.kinds),
                    help: "of every row, where the file has no column for it"
                ),
                OptionDeclaration(
                    "fixes",
                    takes: .file("FILE"),
                    help: "write your file with what is wrong beside each row to this new file; "
                        + "--yes replaces one that is there"
                ),
                ProgrammeOptions.confirms,
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init(
                    "whub training import-programmes certificates.csv --kind care-certificate "
                        + "--dry-run --fixes fixes.csv",
                    "only check it"
                )
            ],
            sections: [
                .init("Columns", ProgrammeColumns.described.map { .init($0.title, $0.key) })
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var importing = ProgrammeImport(desk, try ProgrammeTable(invocation))
        try importing.run()
    }
}

/// One import, from the file to what was kept.
private struct ProgrammeImport {
    /// The errors that a terminal is told; the others are in `--fixes` and in `-o csv`.
    private static let toldMax = 50
    /// The rows of which the open programmes are looked up.
    private static let namedMax = 10

    private let desk: ProgrammeDesk
    private let invocation: Invocation
    private var table: ProgrammeTable

    init(_ desk: ProgrammeDesk, _ table: ProgrammeTable) {
        self.desk = desk
        self.table = table
        invocation = desk.invocation
    }

    mutating func run() throws(CommandError) {
        sayUnknown()
        let preview = try rehearse()
        try writeFixes()
        try refuse()
        guard let preview else {
            return invocation.console.say("The file has no rows: there is nothing to keep.")
        }
        try show()
        if invocation.line.common.isDryRun || preview.made + preview.changed == 0 {
            if invocation.line.common.output == .json { try invocation.printJSON(preview) }
            return invocation.sayKept(Self.summary(preview), nil)
        }
        try invocation.confirm("Keep \(Self.summary(preview))?")
        let answer = try desk.ask(desk.hub.saveProgrammes, table.request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        let back = answer.saved.map {
            "; to take it back: whub training undo-programme --import \($0.revision)"
        }
        invocation.sayKept(
            "Kept: \(Self.summary(answer))",
            answer.saved,
            next: "whub training programmes\(back ?? "")"
        )
    }

    /// What the rows that can be read would change; nil where there is none.
    ///
    /// They are sent even where others have errors, so that every row's are told at once.
    private mutating func rehearse() throws(CommandError) -> SaveProgrammesResponse? {
        guard !table.rows.isEmpty else { return nil }
        var rehearsal = desk.options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        do throws(ClientError) {
            let preview = try desk.hub.saveProgrammes(table.request, rehearsal)
            table.take(remarks: preview.remarks)
            return preview
        } catch {
            guard table.take(refused: error.status?.violations ?? []) else {
                throw CommandError(error)
            }
            try nameOpen()
            return nil
        }
    }

    /// Names the programmes that are open where a row does not say which it means: the hub tells
    /// their ids alone, and titles only to whoever reads them.
    private mutating func nameOpen() throws(CommandError) {
        for (index, row) in table.untold.prefix(Self.namedMax) {
            let request = ListProgrammesRequest(
                worker: row.programme.worker,
                kind: row.programme.kind
            )
            let titles = try desk.list(request).programmes.map(\.title)
            if !titles.isEmpty { table.say(titles, at: index) }
        }
    }

    /// Writes the file with what is wrong beside its rows, and what stands above its titles as it
    /// is.
    private func writeFixes() throws(CommandError) {
        let found = table.findings.folded
        let annotated = FindingList.annotated(table.bytes, found, titlesRow: table.titlesRow)
        try FixesFile.write(table.bytes, found, annotated: annotated, invocation)
    }

    private func sayUnknown() {
        if table.hasHeading {
            invocation.console.say(
                "The titles are in row \(table.titlesRow); what stands above them is not sent."
            )
        }
        if table.fromEmployment > 0 {
            let rows = Wording.count(table.fromEmployment, "Care Certificate")
            invocation.console.say(
                "Of \(rows) the first day is that of employment: the file says no other, and the "
                    + "aim is 12 weeks in post."
            )
        }
        let titles = table.unknownTitles
        guard !titles.isEmpty else { return }
        invocation.console.say(
            TerminalText.escaped(
                "Not sent, since no column is called so: \(titles.joined(separator: ", "))"
            )
        )
    }

    /// Refuses a file with errors: each with its row, as the output is wanted.
    private func refuse() throws(CommandError) {
        guard table.findings.hasErrors else { return }
        let errors = table.findings.folded.filter { $0.severity == .error }
        let count = Wording.count(errors.count, "error")
        guard invocation.line.common.output == .table else {
            try list()
            throw .dataError("nothing was kept: \(count)")
        }
        var told = errors.prefix(Self.toldMax).map { "\($0.message) [\($0.reason)]" }
        let more = errors.count - told.count
        if more > 0 { told.append("… and \(more) more: --fixes FILE and -o csv have all") }
        throw .dataErrors("nothing was kept: \(count)", told)
    }

    /// Shows what there is to look at in rows that are kept.
    private func show() throws(CommandError) {
        switch invocation.line.common.output {
        case .json: break
        case .csv: try list()
        case .table:
            let findings = table.findings.folded
            for finding in findings.prefix(Self.toldMax) {
                let reason = finding.reason.isEmpty ? "" : " [\(finding.reason)]"
                invocation.console.say(
                    TerminalText.escaped("Look at this: \(finding.message)\(reason)")
                )
            }
            let more = findings.count - Self.toldMax
            if more > 0 { invocation.console.say("… and \(more) more: -o csv has all.") }
        }
    }

    private func list() throws(CommandError) {
        let listing = FindingList.listing(table.findings.listed)
        if invocation.line.common.output == .json {
            try invocation.console.write(listing.json + "\n")
        } else {
            try invocation.console.write(bytes: listing.csv)
        }
    }

    private static func summary(_ answer: SaveProgrammesResponse) -> String {
        let made = Wording.count(Int(answer.made), "new programme")
        return "\(made), \(answer.changed) changed"
    }
}
