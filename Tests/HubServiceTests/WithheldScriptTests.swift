import HubClient
import HubLoop
import HubSystem
import HubTLS
import HubTestKit
import HubVectorKit
import HubWire
import Testing

@testable import HubService

/// What a loop does at the hub's cap, as the scripts say: they are run against a served hub whose
/// clock is a script's, and whose cap is reached when a script says so.
struct WithheldScriptTests {
    private static func scripts() throws -> [VectorValue] {
        try Vectors.serverScripts().filter { $0["id"].text?.hasPrefix("withheld-") == true }
    }

    @Test func `a hub at its cap does what the scripts say`() throws {
        let scripts = try WithheldScriptTests.scripts()
        #expect(scripts.count >= 3)
        for script in scripts {
            var run = try Run()
            defer { run.end() }
            for (place, step) in script["steps"].items.enumerated() {
                let fault = try run.perform(step)
                #expect(fault == nil, "\(script["id"].text ?? ""), step \(place)")
                if fault != nil { break }
            }
        }
    }

    @Test func `without the cap no call is refused`() throws {
        let script = try #require(WithheldScriptTests.scripts().first)
        var run = try Run()
        defer { run.end() }
        var faults: [String] = []
        for step in script["steps"].items where step["do"].text != "service" {
            if let fault = try run.perform(step) { faults.append(fault) }
            if !faults.isEmpty { break }
        }
        #expect(!faults.isEmpty)
    }
}

/// One script against one hub.
private struct Run {
    private let clock = ManualClock(instant: HubClock.system.instant)
    private let served: ServedHub
    private var client: RawClient?

    init() throws {
        var limits = ServerLimits()
        // A loop looks for room now and then; scripts count every millisecond.
        limits.withheldLookMilliseconds = 1
        served = try ServedHub(limits: limits, clock: clock.clock)
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        )
        client = RawClient(try Line.open(to: served.target(bundle), until: RawClient.latest))
    }

    /// Does one step.
    ///
    /// - Returns: What was not as expected.
    mutating func perform(_ step: VectorValue) throws -> String? {
        switch step["do"].text {
        case "send": try client?.send(try step["bytes"].bytes())
        case "advance": clock.advance(milliseconds: UInt64(step["ms"].number ?? 0))
        case "service":
            // The hub answers by itself; what the rest of it keeps is what the script decides.
            let most = served.server.shared.limits.keptRequestBytesOfServerMax
            if step["action"].text == "withhold" { _ = served.budget.change(by: most, of: nil) }
            if step["action"].text == "room" { _ = served.budget.change(by: -most, of: nil) }
        default: return try compare(step)
        }
        return nil
    }

    /// Leaves before the hub stops: it would wait for its client, by a clock that stands still.
    mutating func end() { client = nil }

    /// Waits until the hub has taken everything in, and sees that it said nothing.
    private func quiet() throws -> String? {
        let head = FrameHead(.ping, stream: 0, payloadBytes: WireLimits.pingBytes)
        var ping: [UInt8] = []
        head.append(to: &ping)
        try client?.send(ping + [UInt8](repeating: 0xFF, count: WireLimits.pingBytes))
        let found = try client?.next()
        return found?.type == "PONG" ? nil : "\(found.map { "\($0)" } ?? "the end") came"
    }

    private func compare(_ step: VectorValue) throws -> String? {
        for item in step["frames"].items {
            guard let found = try client?.next() else { return "the hub has closed" }
            let reason = item["goaway"]["code"].text ?? item["status"]["reason"].text ?? ""
            let isWanted =
                found.type == item["type"].text && found.stream == item["stream"].number
                && found.reason == reason
            guard isWanted else {
                return "\(found) came, not \(item["type"].text ?? "") \(reason)"
            }
        }
        guard step["closed"].isTrue else {
            return step["frames"].items.isEmpty ? try quiet() : nil
        }
        let surplus = try client?.next()
        return surplus.map { "\($0) came after the end" }
    }
}
