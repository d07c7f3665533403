import HubArguments
import HubClient
import HubCrypto
import HubText
import HubWire

extension Command {
    /// `whub admin audit`.
    static let adminAudit = Command(
        CommandDeclaration(
            "admin",
            "audit",
            summary: "verify that your organisation's journals are whole and unchanged",
            details: "ACTION is verify. The hub recomputes the chains of its journals and looks in "
                + "them for every head that this context remembers from earlier answers: a hub "
                + "that had changed or lost something could not show them. The exit code is 0 "
                + "when all is well and 6 when something is wrong.",
            words: [WordDeclaration("ACTION", help: "verify")],
            examples: [
                .init("whub admin audit verify", "is anything missing?"),
                .init("whub admin audit verify -o json > audit.json", "for an auditor"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard invocation.line.word("ACTION") == "verify" else {
            throw invocation.usage("ACTION is verify")
        }
        let desk = try AdminDesk(invocation)
        _ = try invocation.whoAmI(desk.channel, desk.reading)
        let store = try invocation.contexts()
        let heads = store.heads(of: try invocation.entry(store).name).heads()
        var findings = AuditFindings(headsAsked: heads.count)
        do throws(ClientError) {
            let request = VerifyAuditRequest(heads: heads)
            try desk.governance.verifyAudit(request, desk.options) { (piece) throws(ClientError) in
                findings.take(piece)
            }
        } catch {
            throw CommandError(error)
        }
        switch invocation.line.common.output {
        case .table: try invocation.print(lines: findings.lines(invocation.style))
        case .csv: try invocation.console.write(bytes: findings.listing.csv)
        case .json: try invocation.console.write(findings.listing.json + "\n")
        }
        guard findings.isWhole else {
            throw .dataError(
                "the journals are not as they should be\n"
                    + "Next: tell your hub's operator and your data protection officer, and keep "
                    + "this context's directory as it is"
            )
        }
    }
}

/// What was found in the journals.
struct AuditFindings {
    private var files: [VerifyAuditResponse] = []
    private let headsAsked: Int

    /// Nothing was found yet.
    ///
    /// - Parameter headsAsked: How many heads the hub was asked for.
    init(headsAsked: Int) { self.headsAsked = headsAsked }

    /// Takes a piece of the answer: the last one of a file counts.
    mutating func take(_ piece: VerifyAuditResponse) {
        let known = files.firstIndex { $0.file.utf8.elementsEqual(piece.file.utf8) }
        if let known { files[known] = piece } else { files.append(piece) }
    }

    private var missing: [RememberedHead] { files.flatMap(\.headsMissing) }

    private var found: Int { files.reduce(0) { $0 + Int($1.headsFound) } }

    /// Whether nothing is wrong, and the hub looked at everything.
    var isWhole: Bool {
        !files.isEmpty && missing.isEmpty && found >= headsAsked
            && files.allSatisfy { $0.isDone && $0.fault.isEmpty }
    }

    /// The findings in plain English.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for file in files {
            let total = Wording.count(Int(clamping: file.revisionsTotal), "revision")
            let count = "\(NumberText.grouped(Int(clamping: file.revisions))) of \(total)"
            if !file.fault.isEmpty {
                page.entry("Fault", "\(name(file)): \(file.fault)", role: .bad)
            } else if file.isDone {
                page.entry("ok", "\(name(file)): \(count), the chain is unbroken.", role: .good)
            } else {
                page.entry("Open", "\(name(file)): only \(count) were looked at.", role: .warning)
            }
        }
        if files.isEmpty { page.entry("Fault", "The hub showed no journal.", role: .bad) }
        for head in missing {
            page.entry(
                "Fault",
                "Revision \(head.revision) of epoch \(head.epoch) is not what the hub had told "
                    + "this computer: it was changed or lost since.",
                role: .bad
            )
        }
        page.entry(headsFound == headsAsked ? "ok" : "Fault", headWords, role: nil)
        return page.lines
    }

    private var headsFound: Int { min(found, headsAsked) }

    private var headWords: String {
        guard headsAsked > 0 else {
            return "Your organisation has changed nothing yet: there is no head to remember."
        }
        let asked = Wording.count(headsAsked, "head")
        if headsFound == headsAsked {
            return "All that this computer remembers (\(asked)) is in the chain."
        }
        return "Of \(asked) that this computer remembers, \(headsFound) are in the chain."
    }

    /// A row for each file.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("file", "Journal"), .init("revisions", "Revisions", .trailing),
            .init("revisions_total", "Of", .trailing), .init("fault", "Fault"),
            .init("heads_found", "Heads found", .trailing),
            .init("heads_missing", "Heads missing"), .init("whole", "Whole"),
        ])
        listing.rows = files.map { file in
            [
                .text(file.file), .text("\(file.revisions)"), .text("\(file.revisionsTotal)"),
                .text(file.fault), .text("\(file.headsFound)"),
                .text(file.headsMissing.map(Self.words).joined(separator: " ")),
                .text(isWhole ? "yes" : "no"),
            ]
        }
        return listing
    }

    private static func words(_ head: RememberedHead) -> String {
        "\(head.epoch)/\(head.revision)/\(Hexadecimal.text(head.chainHead.span))"
    }

    private func name(_ file: VerifyAuditResponse) -> String {
        switch file.file {
        case "records": "The journal of changes"
        case "accesses": "The journal of who looked"
        default: "The journal \(file.file)"
        }
    }
}
