import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training accesses`.
    static let trainingAccesses = Command(
        CommandDeclaration(
            "training",
            "accesses",
            summary: "who looked at one worker: roles, what for, and when (steward)",
            details: "Looks at this one worker's page, copy, arrangements, delegated activities, "
                + "claims and programmes, by role and without names, as the worker may be told. "
                + "Lists that had the worker among others are not recorded by worker: whub admin "
                + "access-log has them, and the names. Looking at this list is itself on record.",
            options: [
                OptionDeclaration("from", takes: .text("DATE"), help: "the first day"),
                OptionDeclaration("to", takes: .text("DATE"), help: "the last day"),
            ],
            words: [
                WordDeclaration(
                    "REF",
                    help: "a staff number, w: and 32 digits, or a name of this computer"
                )
            ],
            examples: [.init("whub training accesses E000123", "who looked, and what for")]
        )
    ) { (invocation) throws(CommandError) in
        var request = ListAccessesRequest()
        request.fromDay = try day("from", invocation)
        request.toDay = try day("to", invocation)
        request.withoutNames = true
        let desk = try TrainingDesk(invocation)
        request.worker = try reference(desk)
        let governance = GovernanceServiceClient(desk.channel)
        var whole = ListAccessesResponse()
        repeat {
            let page = try desk.ask(governance.listAccesses, request)
            whole.accesses += page.accesses
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.accesses.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        var listing = Listing(columns: [
            .init("time", "When"), .init("role", "Role"), .init("what", "Looked at"),
            .init("purpose", "What for"), .init("method", "Method", isForPrograms: true),
        ])
        listing.rows = whole.accesses.map { access in
            let name = access.method.split(separator: "/").last.map(String.init) ?? ""
            return [
                .time(access.time), .text(access.role), .text(looks[name] ?? name),
                .text(access.purpose), .text(access.method),
            ]
        }
        try invocation.print(whole, listing) { style in
            whole.accesses.isEmpty ? ["Nobody looked at this worker alone."] : listing.lines(style)
        }
    }

    /// The worker with all digits: whoever was looked at is recorded by the whole reference.
    private static func reference(_ desk: TrainingDesk) throws(CommandError) -> String {
        let typed = try desk.invocation.worker()
        if typed.utf8.starts(with: "w:".utf8) { return typed }
        let request = FindTrainingWorkersRequest(staffNumbers: [typed])
        let found = try desk.ask(desk.hub.findTrainingWorkers, request).workers.first ?? ""
        guard !found.isEmpty else {
            throw .missing(
                "no worker is recorded under this staff number",
                next: "whub training subject shows whether there is anything of the worker"
            )
        }
        return found
    }

    // Text keys: names of methods.
    private static let looks: [String: String] = [
        "GetTrainingWorker": "the worker’s page", "ExportTrainingSubject": "the worker’s own copy",
        "ListTrainingArrangements": "what is arranged",
        "ListDelegations": "delegated activities", "ListClaims": "funded courses",
        "ListProgrammes": "development programmes",
    ]
}
