/// A file of the repository, as rules look at it.
struct SourceFile: Sendable {
    /// Its path from the repository's root.
    let path: String
    /// Its bytes.
    let bytes: [UInt8]
    /// Whether its owner may run it.
    let isExecutable: Bool
    /// Its lines, without their ends.
    let lines: [String]
    /// The lines with comments and texts blanked out; the lines themselves where it is no Swift.
    let code: [String]
    /// The lines with all but comments blanked out; the lines themselves where it is no Swift.
    let comments: [String]

    init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isExecutable = isExecutable
        lines = SourceFile.lines(bytes)
        if path.hasSuffix(".swift") {
            let mask = SwiftMask(bytes)
            code = SourceFile.lines(mask.code)
            comments = SourceFile.lines(mask.comments)
        } else {
            code = lines
            comments = lines
        }
    }

    init(_ path: String, _ text: String, isExecutable: Bool = false) {
        self.init(path, Array(text.utf8), isExecutable: isExecutable)
    }

    /// Whether people read it: no NUL, and UTF-8.
    var isText: Bool { !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil }

    /// Whether it is Swift.
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// Whether it was written by our generator.
    var isGenerated: Bool { path.contains("/Generated/") }

    /// The module it belongs to: the folder below `Sources` or `Tests`.
    var module: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
        return String(parts[1])
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The words of a line: letters, digits and underscores that stand together.
func words(_ line: String) -> [Substring] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
}

extension String {
    /// The text without spaces at either end.
    var trimmed: Substring {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? endIndex
        return start < end ? self[start..<end] : ""
    }
}
