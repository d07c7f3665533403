import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training undo-programme`.
    static let trainingUndoProgramme = Command(
        CommandDeclaration(
            "training",
            "undo-programme",
            summary: "take the last change of a programme back, or a whole import",
            details: "It is as it was before; the first change taken back, it is gone. --import "
                + "takes back all that one import made or changed. Where a programme stands "
                + "otherwise than the import left it, nothing is taken back, and each is named "
                + "with the command that takes it back alone: ID, --revision and --import "
                + "together put it back to before the import, whatever was changed since. The "
                + "journal keeps all of it.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    help: "with ID: the revision of that change, as the list of programmes has it"
                ),
                OptionDeclaration(
                    "import",
                    takes: .text("N"),
                    help: "the revision that an import answered with; without ID: all of it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration("ID", .optional, help: "the programme: whub training programmes")
            ],
            examples: [
                .init(
                    "whub training undo-programme 01890a5d-ac96-774b-bcce-b302099a8057 "
                        + "--revision 12",
                    "that change was a mistake"
                ),
                .init("whub training undo-programme --import 57", "the file was the wrong one"),
                .init(
                    "whub training undo-programme 01890a5d-ac96-774b-bcce-b302099a8057 "
                        + "--revision 61 --import 57",
                    "one of them alone, with what was changed since"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var request = UndoProgrammeRequest(id: invocation.line.word("ID") ?? "")
        request.baseRevision = try FundingWords.revision(invocation)
        if let text = invocation.line.value("import") {
            guard let revision = TimeSpan.number(Array(text.utf8)), revision > 0 else {
                throw invocation.usage("--import takes the number that an import answered with")
            }
            request.importRevision = revision
        }
        guard request.id.isEmpty == (request.baseRevision == 0),
            !request.id.isEmpty || request.importRevision > 0
        else {
            throw invocation.usage(
                "say an ID with --revision N, --import N alone, or all three"
            )
        }
        let isImport = request.id.isEmpty
        try invocation.confirm(isImport ? "Take this import back?" : "Take this change back?")
        let answer = try desk.ask(desk.hub.undoProgramme, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.changedSince.isEmpty else {
            throw Self.changed(answer, request.importRevision, invocation)
        }
        invocation.sayKept(
            isImport ? "Taken back: \(Self.counts(answer))" : "Taken back",
            answer.saved
        )
        guard !isImport else { return }
        let now =
            answer.programme.map { "Now \(ProgrammeWords.standing($0))" }
            ?? "The programme is gone: that change was its first."
        invocation.console.say(TerminalText.escaped(now))
    }

    private static func counts(_ answer: UndoProgrammeResponse) -> String {
        let gone = Wording.count(Int(answer.removed), "programme")
        let already = answer.already > 0 ? ", \(answer.already) as before already" : ""
        return "\(gone) gone, \(answer.restored) as before\(already)"
    }

    /// Why an import cannot be taken back: each programme with the command that takes it back.
    private static func changed(
        _ answer: UndoProgrammeResponse,
        _ revision: UInt64,
        _ invocation: Invocation
    ) -> CommandError {
        let book = try? NamesBook(invocation)
        for one in answer.changedSince {
            let who = book?.words(one.worker) ?? NamesBook.short(one.worker)
            let title = one.title.isEmpty ? "" : ", \(one.title)"
            let words =
                "\(who): \(ProgrammeWords.word(one.kind))\(title), changed at revision "
                + "\(one.revision). To take it back to before the import: whub training "
                + "undo-programme \(one.id) --revision \(one.revision) --import \(revision)"
            invocation.console.say(TerminalText.escaped(words))
        }
        let left = Int(answer.changedSinceLeftOut)
        if left > 0 { invocation.console.say("… and \(NumberText.grouped(left)) more.") }
        let count = answer.changedSince.count + left
        return .taken(
            "\(Wording.count(count, "programme was", "programmes were")) changed since this import "
                + "[TRNG-0277]: nothing was taken back",
            next: "keep what was changed, or take each back with the command beside it and then "
                + "the rest: whub training undo-programme --import \(revision)"
        )
    }
}
