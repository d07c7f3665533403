package import HubCrypto

/// A name a certificate gives its holder, taken as a value: no part of it is ever interpreted.
package enum AlternativeName: Hashable, Sendable {
    /// A URI, as bytes.
    case uri([UInt8])
    /// A host's name.
    case host(String)
    /// An address of 4 or 16 bytes.
    case address([UInt8])
}

/// Whom a client's certificate names: one principal of one tenant of one hub.
package struct PrincipalName: Hashable, Sendable, CustomStringConvertible {
    /// The hub.
    package let hub: UniqueID
    /// The tenant.
    package let tenant: UniqueID
    /// The person or program.
    package let principal: UniqueID

    /// The name of these three.
    package init(hub: UniqueID, tenant: UniqueID, principal: UniqueID) {
        self.hub = hub
        self.tenant = tenant
        self.principal = principal
    }

    /// The name written as a URI, `whub://hub/tenant/principal`; `nil` for any other text.
    ///
    /// - Parameter uri: The URI's bytes; lower case, nothing before, between or after.
    package init?(uri: [UInt8]) {
        guard uri.count == Self.uriBytes, uri.starts(with: Self.scheme) else { return nil }
        let parts = uri.dropFirst(Self.scheme.count)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let hub = UniqueID(text: parts[0]),
            let tenant = UniqueID(text: parts[1]),
            let principal = UniqueID(text: parts[2])
        else { return nil }
        self.init(hub: hub, tenant: tenant, principal: principal)
    }

    /// The URI's text.
    package var description: String { "whub://\(hub)/\(tenant)/\(principal)" }

    /// The name as certificates hold it.
    package var alternativeName: AlternativeName { .uri(Array(description.utf8)) }

    private static let scheme = Array("whub://".utf8)
    private static let uriBytes = scheme.count + 3 * UniqueID.textCount + 2
}
