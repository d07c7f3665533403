package import HubCrypto
package import HubLoop
package import HubTLS
import HubWire

/// Which hub and which tenant a bundle or a context is for.
package struct ContextFacts: Equatable, Sendable {
    /// The hub's id.
    package let hubID: UniqueID
    /// The tenant's code, for people: the certificate decides, not this.
    package let tenantCode: String
    /// What the hub's certificate is for.
    package let serverName: ServerName
    /// Where the hub listens; a bundle may leave it out.
    package var address: HostPort?

    /// The facts of `context.json`.
    ///
    /// - Parameter json: The file's bytes.
    /// - Throws: `ContextError` with the code `wrongFile`.
    package init(json: [UInt8]) throws(ContextError) {
        var options = JSONOptions()
        // A newer hub may say more.
        options.ignoresUnknownNames = true
        let file: ContextFile
        do throws(WireError) {
            file = try ContextFile(json: json, options: options)
        } catch {
            throw Self.wrong("it is not the JSON of a context (\(error))")
        }
        try self.init(file)
    }

    /// The facts of a context that was enrolled.
    ///
    /// - Parameters:
    ///   - hubID: The hub's id, as the hub wrote it.
    ///   - tenantCode: The tenant's code, as the hub wrote it.
    ///   - serverName: What the hub's certificate is for.
    ///   - address: Where it listens.
    /// - Throws: `ContextError` with the code `wrongFile` for what no context can hold.
    package init(
        hubID: String,
        tenantCode: String,
        serverName: ServerName,
        address: HostPort
    ) throws(ContextError) {
        var file = ContextFile()
        file.hubID = hubID
        file.tenantCode = tenantCode
        file.serverName = serverName.description
        file.address = "\(address)"
        try self.init(file)
    }

    private init(_ file: ContextFile) throws(ContextError) {
        guard let hubID = UniqueID(file.hubID) else {
            throw Self.wrong("hub_id is not the id of a hub")
        }
        guard Self.isCode(file.tenantCode) else {
            throw Self.wrong("tenant_code is not 1 to \(codeBytesMax) printable characters")
        }
        guard let serverName = ServerName(file.serverName) else {
            throw Self.wrong("server_name is neither a host's name nor an address")
        }
        self.hubID = hubID
        tenantCode = file.tenantCode
        self.serverName = serverName
        guard !file.address.isEmpty else { return }
        guard let address = HostPort.parse(file.address, defaultPort: hubPort),
            !address.host.isEmpty
        else { throw Self.wrong("address is not of the form host:port") }
        self.address = address
    }

    /// The facts as `context.json`.
    package var json: [UInt8] {
        var lines = ["  \"hub_id\": \"\(hubID)\""]
        lines.append("  \"tenant_code\": \"\(tenantCode)\"")
        lines.append("  \"server_name\": \"\(serverName)\"")
        if let address { lines.append("  \"address\": \"\(address)\"") }
        return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }

    private static func wrong(_ message: String) -> ContextError {
        ContextError(
            .wrongFile,
            "context.json: \(message)",
            next: "Remove the context and enrol again, or ask the hub's operator for the bundle."
        )
    }

    /// Printable ASCII without what JSON would have to escape.
    private static func isCode(_ code: String) -> Bool {
        let bytes = code.utf8
        return !bytes.isEmpty && bytes.count <= codeBytesMax
            && bytes.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
    }
}

/// The port a hub listens on unless told otherwise.
package let hubPort: UInt16 = 7_443

/// The longest code of a tenant.
private let codeBytesMax = 64
