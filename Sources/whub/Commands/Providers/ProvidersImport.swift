import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

extension Command {
    /// `whub providers import`.
    static let providersImport = Command(
        CommandDeclaration(
            "providers",
            "import",
            summary: "send a directory: check it, see what is new, keep it",
            details: "The file has the titles of `whub providers template`, or --map says which "
                + "column of a directory is which field. With an error nothing is kept at all. An "
                + "organisation is known by its code, else by its location's id, else by its "
                + "provider's; what the file leaves out stays. No personal data belongs in it: a "
                + "contact is a role.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "map",
                    takes: .file("FILE"),
                    help: "what the columns are; `providers template --mapping` has the form"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", help: "a CSV file; - for standard input")],
            examples: [
                .init("whub providers import providers.csv --dry-run", "only check it"),
                .init("whub providers import directory.csv --map map.csv", "a directory"),
            ],
            sections: [
                .init(
                    "Columns",
                    ProviderTable.columns.map { .init($0.title, $0.key.text) }
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        try ProvidersImport(invocation).run()
    }
}

/// One import of a directory.
private struct ProvidersImport {
    private static let fileBytesMax = 4 * 1_024 * 1_024
    private static let mappingBytesMax = 64 * 1_024
    private static let chunkBytesMax = 64 * 1_024

    private let invocation: Invocation
    private let desk: ProvidersDesk
    private let path: String
    private let file: [UInt8]
    private let mapping: [UInt8]?
    private let key: UniqueID

    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        path = invocation.line.word("FILE") ?? ""
        file = try invocation.contents(of: path, bytesMax: Self.fileBytesMax)
        if let map = invocation.line.value("map") {
            mapping = try invocation.contents(of: map, bytesMax: Self.mappingBytesMax)
        } else {
            mapping = nil
        }
        desk = try ProvidersDesk(invocation)
        let now = HubClock.system.instant.microseconds / 1_000
        key = desk.options.key ?? UniqueID(milliseconds: UInt64(max(0, now)))
    }

    func run() throws(CommandError) {
        var rehearsal = desk.options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        let preview = try send(rehearsal)
        try show(preview)
        guard preview.errors == 0 else {
            throw .dataError(
                "\(Wording.count(Int(preview.errors), "error")): nothing was kept. Mend the file "
                    + "and send it again."
            )
        }
        guard preview.newProviders + preview.changedProviders > 0 else {
            invocation.console.say("The file says nothing new: there is nothing to keep.")
            return
        }
        if invocation.line.common.isDryRun { return invocation.sayKept("", nil) }
        let words = summary(preview)
        try invocation.confirm("Keep \(words)?")
        var keeping = desk.options
        keeping.key = key
        let answer = try send(keeping)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.errors == 0 else {
            throw .dataError("somebody else changed the register meanwhile: send the file again")
        }
        invocation.sayKept("Kept: \(summary(answer))", answer.saved, next: "whub providers list")
    }

    private func summary(_ answer: ImportProvidersResponse) -> String {
        let new = Wording.count(Int(answer.newProviders), "new organisation")
        return "\(new), \(answer.changedProviders) changed"
    }

    private var chunks: [ProviderChunk] {
        let last = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) }
        let start = ProviderStart(
            batch: key.description,
            fileName: path == "-" ? "standard-input.csv" : last ?? "",
            fileBytes: UInt64(file.count),
            mapping: mapping
        )
        guard !file.isEmpty else { return [ProviderChunk(start: start)] }
        return stride(from: 0, to: file.count, by: Self.chunkBytesMax).map { offset in
            let end = min(offset + Self.chunkBytesMax, file.count)
            return ProviderChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    private func send(_ options: CallOptions) throws(CommandError) -> ImportProvidersResponse {
        do throws(ClientError) {
            let method = Method.providerServiceImportProviders
            return try desk.channel.upload(method, chunks, options) { _ in }
        } catch {
            throw CommandError(error)
        }
    }

    private func show(_ answer: ImportProvidersResponse) throws(CommandError) {
        switch invocation.line.common.output {
        case .json:
            let isLast = invocation.line.common.isDryRun || answer.errors > 0
            if isLast { try invocation.printJSON(answer) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(answer.findings).csv)
        case .table:
            var page = Page(invocation.style)
            page.paragraph(
                "The file: \(summary(answer)), \(answer.unchangedProviders) known before."
            )
            if !answer.findings.isEmpty {
                page.gap()
                page.add(FindingList.lines(answer.findings, invocation.style))
            }
            if answer.findingsLeftOut > 0 {
                page.paragraph("… and \(answer.findingsLeftOut) more findings.")
            }
            try invocation.print(lines: page.lines)
        }
    }
}
