/// A Swift source divided into code and comments, each with the other blanked out.
///
/// Rules look for words; a word in a text or a comment is not the word in code. Lines and columns
/// stay where they are. What stands in a text's interpolation is code.
struct SwiftMask {
    /// The code: comments, texts and names in backticks are spaces.
    private(set) var code: [UInt8]
    /// The comments: all else is spaces.
    private(set) var comments: [UInt8]

    private enum Context {
        /// Code with this many open parentheses; below it may lie the text it is interpolated in.
        case code(parentheses: Int)
        case text(hashes: Int, isMultiline: Bool)
    }

    private let source: [UInt8]
    private var place = 0
    private var contexts: [Context] = [.code(parentheses: 0)]

    init(_ source: [UInt8]) {
        self.source = source
        let blank = source.map { $0 == newline ? newline : space }
        code = blank
        comments = blank
        while place < source.count {
            switch contexts.last {
            case .text(let hashes, let isMultiline): text(hashes, isMultiline)
            case .code(let parentheses): codeByte(parentheses)
            case nil: return
            }
        }
    }

    private func follows(_ word: String) -> Bool {
        source[place...].starts(with: word.utf8)
    }

    private mutating func codeByte(_ parentheses: Int) {
        if follows("//") { return lineComment() }
        if follows("/*") { return blockComment() }
        switch source[place] {
        case UInt8(ascii: "\""): openText(hashes: 0)
        case UInt8(ascii: "#"):
            let hashes = source[place...].prefix { $0 == UInt8(ascii: "#") }.count
            let next = place + hashes
            if next < source.count, source[next] == UInt8(ascii: "\"") {
                place = next
                openText(hashes: hashes)
            } else {
                keep(hashes)
            }
        case UInt8(ascii: "`"):
            let rest = source[(place + 1)...]
            let end = rest.firstIndex { $0 == UInt8(ascii: "`") || $0 == newline } ?? source.count
            place = min(end + 1, source.count)
        case UInt8(ascii: "("):
            contexts[contexts.count - 1] = .code(parentheses: parentheses + 1)
            keep(1)
        case UInt8(ascii: ")") where parentheses == 0 && contexts.count > 1:
            contexts.removeLast()
            place += 1
        case UInt8(ascii: ")"):
            contexts[contexts.count - 1] = .code(parentheses: max(0, parentheses - 1))
            keep(1)
        default: keep(1)
        }
    }

    private mutating func openText(hashes: Int) {
        let isMultiline = follows("\"\"\"")
        code[place] = UInt8(ascii: "\"")
        place += isMultiline ? 3 : 1
        contexts.append(.text(hashes: hashes, isMultiline: isMultiline))
    }

    private mutating func text(_ hashes: Int, _ isMultiline: Bool) {
        let byte = source[place]
        if byte == UInt8(ascii: "\\"), isHashes(after: place + 1, hashes) {
            let next = place + 1 + hashes
            if next < source.count, source[next] == UInt8(ascii: "(") {
                contexts.append(.code(parentheses: 0))
            }
            place = next + 1
        } else if byte == UInt8(ascii: "\""), !isMultiline || follows("\"\"\""),
            isHashes(after: place + (isMultiline ? 3 : 1), hashes)
        {
            place += (isMultiline ? 3 : 1) + hashes
            contexts.removeLast()
        } else {
            // An unfinished text: whatever follows is at least not hidden.
            if byte == newline, !isMultiline { contexts.removeLast() }
            place += 1
        }
    }

    private func isHashes(after start: Int, _ count: Int) -> Bool {
        start + count <= source.count
            && source[start..<start + count].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func lineComment() {
        while place < source.count, source[place] != newline {
            comments[place] = source[place]
            place += 1
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            let isEdge = follows("/*") || follows("*/")
            if isEdge { depth += follows("/*") ? 1 : -1 }
            for _ in 0..<(isEdge ? 2 : 1) where place < source.count {
                comments[place] = source[place]
                place += 1
            }
        } while depth > 0 && place < source.count
    }

    private mutating func keep(_ count: Int) {
        for _ in 0..<count {
            code[place] = source[place]
            place += 1
        }
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
