import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubVectorKit
import HubWire
import Testing

/// A whole client with the programs of the scripts that make one unary call: how the call ends for
/// the program, the client's own words among them.
struct VectorProgramTests {
    @Test func `a call ends for the program as the scripts say`() throws {
        let scripts = try Vectors.clientScripts().compactMap(ProgramScript.init)
        #expect(scripts.count > 30)
        let ids = scripts.map(\.id)
        for id in ["deadline-read", "deadline-change", "hub-id-another", "hub-id-untold"] {
            #expect(ids.contains("client-\(id)"))
        }
        for script in scripts {
            let faults = try script.run()
            #expect(faults == [], "\(script.id)")
        }
    }
}

/// A script in which the program makes one unary call and waits for it.
private struct ProgramScript {
    let id: String
    private let steps: [VectorValue]
    private let hubID: UniqueID?
    private let call: VectorValue
    /// The one outcome.
    private let outcome: VectorValue

    /// The script; `nil` where it is of another kind.
    init?(_ script: VectorValue) {
        let steps = script["steps"].items
        let programs = steps.filter { $0["do"].text == "program" }
        let outcomes = steps.flatMap { $0["outcomes"].items }
        let isPlain = !steps.contains { $0["do"].text == "spend" }
        guard isPlain, outcomes.count == 1, let outcome = outcomes.first else { return nil }
        guard script["client"].text == "authenticated" || script["hub_id"].exists else {
            return nil
        }
        // A channel waits for the greeting before its first call.
        let greeting = steps.firstIndex { $0["do"].text == "send" } ?? steps.count
        let first = steps.firstIndex { $0["do"].text == "program" } ?? steps.count
        guard greeting < first else { return nil }
        let starts = programs.filter { $0["action"].text == "start" }
        let others = programs.filter { $0["action"].text != "start" }
        guard starts.count <= 1, starts.allSatisfy({ $0["kind"].text == "unary" }),
            others.allSatisfy({ $0["action"].text == "message" && $0["end"].isTrue }),
            others.count == starts.count, starts.count == 1 || outcome["stream"].number == 0
        else { return nil }
        id = script["id"].text ?? ""
        self.steps = steps
        hubID = script["hub_id"].text.flatMap { UniqueID($0) }
        call = starts.first ?? script["nothing"]
        self.outcome = outcome
    }

    /// Runs it.
    ///
    /// - Returns: What was not as expected.
    func run() throws -> [String] {
        let clock = ManualClock(instant: HubClock.system.instant)
        let steps = steps
        let hub = try ScriptedHub { connection in
            try connection.begin()
            for step in steps { try ProgramScript.play(step, connection, clock) }
            try connection.waitForEnd()
        }
        let target = Target(
            address: hub.target.address,
            serverName: hub.target.serverName,
            hubID: hubID,
            tls: hub.target.tls
        )
        var settings = ChannelSettings.quick
        settings.retry = .never
        let channel = Channel(target, settings: settings, clock: clock.clock, rest: { _ in })
        let error = failure { () throws(ClientError) in try self.make(channel) }
        channel.close()
        return faults(error, channel.lastStatus) + hub.complaints()
    }

    private func make(_ channel: Channel) throws(ClientError) {
        var options = CallOptions()
        options.key = call["key"].text.flatMap { UniqueID($0) }
        options.isDryRun = call["dry_run"].isTrue
        options.timeoutMilliseconds = call["timeout_ms"].number.map { UInt64($0) }
        let isChange = options.key != nil || options.isDryRun
        let method: Method = isChange ? .priorityServiceSaveWindow : .identityServicePing
        _ = try channel.unary(method, bytes: [], options)
    }

    /// The hub's part of a step.
    private static func play(
        _ step: VectorValue,
        _ connection: ScriptedConnection,
        _ clock: ManualClock
    ) throws {
        switch step["do"].text {
        case "send": try connection.send(bytes: try step["bytes"].bytes())
        case "advance": clock.advance(milliseconds: UInt64(step["ms"].number ?? 0))
        case "end_of_input": try connection.close()
        case "expect":
            for frame in step["frames"].items {
                guard let type = frame["type"].text.flatMap(FrameType.init(vectorName:)) else {
                    continue
                }
                try connection.expect(type)
            }
            // Whatever a client waits for a RESULT after its CANCEL is over.
            if step["outcomes"].items.contains(where: { $0["reason"].text == "CLNT-0203" }) {
                clock.advance(milliseconds: 60_000)
            }
        default: break
        }
    }

    private func faults(_ error: ClientError?, _ last: Status?) -> [String] {
        var faults: [String] = []
        func compare(_ name: String, _ value: Int) {
            guard let wanted = outcome[name].number, wanted != value else { return }
            faults.append("\(name) is \(value), expected \(wanted): \(error?.description ?? "OK")")
        }
        compare("code", Int((error?.code ?? .ok).rawValue))
        compare("retry", Int((error?.retry ?? last?.retry ?? .unspecified).rawValue))
        compare("applied", Int((error?.applied ?? last?.applied ?? .unspecified).rawValue))
        if let reason = outcome["reason"].text, reason != error?.reasonCode {
            faults.append("the reason is \(error?.description ?? "none"), expected \(reason)")
        }
        return faults
    }
}

extension FrameType {
    /// The type of a frame that vectors call so.
    fileprivate init?(vectorName: String) {
        switch vectorName {
        case "HELLO": self = .hello
        case "CALL": self = .call
        case "MESSAGE": self = .message
        case "CANCEL": self = .cancel
        case "GOAWAY": self = .goAway
        case "PONG": self = .pong
        default: return nil
        }
    }
}
