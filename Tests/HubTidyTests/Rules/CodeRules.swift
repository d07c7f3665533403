/// Where pointers may be touched.
private let walls =
    [
        "Sources/HubSystem/", "Sources/HubLoop/", "Sources/HubTLS/", "Sources/HubCrypto/",
        "Sources/HubStore/",
    ] + testWalls.map { "Tests/\($0)/" }

private func isOutsideWalls(_ file: SourceFile) -> Bool {
    file.isSwift && !walls.contains { file.path.hasPrefix($0) }
}

extension Rule {
    static let unsafeCode = Rule.perLine("unsafe code stays behind the walls") {
        isOutsideWalls($0) && $0.path != "Package.swift"
    } _: { file, index in
        let found = words(file.code[index]).first { word in
            word == "unsafe" || word.hasPrefix("Unsafe") || word == "OpaquePointer"
                || word == "Unmanaged" || word.hasPrefix("withUnsafe")
        }
        return found.map { "\($0) outside a wall" }
    }

    static let uncheckedSendable = Rule.perLine("what is Sendable is checked") {
        isOutsideWalls($0)
    } _: { file, index in
        let line = file.code[index]
        if line.contains("@unchecked") { return "@unchecked outside a wall" }
        return line.contains("nonisolated(unsafe)") ? "nonisolated(unsafe) outside a wall" : nil
    }

    static let stoppingCode = Rule.perLine("no code stops the process on a peer's word") {
        $0.isSwift
    } _: { file, index in
        let line = file.code[index]
        if words(line).contains("fatalError") { return "fatalError" }
        for word in ["try!", "as!", ".disabled("] where line.contains(word) { return word }
        return nil
    }

    static let unfinishedWork = Rule.perLine("no comment promises work") {
        $0.isText && !$0.path.hasSuffix(".md")
    } _: { file, index in
        let promises: Set<Substring> = ["TODO", "FIXME", "XXX", "HACK"]
        guard file.isSwift || file.path.hasSuffix(".h") || file.lines[index].contains("#") else {
            return nil
        }
        return words(file.comments[index]).first { promises.contains($0) }.map(String.init)
    }

    static let textKeys = Rule.perLine("identifiers are no dictionary keys as String") {
        $0.isSwift && $0.path.hasPrefix("Sources/")
    } _: { file, index in
        let line = file.code[index].filter { $0 != " " }
        guard line.contains("[String:") || line.contains("Dictionary<String,") else { return nil }
        let marks = file.comments[max(0, index - 1)...index]
        let isReasoned = marks.contains { comment in
            guard let range = comment.range(of: textKeysMark) else { return false }
            return comment[range.upperBound...].count >= 10
        }
        return isReasoned ? nil : "compare as bytes, or say why with `\(textKeysMark) …`"
    }
}

/// Said above or beside a dictionary whose keys are text, with the reason: two texts that look the
/// same are one key for Swift (canonical equivalence), which identifiers must not be.
let textKeysMark = "Text keys:"

extension String {
    /// The first place at which another text stands.
    func range(of other: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) {
                return start..<index(start, offsetBy: other.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
