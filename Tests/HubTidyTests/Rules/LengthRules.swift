/// The longest file, in lines.
let fileLinesMax = 400

/// The longest function, in lines, its first and its last included.
let functionLinesMax = 60

/// The longest line, in characters.
let lineColumnsMax = 100

extension Rule {
    static let fileLength = Rule(name: "files are short") {
        $0.isSwift && !$0.isGenerated
    } check: { file in
        let count = file.lines.count - (file.lines.last == "" ? 1 : 0)
        if count <= fileLinesMax { return [] }
        return [Finding(path: file.path, line: 0, what: "\(count) lines")]
    }

    static let lineLength = Rule.perLine("lines are short") {
        $0.isSwift && !$0.isGenerated
    } _: { file, index in
        let line = file.lines[index]
        // Most lines are short even in bytes; characters are dear to count.
        if line.utf8.count <= lineColumnsMax { return nil }
        return line.count > lineColumnsMax ? "\(line.count) columns" : nil
    }

    static let functionLength = Rule(name: "functions are short") {
        $0.isSwift && !$0.isGenerated
    } check: { file in
        functions(file).compactMap { function in
            let count = function.last - function.first + 1
            if count <= functionLinesMax { return nil }
            return Finding(path: file.path, line: function.first + 1, what: "\(count) lines")
        }
    }
}

/// The first and last line of each function, initialiser and subscript with a body.
func functions(_ file: SourceFile) -> [(first: Int, last: Int)] {
    var found: [(first: Int, last: Int)] = []
    var scanner = FunctionScanner()
    for (index, line) in file.code.enumerated() {
        for piece in pieces(line) { scanner.take(piece, line: index, &found) }
    }
    return found
}

/// A line's words and brackets.
private func pieces(_ line: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = line[...]
    while let first = rest.first {
        let isWord: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
        let piece = isWord(first) ? rest.prefix(while: isWord) : rest.prefix(1)
        pieces.append(piece)
        rest = rest.dropFirst(piece.count)
    }
    return pieces
}

private struct FunctionScanner {
    /// A function whose body has not begun: where it began, and open round and square brackets.
    private var head: (line: Int, brackets: Int)?
    /// For each open brace, where the function began whose body it opens.
    private var braces: [Int?] = []

    mutating func take(
        _ piece: Substring,
        line: Int,
        _ found: inout [(first: Int, last: Int)]
    ) {
        switch piece {
        case "func", "init", "deinit", "subscript":
            // A requirement without a body is followed by the next declaration.
            if (head?.brackets ?? 0) == 0 { head = (line, 0) }
        case "var", "let", "case", "struct", "enum", "class", "protocol", "extension", "return",
            "if", "guard", "for", "while", "=", ".":
            // Not a head after all, as in `self.init(…)`; inside brackets it may be a parameter.
            if head?.brackets == 0, piece != "=", piece != "." { head = nil }
        case "(", "[": head?.brackets += 1
        case ")", "]":
            head?.brackets -= 1
            if (head?.brackets ?? 0) < 0 { head = nil }
        case "{":
            let isBody = head?.brackets == 0
            braces.append(isBody ? head?.line : nil)
            if isBody { head = nil }
        case "}":
            if head?.brackets == 0 { head = nil }
            if let first = braces.popLast(), let first { found.append((first, line)) }
        default: break
        }
    }
}
