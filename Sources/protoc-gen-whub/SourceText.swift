/// Swift source that is being written, line by line.
struct SourceText {
    private(set) var text = ""
    private var depth = 0

    /// Adds a line at the current depth.
    mutating func line(_ content: String = "") {
        if !content.isEmpty {
            text += String(repeating: "    ", count: depth)
            text += content
        }
        text += "\n"
    }

    /// Adds a line that opens a brace, the lines of `body`, and the closing brace.
    mutating func block(_ opening: String, _ body: (inout SourceText) -> Void) {
        line(opening + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Adds a line that opens a brace, the lines of `body` at the same depth, and the brace's end.
    mutating func flat(_ opening: String, _ body: (inout SourceText) -> Void) {
        line(opening + " {")
        body(&self)
        line("}")
    }

    /// Adds lines one level deeper.
    mutating func indented(_ body: (inout SourceText) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// Adds a documentation comment.
    ///
    /// - Parameters:
    ///   - comment: The comment of the schema, possibly empty.
    ///   - fallback: What is written when it is.
    mutating func documentation(_ comment: String, fallback: String) {
        let lines = comment.trimmedLines
        for content in lines.isEmpty ? [fallback] : lines {
            line(content.isEmpty ? "///" : "/// " + content)
        }
    }
}

extension String {
    /// The lines of a schema's comment without the blanks around them.
    var trimmedLines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return lines
    }

    /// The text as a Swift string literal.
    var literal: String {
        var escaped = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped + "\""
    }
}
