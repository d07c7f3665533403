import HubArguments
import HubClient
import HubWire

extension Command {
    /// `whub admin tenant`.
    static let adminTenant = Command(
        CommandDeclaration(
            "admin",
            "tenant",
            summary: "suspend, resume or delete a council's access and records (operator)",
            details:
                "ACTION is suspend, resume or delete. Deleting needs a second operator, in for 72 "
                + "hours, who approves it; then everybody of the council is out at once, and its "
                + "records are destroyed 30 days later. Until then resume undoes it.",
            effect: .writes,
            options: [AdminDesk.reasonOption, AdminDesk.keyOption],
            words: [
                WordDeclaration("ACTION", help: "suspend, resume or delete"),
                WordDeclaration("CODE", help: "the council's code: whub councils"),
            ],
            examples: [
                .init(
                    "whub admin tenant suspend CODE --reason \"A laptop was stolen there\"",
                    "nobody of the council gets in"
                ),
                .init(
                    "whub admin tenant delete CODE --reason \"It leaves the region\"",
                    "asks a second operator"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let code = invocation.line.word("CODE") ?? ""
        switch invocation.line.word("ACTION") ?? "" {
        case "suspend": try suspendTenant(code, invocation)
        case "resume": try resumeTenant(code, invocation)
        case "delete": try deleteTenant(code, invocation)
        default: throw invocation.usage("ACTION is suspend, resume or delete")
        }
    }

    private static func suspendTenant(
        _ code: String,
        _ invocation: Invocation
    ) throws(CommandError) {
        let desk = try AdminDesk(invocation)
        let request = SuspendTenantRequest(tenantCode: code, reason: try desk.required("reason"))
        try invocation.confirm("Keep everybody of \(code) out until it is resumed?")
        let answer = try desk.askAboutCouncil(desk.operators.suspendTenant, request)
        try desk.close(
            answer,
            "\(code) is suspended: nobody of it gets at its records",
            next: "whub admin tenant resume \(code) --reason TEXT"
        )
    }

    private static func resumeTenant(
        _ code: String,
        _ invocation: Invocation
    ) throws(CommandError) {
        let desk = try AdminDesk(invocation)
        let request = ResumeTenantRequest(tenantCode: code, reason: try desk.required("reason"))
        let answer = try desk.askAboutCouncil(desk.operators.resumeTenant, request)
        try desk.close(answer, "\(code) is let in again")
    }

    private static func deleteTenant(
        _ code: String,
        _ invocation: Invocation
    ) throws(CommandError) {
        let desk = try AdminDesk(invocation)
        let request = DeleteTenantRequest(tenantCode: code, reason: try desk.required("reason"))
        try invocation.confirm("Ask to delete \(code), with all its records?")
        let answer = try desk.askAboutCouncil(desk.operators.deleteTenant, request)
        try desk.close(waiting: answer, answer.approval)
    }

    /// `whub admin break-glass`.
    static let adminBreakGlass = Command(
        CommandDeclaration(
            "admin",
            "break-glass",
            summary: "invite an admin into a council that has lost its own (operator)",
            details: "Needs a second operator, who approves it within 72 hours and gets the code: "
                + "one who was in before it is asked for, and for 72 hours when it is approved, so "
                + "that nobody makes up a second operator for it. On a hub whose operators are "
                + "newer than that it waits for them. "
                + "It shows no data of the council, stands in its journal, and everybody of the "
                + "council is told.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "name",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "whom to invite as its admin"
                ),
                AdminDesk.reasonOption, AdminDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "the council's code: whub councils")],
            examples: [
                .init(
                    "whub admin break-glass CODE --name \"New admin\" "
                        + "--reason \"Both admins have left\"",
                    "asks a second operator"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let code = invocation.line.word("CODE") ?? ""
        let desk = try AdminDesk(invocation)
        let request = BreakGlassRequest(
            tenantCode: code,
            name: try desk.required("name"),
            reason: try desk.required("reason")
        )
        try invocation.confirm("Ask to invite \(request.name) as an admin of \(code)?")
        let answer = try desk.askAboutCouncil(desk.operators.breakGlass, request)
        try desk.close(waiting: answer, answer.approval)
    }
}

extension AdminDesk {
    /// Calls a method about a council; the region itself is none.
    fileprivate func askAboutCouncil<Request, Response>(
        _ method: (Request, CallOptions) throws(ClientError) -> Response,
        _ request: Request
    ) throws(CommandError) -> Response {
        try ask(
            method,
            request,
            at: .notYoursToGive,
            next: "name one of the councils: whub councils"
        )
    }

    /// Says what waits for a second person.
    fileprivate func close(
        waiting answer: some WireMessage,
        _ approval: Approval?
    ) throws(CommandError) {
        let id = approval.map { " as \($0.id)" } ?? ""
        let end = approval?.expires.map { ", until \(Wording.time($0))" } ?? ""
        let names = approval.map { ApprovalWords.approvers($0) } ?? []
        try close(
            answer,
            "It waits for a second operator\(id)\(end); nothing has happened yet. `whub` alone "
                + "shows it to whoever can approve it: \(names.joined(separator: "; "))"
        )
    }
}
