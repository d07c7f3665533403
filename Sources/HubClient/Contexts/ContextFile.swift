import HubWire

/// The content of `context.json`: which hub and which tenant a bundle is for.
///
/// | JSON name | meaning |
/// |---|---|
/// | `hub_id` | the hub's id, a UUID of version 7 |
/// | `tenant_code` | the code of the tenant, for people |
/// | `server_name` | what the hub's certificate is for |
/// | `address` | `host:port`, optional |
///
/// Written by hand in the form of a generated message, so that JSON has one reader.
struct ContextFile: WireMessage {
    var hubID = ""
    var tenantCode = ""
    var serverName = ""
    var address = ""
    var unknownFields = UnknownFields()

    init() {}

    static var name: String { "workforcehub.client.ContextFile" }

    static let wireTable = MessageTable(
        name: "workforcehub.client.ContextFile",
        fields: [
            FieldTable(1, "hub_id", "hubId", .string),
            FieldTable(2, "tenant_code", "tenantCode", .string),
            FieldTable(3, "server_name", "serverName", .string),
            FieldTable(4, "address", "address", .string),
        ]
    )

    func write(to writer: inout WireWriter) {
        if !hubID.isEmpty { writer.string(10, hubID) }
        if !tenantCode.isEmpty { writer.string(18, tenantCode) }
        if !serverName.isEmpty { writer.string(26, serverName) }
        if !address.isEmpty { writer.string(34, address) }
        writer.unknown(unknownFields)
    }

    mutating func merge(from reader: inout WireReader) throws(WireError) {
        var seen: UInt64 = 0
        while let tag = try reader.nextTag() {
            switch tag {
            case 10:
                try reader.once(1 << 0, &seen)
                hubID = try reader.string()
            case 18:
                try reader.once(1 << 1, &seen)
                tenantCode = try reader.string()
            case 26:
                try reader.once(1 << 2, &seen)
                serverName = try reader.string()
            case 34:
                try reader.once(1 << 3, &seen)
                address = try reader.string()
            default:
                try reader.unknown(tag, into: &unknownFields)
            }
        }
    }
}
