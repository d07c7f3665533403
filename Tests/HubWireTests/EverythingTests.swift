import HubTestKit
import HubTestMessages
import HubWire
import Testing

@Suite struct `Every feature of proto3` {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `random messages survive both forms`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for index in 0..<20 {
            let message = messages.next()
            let bytes = message.encoded()
            #expect(try Everything(decoding: bytes) == message, "seed \(seed), \(index)")
            #expect(try Everything(json: message.json()) == message, "seed \(seed), \(index)")
            let pretty = message.jsonString(pretty: true)
            #expect(try Everything(json: pretty) == message, "seed \(seed), \(index)")
        }
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `equal messages have equal bytes and equal text`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for index in 0..<20 {
            let message = messages.next()
            // Decoding fills the maps in another order.
            let again = try Everything(decoding: message.encoded())
            #expect(again.encoded() == message.encoded(), "seed \(seed), \(index)")
            #expect(try again.json() == message.json(), "seed \(seed), \(index)")
        }
    }

    @Test func `a message truncated anywhere is refused or shorter by whole fields`() throws {
        var messages = RandomMessages(seed: 7)
        for _ in 0..<3 {
            let bytes = messages.next(depth: 2).encoded()
            for count in bytes.indices {
                let head = Array(bytes.prefix(count))
                guard let message = try? Everything(decoding: head) else { continue }
                #expect(try Everything(decoding: message.encoded()) == message)
            }
        }
    }

    @Test func `a reader that knows less keeps the rest`() throws {
        var messages = RandomMessages(seed: 8)
        for _ in 0..<20 {
            let message = messages.next()
            let something = try Something(decoding: message.encoded())
            #expect(something.plainInt32 == message.plainInt32)
            #expect(try Everything(decoding: something.encoded()) == message)
        }
    }

    @Test func `a message may contain itself`() throws {
        var message = Everything()
        message.itself = Everything(plainInt32: 1)
        message.itself?.itself = Everything(plainInt32: 2)
        message.choice = .choiceEverything(Everything(plainInt32: 3))
        let decoded = try Everything(decoding: message.encoded())
        #expect(decoded.itself?.itself?.plainInt32 == 2)
        #expect(decoded == message)
        message.itself = nil
        #expect(decoded != message)
    }

    @Test func `packed and unpacked arrays are read alike and written as declared`() throws {
        let packed = try Everything(decoding: [0xDA, 0x02, 2, 6, 7])
        let unpacked = try Everything(decoding: [0xD8, 0x02, 6, 0xD8, 0x02, 7])
        #expect(packed.repeatedInt32 == [6, 7])
        #expect(unpacked == packed)
        #expect(unpacked.encoded() == [0xDA, 0x02, 2, 6, 7])
        let declared = try Everything(decoding: [0xFA, 0x03, 2, 6, 7])
        #expect(declared.encoded() == [0xF8, 0x03, 6, 0xF8, 0x03, 7])
    }

    @Test func `canonically equivalent keys of a map are one key`() throws {
        // A known limit of Swift's dictionaries; text on the wire is NFC.
        let bytes: [UInt8] =
            [0xE2, 0x05, 6, 0x0A, 2, 0xC3, 0xA9, 0x12, 0]
            + [0xE2, 0x05, 7, 0x0A, 3, 0x65, 0xCC, 0x81, 0x12, 0]
        #expect(try Everything(decoding: bytes).mapString.count == 1)
    }

    @Test func `types and members whose names Swift has get others`() throws {
        let type = TypeMessage(error: TypeMessage.ErrorMessage())
        #expect(TypeMessage.name == "whub.test.Type")
        #expect(try TypeMessage(decoding: type.encoded()) == type)
        let message = Everything(selfValue: 1, initValue: 2, default: 3, unknownFieldsValue: 4)
        #expect(
            try message.json() == Array(#"{"self":1,"init":2,"default":3,"unknownFields":4}"#.utf8)
        )
    }

    @Test func `the table tells the class of a field's data`() {
        let fields = Everything.wireTable.fields
        #expect(fields.first { $0.name == "person" }?.dataClass == .personal)
        #expect(fields.first { $0.name == "reader" }?.dataClass == .unspecified)
        #expect(fields.map { $0.number } == fields.map { $0.number }.sorted())
    }
}

@Suite struct `The strict rule at any depth` {
    private func failure(_ bytes: [UInt8]) -> WireError? {
        do throws(WireError) {
            _ = try Everything(decoding: bytes, rules: .strict)
            return nil
        } catch {
            return error
        }
    }

    /// Fields as bytes, one inside the other from the last to the first.
    private func nested(_ numbers: [UInt32], _ innermost: [UInt8]) -> [UInt8] {
        var bytes = innermost
        for number in numbers.reversed() {
            var writer = WireWriter()
            writer.bytesValue(number << 3 | 2, bytes)
            bytes = writer.finish()
        }
        return bytes
    }

