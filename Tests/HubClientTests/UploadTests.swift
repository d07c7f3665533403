import HubClient
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Uploads that are sent again, and pauses that somebody is told of.
struct UploadTests {
    private static let method = Method.priorityServiceImportAssessment

    /// Pauses of a channel, which take no time here.
    private final class Pauses {
        var lengths: [UInt64] = []
        var said: [String] = []
    }

    private func channel(_ hub: ScriptedHub, _ pauses: Pauses) -> Channel {
        let channel = Channel(
            hub.target,
            generator: SeededGenerator(seed: 1),
            rest: { pauses.lengths.append($0) }
        )
        channel.whenResting = { error, milliseconds in
            pauses.said.append("\(error.reasonCode) \(milliseconds)")
        }
        return channel
    }

    private static func refusal(
        _ code: String,
        _ retry: RetryClass,
        pause: UInt32 = 0
    ) -> TestFrame {
        var status = Status()
        status.code = .resourceExhausted
        status.reason = code
        status.message = "no"
        status.retry = retry
        status.retryAfterMs = pause
        status.applied = .no
        return TestFrame(.result, 1, status.encoded())
    }

    /// Reads a call with two messages and its end.
    private static func take(_ connection: ScriptedConnection, _ seen: SeenCalls) throws {
        seen.add(try connection.expectCall())
        let second = try connection.expect(.message)
        seen.add((CallHeader(), second.payload))
        try connection.expect(.end)
    }

    private func send(_ channel: Channel, _ change: (inout CallOptions) -> Void = { _ in })
        -> ClientError?
    {
        var options = CallOptions()
        change(&options)
        return failure { () throws(ClientError) in
            try channel.upload(Self.method, bytes: [[1], [2]], options)
        }
    }

    @Test func `an upload that is too many waits as long as the hub asks, and says so`() throws {
        let seen = SeenCalls()
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try Self.take(connection, seen)
            try connection.send(Self.refusal("GATE-0301", .afterPause, pause: 5_000))
            let again = try connection.expect(.call)
            seen.add((try CallHeader(decoding: again.payload), []))
            try connection.expect(.message)
            try connection.expect(.message)
            try connection.expect(.end)
            try connection.answer(2, PingResponse())
            try connection.waitForEnd()
        }
        let pauses = Pauses()
        let channel = channel(hub, pauses)
        #expect(send(channel) == nil)
        channel.close()
        #expect(hub.complaints() == [])
        #expect(pauses.lengths.count == 1)
        let pause = try #require(pauses.lengths.first)
        #expect((5_000...7_500).contains(pause))
        #expect(pauses.said == ["GATE-0301 \(pause)"])
        #expect(seen.keys.count == 3 && !seen.keys[0].isEmpty)
        #expect(seen.keys[0] == seen.keys[2])
    }

    @Test func `a pause that does not fit into the time is not begun`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try Self.take(connection, SeenCalls())
            try connection.send(Self.refusal("GATE-0302", .afterPause, pause: 60_000))
            try connection.waitForEnd()
        }
        let pauses = Pauses()
        let channel = channel(hub, pauses)
        let error = send(channel) { $0.timeoutMilliseconds = 30_000 }
        channel.close()
        #expect(error?.reasonCode == "GATE-0302")
        #expect(pauses.lengths.isEmpty && pauses.said.isEmpty)
        #expect(hub.complaints() == [])
    }

    @Test func `an upload that would fail again is sent once`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try Self.take(connection, SeenCalls())
            try connection.send(Self.refusal("GATE-0305", .never))
            try connection.waitForEnd()
        }
        let pauses = Pauses()
        let channel = channel(hub, pauses)
        #expect(send(channel)?.reasonCode == "GATE-0305")
        channel.close()
        #expect(pauses.lengths.isEmpty)
        #expect(hub.complaints() == [])
    }

    @Test func `an upload whose connection was lost is the same one the second time`() throws {
        let seen = SeenCalls()
        let hub = try ScriptedHub(
            { connection in
                try connection.greet()
                seen.add(try connection.expectCall())
                try connection.close()
            },
            { connection in
                try connection.greet()
                try Self.take(connection, seen)
                try connection.answer(1, PingResponse())
                try connection.waitForEnd()
            }
        )
        let pauses = Pauses()
        let channel = channel(hub, pauses)
        #expect(send(channel) == nil)
        channel.close()
        #expect(hub.complaints() == [])
        #expect(seen.messages == [[1], [1], [2]])
        #expect(seen.keys[0] == seen.keys[1] && !seen.keys[0].isEmpty)
        // A connection that was lost is made anew at once: nobody waits, and nobody is told.
        #expect(pauses.said.isEmpty)
    }

    @Test func `how far an upload is counts from the beginning each time`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try Self.take(connection, SeenCalls())
            try connection.send(Self.refusal("GATE-0301", .afterPause, pause: 1))
            try connection.expect(.call)
            try connection.expect(.message)
            try connection.expect(.message)
            try connection.expect(.end)
            try connection.answer(2, ImportAssessmentResponse())
            try connection.waitForEnd()
        }
        let channel = channel(hub, Pauses())
        var counts: [Int] = []
        let chunks = [ImportChunk(offset: 0, data: [1]), ImportChunk(offset: 1, data: [2])]
        let answer: ImportAssessmentResponse = try channel.upload(Self.method, chunks) {
            counts.append($0)
        }
        channel.close()
        #expect(answer == ImportAssessmentResponse())
        #expect(counts == [1, 2, 1, 2])
        #expect(hub.complaints() == [])
    }
}
