import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Calls whose connection, or hub, comes to an end before the answer.
struct LostCallTests {
    private func channel(
        _ hub: ScriptedHub,
        _ settings: ChannelSettings = .quick
    ) -> Channel {
        Channel(hub.target, settings: settings, generator: SeededGenerator(seed: 1), rest: { _ in })
    }

    private func ping(_ channel: Channel, _ options: CallOptions = CallOptions()) -> ClientError? {
        failure { () throws(ClientError) in
            try IdentityServiceClient(channel).ping(PingRequest(), options)
        }
    }

    private func save(_ channel: Channel, _ options: CallOptions = CallOptions()) -> ClientError? {
        failure { () throws(ClientError) in
            try channel.unary(.priorityServiceSaveWindow, bytes: [], options)
        }
    }

    @Test(arguments: [
        (GoAwayReason.draining, "WIRE-0701: stopping", "CLNT-0205", ExitCode.unreachable),
        (.timeout, "WIRE-0602: late", "CLNT-0205", .unreachable),
        (.overloaded, "WIRE-0703: full", "CLNT-0207", .unreachable),
        (.internal, "", "CLNT-0207", .unreachable),
        (GoAwayReason(rawValue: 99), "later", "CLNT-0207", .unreachable),
        (.notAccepted, "WIRE-0608: it ran out", "CLNT-0102", .notAllowed),
        (.breach, "WIRE-0106: what", "CLNT-0209", .failed),
    ])
    func `a goodbye instead of a greeting is the reason`(
        reason: GoAwayReason,
        message: String,
        code: String,
        exitCode: ExitCode
    ) throws {
        let hub = try ScriptedHub { connection in
            try connection.begin(.leaving(reason, message))
            try connection.close()
        }
        let error = ping(channel(hub))
        #expect(error?.reasonCode == code)
        #expect(error?.exitCode == exitCode)
        #expect(error?.applied == .no)
        if !message.isEmpty { #expect(error?.message == message) }
        #expect(hub.complaints() == [])
    }

    @Test func `whoever does not speak TLS is no hub`() throws {
        let hub = try ScriptedHub { connection in
            try connection.sendPlain("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        #expect(ping(channel(hub)) == ClientError(.notAHub))
    }

    @Test func `a server's certificate past its time is not believed`() throws {
        let script: ScriptedHub.Script = { connection in try? connection.begin() }
        let hub = try ScriptedHub(isExpired: true, script)
        let error = ping(channel(hub))
        #expect(error == ClientError(.notThePinnedAuthority))
        #expect(error?.message.contains("expired") == true)
    }

    @Test func `a connection closed before the greeting cannot be used`() throws {
        let hub = try ScriptedHub { connection in
            try connection.begin()
            try connection.close()
        }
        #expect(ping(channel(hub)) == ClientError(.cannotReachTheHub))
    }

    @Test func `a read whose connection was lost may be sent again`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.close()
        }
        let error = ping(channel(hub))
        #expect(error == ClientError(.connectionLostRead))
        #expect(error?.retry == .now)
    }

    @Test func `the outcome of a change whose connection was lost is unknown`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.close()
        }
        let key = UniqueID(milliseconds: 1_780_315_200_000)
        var options = CallOptions()
        options.key = key
        let error = save(channel(hub), options)
        #expect(error == ClientError(.connectionLostOutcomeUnknown))
        #expect(error?.retry == .outcomeUnknown)
        #expect(error?.key == key)
        #expect(error?.exitCode == .unreachable)
    }

    @Test func `a dry run whose connection was lost has changed nothing`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.close()
        }
        var options = CallOptions()
        options.isDryRun = true
        let error = save(channel(hub), options)
        #expect(error == ClientError(.connectionLostRead))
        #expect(error?.applied == .no)
    }

    @Test func `a hub that breaks the protocol leaves a change in doubt`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(TestFrame(.result, 1, [0xFF]))
            let word = try GoAway(decoding: try connection.expect(.goAway).payload)
            guard word.message.hasPrefix("WIRE-0407: ") else { throw ScriptError.late }
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = save(channel)
        channel.close()
        #expect(error == ClientError(.connectionLostOutcomeUnknown))
        #expect(error?.applied == .unknown)
        #expect(hub.complaints() == [])
    }

    @Test func `a lost read is sent again on a new connection`() throws {
        let hub = try ScriptedHub(
            { connection in
                try connection.greet()
                try connection.expectCall()
                try connection.close()
            },
            { connection in
                try connection.greet()
                try connection.expectCall()
                try connection.answer(1, PingResponse())
                try connection.waitForEnd()
            }
        )
        let channel = channel(hub, ChannelSettings())
        #expect(ping(channel) == nil)
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `a lost change is sent again with the same key and the same bytes`() throws {
        let seen = SeenCalls()
        let script: ScriptedHub.Script = { connection in
            try connection.greet()
            seen.add(try connection.expectCall())
            if seen.count < 3 { return try connection.close() }
            try connection.answer(1, SaveWindowResponse())
            try connection.waitForEnd()
        }
        let hub = try ScriptedHub(script, script, script)
        let channel = channel(hub, ChannelSettings())
        let error = failure { () throws(ClientError) in
            try channel.unary(.priorityServiceSaveWindow, bytes: [1, 2, 3])
        }
        #expect(error == nil)
        channel.close()
        #expect(hub.complaints() == [])
        #expect(seen.keys.count == 3)
        #expect(Set(seen.keys).count == 1)
        #expect(UniqueID(seen.keys[0]) != nil)
        #expect(seen.messages == [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
    }

    @Test func `a call above the last stream was never looked at`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(.leaving(.draining, "WIRE-0701: stopping", lastStream: 0))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let error = save(channel)
        channel.close()
        #expect(error == ClientError(.neverLookedAt))
        #expect(error?.retry == .now)
        #expect(hub.complaints() == [])
    }

    @Test func `a hub that drains still answers what it has looked at`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(.leaving(.draining, "WIRE-0701: stopping", lastStream: 1))
            try connection.answer(1, PingResponse())
            try connection.close()
        }
        #expect(ping(channel(hub)) == nil)
        #expect(hub.complaints() == [])
    }

    @Test func `an advised address that leads nowhere is not followed for long`() throws {
        let hub = try ScriptedHub(
            { connection in
                try connection.greet()
                try connection.expectCall()
                try connection.answer(1, PingResponse())
                var goAway = GoAway()
                goAway.reason = .draining
                goAway.lastStream = 1
                goAway.newAddress = "127.0.0.1:1"
                try connection.send(TestFrame(.goAway, 0, goAway.encoded()))
                try connection.close()
            },
            { connection in
                try connection.greet()
                try connection.expectCall()
                try connection.answer(1, PingResponse())
                try connection.waitForEnd()
            }
        )
        let channel = channel(hub, ChannelSettings())
        #expect(ping(channel) == nil)
        #expect(ping(channel) == nil)
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `a call that a hub has looked at before it failed is lost`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(.leaving(.internal, "WIRE-0709: failed", lastStream: 1))
            try connection.close()
        }
        let error = save(channel(hub))
        #expect(error == ClientError(.connectionLostOutcomeUnknown))
        #expect(error?.message.contains("WIRE-0709") == true)
    }
}

/// Calls that a script has seen, for the test to look at.
final class SeenCalls: Sendable {
    private let seen = Lock<[(String, [UInt8])]>([])

    func add(_ call: (header: CallHeader, message: [UInt8])) {
        seen.withLock { $0.append((call.header.idempotencyKey, call.message)) }
    }

    var count: Int { seen.withLock { $0.count } }
    var keys: [String] { seen.withLock { $0.map(\.0) } }
    var messages: [[UInt8]] { seen.withLock { $0.map(\.1) } }
}
