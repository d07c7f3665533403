import HubArguments
import HubClient
import HubWire

extension Command {
    /// `whub admin approvals`.
    static let adminApprovals = Command(
        CommandDeclaration(
            "admin",
            "approvals",
            summary: "what waits for a second operator (operator)",
            examples: [.init("whub admin approvals", "is anything waiting for me?")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let answer = try desk.ask(desk.operators.listApprovals, ListApprovalsRequest())
        if answer.approvals.isEmpty { invocation.console.say("Nothing waits to be approved.") }
        var listing = Listing(columns: [
            .init("id", "Id"), .init("words", "What would be done"),
            .init("asked_by", "Asked by"), .init("asked", "Asked"), .init("until", "Until"),
            .init("method", "Method", isForPrograms: true),
        ])
        listing.rows = answer.approvals.map { approval in
            [
                .text(approval.id), .text(approval.words), .text(approval.askedBy),
                .time(approval.asked), .time(approval.expires), .text(approval.method),
            ]
        }
        try invocation.print(answer, listing, lines: listing.entries)
    }

    /// `whub admin approve`.
    static let adminApprove = Command(
        CommandDeclaration(
            "admin",
            "approve",
            summary: "approve what another operator asked for: it is done at once (operator)",
            details: "Whoever approves was enrolled 72 hours before it was asked for, and neither "
                + "invited the one who asked nor was invited by them. What was asked for while all "
                + "operators were new cannot be approved: have it asked for again later.",
            effect: .writes,
            options: [AdminDesk.keyOption],
            words: [approvalWord],
            examples: [.init("whub admin approve ID", "you have checked it with whoever asked")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let approval = try desk.approval(invocation.line.word("ID") ?? "")
        try invocation.confirm("\(approval.words) (asked by \(approval.askedBy)): approve it?")
        let answer = try desk.ask(desk.operators.approve, ApproveRequest(id: approval.id))
        if invocation.line.common.output == .table, !answer.code.isEmpty {
            try invocation.console.write("\(answer.code)\n")
            invocation.console.say(
                "Hand this code over so that nobody else reads it; it is not shown again. Then "
                    + "whoever asked for it has the fingerprint read out: "
                    + "whub admin confirm \(answer.principalId) --fingerprint FINGERPRINT"
            )
        }
        try desk.close(answer, "It is approved and done")
    }

    /// `whub admin decline`.
    static let adminDecline = Command(
        CommandDeclaration(
            "admin",
            "decline",
            summary: "decline what another operator asked for (operator)",
            effect: .writes,
            options: [AdminDesk.keyOption],
            words: [approvalWord],
            examples: [.init("whub admin decline ID", "nobody knows of it")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let approval = try desk.approval(invocation.line.word("ID") ?? "")
        let answer = try desk.ask(desk.operators.decline, DeclineRequest(id: approval.id))
        try desk.close(answer, "It is declined, and was not done")
    }

    private static let approvalWord = WordDeclaration(
        "ID",
        help: "what waits, from `whub admin approvals`"
    )
}

extension AdminDesk {
    /// What waits under an id.
    fileprivate func approval(_ id: String) throws(CommandError) -> Approval {
        let all = try ask(operators.listApprovals, ListApprovalsRequest(), asides).approvals
        guard let found = all.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
            throw .missing(
                "nothing waits under \(id): it was decided or has run out",
                next: "see what waits: whub admin approvals"
            )
        }
        return found
    }
}
