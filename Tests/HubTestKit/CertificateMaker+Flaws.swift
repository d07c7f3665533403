package import HubTLS

/// What can be wrong with a client's certificate.
package enum CertificateFlaw: CaseIterable, Sendable {
    /// Its time is over; nothing else is wrong.
    case expired
    /// Its time has not begun.
    case early
    /// It comes from an authority nobody knows.
    case foreign
    /// It is for servers.
    case wrongPurpose
    /// It names nobody.
    case noName
    /// It names two principals.
    case twoNames
    /// It names a principal and a host.
    case nameAndHost
    /// It names a host.
    case host
    /// Its URI belongs to another scheme.
    case otherScheme
}

extension CertificateMaker {
    /// A client's certificate with one thing wrong.
    ///
    /// - Parameters:
    ///   - flaw: What is wrong.
    ///   - name: Whom it names where it names somebody.
    /// - Returns: The chain a client presents, and its key.
    /// - Throws: `TLSError` when the library refuses.
    package borrowing func client(
        _ flaw: CertificateFlaw,
        name: PrincipalName
    ) throws(TLSError) -> Credential {
        let own = name.alternativeName
        switch flaw {
        case .expired: return try client(name: name, validity: expired())
        case .early: return try client(name: name, validity: early())
        case .foreign: return try CertificateMaker(now: now).client(name: name)
        case .wrongPurpose: return try client(names: [own], purpose: .server)
        case .noName: return try client(names: [])
        case .twoNames: return try client(names: [own, newName().alternativeName])
        case .nameAndHost: return try client(names: [own, .host("localhost")])
        case .host: return try client(names: [.host("localhost")])
        case .otherScheme:
            let uri = "spiffe" + "\(name)".dropFirst(4)
            return try client(names: [.uri(Array(uri.utf8))])
        }
    }
}
