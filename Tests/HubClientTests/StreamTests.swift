import HubClient
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Calls with many messages, one way or the other.
struct StreamTests {
    private static let download = Method.priorityServiceExportAssessment
    private static let upload = Method.priorityServiceImportAssessment

    private func channel(_ hub: ScriptedHub) -> Channel {
        Channel(hub.target, settings: .quick)
    }

    @Test func `a long stream arrives whole, as fast as it is taken`() throws {
        let bytes = 60_000
        let count = 200
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            // What a client announces by default: a message starts while this is above zero.
            var credit = 256 * 1_024
            for index in 0..<count {
                while credit <= 0 {
                    let frame = try connection.expect(.credit)
                    guard frame.head.stream == 1 else { continue }
                    credit += Int(FrameHead.word(frame.payload.span, 0))
                }
                let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: bytes)
                try connection.send(TestFrame(.message, 1, payload))
                credit -= bytes + WireLimits.frameHeadBytes
            }
            try connection.send(TestFrame(.result, 1))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        var received: [UInt8] = []
        try channel.serverStream(Self.download, bytes: []) { (message) throws(ClientError) in
            #expect(message.count == bytes)
            received.append(message[0])
        }
        channel.close()
        #expect(received == (0..<count).map { UInt8(truncatingIfNeeded: $0) })
        #expect(hub.complaints() == [])
    }

    @Test func `a stream that fails late is incomplete, and not begun again`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(TestFrame(.message, 1, [1]))
            try connection.close()
        }
        var received = 0
        // With the usual policy, which would repeat a read.
        let channel = Channel(hub.target)
        let error = failure { () throws(ClientError) in
            try channel.serverStream(Self.download, bytes: []) { (_) throws(ClientError) in
                received += 1
            }
        }
        #expect(error == ClientError(.connectionLostRead))
        #expect(received == 1)
        #expect(hub.complaints() == [])
    }

    @Test func `a reader that has enough cancels the call`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expectCall()
            try connection.send(TestFrame(.message, 1, [1]))
            try connection.expect(.cancel)
            var status = Status()
            status.code = .cancelled
            try connection.send(
                TestFrame(.message, 1, [2]),
                TestFrame(.result, 1, status.encoded())
            )
            // The connection is still good for another call.
            try connection.expectCall()
            try connection.answer(2, PingResponse())
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let enough = ClientError(.cancelled)
        let error = failure { () throws(ClientError) in
            try channel.serverStream(Self.download, bytes: []) { (_) throws(ClientError) in
                throw enough
            }
        }
        #expect(error == enough)
        #expect(throws: Never.self) { try IdentityServiceClient(channel).ping() }
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `an upload waits for credit, and answers pings meanwhile`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expect(.call)
            // The floor of 65,536 lets two messages of 60,000 start, and no third.
            try connection.expect(.message)
            try connection.expect(.message)
            try connection.send(TestFrame(.ping, 0, [UInt8](repeating: 9, count: 8)))
            try connection.expect(.pong)
            try connection.send(.credit(1, 65_536), .credit(0, 65_536))
            try connection.expect(.message)
            try connection.expect(.end)
            try connection.answer(1, PingResponse())
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let upload = try channel.clientStream(Self.upload)
        for _ in 0..<3 { try upload.send([UInt8](repeating: 1, count: 60_000)) }
        #expect(try upload.finish().message == PingResponse().encoded())
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `another call is answered while an upload is open`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expect(.call)
            try connection.expect(.message)
            try connection.expectCall()
            try connection.answer(2, PingResponse(payload: [2]))
            try connection.expect(.end)
            try connection.answer(1, PingResponse(payload: [1]))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let upload = try channel.clientStream(Self.upload)
        try upload.send([1])
        #expect(try IdentityServiceClient(channel).ping().payload == [2])
        #expect(try upload.finish().message == PingResponse(payload: [1]).encoded())
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `a refusal during an upload ends it at once`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expect(.call)
            try connection.expect(.message)
            try connection.expect(.message)
            var status = Status()
            status.code = .invalidArgument
            status.reason = "CALL-0412"
            try connection.send(TestFrame(.result, 1, status.encoded()))
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        let upload = try channel.clientStream(Self.upload)
        let error = failure { () throws(ClientError) in
            // Credit for two; the third would wait for ever if the refusal were not seen.
            for _ in 0..<3 { try upload.send([UInt8](repeating: 1, count: 60_000)) }
        }
        channel.close()
        #expect(error?.reasonCode == "CALL-0412")
        #expect(hub.complaints() == [])
    }

    @Test func `an upload nobody finishes is cancelled`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expect(.call)
            try connection.expect(.message)
            try connection.expect(.cancel)
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        do {
            let upload: UploadCall<ImportChunk, ImportAssessmentResponse> =
                try channel.clientStream(Self.upload)
            try upload.send(ImportChunk())
        }
        channel.close()
        #expect(hub.complaints() == [])
    }

    @Test func `a chunk larger than the hub takes is refused before it is sent`() throws {
        let hub = try ScriptedHub { connection in
            try connection.greet()
            try connection.expect(.call)
            try connection.expect(.message)
            try connection.expect(.cancel)
            try connection.waitForEnd()
        }
        let channel = channel(hub)
        do {
            let upload = try channel.clientStream(Self.upload)
            try upload.send([UInt8](repeating: 1, count: 65_536))
            let error = failure { () throws(ClientError) in
                try upload.send([UInt8](repeating: 1, count: 65_537))
            }
            #expect(error == ClientError(.messageTooLargeToSend))
        }
        channel.close()
        #expect(hub.complaints() == [])
    }
}
