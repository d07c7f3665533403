import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub wres reword`.
    static let wresReword = Command(
        CommandDeclaration(
            "wres",
            "reword",
            summary: "word a reason anew that names somebody (steward)",
            details: "The reason of a correction, of an agreement worded anew or of a release that "
                + "was taken back. From then on neither the history nor an earlier state tells the "
                + "former words. What was typed before stays in the record of changes, as "
                + "everything does that was kept.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the change, by its revision in `whub wres history`"
                ),
                OptionDeclaration(
                    "reason",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the reason in other words, with nobody's name"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init("whub wres history --cycle 2024", "find the revision"),
                .init(
                    "whub wres reword --cycle 2024 --revision 31 --reason \"Two cases were "
                        + "missing\"",
                    "then word its reason anew"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        guard let revision = UInt64(try desk.required("revision")), revision > 0 else {
            throw invocation.usage("--revision takes a number of `whub wres history`, such as 31")
        }
        let reason = try desk.required("reason")
        invocation.hintAtName(reason, "reason")
        let present = try desk.summary()
        let request = RewordReasonRequest(
            cycle: present.cycle,
            unit: present.unit,
            revision: revision,
            reason: reason,
            baseRevision: present.revision
        )
        // What is refused is not shown as a change.
        _ = try desk.ask(desk.hub.rewordReason, request, desk.rehearsal)
        try invocation.show([ValueChange("Reason of revision \(revision)", "", reason)])
        try invocation.confirm("Word the reason of revision \(revision) anew?")
        let answer = try desk.ask(desk.hub.rewordReason, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The reason is worded anew",
            answer.saved,
            next: WresDesk.typed("history", present)
        )
    }
}
