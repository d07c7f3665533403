import HubTestKit
import HubTestMessages
import HubWire
import Testing

/// A hello with most kinds of field, and its bytes by hand.
private let hello = Hello(
    minorVersion: 1,
    software: "whub 0.1",
    limits: Limits(messageBytesMax: 65_536, streamsMax: 300),
    hubKind: .example,
    storeEpoch: UInt64.max,
    serverTime: Timestamp(seconds: -1, nanos: 5)
)
private let helloBytes: [UInt8] =
    [0x08, 1, 0x12, 8] + Array("whub 0.1".utf8)
    + [0x1A, 7, 0x08, 0x80, 0x80, 0x04, 0x20, 0xAC, 0x02]
    + [0x30, 2]
    + [0x50] + [UInt8](repeating: 0xFF, count: 9) + [0x01]
    + [0x5A, 13, 0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01, 0x10, 5]

private func failure<Message: WireMessage>(
    _: Message.Type,
    _ bytes: [UInt8],
    _ rules: WireRules = .lenient
) -> WireError? {
    do throws(WireError) {
        _ = try Message(decoding: bytes, rules: rules)
        return nil
    } catch {
        return error
    }
}

@Suite struct `Messages on the wire` {
    @Test func `a message has exactly the bytes of the specification`() throws {
        #expect(hello.encoded() == helloBytes)
        #expect(try Hello(decoding: helloBytes) == hello)
        #expect(try Hello(decoding: helloBytes, rules: .strict) == hello)
        #expect(hello.byteCount() == helloBytes.count)
    }

    @Test func `encoding appends to what the buffer holds`() {
        var buffer: [UInt8] = [1, 2, 3]
        hello.encode(into: &buffer)
        #expect(buffer == [1, 2, 3] + helloBytes)
    }

    @Test func `an empty message has no bytes`() throws {
        #expect(Hello().encoded().isEmpty)
        #expect(try Hello(decoding: []) == Hello())
    }

    @Test func `a message truncated inside a field is refused at every byte`() throws {
        let whole: Set<Int> = [0, 2, 12, 21, 23, 34, helloBytes.count]
        for count in 0...helloBytes.count {
            let error = failure(Hello.self, Array(helloBytes.prefix(count)))
            #expect((error == nil) == whole.contains(count), "\(count) bytes: \(error as Any)")
            #expect(error == nil || error?.code == .truncated)
        }
    }

