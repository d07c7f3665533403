import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub training import`.
    static let trainingImport = Command(
        CommandDeclaration(
            "training",
            "import",
            summary: "send a training file: check it, see what changes, keep it",
            details: "The file may be as your system writes it. Only the columns that are mapped "
                + "leave this computer; names, birth dates, pay, notes and the like never do, and "
                + "what each column is taken for is said before anything is sent. The hub "
                + "checks the file and shows what would change before anything is kept. With an "
                + "error nothing is kept at all, unless --right-rows says to keep the rows that "
                + "are right. --kind says that the file holds qualifications, registrations, "
                + "checks, competencies or supervisions; of a check only what and when is sent. "
                + "A staff number that another row or a recorded worker has but for spaces, "
                + "dashes, dots, slashes or leading zeros is told before anything is kept, since "
                + "it would make a second worker. --fixes writes your file with what is wrong, and "
                + "what was probably meant, beside each row. A record that the file leaves out "
                + "stays.\n\n"
                + "One import of an organisation is under way at a time: while a colleague's is, "
                + "yours is refused with the role and the time until when, and --timeout says how "
                + "long to wait for it; a --dry-run waits for nobody.\n\n"
                + "Where most workers of the file would get another team, role, workplace or start "
                + "date, as after a column was sorted without the others, nothing is kept unless "
                + "--many-changes says that it is meant. The file's name is sent only where it is "
                + "made of words such as training, lms or export and a date: any other could name "
                + "somebody.\n\n"
                + "Each import is a batch; `whub undo BATCH` takes it back.",
            effect: .writes,
            options: [
                TrainingDesk.kindOption,
                OptionDeclaration(
                    "map",
                    takes: .text("NAME"),
                    help: "which kept mapping says what your columns are"
                ),
                TrainingDesk.columnsOption,
                OptionDeclaration(
                    "save-map",
                    takes: .text("NAME"),
                    help: "keep the mapping on the hub for the next time"
                ),
                OptionDeclaration(
                    "fixes",
                    takes: .file("FILE"),
                    help: "write your file with what is wrong beside each row to this new file; "
                        + "--yes replaces one that is there"
                ),
                OptionDeclaration(
                    "right-rows",
                    help: "keep the rows that are right although others have errors; --fixes "
                        + "then has the others alone, and with --dry-run all of the file"
                ),
                OptionDeclaration(
                    "many-changes",
                    help: "most workers of the file have another team, role, workplace or start "
                        + "date than is recorded, and that is meant"
                ),
                OptionDeclaration(
                    "batch",
                    takes: .text("UUID"),
                    help: "the batch of an upload that broke off: it goes on where it was"
                ),
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub training import lms.csv --dry-run --fixes fixes.csv", "only check it"),
                .init("whub training import lms.csv", "check it, then keep it"),
                .init("whub training import q.csv --kind qualification", "qualifications"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        try TrainingImport(invocation).run()
    }
}

/// One import, from the file to what was kept.
private struct TrainingImport {
    private let invocation: Invocation
    private let path: String
    private let desk: TrainingDesk
    private let file: TrainingFile
    private let mapping: HubDomain.ColumnMapping
    private let batch: UniqueID

    /// Reads the file and connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        path = invocation.line.word("FILE") ?? ""
        file = try TrainingFile(
            try FileSource(path, bytesMax: TrainingFile.bytesMax, invocation)
        )
        if let text = invocation.line.value("batch") {
            guard let id = UniqueID(text) else {
                throw invocation.usage("--batch takes a UUID of version 7 in lower case")
            }
            batch = id
        } else {
            let now = HubClock.system.instant.microseconds / 1_000
            batch = UniqueID(milliseconds: UInt64(max(0, now)))
        }
        desk = try TrainingDesk(invocation)
        let found = try TrainingMap.of(file, desk, invocation)
        mapping = found.mapping
        for note in found.notes { invocation.console.say(TerminalText.escaped(note)) }
        if let lacking = mapping.lacking.first {
            let what = lacking.title(of: mapping.kind).lowercased()
            throw .dataError(
                "no column of \(path) is known as the \(what). The titles were taken from row "
                    + "\(file.titlesRow): “\(MapWords.titles(file))”; at most "
                    + "\(TitleRow.rowsAboveMax) rows may stand above them. If these are no titles, "
                    + "take rows above the titles out; if they are, say which it is: "
                    + "whub training map \(path) --out columns.csv, edit that, then add "
                    + "--columns columns.csv"
            )
        }
    }

    func run() throws(CommandError) {
        let staying = try StaffNumbersHere(file, mapping)
        if let error = staying.error {
            for line in staying.lines { invocation.console.say(TerminalText.escaped(line)) }
            try fixes(onlyWrong: false, nil)
            throw error
        }
        let sent = SentFile(file, mapping)
        try upload(sent, bytes: staying.sentBytes)
        let looked: PreviewTrainingResponse?
        do throws(CommandError) {
            looked = try look(staying.sentBytes, sent.wire)
        } catch {
            // What was refused or declined would lie on the hub for a day.
            discard()
            throw error
        }
        guard let preview = looked else { return discard() }
        try keep(preview)
        // Only now: what was said to be left over, or kept, is so.
        if preview.errors > 0 { try writeFixes(preview, onlyWrong: true) }
        try saveMap(sent.wire)
        if preview.errors > 0 { throw partly(preview) }
    }

    /// Shows what the file would change, and asks.
    ///
    /// - Returns: What is to be kept; nil for nothing.
    private func look(
        _ bytes: Int,
        _ wire: TrainingMapping
    ) throws(CommandError) -> PreviewTrainingResponse? {
        let request = PreviewTrainingRequest(
            batch: batch.description,
            mapping: wire,
            fileBytes: UInt64(bytes),
            fileName: FileLabel.sent(name)
        )
        let preview = try desk.ask(desk.hub.previewTraining, request, desk.patient)
        let isLast = invocation.line.common.isDryRun
        try TrainingPreviewPage.show(preview, file.encoding, invocation)
        let keepsRight = invocation.line.has("right-rows")
        let isStopped = preview.errors > 0 && (!keepsRight || isLast)
        let isNew = TrainingPreviewPage.hasChanges(preview)
        // The rest of a file that is kept in part is written once that is kept.
        if isStopped || isLast || preview.errors == 0 || !isNew {
            try writeFixes(preview, onlyWrong: keepsRight && !isLast)
        }
        if isStopped { throw stopped(preview) }
        if isLast {
            invocation.sayKept("", nil)
            return nil
        }
        guard isNew else {
            try saveMap(wire)
            invocation.console.say("The file says nothing new: there is nothing to keep.")
            if preview.errors > 0 { throw partly(preview) }
            return nil
        }
        if preview.isDoubtful, !invocation.line.has("many-changes") { throw doubtful(preview) }
        try invocation.confirm("Keep \(TrainingPreviewPage.changes(preview))?")
        return preview
    }

    /// Has the upload thrown away: the hub keeps nothing of a file that is not kept.
    private func discard() {
        let request = DiscardTrainingUploadRequest(batch: batch.description)
        do throws(CommandError) {
            _ = try desk.ask(desk.hub.discardTrainingUpload, request, desk.reading)
        } catch {
            invocation.console.say(
                "The hub still has what was uploaded, for a day at most. To throw it away: "
                    + "whub training discard \(batch)"
            )
        }
    }

    private var name: String {
        if path.utf8.elementsEqual("-".utf8) { return "standard-input.csv" }
        let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" }
        return last ?? ""
    }

    private func keep(_ preview: PreviewTrainingResponse) throws(CommandError) {
        let request = CommitTrainingRequest(
            batch: batch.description,
            preview: preview.preview,
            rightRowsOnly: invocation.line.has("right-rows"),
            manyChanges: invocation.line.has("many-changes")
        )
        var options = desk.patient
        options.key = desk.options.key
        let answer = try desk.ask(desk.hub.commitTraining, request, options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Kept: \(TrainingPreviewPage.changes(preview))",
            answer.saved,
            next: "whub training status; to take it back: whub undo \(batch)"
        )
        if answer.workersDue > 0 {
            let count = NumberText.grouped(Int(clamping: answer.workersDue))
            invocation.console.say(
                "The hub is working out how \(count) workers stand; until it has, the status "
                    + "says how many are left."
            )
        }
    }

    private func stopped(_ preview: PreviewTrainingResponse) -> CommandError {
        let errors = Wording.count(Int(clamping: preview.errors), "error")
        // Whoever asked for the right rows alone is told what would be kept of them.
        if invocation.line.has("right-rows") {
            return .dataError(
                "\(errors): the rows that have them would not be kept. Without --dry-run the "
                    + "others are: \(TrainingPreviewPage.changes(preview)). Nothing was kept now."
            )
        }
        let hint =
            invocation.line.has("fixes") ? "" : " (--fixes FILE writes them into your file)"
        return .dataError(
            "\(errors): nothing was kept. Mend the file and send it again\(hint), or keep the "
                + "rows that are right with --right-rows."
        )
    }

    private func doubtful(_ preview: PreviewTrainingResponse) -> CommandError {
        let replaced = Wording.count(Int(clamping: preview.replacedWorkers), "worker")
        let known = NumberText.grouped(Int(clamping: preview.workers - preview.newWorkers))
        return .dataError(
            "of \(known) known workers \(replaced) would get another team, role, workplace or "
                + "start date than is recorded [TRNG-0264]: nothing was kept. Was a column sorted "
                + "without the others?",
            next: "look at a few rows beside whub training worker; if the file is right, add "
                + "--many-changes"
        )
    }

    private func partly(_ preview: PreviewTrainingResponse) -> CommandError {
        let errors = Wording.count(Int(clamping: preview.errors), "error")
        return .dataError(
            "\(errors) left: the rows that have them were not kept. Mend those and send them "
                + "alone."
        )
    }

    private func writeFixes(
        _ preview: PreviewTrainingResponse,
        onlyWrong: Bool
    ) throws(CommandError) {
        guard let out = invocation.line.value("fixes") else { return }
        guard preview.errors + preview.warnings > 0 else {
            return invocation.console.say(
                TerminalText.escaped("There is nothing to mend: \(out) was not needed.")
            )
        }
        try fixes(onlyWrong: onlyWrong, preview)
    }

    /// Writes the file with what is wrong beside each row, where `--fixes` says.
    private func fixes(
        onlyWrong: Bool,
        _ preview: PreviewTrainingResponse?
    ) throws(CommandError) {
        guard let out = invocation.line.value("fixes") else { return }
        guard !out.utf8.elementsEqual(path.utf8) else {
            return invocation.console.say(
                TerminalText.escaped(
                    "\(out) is the file that you send and stays as it is; name another file, "
                        + "such as --fixes \(FixesFile.other(out))"
                )
            )
        }
        let fixes = TrainingFixes(
            file,
            mapping,
            onlyWrong: onlyWrong,
            erasedRows: preview?.erasedRows ?? [],
            restrictedRows: preview?.restrictedRows ?? [],
            held: preview.map { HeldHere.findings($0, mapping) } ?? [:]
        )
        var leftOut = 0
        let replaces = invocation.line.common.isConfirmed
        let outcome = try NewFile.write(out, replaces: replaces) { (new) throws(CommandError) in
            leftOut = try fixes.write { (piece) throws(CommandError) in try new.append(piece) }
        }
        let what = onlyWrong ? "the rows that were not kept" : "your file"
        let said =
            outcome == .written
            ? "\(out): \(what), with what is wrong beside each row."
            : "\(out) is there already and was left as it is; add --yes to replace it, or name "
                + "another file, such as \(FixesFile.other(out))"
        invocation.console.say(TerminalText.escaped(said))
        if leftOut > 0 {
            invocation.console.say(
                "It has the first \(NumberText.grouped(TrainingFixes.rowsMax)) rows; "
                    + "\(NumberText.grouped(leftOut)) more were left out."
            )
        }
    }

    private func saveMap(_ wire: TrainingMapping) throws(CommandError) {
        guard let name = invocation.line.value("save-map") else { return }
        let listed = ListTrainingMappingsRequest()
        let all = try desk.ask(desk.hub.listTrainingMappings, listed, desk.reading).mappings
        let known = all.first { $0.name.utf8.elementsEqual(name.utf8) }
        var kept = TrainingMapping(name: name, topicNames: wire.topicNames)
        kept.kind = wire.kind
        kept.twoDigitYearsFrom = wire.twoDigitYearsFrom
        kept.columns = mapping.columns.map { column in
            let meaning = column.meaning.isSent ? column.meaning : .left
            var sent = TrainingColumn(title: column.title, meaning: meaning.text)
            sent.monthFirst = column.isOrderStated && column.order == .monthFirst
            sent.dayFirst = column.isOrderStated && column.order == .dayFirst
            return sent
        }
        let request = SaveTrainingMappingRequest(
            mapping: kept,
            baseRevision: known?.revision ?? 0
        )
        _ = try desk.ask(desk.hub.saveTrainingMapping, request, desk.reading)
        invocation.console.say(TerminalText.escaped("The mapping is kept as \(name)."))
    }

    /// Sends the file in parts; what the hub has already is not sent again.
    private func upload(_ file: SentFile, bytes total: Int) throws(CommandError) {
        let progress = UploadProgress(invocation, total: total)
        defer { progress.end() }
        var known = 0
        if invocation.line.has("batch") { known = try part([], at: 0) }
        var done = 0
        try file.pieces(of: TrainingUploadParts.partBytes) { (bytes) throws(CommandError) in
            let end = done + bytes.count
            if end > known {
                let staged = try part(bytes, at: done)
                guard staged >= end else {
                    throw .local("the hub has \(staged) bytes where \(end) were sent")
                }
            }
            done = end
            progress.show(done: done)
        }
    }

    /// Sends one part.
    ///
    /// - Returns: How much the hub has.
    private func part(_ bytes: [UInt8], at offset: Int) throws(CommandError) -> Int {
        let pieces = TrainingUploadParts.pieces(
            bytes,
            at: offset,
            batch,
            onlyChecked: invocation.line.common.isDryRun
        )
        do throws(ClientError) {
            let answer: UploadTrainingResponse = try desk.channel.upload(
                .trainingServiceUploadTraining,
                pieces,
                desk.reading
            )
            return Int(clamping: answer.stagedBytes)
        } catch {
            let go = "go on with: whub training import \(path) --batch \(batch)"
            throw error.retry == .outcomeUnknown || error.reasonCode.hasPrefix("CLNT")
                ? CommandError(error, next: go) : CommandError(error)
        }
    }
}