    @Test func `a message of every feature is accepted`() {
        var messages = RandomMessages(seed: 9)
        for index in 0..<100 {
            var message = messages.next()
            message.plainColour = .red
            message.repeatedColour = []
            guard (try? Everything(decoding: message.encoded())) == message else { continue }
            let error = failure(message.encoded())
            // Some of the texts hold what no text of a request may.
            let expected: [WireError.Code?] = [nil, .unknownEnumValue, .forbiddenCharacter]
            #expect(expected.contains(error?.code), "seed 9, \(index)")
        }
    }

    @Test(
        arguments: [
            ([109, 106], [0xC0, 0x3E, 1], .unknownField, "itself.plain_inner.1000"),
            ([108], [0xC0, 0x3E, 1], .unknownField, "repeated_inner[0].1000"),
            ([127], [0xC0, 0x3E, 1], .unknownField, "choice_inner.1000"),
            ([109], [0x18, 1, 0x18, 1], .repeatedField, "itself.plain_int32"),
            ([109], [0x1A, 1, 0x18], .wrongWireType, "itself.plain_int32"),
            ([109], [0xA8, 0x06, 2], .unknownEnumValue, "itself.plain_colour"),
            ([109], [0xB8, 0x06, 2], .unknownEnumValue, "itself.repeated_colour[0]"),
            ([109], [0xBA, 0x06, 2, 1, 2], .unknownEnumValue, "itself.repeated_colour[1]"),
            (
                [109], [0xB8, 0x06, 1, 0xBA, 0x06, 2, 1, 2], .unknownEnumValue,
                "itself.repeated_colour[2]"
            ),
            ([109, 81], [0x18, 1], .unknownField, "itself.map_int32[0].3"),
            ([109, 81], [0x0A, 0], .wrongWireType, "itself.map_int32[0].key"),
            ([109, 81], [0x08, 1, 0x08, 1], .repeatedField, "itself.map_int32[0].key"),
            (
                [109, 98, 2], [0xC0, 0x3E, 1], .unknownField,
                "itself.map_string_inner[0].value.1000"
            ),
            ([109, 97], [0x10, 2], .unknownEnumValue, "itself.map_string_colour[0].value"),
            (
                [109], [0x8A, 0x03, 5, 1, 0, 0, 0, 2], .malformedLength,
                "itself.repeated_fixed32[1]"
            ),
            (
                [109], [0x8D, 0x03, 1, 0, 0, 0, 0x8A, 0x03, 5, 1, 0, 0, 0, 2], .malformedLength,
                "itself.repeated_fixed32[2]"
            ),
            ([109], [0xDA, 0x02, 4, 1, 0x80, 1, 0x80], .truncated, "itself.repeated_int32[2]"),
            ([109], [0xDA, 0x02, 4, 1], .truncated, "itself.repeated_int32"),
            (
                [109], [0xDA, 0x02, 1, 1, 0xDD, 0x02, 0, 0, 0, 0], .wrongWireType,
                "itself.repeated_int32"
            ),
            ([109], [0xE0, 0x06, 1], .wrongWireType, "itself.repeated_inner"),
            ([109], [0x88, 0x07, 1, 0x98, 0x07, 1], .repeatedField, "itself.choice_uint32"),
            ([141], [0x18, 1], .unknownField, "time.3"),
            ([109], [0x72, 1, 0xFF], .invalidUTF8, "itself.plain_string"),
            ([109], [0x72, 5, 0x41], .truncated, "itself.plain_string"),
        ] as [([UInt32], [UInt8], WireError.Code, String)]
    )
    func `the path is named`(
        numbers: [UInt32],
        innermost: [UInt8],
        code: WireError.Code,
        path: String
    ) {
        #expect(failure(nested(numbers, innermost)) == WireError(code, path: path))
    }

    @Test func `a map key that stands there twice is refused`() {
        let entry = nested([81], [0x08, 1, 0x10, 1])
        #expect(failure(entry) == nil)
        #expect(failure(entry + entry) == WireError(.repeatedField, path: "map_int32[1]"))
        let bare = nested([81], [])
        #expect(failure(entry + bare + bare) == WireError(.repeatedField, path: "map_int32[2]"))
    }

    @Test func `fields beyond the first 64 are watched too`() {
        #expect(failure([0xE8, 0x0B, 1]) == nil)
        #expect(failure([0xE8, 0x0B, 1, 0xE8, 0x0B, 1])?.code == .repeatedField)
    }

    @Test func `messages inside each other are read to the limit of depth and no further`() {
        func deep(_ count: Int) -> [UInt8] {
            nested([UInt32](repeating: 109, count: count), [])
        }
        #expect(failure(deep(WireReader.depthMax)) == nil)
        #expect(failure(deep(WireReader.depthMax + 1))?.code == .tooDeep)
        #expect(failure(deep(10_000))?.code == .tooDeep)
    }
}
