/// Why a client's certificate names nobody, although its authority is trusted.
package enum IdentityFault: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// Its fields cannot be read.
    case unreadable = 1
    /// It belongs to an authority.
    case authority
    /// It is not, or not expressly, for clients.
    case notForClients
    /// It has no alternative name.
    case noName
    /// It has several alternative names.
    case severalNames
    /// Its alternative name is not a URI.
    case notURI
    /// Its URI holds a NUL byte.
    case containsNUL
    /// Its URI is not `whub://hub/tenant/principal` with three identifiers in lower case.
    case malformedURI

    /// The fault in words.
    package var words: String {
        switch self {
        case .unreadable: "the certificate cannot be read"
        case .authority: "the certificate belongs to an authority"
        case .notForClients: "the certificate is not for clients"
        case .noName: "the certificate has no alternative name"
        case .severalNames: "the certificate has several alternative names"
        case .notURI: "the certificate's alternative name is not a URI"
        case .containsNUL: "the certificate's URI holds a NUL byte"
        case .malformedURI: "the certificate's URI is not that of a principal"
        }
    }
}
