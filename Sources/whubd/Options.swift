/// The words after a command: flags, options with a value, nothing else.
struct Options {
    private var values: [OptionName: [String]] = [:]

    /// Names are compared as bytes: `==` on strings is canonical equivalence.
    private struct OptionName: Hashable {
        let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }
    }

    /// Reads words.
    ///
    /// - Parameters:
    ///   - words: What follows the command.
    ///   - flags: Options without a value.
    ///   - valued: Options with one value each time.
    /// - Throws: `UsageError` naming the first word that is none of these.
    init(_ words: some Sequence<String>, flags: [String], valued: [String]) throws(UsageError) {
        var iterator = words.makeIterator()
        while let word = iterator.next() {
            let parts = word.split(separator: "=", maxSplits: 1).map { String($0) }
            let name = parts.first ?? word
            if flags.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                guard parts.count == 1 else { throw UsageError("\(name) takes no value") }
                values[OptionName(name), default: []].append("")
            } else if valued.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                guard let value = parts.count == 2 ? parts[1] : iterator.next() else {
                    throw UsageError("\(name) needs a value")
                }
                values[OptionName(name), default: []].append(value)
            } else {
                throw UsageError("\(word) is not known here")
            }
        }
    }

    /// Whether a flag was given.
    func has(_ name: String) -> Bool { values[OptionName(name)] != nil }

    /// All values of an option.
    func all(_ name: String) -> [String] { values[OptionName(name)] ?? [] }

    /// The value of an option that may be left out.
    func value(_ name: String) throws(UsageError) -> String? {
        let given = all(name)
        guard given.count <= 1 else { throw UsageError("\(name) was given twice") }
        return given.first
    }

    /// The value of an option that has to be given.
    func required(_ name: String) throws(UsageError) -> String {
        guard let value = try value(name) else { throw UsageError("\(name) is missing") }
        return value
    }
}

/// A command line that is not understood.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
