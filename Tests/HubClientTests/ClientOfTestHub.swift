import HubClient
import HubCrypto
import HubServerKit
import HubSystem
import HubTLS
import HubTestKit

extension TestHub {
    /// A channel with the principal's certificate.
    func channel(
        hubID: UniqueID? = nil,
        serverName: ServerName = .host("localhost"),
        anchors: [Certificate]? = nil,
        settings: ChannelSettings = .quick
    ) throws -> Channel {
        let tls = try TLSClientContext(
            anchors: anchors ?? [maker.root],
            chain: credential.chain,
            key: credential.key
        )
        let target = Target(
            address: address,
            serverName: serverName,
            hubID: hubID ?? name.hub,
            tls: tls
        )
        return Channel(target, settings: settings)
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
