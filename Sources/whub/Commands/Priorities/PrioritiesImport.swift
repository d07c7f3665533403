import HubArguments
import HubClient
import HubCrypto
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub priorities import`.
    static let prioritiesImport = Command(
        CommandDeclaration(
            "priorities",
            "import",
            summary: "send a filled-in file: check it, see what changes, keep it",
            details: "The file is checked first, and what would change is shown before anything is "
                + "kept. With an error nothing is kept at all; --fixes writes the same file with "
                + "what is wrong beside each row. A row that is left out removes nothing.",
            effect: .writes,
            options: [
                PrioritiesDesk.windowOption,
                OptionDeclaration(
                    "fixes",
                    takes: .file("FILE"),
                    help: "write your file with its findings beside the rows to this new file; "
                        + "--yes replaces one that is there"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub priorities import self-assessment.csv --dry-run", "only check it"),
                .init("whub priorities import self-assessment.csv", "check it, then keep it"),
            ],
            sections: [TableColumns.section]
        )
    ) { (invocation) throws(CommandError) in
        let path = invocation.line.word("FILE") ?? ""
        let file = try invocation.contents(of: path, bytesMax: importFileBytesMax)
        let desk = try PrioritiesDesk(invocation)
        // One name for both: a file sent again with its key is the same upload, byte for byte.
        var keeping = desk.options
        let key = keeping.key ?? UniqueID(milliseconds: HubClock.system.milliseconds)
        keeping.key = key
        let window = try desk.window()
        var upload = AssessmentUpload(file, path: path, window: window, batch: key)
        let preview = try upload.send(desk, desk.rehearsal)
        try ImportPage.show(preview, invocation)
        try FixesFile.write(file, preview, invocation)
        try stopAtErrors(preview, in: file, invocation)
        let count = preview.differences.count + Int(preview.differencesLeftOut)
        guard count > 0 else {
            invocation.console.say("The file says nothing new: there is nothing to keep.")
            return
        }
        if invocation.line.common.isDryRun { return invocation.sayKept("", nil) }
        let changes = Wording.count(count, "change")
        try invocation.confirm("Keep \(changes)?")
        upload.base = preview.baseRevision
        let answer = try upload.send(desk, keeping)
        if answer.saved == nil { try ImportPage.show(answer, invocation) }
        try stopAtErrors(answer, in: file, invocation)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Kept: \(changes) in your draft",
            answer.saved,
            next: desk.handIn(window) + " when it is complete; to change entries later, change "
                + "the file of: "
                + PrioritiesDesk.typed("export", window.id, "--out ours.csv")
        )
    }

    private static func stopAtErrors(
        _ answer: ImportAssessmentResponse,
        in file: [UInt8],
        _ invocation: Invocation
    ) throws(CommandError) {
        let errors = FindingList.errors(answer.findings)
        guard errors > 0 else { return }
        // Into what is no table nothing can be written.
        let isTable =
            answer.annotatedCsv != nil || FindingList.annotated(file, answer.findings) != nil
        let hint =
            invocation.line.has("fixes") || !isTable
            ? "" : " (--fixes FILE writes them into your file)"
        throw .dataError(
            "\(FindingList.summary(answer.findings)): nothing was kept. Mend the file and send it "
                + "again\(hint)."
        )
    }
}

/// The largest file the hub takes.
private let importFileBytesMax = 2 * 1_024 * 1_024

/// A file on its way to the hub, as often as it takes.
struct AssessmentUpload {
    /// The revision of the draft that a preview was shown for; absent for the preview itself.
    var base: UInt64?
    private let file: [UInt8]
    private let name: String
    private let window: Window
    private let batch: UniqueID

    /// The most of a file that one message holds.
    static let chunkBytesMax = 64 * 1_024

    /// An upload of a file.
    ///
    /// - Parameters:
    ///   - file: All its bytes.
    ///   - path: Where it was; the last part of it goes with the file.
    ///   - window: What it is for.
    ///   - batch: What makes two tries of it one.
    init(_ file: [UInt8], path: String, window: Window, batch: UniqueID) {
        self.file = file
        let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" }
        let isInput = path.utf8.elementsEqual("-".utf8)
        name = isInput ? "standard-input.csv" : last ?? ""
        self.window = window
        self.batch = batch
    }

    /// The messages that carry the file: the first one says what it is, each says where it belongs.
    var chunks: [ImportChunk] {
        let start = ImportStart(
            window: window.id,
            batch: batch.description,
            fileName: name,
            fileBytes: UInt64(file.count),
            baseRevision: base
        )
        guard !file.isEmpty else { return [ImportChunk(start: start)] }
        return stride(from: 0, to: file.count, by: Self.chunkBytesMax).map { offset in
            let end = min(offset + Self.chunkBytesMax, file.count)
            return ImportChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    /// Sends the file.
    ///
    /// - Parameters:
    ///   - desk: Where to.
    ///   - options: Whether it is to be kept.
    /// - Returns: What the hub says about it.
    /// - Throws: What the hub or the way to it says.
    func send(
        _ desk: PrioritiesDesk,
        _ options: CallOptions
    ) throws(CommandError) -> ImportAssessmentResponse {
        let progress = UploadProgress(desk.invocation, total: file.count)
        let said = desk.channel.whenResting
        defer {
            progress.end()
            desk.channel.whenResting = said
        }
        // What is said of a pause has a line of its own.
        desk.channel.whenResting = { error, milliseconds in
            progress.beginAnew(afterMilliseconds: milliseconds)
            said?(error, milliseconds)
        }
        do throws(ClientError) {
            let method = Method.priorityServiceImportAssessment
            return try desk.channel.upload(method, chunks, options) { count in
                progress.show(done: min(count * Self.chunkBytesMax, file.count))
            }
        } catch {
            progress.end()
            throw desk.refusal(error, window)
        }
    }
}

extension HubClock {
    /// Milliseconds since 1970-01-01T00:00:00Z, not before.
    fileprivate var milliseconds: UInt64 { UInt64(max(0, instant.microseconds / 1_000)) }
}

/// What the hub says about a file.
enum ImportPage {
    /// Prints findings and differences in the form that `-o` asks for; CSV holds the findings.
    static func show(
        _ answer: ImportAssessmentResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        let isDryRun = invocation.line.common.isDryRun
        let hasErrors = FindingList.errors(answer.findings) > 0
        switch invocation.line.common.output {
        case .json: if isDryRun || hasErrors { try invocation.printJSON(answer) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(answer.findings).csv)
        case .table: try invocation.print(lines: lines(answer, invocation.style))
        }
    }

    /// The page for people.
    static func lines(_ answer: ImportAssessmentResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let encoding = answer.encoding.isEmpty ? "" : ", written in \(answer.encoding)"
        page.paragraph("The file\(encoding): \(FindingList.summary(answer.findings)).")
        if !answer.findings.isEmpty {
            page.gap()
            page.add(FindingList.lines(answer.findings, style))
        }
        if answer.findingsLeftOut > 0 {
            let count = Wording.count(Int(answer.findingsLeftOut), "more finding")
            page.paragraph("… and \(count).")
        }
        if FindingList.errors(answer.findings) == 0, !answer.differences.isEmpty {
            page.gap()
            page.heading("What changes in your draft")
            page.add(DifferenceList.lines(answer.differences, style))
        }
        if answer.differencesLeftOut > 0 {
            let count = Wording.count(Int(answer.differencesLeftOut), "more change")
            page.paragraph("… and \(count).")
        }
        return page.lines
    }
}
