import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub admin held`.
    static let adminHeld = Command(
        CommandDeclaration(
            "admin",
            "held",
            summary: "what the hub holds for your organisation, and how much of it",
            examples: [.init("whub admin held", "for the record of processing")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let answer = try desk.ask(desk.governance.listHeld, ListHeldRequest())
        var listing = Listing(columns: [
            .init("kind", "Kind"), .init("records", "Records", .trailing),
            .init("data_class", "Data"), .init("data_set", "Data set"),
            .init("first_change", "First change"), .init("last_change", "Last change"),
            .init("retention", "Rule of keeping"),
        ])
        listing.rows = answer.holdings.map { holding in
            [
                .text(holding.kind), .text("\(holding.records)"),
                .text(Wording.name(holding.dataClass, without: "DATA_CLASS_")),
                .text(RegisterList.dataSet(holding.dataSet)), .time(holding.firstChange),
                .time(holding.lastChange), .text(holding.retention),
            ]
        }
        try invocation.print(answer, listing)
        if invocation.line.common.output == .table {
            let bytes = Wording.count(Int(clamping: answer.bytes), "byte")
            invocation.console.say("The organisation's files have \(bytes).")
        }
    }

    /// `whub admin access-log`.
    static let adminAccessLog = Command(
        CommandDeclaration(
            "admin",
            "access-log",
            summary: "who looked at data about people, when, and what for (steward)",
            details: "Looking at this list is itself on it. --without-names names roles and not "
                + "colleagues, as what is given to somebody who asks about their own data does.",
            options: [
                OptionDeclaration("from", takes: .text("DATE"), help: "the first day"),
                OptionDeclaration("to", takes: .text("DATE"), help: "the last day"),
                OptionDeclaration("without-names", help: "roles alone"),
            ],
            examples: [
                .init("whub admin access-log --from 01/04/2026", "since April"),
                .init(
                    "whub admin access-log --without-names -o csv > accesses.csv",
                    "for a person's own request"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        var request = ListAccessesRequest()
        request.fromDay = try day("from", invocation)
        request.toDay = try day("to", invocation)
        request.withoutNames = invocation.line.has("without-names")
        let desk = try AdminDesk(invocation)
        var all = ListAccessesResponse()
        repeat {
            let page = try desk.ask(desk.governance.listAccesses, request)
            all.accesses += page.accesses
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        if all.accesses.isEmpty { invocation.console.say("Nobody looked in that time.") }
        var listing = Listing(columns: [
            .init("time", "When"), .init("role", "Role"), .init("name", "Who"),
            .init("method", "Method"), .init("data_set", "Data set"),
            .init("purpose", "Purpose"), .init("rows", "Rows", .trailing),
            .init("principal_id", "Id", isForPrograms: true),
            .init("request_id", "Request", isForPrograms: true),
        ])
        listing.rows = all.accesses.map { access in
            [
                .time(access.time), .text(access.role), .text(access.name),
                .text(bare(access.method)), .text(RegisterList.dataSet(access.dataSet)),
                .text(access.purpose), .text("\(access.rows)"), .text(access.principalId),
                .text(access.requestId),
            ]
        }
        try invocation.print(all, listing)
    }

    /// The last part of a method's name.
    private static func bare(_ method: String) -> String {
        method.split(separator: "/").last.map(String.init) ?? method
    }

    /// The ISO day of an option; empty where it was not given.
    static func day(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> String {
        guard let text = invocation.line.value(option), !text.isEmpty else { return "" }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            throw invocation.usage("--\(option): \(error)")
        }
    }
}
