import HubTestMessages
import HubWire
import Testing

private func failure(_ json: String) -> WireError? {
    do throws(WireError) {
        _ = try Everything(json: json)
        return nil
    } catch {
        return error
    }
}

@Suite struct `JSON` {
    @Test func `a message is written in canonical form`() throws {
        let hello = Hello(
            minorVersion: 1,
            software: "whub \"0.1\"",
            limits: Limits(streamsMax: 16),
            hubKind: .example,
            storeEpoch: 9_007_199_254_740_993,
            serverTime: Timestamp(seconds: 1_795_253_400, nanos: 250_000_000)
        )
        let text = #"""
            {"minorVersion":1,"software":"whub \"0.1\"","limits":{"streamsMax":16},\#
            "hubKind":"HUB_KIND_EXAMPLE","storeEpoch":"9007199254740993",\#
            "serverTime":"2026-11-21T09:30:00.250Z"}
            """#
        #expect(hello.jsonString() == text)
        #expect(try Hello(json: text) == hello)
    }

    @Test func `the pretty form has two blanks for each level`() {
        let status = Status(violations: [FieldViolation(path: "a")])
        let text = """
            {
              "violations": [
                {
                  "path": "a"
                }
              ]
            }
            """
        #expect(status.jsonString(pretty: true) == text)
        #expect(Status().jsonString(pretty: true) == "{}")
    }

    @Test(
        arguments: [
            (
                #"{"itself":{"repeatedInner":[{},{"number":"x"}]}}"#,
                WireError(.malformedText, path: "itself.repeated_inner[1].number")
            ),
            (#"{"itself":{"plainInt32":1.5}}"#, WireError(.outOfRange, path: "itself.plain_int32")),
            (#"{"itself":{"plainInt33":1}}"#, WireError(.unknownField, path: "itself.plainInt33")),
            (#"{"itself":{"\u202e":1}}"#, WireError(.unknownField, path: "itself.?")),
            (#"{"mapString":{"a":"","a":""}}"#, WireError(.repeatedField, path: "map_string")),
            (#"{"plainColour":"BLUE"}"#, WireError(.unknownEnumValue, path: "plain_colour")),
            (#"{"plainBool":1}"#, WireError(.wrongJSONType, path: "plain_bool")),
            (
                #"{"choiceInt32":1,"choiceBool":true}"#,
                WireError(.repeatedField, path: "choice_bool")
            ),
            (#"{"plainString":"\ud800"}"#, WireError(.malformedJSON, path: "plain_string")),
            (#"{"time":"2026-02-29T00:00:00Z"}"#, WireError(.malformedText, path: "time")),
            (#"{"plainInt32":1"#, WireError(.malformedJSON)),
            (#"{"plain_int32":1}"#, nil),
        ] as [(String, WireError?)]
    )
    func `what is wrong is named`(json: String, error: WireError?) {
        #expect(failure(json) == error)
    }

    @Test func `text is refused at every byte it is cut at`() {
        let text = #"{"itself":{"plainString":"\u00e9\n","repeatedInt32":[1,2e0]},"value":null}"#
        #expect(failure(text) == nil)
        for count in 0..<text.utf8.count {
            let head = String(decoding: text.utf8.prefix(count), as: UTF8.self)
            #expect(failure(head) != nil, "\(head)")
        }
    }

    @Test func `invalid UTF-8 is refused`() {
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            let text = Array(#"{"plainString":""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(throws: WireError(.invalidUTF8, path: "plain_string")) {
                try Everything(json: text)
            }
        }
    }

    @Test func `depth and size have limits`() {
        func nested(_ depth: Int) -> String {
            #"{"itself":"# + String(repeating: #"{"itself":"#, count: depth - 2) + "{}"
                + String(repeating: "}", count: depth - 1)
        }
        #expect(failure(nested(JSONLimits.depthMax)) == nil)
        #expect(failure(nested(JSONLimits.depthMax + 1))?.code == .tooDeep)
        #expect(failure(#"{"value":"# + String(repeating: "[", count: 1_000_000))?.code == .tooDeep)
        let blanks = String(repeating: " ", count: JSONLimits.bytesMax - 2)
        #expect(failure(blanks + "{}") == nil)
        #expect(failure(blanks + " {}")?.code == .tooLarge)
    }

    @Test func `unknown fields have no JSON`() throws {
        #expect(
            try Hello(decoding: [0xC0, 0x0C, 1, 0x08, 1]).jsonString() == #"{"minorVersion":1}"#
        )
        // A field of this number with another encoding is unknown as well.
        #expect(try Hello(decoding: [0x0A, 1, 0x61]).jsonString() == "{}")
    }

    @Test func `a value without canonical form is an error, or shown for what it is`() throws {
        let message = Everything(time: Timestamp(seconds: 253_402_300_800))
        #expect(throws: WireError(.outOfRange)) { try message.json() }
        #expect(message.jsonString() == #"{"time":{"seconds":"253402300800"}}"#)
    }

    @Test func `unknown names can be ignored on request`() throws {
        var options = JSONOptions()
        options.ignoresUnknownNames = true
        let text = #"{"news":{"a":[1,{"b":null}]},"plainInt32":1,"plainColour":"BLUE"}"#
        #expect(try Everything(json: text, options: options) == Everything(plainInt32: 1))
    }

    @Test func `methods turn JSON into requests and responses into JSON`() throws {
        let bytes = try Method.identityServicePing.request(json: #"{"payload":"AQI="}"#)
        #expect(bytes == [0x0A, 2, 1, 2])
        #expect(try Method.identityServicePing.requestJSON(bytes.span) == #"{"payload":"AQI="}"#)
        #expect(try Method.identityServicePing.responseJSON(bytes.span) == #"{"payload":"AQI="}"#)
        #expect(throws: WireError(.unknownField, path: "load")) {
            try Method.identityServicePing.request(json: #"{"load":""}"#)
        }
    }
}

@Suite struct `Times in text` {
    /// Days from the first to the last, each 4,001 days after the one before.
    private static let days = stride(from: Int64(-719_162), through: 2_932_896, by: 4_001)

    @Test func `every day goes there and back`() throws {
        var previous = ""
        for day in Self.days {
            let message = Everything(time: Timestamp(seconds: day * 86_400))
            let text = String(decoding: try message.json(), as: UTF8.self)
            #expect(try Everything(json: text) == message)
            #expect(text > previous)
            previous = text
        }
    }

    @Test(
        arguments: [
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        ] as [(Int64, String)]
    )
    func `known moments have known texts`(seconds: Int64, text: String) throws {
        let message = Everything(time: Timestamp(seconds: seconds))
        #expect(message.jsonString() == #"{"time":"\#(text)"}"#)
        #expect(Timestamp(seconds: seconds).text == text)
        #expect(try Timestamp(text: text).seconds == seconds)
        #expect(try Everything(json: #"{"time":"\#(text)"}"#) == message)
    }
}
