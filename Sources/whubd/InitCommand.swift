import HubDomain
import HubService
import HubTLS
import HubWire

/// `whubd init`: makes a hub of an empty directory.
enum InitCommand {
    static func run(_ words: some Sequence<String>) throws {
        let options = try Options(
            words,
            flags: ["--starter", "--example", "--local-issue"],
            valued: ["--data", "--region", "--name"]
        )
        let data = try options.required("--data")
        let register = try CouncilRegister.shipped()
        let wanted = try options.required("--region")
        guard let region = register.region(wanted) else {
            let known = register.regions.map(\.slug.text).joined(separator: ", ")
            throw UsageError("\(wanted) is no region; the regions are \(known)")
        }
        let host = try options.required("--name")
        guard let server = ServerName(host) else {
            throw UsageError("\(host) is neither a host name nor an address")
        }
        let isExample = options.has("--example")
        let plan = HubPlan(
            name: isExample ? "\(region.name) example hub" : "\(region.name) hub",
            kind: isExample ? .example : .live,
            region: (region.code.text, region.name),
            serverNames: [server],
            allowsLocalIssue: options.has("--local-issue"),
            tenants: tenants(region, register, isExample: isExample)
        )
        let hub = try Hub(data: data)
        defer { hub.close() }
        try hub.found(plan)
        if options.has("--starter") { try hub.loadStarterKit() }
        let councils = register.councils(in: region).count
        print("The hub of \(region.name) is ready in \(data).")
        print(
            "\(councils) councils are its tenants\(isExample ? ", and two example councils" : "")."
        )
        print("Next: whubd serve --data \(data) --listen 127.0.0.1:7443")
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
