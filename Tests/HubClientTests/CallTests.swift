import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Deadlines, dry runs, pings, and what a hub may not do.
struct CallTests {
    private func channel(_ hub: ScriptedHub, _ settings: ChannelSettings = .quick) -> Channel {
        Channel(hub.target, settings: settings, generator: SeededGenerator(seed: 2), rest: { _ in })
    }

    private func save(_ channel: Channel, _ options: CallOptions) -> ClientError? {
        failure { () throws(ClientError) in
            try channel.unary(.priorityServiceSaveWindow, bytes: [], options)
        }
    }

    private var soon: CallOptions {
        var options = CallOptions()
        options.timeoutMilliseconds = 30
        return options
    }

    @Test func `a call out of time is cancelled, and its outcome is unknown`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            let call = try connection.expectCall()
            guard let timeout = call.header.timeoutMs, (1...30).contains(timeout) else {
                throw ScriptError.late
            }
            try connection.expect(.cancel)
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = save(channel, soon)
        channel.close()
        #expect(error == ClientError(.ownDeadline))
        #expect(error?.retry == .outcomeUnknown)
        #expect(error?.key != nil)
        #expect(error?.exitCode == .failed)
        #expect(hub.complaints() == [])
    }

    @Test func `an answer that comes after the cancel still counts`() throws {
        var settings = ChannelSettings.quick
        settings.cancelWaitMilliseconds = 10_000
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.expect(.cancel)
            try connection.answer(1, SaveWindowResponse())
            try connection.waitForEnd()
        }
        let channel = channel(hub, settings)
        #expect(save(channel, soon) == nil)
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test(arguments: [true, false])
    func `a dry run without its echo is an error`(isEchoed: Bool) throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            guard try connection.expectCall().header.dryRun else { throw ScriptError.late }
            var status = Status()
            status.dryRun = isEchoed
            try connection.answer(1, SaveWindowResponse(), status)
            try connection.waitForEnd()
        }
        var options = CallOptions()
        options.isDryRun = true
        let channel = channel(hub)
        let error = save(channel, options)
        channel.close()
        #expect(error == (isEchoed ? nil : ClientError(.dryRunNotEchoed)))
        #expect(hub.complaints() == [])
    }

    @Test func `what the options say stands in the header`() throws {
        let seen = Lock<CallHeader?>(nil)
        let hub = try ScriptedHub { connection in
            try connection.greet()
            let header = try connection.expectCall().header
            seen.withLock { $0 = header }
            try connection.answer(1, PingResponse())
            try connection.waitForEnd()
        }
        var options = CallOptions()
        options.expectedTenant = "E1"
        options.expectedEpoch = 0
        options.asOf = .revision(12)
        options.timeoutMilliseconds = nil
        options.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let channel = channel(hub)
        _ = try channel.unary(.identityServicePing, bytes: [], options)
        channel.close()
        let header = seen.withLock { $0 }
        #expect(header?.method == "workforcehub.v1.IdentityService/Ping")
        #expect(header?.expectedTenant == "E1")
        #expect(header?.expectedEpoch == 0)
        #expect(header?.asOf == .asOfRevision(12))
        #expect(header?.timeoutMs == nil)
        #expect(header?.idempotencyKey == "")
        #expect(header?.traceparent == options.traceparent)
        #expect(hub.complaints() == [])
    }

    @Test(arguments: [1, 2, 7, 11, 12, 13, 40])
    func `an answer may come in pieces of any size`(pieceBytes: Int) throws {
        let payload = [UInt8](0..<30)
        let hub = try ScriptedHub { connection in
            try connection.begin()
            let frames = [
                TestFrame(.hello, 0, Hello().encoded()),
                TestFrame(.message, 1, PingResponse(payload: payload).encoded()),
                TestFrame(.result, 1),
            ]
            let greeting = frames[0].bytes
            try connection.send(bytes: Array(greeting.prefix(pieceBytes)))
            try connection.send(bytes: Array(greeting.dropFirst(pieceBytes)))
            try connection.expect(.hello)
            try connection.expectCall()
            var rest = (frames[1].bytes + frames[2].bytes)[...]
            while !rest.isEmpty {
                try connection.send(bytes: Array(rest.prefix(pieceBytes)))
                rest = rest.dropFirst(pieceBytes)
            }
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        #expect(try IdentityServiceClient(channel).ping().payload == payload)
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `a ping is answered while a call waits`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(TestFrame(.ping, 0, [1, 2, 3, 4, 5, 6, 7, 8]))
            let pong = try connection.expect(.pong)
            guard pong.payload == [1, 2, 3, 4, 5, 6, 7, 8] else { throw ScriptError.late }
            try connection.answer(1, PingResponse())
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        _ = try channel.unary(.identityServicePing, bytes: [])
        channel.close()
        #expect(hub.complaints() == [])
    }

    /// Answers that no hub may give.
    static let breaches: [(String, [TestFrame])] = [
        ("OK without an answer", [TestFrame(.result, 1)]),
        (
            "two answers",
            [TestFrame(.message, 1), TestFrame(.message, 1), TestFrame(.result, 1)]
        ),
        ("a status that is none", [TestFrame(.result, 1, [0xFF])]),
        ("a call that was never opened", [TestFrame(.result, 2)]),
        ("a call of its own", [TestFrame(.call, 1)]),
        ("a credit of nothing", [.credit(1, 0)]),
        ("a second greeting", [TestFrame(.hello, 0)]),
    ]

    @Test(arguments: breaches.indices)
    func `a hub that breaks the protocol is left`(index: Int) throws {
        let frames = CallTests.breaches[index].1
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            for frame in frames { try connection.send(frame) }
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = failure { () throws(ClientError) in
            try channel.unary(.identityServicePing, bytes: [])
        }
        channel.close()
        #expect(error == ClientError(.hubBrokeTheProtocol), "\(CallTests.breaches[index].0)")
        #expect(error?.exitCode == .failed)
    }

    @Test func `an answer that cannot be decoded is the hub's fault`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(TestFrame(.message, 1, [0xFF]), TestFrame(.result, 1))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = failure { () throws(ClientError) in
            try IdentityServiceClient(channel).ping()
        }
        channel.close()
        #expect(error == ClientError(.hubBrokeTheProtocol))
    }

    @Test func `a refusal is told with everything the hub said`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            var status = Status()
            status.code = StatusCode(rawValue: 99)
            status.message = "something new"
            status.reason = "NEW-0001"
            try connection.send(TestFrame(.result, 1, status.encoded()))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = failure { () throws(ClientError) in
            try channel.unary(.identityServicePing, bytes: [])
        }
        channel.close()
        #expect(error?.code == .unknown)
        #expect(error?.reasonCode == "NEW-0001")
        #expect(error?.reason == nil)
        #expect(error?.message == "something new")
        #expect(error?.exitCode == .failed)
    }

    @Test func `the pause that a hub asks for is kept before the call is sent again`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            var status = Status()
            status.code = .resourceExhausted
            status.retry = .afterPause
            status.retryAfterMs = 5_000
            try connection.send(TestFrame(.result, 1, status.encoded()))
            try connection.expectCall()
            try connection.answer(2, PingResponse())
            try connection.waitForEnd()
        }
        let pauses = Lock<[UInt64]>([])
        let channel = Channel(hub.target, generator: SeededGenerator(seed: 3)) { pause in
            pauses.withLock { $0.append(pause) }
        }
        _ = try channel.unary(.identityServicePing, bytes: [])
        channel.close()
        let kept = pauses.withLock { $0 }
        #expect(kept.count == 1)
        #expect((5_000...7_500).contains(kept.first ?? 0))
        #expect(hub.complaints() == [])
    }
}
