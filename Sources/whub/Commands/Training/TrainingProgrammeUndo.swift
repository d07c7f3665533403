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
                + "takes back all that one import made or changed, or nothing where any of it was "
                + "changed since. The journal keeps both.",
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
                    help: "without ID: the revision that an import answered with"
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
        let isImport = request.importRevision > 0
        guard isImport == request.id.isEmpty, isImport == (request.baseRevision == 0) else {
            throw invocation.usage("say an ID with --revision N, or --import N alone")
        }
        try invocation.confirm(isImport ? "Take this import back?" : "Take this change back?")
        let answer = try desk.ask(desk.hub.undoProgramme, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
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
        return "\(gone) gone, \(answer.restored) as before"
    }
}
