import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub admin suspend`.
    static let adminSuspend = Command(
        CommandDeclaration(
            "admin",
            "suspend",
            summary: "keep a principal out until it is resumed",
            details: "They are out before the command returns: connections that are open end.",
            effect: .writes,
            options: [AdminDesk.reasonOption],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin suspend \"Workforce lead\" --reason \"Laptop lost\"",
                    "until it is found"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let reason = try desk.required("reason")
        let principal = try desk.principal(invocation.line.word("PRINCIPAL") ?? "")
        let request = SuspendPrincipalRequest(
            principal: principal.id,
            reason: reason,
            baseVersion: principal.version
        )
        let answer = try desk.ask(desk.admin.suspendPrincipal, request)
        try desk.close(
            answer,
            "\(principal.name) is suspended",
            next: "whub admin resume \(principal.id) --reason TEXT"
        )
    }

    /// `whub admin resume`.
    static let adminResume = Command(
        CommandDeclaration(
            "admin",
            "resume",
            summary: "let a suspended principal in again",
            effect: .writes,
            options: [AdminDesk.reasonOption],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin resume \"Workforce lead\" --reason \"Laptop found\"",
                    "with the keys and roles as before"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let reason = try desk.required("reason")
        let principal = try desk.principal(invocation.line.word("PRINCIPAL") ?? "")
        let request = ResumePrincipalRequest(
            principal: principal.id,
            reason: reason,
            baseVersion: principal.version
        )
        let answer = try desk.ask(desk.admin.resumePrincipal, request)
        try desk.close(answer, "\(principal.name) is let in again")
    }

    /// `whub admin revoke`.
    static let adminRevoke = Command(
        CommandDeclaration(
            "admin",
            "revoke",
            summary: "end a principal with all its keys, for good",
            details: "For somebody who leaves. They are out before the command returns; what they "
                + "wrote stays. It cannot be undone: whoever comes back is invited again.",
            effect: .writes,
            options: [AdminDesk.reasonOption],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin revoke \"Workforce lead\" --reason \"Left the council\"",
                    "on the last day"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let reason = try desk.required("reason")
        let principal = try desk.principalOrInvited(invocation.line.word("PRINCIPAL") ?? "")
        try invocation.confirm("End \(principal.name) (\(principal.id)) for good?")
        let request = RevokePrincipalRequest(
            principal: principal.id,
            reason: reason,
            baseVersion: principal.version
        )
        let answer = try desk.ask(desk.admin.revokePrincipal, request)
        try desk.close(answer, "\(answer.principal?.name ?? principal.name) is out for good")
    }

    /// `whub admin access-review`.
    static let adminAccessReview = Command(
        CommandDeclaration(
            "admin",
            "access-review",
            summary: "whose access has to be confirmed, and confirming it",
            details: "Access that nobody confirmed for 365 days is due. A device that is not used "
                + "can come back by renewing for 400 days after its owner was enrolled or access "
                + "was last confirmed here.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "confirm",
                    takes: .text("PRINCIPAL"),
                    isRepeatable: true,
                    help: "whose roles are still right; may stand several times"
                ),
                AdminDesk.keyOption,
            ],
            examples: [
                .init("whub admin access-review", "who is due?"),
                .init(
                    "whub admin access-review --confirm \"Workforce lead\"",
                    "they still need what they may do"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        var request = ReviewAccessRequest()
        for typed in invocation.line.values("confirm") {
            request.confirmed.append(try desk.principal(typed).id)
        }
        var options = desk.options
        // Without anybody to confirm it is a question.
        if request.confirmed.isEmpty { options.isDryRun = true }
        let answer = try desk.ask(desk.admin.reviewAccess, request, options)
        let isQuestion = request.confirmed.isEmpty
        try invocation.print(answer, PrincipalList.listing(answer.due)) { style in
            guard !answer.due.isEmpty else {
                return isQuestion ? ["Nobody's access is due for review."] : []
            }
            return PrincipalList.listing(answer.due).entries(style)
        }
        if !request.confirmed.isEmpty {
            let count = Wording.count(request.confirmed.count, "principal")
            invocation.sayKept("The access of \(count) is confirmed", nil)
        } else if !answer.due.isEmpty {
            invocation.console.say("Next: whub admin access-review --confirm PRINCIPAL")
        }
    }
}
