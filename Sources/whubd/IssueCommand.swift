import HubArguments
import HubService
import HubSystem
import HubWire

/// `whubd issue`: makes a principal with a certificate at the shell of the hub's machine.
enum IssueCommand {
    private static let tenantRoles: [(word: String, role: Role)] = [
        ("viewer", .viewer), ("contributor", .contributor), ("steward", .steward),
        ("admin", .admin),
    ]
    private static let hubRoles: [(word: String, role: Role)] = [
        ("region-lead", .regionLead), ("region-analyst", .regionAnalyst), ("operator", .operator),
    ]
    private static let families: [(word: String, family: Family)] = [
        ("priorities", .priorities), ("plans", .plans), ("wres", .wres), ("training", .training),
    ]

    static let command = Command(
        CommandDeclaration(
            "issue",
            summary: "let somebody in: make a certificate with its key",
            details: "Give --tenant and --role for somebody of a council, or --hub-role for "
                + "somebody of the region. What is made lets whoever holds it in: hand the "
                + "directory over in a way that nobody else can read, then delete it here.\n\n"
                + "A certificate holds for 90 days. Issue another one before it ends; its owner "
                + "then removes the context and adds it again.\n\n"
                + "An integrator is not made here: an admin invites it, with the methods that it "
                + "may call, by `whub admin invite`.",
            options: [
                Command.dataOption,
                OptionDeclaration(
                    "out",
                    takes: .file("DIR"),
                    isRequired: true,
                    help: "where to put it: a directory that holds no certificate yet"
                ),
                OptionDeclaration(
                    "name",
                    takes: .text("TEXT"),
                    help: "who it is for, as the history shows it; the role without it"
                ),
                OptionDeclaration(
                    "tenant",
                    takes: .text("CODE"),
                    help: "the code of a council, as E08000035"
                ),
                OptionDeclaration(
                    "role",
                    takes: .oneOf(tenantRoles.map(\.word)),
                    help: "what for, at that council"
                ),
                OptionDeclaration(
                    "hub-role",
                    takes: .oneOf(hubRoles.map(\.word)),
                    help: "what for, at the region"
                ),
                OptionDeclaration(
                    "for",
                    takes: .oneOf(families.map(\.word)),
                    isRepeatable: true,
                    help: "the part of the hub that --role is granted for; all of them without it"
                ),
            ],
            examples: [
                .init(
                    "whubd issue --data hub --tenant CODE --role steward --for priorities "
                        + "--name \"Workforce lead\" --out bundle",
                    "somebody who writes and hands in a council's self-assessment"
                ),
                .init(
                    "whubd issue --data hub --hub-role region-lead --name \"Region lead\" "
                        + "--out lead",
                    "somebody who sets windows and sees who has handed in"
                ),
            ]
        )
    ) { line in
        let data = try line.required("data")
        let out = try line.required("out")
        let request = try asked(line)
        try refuseTaken(out)
        try issue(request, data: data, to: out)
        print("The certificate, its key and the hub's authority are in \(out).")
        print("Next: whub context add NAME --hub HOST:PORT --bundle \(out)")
    }

    /// A role as the history shows it where nobody was named.
    private static func words(of role: String) -> String {
        String(decoding: role.utf8.map { $0 == UInt8(ascii: "-") ? 0x20 : $0 }, as: UTF8.self)
    }

    private static func asked(
        _ line: ParsedCommand
    ) throws(CommandLineError) -> LocalIssueRequest {
        var request = LocalIssueRequest()
        let named = line.value("name")
        if let word = line.value("hub-role") {
            request.name = named ?? words(of: word)
            for option in ["tenant", "role", "for"] where line.has(option) {
                throw CommandLineError(
                    "--hub-role is a role at the region: it goes without --\(option)",
                    line.command
                )
            }
            request.role = find(word, hubRoles.map { ($0.word, $0.role) }) ?? .unspecified
            return request
        }
        guard let code = line.value("tenant"), let word = line.value("role") else {
            throw CommandLineError(
                "`issue` needs --tenant CODE and --role ROLE, or --hub-role ROLE",
                line.command
            )
        }
        request.name = named ?? words(of: word)
        request.tenantCode = code
        request.role = find(word, tenantRoles.map { ($0.word, $0.role) }) ?? .unspecified
        request.families = line.values("for").compactMap { word in
            find(word, families.map { ($0.word, $0.family) })
        }
        return request
    }

    /// The value of a word; the grammar lets no other word through.
    private static func find<Value>(_ word: String, _ known: [(String, Value)]) -> Value? {
        known.first { $0.0.utf8.elementsEqual(word.utf8) }?.1
    }

    private static let fileNames = ["client.key", "client.pem", "authority.pem", "context.json"]

    /// A certificate and its key are not made again: nothing is ever written over them.
    private static func refuseTaken(_ out: String) throws {
        for name in fileNames where try LocalFile.facts("\(out)/\(name)") != nil {
            throw HubError("\(out) holds \(name) already; choose another directory", .taken)
        }
    }

    /// Opens the folder, then issues: nobody is registered whose certificate cannot be kept.
    private static func issue(
        _ request: LocalIssueRequest,
        data: String,
        to out: String
    ) throws {
        let isNew = try LocalFile.facts(out) == nil
        let folder = try PrivateDirectory.open(out)
        do {
            guard case .issue(let issued)? = try LocalHub.run(.issue(request), data: data) else {
                throw HubError("the hub gave another answer than was asked for")
            }
            try write(issued, to: folder)
        } catch {
            // One that holds anything by now stays.
            if isNew { try? Folder.removeFolder(path: out) }
            throw error
        }
    }

    private static func write(_ issued: LocalIssueResponse, to folder: PrivateDirectory) throws {
        let contents = [
            issued.keyPem, issued.chainPem, issued.rootPem, Array(issued.contextJson.utf8),
        ]
        for (name, bytes) in zip(fileNames, contents) {
            try LocalFile.create(folder.file(name), with: bytes.span)
        }
    }
}
