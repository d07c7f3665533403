import HubArguments
import HubService
import HubWire

/// `whubd invite`: makes the string that the first people of a hub enrol with.
enum InviteCommand {
    private static let hubRoles: [(word: String, role: Role)] = [
        ("operator", .operator), ("region-lead", .regionLead), ("region-analyst", .regionAnalyst),
    ]
    private static let tenantRoles: [(word: String, role: Role)] = [("admin", .admin)]

    static let command = Command(
        CommandDeclaration(
            "invite",
            summary: "invite an operator, or somebody of the region, at the hub's own machine",
            details: "What is printed can be used once, on one device, by whoever holds it: hand "
                + "it over in a way that nobody else can read. Operators invite everybody else "
                + "with `whub admin invite`. Invite a second operator here too: what needs two of "
                + "them cannot be approved by somebody whom the first one invited.",
            options: [
                Command.dataOption,
                OptionDeclaration(
                    "name",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "who it is for, as the history shows it"
                ),
                OptionDeclaration(
                    "hub-role",
                    takes: .oneOf(hubRoles.map(\.word)),
                    help: "what for, at the region"
                ),
                OptionDeclaration(
                    "tenant",
                    takes: .text("CODE"),
                    help: "the code of a council, for its first admin"
                ),
                OptionDeclaration(
                    "role",
                    takes: .oneOf(tenantRoles.map(\.word)),
                    help: "what for, at that council"
                ),
                OptionDeclaration(
                    "valid",
                    takes: .text("HOURS"),
                    help: "how long it can be used, as 48h; at most 168h; 48h without it"
                ),
            ],
            examples: [
                .init(
                    "whubd invite --data hub --hub-role operator --name \"Hub operator\"",
                    "the first operator"
                ),
                .init(
                    "whubd invite --data hub --tenant CODE --role admin --name \"Council admin\"",
                    "the first admin of a council"
                ),
            ]
        )
    ) { line in
        let data = try line.required("data")
        let request = try asked(line)
        guard case .invite(let made)? = try LocalHub.run(.invite(request), data: data) else {
            throw HubError("the hub gave another answer than was asked for")
        }
        print(made.code)
    }

    private static func asked(
        _ line: ParsedCommand
    ) throws(CommandLineError) -> LocalInviteRequest {
        var request = LocalInviteRequest()
        request.name = try line.required("name")
        request.validHours = try hours(line)
        if let word = line.value("hub-role") {
            for option in ["tenant", "role"] where line.has(option) {
                throw CommandLineError(
                    "--hub-role is a role at the region: it goes without --\(option)",
                    line.command
                )
            }
            request.role = role(word, hubRoles)
            return request
        }
        guard let code = line.value("tenant"), let word = line.value("role") else {
            throw CommandLineError(
                "`invite` needs --hub-role ROLE, or --tenant CODE and --role admin",
                line.command
            )
        }
        request.tenantCode = code
        request.role = role(word, tenantRoles)
        return request
    }

    private static func role(_ word: String, _ known: [(word: String, role: Role)]) -> Role {
        known.first { $0.word.utf8.elementsEqual(word.utf8) }?.role ?? .unspecified
    }

    private static func hours(_ line: ParsedCommand) throws(CommandLineError) -> UInt32 {
        guard let text = line.value("valid") else { return 0 }
        let digits = text.hasSuffix("h") ? text.dropLast() : text[...]
        guard let hours = UInt32(digits), (1...InvitationMaker.validHoursMax).contains(hours) else {
            throw CommandLineError("--valid takes hours from 1h to 168h", line.command)
        }
        return hours
    }
}
