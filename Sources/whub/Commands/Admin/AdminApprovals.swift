import HubArguments
import HubClient
import HubWire

extension Command {
    /// `whub admin approvals`.
    static let adminApprovals = Command(
        CommandDeclaration(
            "admin",
            "approvals",
            summary: "what waits for a second operator, and who can approve it (operator)",
            options: [
                OptionDeclaration(
                    "all",
                    help: "what was decided, has ended or was never decided as well, of some weeks"
                )
            ],
            examples: [
                .init("whub admin approvals", "is anything waiting for me?"),
                .init("whub admin approvals --all", "what became of it?"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let request = ListApprovalsRequest(all: invocation.line.has("all"))
        let answer = try desk.ask(desk.operators.listApprovals, request)
        if answer.approvals.isEmpty { invocation.console.say("Nothing waits to be approved.") }
        var listing = Listing(columns: [
            .init("id", "Id"), .init("words", "What would be done"),
            .init("asked_by", "Asked by"), .init("asked", "Asked"), .init("until", "Until"),
            .init("state", "State"), .init("approvers", "Who can approve it"),
            .init("decided_by", "Decided by"), .init("method", "Method", isForPrograms: true),
        ])
        listing.rows = answer.approvals.map { approval in
            [
                .text(approval.id), .text(approval.words), .text(approval.askedBy),
                .time(approval.asked), .time(approval.expires),
                .text(ApprovalWords.state(approval)),
                .text(ApprovalWords.approvers(approval).joined(separator: "\n")),
                .text(approval.decidedBy), .text(approval.method),
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
            details: "Whoever approves was enrolled before it was asked for and at least 72 hours "
                + "ago, and neither invited the one who asked nor was invited by them: "
                + "`whub admin approvals` says who that is, and from when on.",
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
            options: [
                OptionDeclaration("reason", takes: .text("TEXT"), help: "why, for the record"),
                AdminDesk.keyOption,
            ],
            words: [approvalWord],
            examples: [.init("whub admin decline ID", "nobody knows of it")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let approval = try desk.approval(invocation.line.word("ID") ?? "")
        let reason = invocation.line.value("reason") ?? ""
        let request = DeclineRequest(id: approval.id, reason: reason)
        let answer = try desk.ask(desk.operators.decline, request)
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
        let all = try ask(operators.listApprovals, ListApprovalsRequest(), reading).approvals
        guard let found = all.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
            throw .missing(
                "nothing waits under \(id): it was decided or has run out",
                next: "see what became of it: whub admin approvals --all"
            )
        }
        return found
    }
}

/// What waits for a second operator, in words.
enum ApprovalWords {
    /// How far a request is, and why where something is to be said.
    static func state(_ approval: Approval) -> String {
        let word =
            switch approval.state {
            case .waiting: "waits"
            case .done: "approved and done"
            case .declined: "declined"
            case .ended: "ended"
            case .lapsed: "never decided"
            default: Wording.name(approval.state, without: "APPROVAL_STATE_")
            }
        return approval.why.isEmpty ? word : "\(word): \(approval.why)"
    }

    /// Who can approve a request, a line each.
    static func approvers(_ approval: Approval) -> [String] {
        guard let asked = approval.asked else { return [] }
        return approval.approvers.map { approver in
            guard let since = approver.since, since.seconds > asked.seconds else {
                return approver.name
            }
            return "\(approver.name), from \(Wording.time(since)) on"
        }
    }
}
