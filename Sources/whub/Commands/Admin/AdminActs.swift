import HubArguments
import HubClient
import HubCrypto
import HubText
import HubWire

extension Command {
    /// `whub admin acts`.
    static let adminActs = Command(
        CommandDeclaration(
            "admin",
            "acts",
            summary: "who was invited, confirmed, given roles, suspended or ended: by whom and why",
            details: "The newest first, with what the hub's operators did in your organisation. "
                + "Nothing is ever taken off this list. Certificates that were renewed are not on "
                + "it: nobody decides that.\n\n"
                + "Operators see what was done to the hub's own roles, and what operators did to "
                + "councils; what a council's admins do is not on their list.",
            options: [
                OptionDeclaration(
                    "principal",
                    takes: .text("PRINCIPAL"),
                    help: "what one did, and what was done to them: an id, or a name that only one "
                        + "has"
                ),
                OptionDeclaration("since", takes: .text("DATE"), help: "the first day"),
            ],
            examples: [
                .init("whub admin acts", "what has been done?"),
                .init("whub admin acts --principal \"Workforce lead\"", "who let them in?"),
                .init("whub admin acts --since 01/04/2026 -o csv > acts.csv", "for an auditor"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        var request = ListActsRequest()
        request.sinceDay = try day("since", invocation)
        let desk = try AdminDesk(invocation)
        if let typed = invocation.line.value("principal") {
            request.principal = try desk.idOfPrincipal(typed)
        }
        var all = ListActsResponse()
        repeat {
            let page = try desk.ask(desk.admin.listActs, request)
            all.acts += page.acts
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        if all.acts.isEmpty { invocation.console.say("Nothing of the kind was done.") }
        try invocation.print(all, ActList.listing(all.acts))
    }
}

extension AdminDesk {
    /// The id that a word names: as it stands, or that of a principal of this name.
    fileprivate func idOfPrincipal(_ typed: String) throws(CommandError) -> String {
        // Whoever never took an invitation up has an id, and is no principal.
        try UniqueID(typed) == nil ? principal(typed).id : typed
    }
}

/// Acts of administration for people and for programs.
enum ActList {
    /// A row for each.
    static func listing(_ acts: [Act]) -> Listing {
        var listing = Listing(columns: [
            .init("time", "When"), .init("act", "What"), .init("name", "Whom"),
            .init("by", "By"), .init("reason", "Why"),
            .init("number", "Number", isForPrograms: true),
            .init("kind", "Kind", isForPrograms: true),
            .init("principal_id", "Id", isForPrograms: true),
            .init("by_id", "Id of who did it", isForPrograms: true),
            .init("asked_by", "Asked by", isForPrograms: true),
            .init("organisation", "Organisation", isForPrograms: true),
            .init("fingerprint", "Fingerprint", isForPrograms: true),
            .init("device", "Device", isForPrograms: true),
            .init("roles", "Roles", isForPrograms: true),
            .init("roles_before", "Roles before", isForPrograms: true),
            .init("request_id", "Request", isForPrograms: true),
        ])
        listing.rows = acts.map { act in
            [
                .time(act.time), .text(what(act), role(act.kind)), .text(whom(act)),
                .text(by(act)), .text(act.reason), .text("\(act.number)"),
                .text(Wording.name(act.kind, without: "ACT_KIND_")), .text(act.principal),
                .text(act.byId), .text(act.askedBy), .text(act.tenantCode),
                .text(act.fingerprint), .text(act.device), .text(GrantWords.text(act.grants)),
                .text(GrantWords.text(act.grantsBefore)), .text(act.requestId),
            ]
        }
        return listing
    }

    /// What was done, in words.
    static func what(_ act: Act) -> String {
        switch act.kind {
        case .invited: "invited" + rights(act, " as ") + methods(act)
        case .invitationWithdrawn: "invitation taken back" + detail(act)
        case .enrolled: "enrolled" + rights(act, " as ") + device(act) + detail(act)
        case .keyConfirmed: "key confirmed" + device(act)
        case .deviceInvited: "device invited: \(act.device)"
        case .deviceRevoked: "device ended" + device(act)
        case .rolesChanged: change(act)
        case .suspended: "suspended"
        case .resumed: "let in again"
        case .revoked: "ended for good"
        case .accessConfirmed: "access confirmed"
        case .registerSaved: "data-set register saved" + detail(act, ": ")
        case .organisationSuspended: "organisation suspended"
        case .organisationResumed: "organisation let in again"
        case .organisationDeleted: "organisation is being deleted"
        case .breakGlass: "invited by two operators" + rights(act, " as ")
        case .organisationDestroyed: "records destroyed"
        case .approvalAsked: "second operator asked for" + detail(act, ": ")
        case .approvalDeclined: "declined" + detail(act, ": ")
        case .approvalEnded: "request ended" + detail(act, ": ")
        default: Wording.name(act.kind, without: "ACT_KIND_")
        }
    }

    private static func change(_ act: Act) -> String {
        let before = GrantWords.text(act.grantsBefore)
        let after = GrantWords.text(act.grants)
        let roles = before == after ? "roles as before: \(after)" : "roles: \(before) → \(after)"
        guard act.methods != act.methodsBefore else { return roles }
        return roles + "; methods: " + act.methods.joined(separator: ", ")
    }

    /// What a program may call, by the last parts of the names: no column holds whole ones.
    private static func methods(_ act: Act) -> String {
        let names = act.methods.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        return names.isEmpty ? "" : "; methods: " + names.joined(separator: ", ")
    }

    private static func rights(_ act: Act, _ before: String) -> String {
        act.grants.isEmpty ? "" : before + GrantWords.text(act.grants)
    }

    /// A narrow column would break a fingerprint: programs have it.
    private static func device(_ act: Act) -> String {
        act.device.isEmpty ? "" : ": \(act.device)"
    }

    private static func detail(_ act: Act, _ before: String = ", ") -> String {
        act.detail.isEmpty ? "" : before + act.detail
    }

    private static func whom(_ act: Act) -> String {
        guard !act.tenantCode.isEmpty else { return act.name }
        return act.name.isEmpty ? act.tenantCode : "\(act.name) (\(act.tenantCode))"
    }

    private static func by(_ act: Act) -> String {
        act.askedBy.isEmpty ? act.by : "\(act.by), asked by \(act.askedBy)"
    }

    private static func role(_ kind: ActKind) -> TextRole? {
        switch kind {
        case .suspended, .organisationSuspended, .organisationDeleted, .breakGlass: .warning
        default: nil
        }
    }
}
