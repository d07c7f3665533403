/// Lines for operators, one event each.
///
/// They hold method names of the table, request ids, reasons and counts; never names, text or
/// numbers out of anybody's records.
package struct Log: Sendable {
    private let write: @Sendable (String) -> Void

    /// A log that hands each line, without its end, to `write`.
    package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// Writes one event.
    ///
    /// - Parameters:
    ///   - event: A stable word.
    ///   - fields: Names and values; values are quoted where they need it.
    package func callAsFunction(
        _ event: StaticString,
        _ fields: KeyValuePairs<StaticString, String>
    ) {
        var line = "\(event)"
        for (name, value) in fields { line += " \(name)=\(Log.quoted(value))" }
        write(line)
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
