/// Why a certificate, a key or a connection cannot be used.
///
/// Equality is by code: messages are for people and may change. They hold words of the TLS library
/// and of this module only; what a peer wrote stands apart, in `issuer`.
package struct TLSError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package let code: Code
    /// More about it, for a log.
    package let message: String
    /// Who issued the certificate of a server that was not believed, by its own words.
    ///
    /// Anybody can write anything there. Without characters that cannot be seen; may be empty.
    package let issuer: String

    /// A failure of this kind.
    package init(_ code: Code, _ message: String = "", issuer: String = "") {
        self.code = code
        self.message = message
        self.issuer = issuer
    }

    /// Compares codes alone.
    package static func == (left: TLSError, right: TLSError) -> Bool { left.code == right.code }

    /// The code, and the message if there is one.
    package var description: String {
        message.isEmpty ? code.rawValue : "\(code.rawValue): \(message)"
    }

    /// The kinds of failure, an open set.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A stable word.
        package let rawValue: String

        /// The code of this word.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The peer's certificate, or one above it, is past its time.
        package static let certificateExpired = Code(rawValue: "certificate-expired")
        /// The peer's certificate, or one above it, is not valid yet: a clock is wrong.
        package static let certificateNotYetValid = Code(rawValue: "certificate-not-yet-valid")
        /// No trusted authority stands behind the peer's certificate.
        package static let unknownAuthority = Code(rawValue: "unknown-authority")
        /// The peer's certificate is for something else.
        package static let wrongPurpose = Code(rawValue: "wrong-purpose")
        /// The server's certificate is for another name.
        package static let wrongServerName = Code(rawValue: "wrong-server-name")
        /// The client's certificate names nobody, or not the way a hub does.
        package static let wrongIdentity = Code(rawValue: "wrong-identity")
        /// The peer's certificate or chain is faulty in another way.
        package static let certificateInvalid = Code(rawValue: "certificate-invalid")
        /// The peer does not speak this protocol, or did not say so.
        package static let noALPN = Code(rawValue: "no-alpn")
        /// No version, group, cipher or signature is common to both.
        package static let nothingInCommon = Code(rawValue: "nothing-in-common")
        /// The peer does not speak TLS at all.
        package static let notTLS = Code(rawValue: "not-tls")
        /// The peer broke the rules of TLS.
        package static let protocolViolation = Code(rawValue: "protocol-violation")
        /// The peer closed the connection before it was ready.
        package static let closed = Code(rawValue: "closed")
        /// The connection was lost.
        package static let connectionLost = Code(rawValue: "connection-lost")
        /// Something that should be a certificate, request or key is not one.
        package static let malformed = Code(rawValue: "malformed")
        /// Something is larger than its limit.
        package static let tooLarge = Code(rawValue: "too-large")
        /// A key of another kind than the one kind in use.
        package static let wrongKeyKind = Code(rawValue: "wrong-key-kind")
        /// A signature does not fit what it should have signed.
        package static let wrongSignature = Code(rawValue: "wrong-signature")
        /// A key and a certificate do not belong together.
        package static let keyMismatch = Code(rawValue: "key-mismatch")
        /// A validity that cannot be written, ends before it begins or is too long.
        package static let wrongValidity = Code(rawValue: "wrong-validity")
        /// The library refused a call that should have worked: a configuration or memory.
        package static let library = Code(rawValue: "library")

        /// The peer ended the connection with this alert (RFC 8446 section 6).
        package static func alert(_ number: UInt8) -> Code { Code(rawValue: "alert-\(number)") }

        /// The number of the alert the peer sent, if that is what happened.
        package var alertNumber: UInt8? {
            let prefix = "alert-"
            guard rawValue.hasPrefix(prefix) else { return nil }
            return UInt8(rawValue.dropFirst(prefix.count))
        }
    }
}