    @Test(arguments: [127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
    func `a nested message of any size has the right length`(size: Int) throws {
        let text = String(repeating: "a", count: size)
        let status = Status(violations: [FieldViolation(path: text), FieldViolation(rule: "x")])
        #expect(try Status(decoding: status.encoded()) == status)
    }

    @Test func `unknown fields survive byte for byte under the lenient rule`() throws {
        // Field 200: varint, fixed64, bytes, a group with a group inside, fixed32, overlong tag.
        let unknown: [UInt8] =
            [0xC0, 0x0C, 0x80, 0x00, 0xC1, 0x0C, 1, 2, 3, 4, 5, 6, 7, 8, 0xC2, 0x0C, 1, 9]
            + [0xC3, 0x0C, 0x08, 1, 0x13, 0x14, 0xC4, 0x0C, 0xC5, 0x0C, 1, 2, 3, 4]
            + [0xC0, 0x8C, 0x00, 1]
        let message = try Hello(decoding: unknown + helloBytes)
        #expect(message.unknownFields.bytes == unknown)
        #expect(message.encoded() == helloBytes + unknown)
        #expect(failure(Hello.self, unknown, .strict) == WireError(.unknownField, path: "200"))
    }

    @Test func `the last of two values wins, messages merge`() throws {
        let message = try Hello(decoding: [0x08, 1, 0x1A, 2, 0x08, 5, 0x1A, 2, 0x20, 6, 0x08, 2])
        #expect(
            message == Hello(minorVersion: 2, limits: Limits(messageBytesMax: 5, streamsMax: 6))
        )
    }

    @Test func `a oneof keeps its last member and merges the same one`() throws {
        let bytes: [UInt8] = [0x38, 1, 0x42, 2, 0x08, 5, 0x42, 2, 0x10, 6]
        let header = try CallHeader(decoding: bytes)
        #expect(header.asOf == .asOfTime(Timestamp(seconds: 5, nanos: 6)))
        let error = failure(CallHeader.self, bytes, .strictHeader)
        #expect(error == WireError(.repeatedField, path: "as_of_time"))
    }

    @Test func `presence tells zero from absent`() throws {
        #expect(CallHeader(timeoutMs: 0).encoded() == [0x10, 0])
        #expect(try CallHeader(decoding: [0x10, 0]).timeoutMs == 0)
        #expect(try CallHeader(decoding: []).timeoutMs == nil)
    }

    @Test func `enums keep numbers without a name`() throws {
        let message = try Hello(decoding: [0x30, 99])
        #expect(message.hubKind.rawValue == 99)
        #expect(message.encoded() == [0x30, 99])
        #expect(HubKind(name: "HUB_KIND_LIVE") == .live)
        #expect("\(HubKind.live) \(message.hubKind)" == "HUB_KIND_LIVE 99")
    }

    @Test(arguments: [UInt64(20_261_121)])
    func `random bytes never trap, and what decodes encodes to what decodes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            var bytes = helloBytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let message = try? Hello(decoding: bytes) else { continue }
            #expect(try Hello(decoding: message.encoded()) == message)
        }
    }
}

@Suite struct `Malformed bytes are refused` {
    @Test(
        arguments: [
            ([0x00, 0], WireError.Code.malformedTag),
            ([0x0E, 0], .malformedTag),
            ([0x0F, 0], .malformedTag),
            ([0x0C], .malformedTag),
            // 2²⁹ as a field number, and the largest that is allowed.
            ([0x80, 0x80, 0x80, 0x80, 0x10, 0], .malformedTag),
            ([0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0], nil),
            // A varint of ten bytes and one of eleven.
            ([0x08, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0], nil),
            (
                [0x08, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0],
                .malformedVarint
            ),
            // Lengths beyond the end, up to 2⁶⁴ − 1.
            ([0x12, 1], .truncated),
            ([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], .truncated),
            ([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
            // Not UTF-8: a lone continuation, an overlong slash, a surrogate, above U+10FFFF.
            ([0x12, 1, 0x80], .invalidUTF8),
            ([0x12, 2, 0xC0, 0xAF], .invalidUTF8),
            ([0x12, 3, 0xED, 0xA0, 0x80], .invalidUTF8),
            ([0x12, 4, 0xF4, 0x90, 0x80, 0x80], .invalidUTF8),
            ([0x12, 4, 0xF4, 0x8F, 0xBF, 0xBF], nil),
            // Groups: the wrong end, no end.
            ([0x9B, 0x06, 0x94, 0x06], .malformedTag),
            ([0x9B, 0x06, 0x08, 1], .truncated),
            ([0x9B, 0x06, 0x9C, 0x06], nil),
        ] as [([UInt8], WireError.Code?)]
    )
    func `by the lenient rule`(bytes: [UInt8], code: WireError.Code?) {
        #expect(failure(Hello.self, bytes)?.code == code)
    }

    @Test(
        arguments: [
            ([0x08, 1, 0x08, 1], WireError(.repeatedField, path: "code")),
            ([0x0A, 1, 0], WireError(.wrongWireType, path: "code")),
            ([0x08, 17], WireError(.unknownEnumValue, path: "code")),
            ([0x6A, 0], WireError(.unknownField, path: "13")),
            ([0x3A, 0, 0x3A, 2, 0x28, 1], WireError(.unknownField, path: "violations[1].5")),
            (
                [0x3A, 0, 0x3A, 3, 0x0A, 1, 0x80],
                WireError(.invalidUTF8, path: "violations[1].path")
            ),
            ([0x08, 16, 0x3A, 0, 0x3A, 0], nil),
        ] as [([UInt8], WireError?)]
    )
    func `by the strict rule, naming the path`(bytes: [UInt8], error: WireError?) {
        #expect(failure(Status.self, bytes, .strict) == error)
    }

    @Test func `a header ignores unknown fields from 100 on and no others`() throws {
        #expect(try CallHeader(decoding: [0xAA, 0x06, 1, 7], rules: .strictHeader) == CallHeader())
        let critical = failure(CallHeader.self, [0x9A, 0x06, 1, 7], .strictHeader)
        #expect(critical == WireError(.unknownField, path: "99"))
        let nested = failure(CallHeader.self, [0x42, 2, 0x18, 1], .strictHeader)
        #expect(nested == WireError(.unknownField, path: "as_of_time.3"))
        let strict = failure(CallHeader.self, [0xAA, 0x06, 1, 7], .strict)
        #expect(strict == WireError(.unknownField, path: "101"))
    }

    @Test func `groups are skipped down to the limit of depth and no further`() {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: 0x7B, count: depth) + [UInt8](repeating: 0x7C, count: depth)
        }
        #expect(failure(Hello.self, nested(WireReader.depthMax)) == nil)
        #expect(failure(Hello.self, nested(WireReader.depthMax + 1))?.code == .tooDeep)
        #expect(failure(Hello.self, [UInt8](repeating: 0x7B, count: 1 << 20))?.code == .tooDeep)
    }

    @Test func `many small fields are read in time that grows with their number`() throws {
        // Growth by exact sizes would copy the whole for each field.
        let count = 100_000
        let unknown = try Hello(decoding: [UInt8](repeating: 0x78, count: count * 2))
        #expect(unknown.unknownFields.bytes.count == count * 2)
        let packed = (0..<count).flatMap { _ in [0x92, 0x03, 8, 1, 2, 3, 4, 5, 6, 7, 8] as [UInt8] }
        #expect(try Everything(decoding: packed).unknownFields.isEmpty)
    }

    @Test func `a strict reader bounds the number of nested messages`() {
        func many(_ count: Int) -> [UInt8] {
            [UInt8]((0..<count).flatMap { _ in [0x3A, 0] as [UInt8] })
        }
        let limit = WireReader.strictMessagesMax
        #expect(failure(Status.self, many(limit), .strict) == nil)
        #expect(failure(Status.self, many(limit + 1), .strict)?.code == .tooLarge)
        #expect(failure(Status.self, many(limit + 1)) == nil)
    }
}
