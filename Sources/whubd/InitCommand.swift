import HubArguments
import HubDomain
import HubService
import HubTLS
import HubText
import HubWire

/// `whubd init`: makes a hub of an empty directory.
enum InitCommand {
    static let command = Command(
        CommandDeclaration(
            "init",
            summary: "make a hub of an empty directory",
            details: "Its tenants are the region and the councils of the region, under their "
                + "official codes. The directory holds everything, the keys of the hub's "
                + "authority included: only whoever runs the hub may read it.",
            options: [
                Command.dataOption,
                OptionDeclaration(
                    "region",
                    takes: .text("REGION"),
                    isRequired: true,
                    help: "as north-east, or a code such as E12000001"
                ),
                OptionDeclaration(
                    "name",
                    takes: .text("HOST"),
                    isRequired: true,
                    help: "what clients call the server: a host's name or an address"
                ),
                OptionDeclaration(
                    "starter",
                    help: "begin with the published frameworks, a glossary and an empty calendar"
                ),
                OptionDeclaration(
                    "example",
                    help: "a hub for invented data, with two example councils"
                ),
                OptionDeclaration(
                    "local-issue",
                    help: "let `whubd issue` make certificates with their keys, beside invitations"
                ),
            ],
            examples: [
                .init(
                    "whubd init --data hub --region north-east --name hub.example.org --starter",
                    "a hub for a region: everybody comes in by invitation"
                ),
                .init(
                    "whubd init --data try --region north-east --name localhost --starter "
                        + "--example --local-issue",
                    "one to try things out, with invented councils"
                ),
            ]
        )
    ) { line in
        let data = try line.required("data")
        let register = try CouncilRegister.shipped()
        let region = try known(try line.required("region"), register)
        let host = try line.required("name")
        guard let server = ServerName(host) else {
            throw CommandLineError("\(host) is neither a host name nor an address", line.command)
        }
        let isExample = line.has("example")
        let plan = HubPlan(
            name: isExample ? "\(region.name) example hub" : "\(region.name) hub",
            kind: isExample ? .example : .live,
            region: (region.code.text, region.name),
            serverNames: [server],
            allowsLocalIssue: line.has("local-issue"),
            tenants: tenants(region, register, isExample: isExample)
        )
        let hub = try Hub(data: data)
        defer { hub.close() }
        try hub.found(plan)
        if line.has("starter") { try hub.loadStarterKit() }
        let councils = register.councils(in: region).count
        print("The hub of \(region.name) is ready in \(data).")
        print(
            "It has \(NumberText.count(plan.tenants.count, "tenant")): the region itself"
                + (isExample ? ", two example councils" : "") + " and "
                + "\(NumberText.count(councils, "council"))."
        )
        print("Next: whubd serve --data \(data) --listen 127.0.0.1:7443")
        print("Then: whubd invite --data \(data) --hub-role operator --name TEXT")
    }

    private static func known(
        _ wanted: String,
        _ register: CouncilRegister
    ) throws(HubError) -> Region {
        if let region = register.region(wanted) { return region }
        let known = register.regions.map(\.slug.text).joined(separator: ", ")
        throw HubError("\(wanted) is no region; the regions are \(known)", .missing)
    }

    /// The region itself, its councils, and the invented ones of an example hub.
    private static func tenants(
        _ region: Region,
        _ register: CouncilRegister,
        isExample: Bool
    ) -> [TenantRecord] {
        var tenants = [TenantRecord(kind: .region, code: region.code.text, name: region.name)]
        for council in register.councils(in: region) {
            tenants.append(
                TenantRecord(
                    kind: .council,
                    code: council.code.text,
                    name: council.name,
                    councilType: council.type.rawValue
                )
            )
        }
        guard isExample else { return tenants }
        // No GSS code begins with X: these can never be taken for a council's.
        for (code, name) in [
            ("X00000001", "Example Council A"), ("X00000002", "Example Council B"),
        ] {
            var tenant = TenantRecord(kind: .council, code: code, name: name)
            tenant.isExample = true
            tenants.append(tenant)
        }
        return tenants
    }
}
