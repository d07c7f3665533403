import HubClient
import HubCrypto
import HubStore
import HubWire
import Testing

@testable import HubService

/// Which epoch is told, and which one an assertion is compared with.
struct EpochTests {
    private static let theme = SaveLocalThemeRequest(theme: LocalTheme(code: "A1", name: "A theme"))

    private static func asserting(_ epoch: UInt64) -> CallOptions {
        var options = CallOptions()
        options.expectedEpoch = epoch
        return options
    }

    private static func reason(_ body: () throws(ClientError) -> Void) -> String? {
        failure(body)?.reasonCode
    }

    @Test
    func `greeting, whoami and changes tell one epoch, which is the tenant's`() throws {
        let served = try ServedHub()
        let request = IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        let bundle = try served.hub.issue(request)
        let channel = try served.channel(bundle)
        // Nobody has opened the tenant's store yet.
        #expect(try channel.connect().storeEpoch == 0)
        let told = try IdentityServiceClient(channel).whoAmI().storeEpoch
        #expect(told > 0)
        _ = try PriorityServiceClient(channel).saveLocalTheme(EpochTests.theme)
        #expect(channel.lastStatus?.epoch == told)
        #expect(try served.channel(bundle).connect().storeEpoch == told)
        let registry = served.hub.stores.directory.registry.identity.epoch
        #expect(told != UInt64(clamping: registry))
    }

    @Test
    func `revisions of the tenant's epoch are taken, and of any other refused`() throws {
        let served = try ServedHub()
        let channel = try served.channel(.steward)
        let client = PriorityServiceClient(channel)
        let told = try IdentityServiceClient(channel).whoAmI().storeEpoch
        let right = EpochTests.asserting(told)
        _ = try client.saveLocalTheme(EpochTests.theme, right)
        #expect(try client.listLocalThemes(.init(), right).themes.count == 1)
        _ = try IdentityServiceClient(channel).whoAmI(.init(), right)
        let registry = UInt64(clamping: served.hub.stores.directory.registry.identity.epoch)
        let region = UInt64(clamping: served.hub.stores.directory.region.identity.epoch)
        for wrong in [told + 1, 0, registry, region].map({ EpochTests.asserting($0) }) {
            let write = EpochTests.reason { () throws(ClientError) in
                _ = try client.saveLocalTheme(EpochTests.theme, wrong)
            }
            #expect(write == "GATE-0502")
            let page = EpochTests.reason { () throws(ClientError) in
                _ = try client.listLocalThemes(.init(), wrong)
            }
            #expect(page == "GATE-0502")
            let point = EpochTests.reason { () throws(ClientError) in
                _ = try IdentityServiceClient(channel).whoAmI(.init(), wrong)
            }
            #expect(point == "GATE-0502")
            // What looks at no revision looks at no epoch.
            _ = try IdentityServiceClient(channel).ping(.init(), wrong)
        }
    }

    @Test
    func `a store that is not open yet is compared when it has been opened`() throws {
        for method in ["write", "page", "point"] {
            let served = try ServedHub()
            let channel = try served.channel(.steward)
            let client = PriorityServiceClient(channel)
            let wrong = EpochTests.asserting(7)
            let reason = EpochTests.reason { () throws(ClientError) in
                switch method {
                case "write": _ = try client.saveLocalTheme(EpochTests.theme, wrong)
                case "page": _ = try client.listLocalThemes(.init(), wrong)
                default: _ = try IdentityServiceClient(channel).whoAmI(.init(), wrong)
                }
            }
            #expect(reason == "GATE-0502", "\(method)")
            #expect(try client.listLocalThemes().themes.isEmpty)
        }
    }

    @Test
    func `the region's methods are about the region's epoch`() throws {
        let served = try ServedHub()
        try served.hub.loadStarterKit()
        let channel = try served.channel(.regionLead, tenant: nil)
        let client = PriorityServiceClient(channel)
        let edition = try client.listFrameworks().editions.first?.id ?? ""
        let window = SaveWindowRequest(window: Window(id: "w", name: "Window", edition: edition))
        let region = UInt64(clamping: served.hub.stores.directory.region.identity.epoch)
        let tenant = try IdentityServiceClient(channel).whoAmI().storeEpoch
        let refused = EpochTests.reason { () throws(ClientError) in
            _ = try client.saveWindow(window, EpochTests.asserting(tenant))
        }
        #expect(refused == "GATE-0502")
        _ = try client.saveWindow(window, EpochTests.asserting(region))
        #expect(channel.lastStatus?.epoch == region)
        #expect(try client.listWindows(.init(), EpochTests.asserting(region)).windows.count == 2)
    }
}
