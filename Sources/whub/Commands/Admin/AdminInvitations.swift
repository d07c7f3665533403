import HubArguments
import HubClient
import HubCrypto
import HubWire

extension Command {
    /// `whub admin invitations`.
    static let adminInvitations = Command(
        CommandDeclaration(
            "admin",
            "invitations",
            summary: "invitations that can still be used",
            examples: [.init("whub admin invitations", "who has not enrolled yet?")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let invitations = try desk.invitations()
        var listing = Listing(columns: [
            .init("id", "Id"), .init("name", "Name"), .init("roles", "Roles"),
            .init("until", "Until"), .init("invited_by", "Invited by"),
            .init("methods", "Methods"),
        ])
        listing.rows = invitations.map { invitation in
            [
                .text(invitation.id), .text(invitation.name),
                .text(
                    invitation.device.isEmpty
                        ? GrantWords.text(invitation.grants) : "device: \(invitation.device)"
                ), .time(invitation.expires),
                .text(invitation.invitedBy), .text(invitation.methods.joined(separator: " ")),
            ]
        }
        if invitations.isEmpty {
            invocation.console.say("No invitation is open. Next: whub admin invite --help")
        }
        let answer = ListInvitationsResponse(invitations: invitations)
        try invocation.print(answer, listing, lines: listing.entries)
    }

    /// `whub admin withdraw`.
    static let adminWithdraw = Command(
        CommandDeclaration(
            "admin",
            "withdraw",
            summary: "take an invitation back before it is used",
            effect: .writes,
            options: [AdminDesk.keyOption],
            words: [WordDeclaration("ID", help: "the invitation, from `whub admin invitations`")],
            examples: [.init("whub admin withdraw ID", "it went to the wrong address")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let id = invocation.line.word("ID") ?? ""
        let found = try desk.invitations().first { $0.id.utf8.elementsEqual(id.utf8) }
        guard let found else {
            throw .missing(
                "there is no open invitation \(id)",
                next: "see what is open: whub admin invitations"
            )
        }
        let request = WithdrawInvitationRequest(id: found.id, baseVersion: found.version)
        let answer = try desk.ask(desk.admin.withdrawInvitation, request)
        try desk.close(answer, "The invitation of \(found.name) is taken back")
    }

    /// `whub admin confirm`.
    static let adminConfirm = Command(
        CommandDeclaration(
            "admin",
            "confirm",
            summary: "confirm that a new key is that of the person you invited",
            details: "Have them read the fingerprint to you, by telephone or in person, and type "
                + "what you hear. If it differs from what the hub holds, somebody else used the "
                + "invitation: revoke the principal.\n\n"
                + "The keys of viewers and contributors open the hub before they are confirmed; "
                + "confirm them all the same before you give more than that.\n\n"
                + "A second device people confirm themselves, from the first; where that one is "
                + "lost you do, in the same way.\n\n"
                + "An operator names the admin of a council by the id that `whub admin invite` "
                + "told: operators see no list of a council's people.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "fingerprint",
                    takes: .text("XXXX-XXXX-XXXX-XXXX"),
                    isRequired: true,
                    help: "as they read it out"
                ),
                AdminDesk.keyOption,
            ],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin confirm \"Workforce lead\" --fingerprint 4K7M-Q2RX-0B9C-TW5D",
                    "they read it to you from `whub cert`"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        guard let fingerprint = KeyFingerprint(invocation.line.value("fingerprint") ?? "") else {
            throw invocation.usage("--fingerprint has the form XXXX-XXXX-XXXX-XXXX")
        }
        let desk = try AdminDesk(invocation)
        let principal = try desk.principalOrInvited(invocation.line.word("PRINCIPAL") ?? "")
        let request = ConfirmKeyRequest(
            principal: principal.id,
            fingerprint: fingerprint.description
        )
        let answer = try desk.ask(desk.admin.confirmKey, request)
        let name = answer.principal?.name ?? principal.name
        try desk.close(
            answer,
            answer.wasOpen
                ? "The key of \(name) is confirmed; it opened the hub before, and does as before"
                : "The key of \(name) is confirmed: it opens the hub now"
        )
    }
}
