import HubCrypto
import HubSystem
import HubTestKit
import Testing

@testable import HubService

struct LogTests {
    @Test(arguments: [
        ("plain", "event value=plain"), ("", "event value=\"\""),
        ("two words", "event value=\"two words\""), ("a=b", "event value=\"a=b\""),
        ("a\"b", "event value=\"a\\u{22}b\""), ("a\\ b", "event value=\"a\\u{5c} b\""),
        ("a\nforged event=1", "event value=\"a\\u{a}forged event=1\""),
        ("\u{1B}[31m", "event value=\"\\u{1b}[31m\""), ("\u{9B}x", "event value=\"\\u{9b}x\""),
        ("\u{202E}x", "event value=\"\\u{202e}x\""), ("Môn", "event value=\"Môn\""),
    ])
    func `a value is quoted so that no line and no terminal is forged`(
        value: String,
        expected: String
    ) {
        let lines = Lock<[String]>([])
        let log = Log { line in lines.withLock { $0.append(line) } }
        log("event", ["value": value])
        #expect(lines.withLock { $0 } == [expected])
    }

    @Test(arguments: ["\u{2028}", "\u{2029}"])
    func `separators of lines stay inside no line`(separator: String) {
        let lines = Lock<[String]>([])
        let log = Log { line in lines.withLock { $0.append(line) } }
        log("event", ["value": "a\(separator)b"])
        let line = lines.withLock { $0.first } ?? ""
        #expect(!line.unicodeScalars.contains { "\($0)" == separator })
    }

    @Test func `what a line that is left out would say is not put together`() {
        let made = Lock(0)
        let log = Log(clock: ManualClock(instant: Instant(microseconds: 0)).clock) { _ in }
        func value() -> String {
            made.withLock { $0 += 1 }
            return "value"
        }
        for _ in 0..<(Log.linesMax + 50) { log("flood", ["value": value()]) }
        #expect(made.withLock { $0 } == Log.linesMax)
    }

    @Test func `one tenant's flood leaves the lines of others`() {
        let lines = Lock<[String]>([])
        let log = Log(clock: ManualClock(instant: Instant(microseconds: 0)).clock) { line in
            lines.withLock { $0.append(line) }
        }
        let (loud, quiet) = (UniqueID(milliseconds: 1), UniqueID(milliseconds: 2))
        for _ in 0..<(Log.linesMax + 50) { log("denied", of: loud, ["who": "loud"]) }
        log("denied", of: quiet, ["who": "quiet"])
        #expect(lines.withLock { $0.count } == Log.linesMax + 1)
        #expect(lines.withLock { $0.last } == "denied who=quiet")
    }

    @Test func `an event has so many lines in a span, and the rest is counted`() {
        let time = ManualClock(instant: Instant(microseconds: 0))
        let lines = Lock<[String]>([])
        let log = Log(clock: time.clock) { line in lines.withLock { $0.append(line) } }
        for _ in 0..<Log.linesMax { log("flood", [:]) }
        #expect(lines.withLock { $0.count } == Log.linesMax)
        for _ in 0..<3 { log("flood", [:]) }
        #expect(lines.withLock { $0.count } == Log.linesMax)
        log("other", [:])
        #expect(lines.withLock { $0.last } == "other")
        time.advance(milliseconds: Log.spanMilliseconds - 1)
        log("flood", [:])
        #expect(lines.withLock { $0.last } == "other")
        time.advance(milliseconds: 1)
        log("flood", [:])
        let last = lines.withLock { $0.suffix(2) }
        #expect(last == ["lines-left-out event=flood lines=4", "flood"])
        time.advance(milliseconds: Log.spanMilliseconds)
        log("flood", [:])
        #expect(lines.withLock { $0.suffix(2) } == ["flood", "flood"])
    }
}
