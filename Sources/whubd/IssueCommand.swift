import HubService
import HubSystem
import HubWire

/// `whubd issue`: makes a principal with a certificate at the shell of the hub's machine.
enum IssueCommand {
    private static let tenantRoles: [(word: String, role: Role)] = [
        ("viewer", .viewer), ("contributor", .contributor), ("steward", .steward),
        ("admin", .admin), ("integrator", .integrator),
    ]
    private static let hubRoles: [(word: String, role: Role)] = [
        ("region-lead", .regionLead), ("region-analyst", .regionAnalyst), ("operator", .operator),
    ]
    private static let families: [(word: String, family: Family)] = [
        ("priorities", .priorities), ("plans", .plans), ("wres", .wres), ("training", .training),
    ]

    static func run(_ words: some Sequence<String>) throws {
        let options = try Options(
            words,
            flags: [],
            valued: ["--data", "--tenant", "--role", "--hub-role", "--out", "--for", "--name"]
        )
        let data = try options.required("--data")
        let out = try options.required("--out")
        var request = LocalIssueRequest()
        if let word = try options.value("--hub-role") {
            request.role = try find(word, hubRoles.map { ($0.word, $0.role) }, "--hub-role")
        } else {
            request.tenantCode = try options.required("--tenant")
            let word = try options.required("--role")
            request.role = try find(word, tenantRoles.map { ($0.word, $0.role) }, "--role")
        }
        request.families = try options.all("--for").map { word throws(UsageError) in
            try find(word, families.map { ($0.word, $0.family) }, "--for")
        }
        request.name = try options.value("--name") ?? "issued locally"
        guard case .issue(let issued)? = try LocalHub.run(.issue(request), data: data) else {
            throw HubError("the hub gave another answer than was asked for")
        }
        try write(issued, to: out)
        print("The certificate, its key and the hub's authority are in \(out).")
        print("Next: whub context add NAME --hub HOST:PORT --bundle \(out)")
    }

    private static func find<Value>(
        _ word: String,
        _ known: [(String, Value)],
        _ option: String
    ) throws(UsageError) -> Value {
        if let found = known.first(where: { $0.0.utf8.elementsEqual(word.utf8) }) { return found.1 }
        let words = known.map(\.0).joined(separator: ", ")
        throw UsageError("\(option) takes one of \(words)")
    }

    private static func write(_ issued: LocalIssueResponse, to out: String) throws {
        let folder = try PrivateDirectory.open(out)
        try folder.replace("client.key", with: issued.keyPem.span)
        try folder.replace("client.pem", with: issued.chainPem.span)
        try folder.replace("authority.pem", with: issued.rootPem.span)
        try folder.replace("context.json", with: Array(issued.contextJson.utf8).span)
    }
}
