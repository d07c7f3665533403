package import HubCrypto
package import HubLoop
package import HubSystem
package import HubTLS
package import HubWire

/// Takes an invitation to the hub that it names and comes back with a certificate.
///
///     connect:  any chain with the invitation's root in it, nothing else is trusted
///     check:    that root as only anchor; purpose, times and name of the server's certificate
///     enrol:    the invitation's id and secret, and a request for a certificate of the key
package struct Enroller {
    private let code: InvitationCode
    private let address: HostPort
    private let serverName: ServerName
    private let settings: ChannelSettings
    private let clock: HubClock

    /// What a hub gave for an invitation.
    package struct Answer: Sendable {
        /// Whose certificate it is, and what is to be done about it.
        package let response: EnrolResponse
        /// The certificate, then those above it.
        package let chain: [Certificate]
        /// The hub's root, which the invitation named.
        package let authority: Certificate
    }

    /// An enrolment.
    ///
    /// - Parameters:
    ///   - code: The invitation.
    ///   - address: Where the hub listens.
    ///   - serverName: What its certificate has to be for.
    ///   - settings: Limits and habits of the connection.
    ///   - clock: What deadlines and certificates are measured with.
    package init(
        _ code: InvitationCode,
        at address: HostPort,
        serverName: ServerName,
        settings: ChannelSettings = ChannelSettings(),
        clock: HubClock = .system
    ) {
        self.code = code
        self.address = address
        self.serverName = serverName
        self.settings = settings
        self.clock = clock
    }

    /// Enrols a key.
    ///
    /// - Parameters:
    ///   - key: The key; the same one again where an answer was lost.
    ///   - options: What else to say.
    /// - Returns: What the hub gave, checked: the certificate is for this key.
    /// - Throws: `ClientError`.
    package func enrol(
        _ key: borrowing PrivateKey,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> Answer {
        let signingRequest: SigningRequest
        let target: Target
        do throws(TLSError) {
            signingRequest = try SigningRequest(for: key)
            target = Target(
                address: address,
                serverName: serverName,
                hubID: nil,
                tls: try TLSClientContext(authority: code.rootDigest)
            )
        } catch {
            throw .ownLibrary(error)
        }
        let channel = Channel(target, settings: settings, clock: clock)
        defer { channel.close() }
        let response = try EnrolmentServiceClient(channel).enrol(
            EnrolRequest(
                invitation: code.id,
                secret: code.secret,
                signingRequest: signingRequest.der
            ),
            options
        )
        guard let authority = channel.authority else {
            throw ClientError(.hubBrokeTheProtocol, "the hub's root was not shown")
        }
        let chain = try IssuedChain.read(response.chain, for: key.publicKey)
        return Answer(response: response, chain: chain, authority: authority)
    }
}

/// Certificates as a hub hands them out.
enum IssuedChain {
    /// Reads a chain and checks that it is for a key.
    static func read(
        _ chain: [[UInt8]],
        for key: PublicKey
    ) throws(ClientError) -> [Certificate] {
        guard (1...certificatesMax).contains(chain.count) else {
            throw ClientError(.hubBrokeTheProtocol, "a chain of \(chain.count) certificates")
        }
        let certificates: [Certificate]
        do throws(TLSError) {
            certificates = try chain.map { (der) throws(TLSError) in try Certificate(der: der) }
        } catch {
            throw ClientError(.hubBrokeTheProtocol, "a certificate cannot be read: \(error)")
        }
        guard certificates[0].facts.publicKeyDigest == key.digest else {
            throw ClientError(.hubBrokeTheProtocol, "the certificate is for another key")
        }
        return certificates
    }

    /// The longest chain that is kept.
    private static let certificatesMax = 4
}

extension ClientError {
    /// The library on this machine could not do its part.
    static func ownLibrary(_ error: TLSError) -> ClientError {
        ClientError(.cannotReachTheHub, "this machine's TLS library failed: \(error.description)")
    }
}
