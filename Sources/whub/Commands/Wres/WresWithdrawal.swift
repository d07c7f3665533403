import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub wres withdraw-release`.
    static let wresWithdrawRelease = Command(
        CommandDeclaration(
            "wres",
            "withdraw-release",
            summary: "take back what a return released to the region (steward)",
            details: "The region's lists and sums go without it from then on. What the region read "
                + "or published before stays read and published: nothing can take that back. "
                + "The return itself stays as it is, and can be released again.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the reason, for your council's own history"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init(
                    "whub wres withdraw-release --cycle 2024 --why \"The extract was incomplete\"",
                    "until it is corrected"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let why = try desk.required("why")
        let present = try desk.summary()
        try invocation.show([
            ValueChange("Seen by the region", seen(present), "no")
        ])
        try invocation.confirm("Take back what the return for \(present.cycle) released?")
        let request = WithdrawReleaseRequest(
            cycle: present.cycle,
            unit: present.unit,
            why: why,
            baseRevision: present.revision
        )
        let answer = try desk.ask(desk.hub.withdrawRelease, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The release is taken back",
            answer.saved,
            next: WresDesk.typed("release-again", present)
        )
    }

    /// `whub wres release-again`.
    static let wresReleaseAgain = Command(
        CommandDeclaration(
            "wres",
            "release-again",
            summary: "release a return again that was taken back (steward)",
            details: "What leaves is what `whub wres preview-release` shows: the counts as they "
                + "are now, protected in the same way as before.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption, PrioritiesDesk.keyOption,
            ],
            examples: [.init("whub wres release-again --cycle 2024", "after it was corrected")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let present = try desk.summary()
        try invocation.show([
            ValueChange("Seen by the region", seen(present), "yes")
        ])
        try invocation.confirm("Release the return for \(present.cycle) again?")
        let request = RestoreReleaseRequest(
            cycle: present.cycle,
            unit: present.unit,
            baseRevision: present.revision
        )
        let answer = try desk.ask(desk.hub.restoreRelease, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Released again to the region",
            answer.saved,
            next: WresDesk.typed("preview-release", present)
        )
    }

    private static func seen(_ present: ReturnSummary) -> String {
        present.withdrawn == nil ? "yes" : "no"
    }
}
