package import HubCrypto
package import HubSystem

/// Lines for operators, one event each.
///
/// They hold method names of the table, request ids, reasons and counts; never names, text or
/// numbers out of anybody's records. Strangers can bring events about as fast as they like: of each
/// event there are so many lines in a span of time, and the rest is counted.
package struct Log: Sendable {
    /// The lines of one event in one span.
    package static let linesMax = 100
    /// The length of a span.
    package static let spanMilliseconds: UInt64 = 10_000

    /// The lines of one event in the present span.
    private struct Span {
        var end: Moment
        var lines = 0
        var leftOut = 0
    }

    private let write: @Sendable (String) -> Void
    private let clock: HubClock
    private let spans = Lock<[Kind: Span]>([:])

    /// What lines are counted together: one tenant's flood hides no other's lines.
    private struct Kind: Hashable {
        let event: String
        let tenant: UniqueID?
    }

    /// A log that hands each line, without its end, to `write`.
    ///
    /// - Parameters:
    ///   - clock: For the limit on lines.
    ///   - write: Takes a line.
    package init(clock: HubClock = .system, _ write: @escaping @Sendable (String) -> Void) {
        self.clock = clock
        self.write = write
    }

    /// The same log with lines that begin with a word, and a limit of their own.
    ///
    /// - Parameter word: A word of this program.
    /// - Returns: The log.
    package func prefixed(_ word: StaticString) -> Log {
        Log(clock: clock) { [write] line in write("\(word) \(line)") }
    }

    /// Writes one event.
    ///
    /// - Parameters:
    ///   - event: A stable word.
    ///   - tenant: Whose doing it is, where that is known: each has its own limit on lines.
    ///   - fields: Names and values; values are quoted where they need it. Not looked at where the
    ///     line is left out: whoever brings events about is not to make anybody work for each.
    package func callAsFunction(
        _ event: StaticString,
        of tenant: UniqueID? = nil,
        _ fields: @autoclosure () -> KeyValuePairs<StaticString, String>
    ) {
        guard let leftOut = admit(Kind(event: "\(event)", tenant: tenant)) else { return }
        if leftOut > 0 { write("lines-left-out event=\(event) lines=\(leftOut)") }
        var line = "\(event)"
        for (name, value) in fields() { line += " \(name)=\(Log.quoted(value))" }
        write(line)
    }

    /// Counts a line.
    ///
    /// - Returns: How many lines the last span of the event left out, told once; nil when this one
    ///   is left out.
    private func admit(_ kind: Kind) -> Int? {
        let now = clock.moment
        let end = now.advanced(milliseconds: Log.spanMilliseconds)
        return spans.withLock { spans in
            var span = spans[kind] ?? Span(end: end)
            defer { spans[kind] = span }
            var leftOut = 0
            if now >= span.end {
                leftOut = span.leftOut
                span = Span(end: end)
            }
            guard span.lines < Log.linesMax else {
                span.leftOut += 1
                return nil
            }
            span.lines += 1
            return leftOut
        }
    }

    private static func quoted(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
        }
        if isPlain && !value.isEmpty { return value }
        var quoted = "\""
        for scalar in value.unicodeScalars {
            let mustEscape =
                scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || scalar.value == 0x7F
                || (0x80...0x9F).contains(scalar.value)
                || [.format, .lineSeparator, .paragraphSeparator]
                    .contains(scalar.properties.generalCategory)
            if mustEscape {
                quoted += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
