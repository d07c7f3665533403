import HubClient
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A hub whose disk fails says so, and does what can be done about it.
struct RecoveryTests {
    /// Makes commits fail while it is armed.
    private final class Disk: Sendable {
        let isFailing = Lock(false)

        var settings: StoreSettings {
            var settings = StoreSettings()
            settings.faults = StoreFaults { [isFailing] stage in
                guard stage == .beforeCommit, isFailing.withLock({ $0 }) else { return nil }
                return StoreError(.inputOutput, "injected")
            }
            return settings
        }

        func fail<Value>(_ body: () throws -> Value) rethrows -> Value {
            isFailing.withLock { $0 = true }
            defer { isFailing.withLock { $0 = false } }
            return try body()
        }
    }

    @Test
    func `a hub is well, out of room, or recovering, and the worst is told`() throws {
        let folder = try TemporaryDirectory()
        let disk = Disk()
        let free = Lock<UInt64>(.max)
        var settings = disk.settings
        settings.freeBytes = { free.withLock { $0 } }
        let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))
        let hub = try Hub(data: folder.file("data"), clock: time.clock, settings: settings)
        defer { hub.close() }
        try hub.found(.example())
        let health = HealthHandlers(stores: hub.stores)
        #expect(health.state == .serving)
        _ = disk.fail {
            #expect(throws: HubError.self) {
                try hub.changeRegion("test/Fail") { (store) throws(Fault) in
                    try stored { () throws(StoreError) in _ = try store.ownRevision() }
                }
            }
        }
        #expect(health.state == .recovering)
        free.withLock { $0 = 0 }
        time.advance(milliseconds: 10_000)
        #expect(hub.stores.directory.isSpaceLow)
        #expect(health.state == .recovering)
    }

    @Test
    func `a hub with too little room is read-only`() throws {
        let folder = try TemporaryDirectory()
        let free = Lock<UInt64>(.max)
        var settings = StoreSettings()
        settings.freeBytes = { free.withLock { $0 } }
        let time = ManualClock(instant: Instant(microseconds: 1_700_000_000_000_000))
        let hub = try Hub(data: folder.file("data"), clock: time.clock, settings: settings)
        defer { hub.close() }
        free.withLock { $0 = 0 }
        time.advance(milliseconds: 10_000)
        #expect(HealthHandlers(stores: hub.stores).state == .readOnly)
    }

    @Test
    func `a server whose region cannot be written ends, and says why`() throws {
        let disk = Disk()
        let served = try ServedHub(settings: disk.settings)
        let client = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        let ended = Monitor(false)
        served.server.onEnd { ended.change { $0 = true } }
        var scale = RatingScale(id: "four", name: "Four")
        scale.direction = .higherIsBetter
        scale.levels = [ScaleLevel(name: "low"), ScaleLevel(name: "high")]
        let error = disk.fail {
            failure { () throws(ClientError) in
                try client.saveScale(SaveScaleRequest(scale: scale))
            }
        }
        try #require(error?.reasonCode == "STORE-0203", "\(String(describing: error))")
        ended.wait { $0 ? () : nil }
        let line = served.log.wait(for: "ending")
        #expect(line.contains("file=region.db") && line.contains("start the hub again"))
        #expect(served.server.wait()?.contains("region.db") == true)
        // Whoever asks after the end is told at once.
        let late = Lock(false)
        served.server.onEnd { late.withLock { $0 = true } }
        #expect(late.withLock { $0 })
    }

    @Test
    func `a server that is told to stop does not end by itself`() throws {
        let served = try ServedHub()
        let isTold = Lock(false)
        served.server.onEnd { isTold.withLock { $0 = true } }
        served.stop()
        #expect(served.server.wait() == nil)
        #expect(!isTold.withLock { $0 })
    }

    @Test
    func `a council whose file failed goes on at its next call, and others never stop`() throws {
        let disk = Disk()
        let served = try ServedHub(settings: disk.settings)
        let first = PriorityServiceClient(try served.channel(.steward))
        let second = PriorityServiceClient(try served.channel(.steward, tenant: "X00000002"))
        for client in [first, second] {
            _ = try client.saveLocalTheme(RecoveryTests.theme("A1"))
            // From here on the loop reads the file by a connection of its own.
            #expect(try client.listLocalThemes().themes.count == 1)
        }
        let error = disk.fail {
            failure { () throws(ClientError) in
                try first.saveLocalTheme(RecoveryTests.theme("A2"))
            }
        }
        #expect(error?.reasonCode == "STORE-0203", "\(String(describing: error))")
        #expect(try second.listLocalThemes().themes.count == 1)
        _ = try first.saveLocalTheme(RecoveryTests.theme("A3"))
        #expect(try first.listLocalThemes().themes.map(\.code) == ["A1", "A3"])
        #expect(served.log.all.allSatisfy { !$0.hasPrefix("ending") })
    }

    private static func theme(_ code: String) -> SaveLocalThemeRequest {
        var theme = LocalTheme()
        theme.code = code
        theme.name = "A theme"
        return SaveLocalThemeRequest(theme: theme)
    }
}
