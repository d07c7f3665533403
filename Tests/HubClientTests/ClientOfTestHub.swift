import HubClient
import HubCrypto
import HubServerKit
import HubService
import HubTLS
import Testing

extension TestHub {
    /// Where it is, and the principal's certificate.
    func target(
        hubID: UniqueID? = nil,
        serverName: ServerName = .host("localhost"),
        anchors: [Certificate]? = nil,
        bundle: IssuedBundle? = nil
    ) throws -> Target {
        let bundle = bundle ?? self.bundle
        return Target(
            address: address,
            serverName: serverName,
            hubID: try hubID ?? #require(hub.facts).id,
            tls: try TLSClientContext(
                anchors: anchors ?? Certificate.chain(pem: bundle.root),
                chain: Certificate.chain(pem: bundle.chain),
                key: PrivateKey(pem: bundle.key)
            )
        )
    }
}

extension ChannelSettings {
    /// Nothing is sent twice, and nothing waits long.
    static var quick: ChannelSettings {
        var settings = ChannelSettings()
        settings.retry = .never
        settings.cancelWaitMilliseconds = 20
        return settings
    }
}

/// The error that a call ends with.
func failure<Result>(
    _ body: () throws(ClientError) -> Result
) -> ClientError? {
    do throws(ClientError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
