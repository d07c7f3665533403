extension Rule {
    static let documentation = Rule(name: "what crosses a module is documented") {
        $0.isSwift && $0.path != "Package.swift"
    } check: { file in
        var scopes = Scopes()
        var findings: [Finding] = []
        for (index, line) in file.code.enumerated() {
            let declaration = Declaration(line)
            if let declaration, scopes.mustBeDocumented(declaration),
                !isDocumented(file, index)
            {
                let what = "\(declaration.keyword) without ///"
                findings.append(Finding(path: file.path, line: index + 1, what: what))
            }
            scopes.take(line, declaration)
        }
        return findings
    }
}

/// Whether the line above a declaration, its attributes left out, is documentation.
private func isDocumented(_ file: SourceFile, _ index: Int) -> Bool {
    var above = index - 1
    while above >= 0, file.code[above].trimmed.hasPrefix("@") { above -= 1 }
    return above >= 0 && file.comments[above].trimmed.hasPrefix("///")
}

/// What a line declares.
private struct Declaration {
    let keyword: Substring
    let isExported: Bool

    init?(_ line: String) {
        var rest = line.trimmed
        while rest.first == "@" { rest = afterAttribute(rest) }
        var isExported = false
        for word in rest.split(separator: " ") {
            let name = word.prefix { $0.isLetter || $0 == "_" }
            let isSetter = word.dropFirst(name.count).hasPrefix("(set)")
            if (name == "public" || name == "package" || name == "open") && !isSetter {
                isExported = true
            } else if keywords.contains(name) {
                // `class func` declares a function, and the next word says so.
                if name == "class", rest.contains(" func ") || rest.contains(" var ") { continue }
                keyword = name
                self.isExported = isExported
                return
            } else if !modifiers.contains(name) {
                return nil
            }
        }
        return nil
    }

    var opensType: Bool {
        ["struct", "enum", "class", "actor", "protocol", "extension"].contains(keyword)
    }
}

private let keywords: Set<Substring> = [
    "func", "var", "let", "struct", "enum", "class", "actor", "protocol", "init", "subscript",
    "typealias", "associatedtype", "case", "extension", "import", "macro",
]

private let modifiers: Set<Substring> = [
    "private", "fileprivate", "internal", "package", "public", "open", "static", "final",
    "mutating", "nonmutating", "borrowing", "consuming", "override", "required", "convenience",
    "lazy", "weak", "unowned", "nonisolated", "indirect", "dynamic", "isolated", "prefix",
    "postfix", "infix", "unsafe",
]

private func afterAttribute(_ text: Substring) -> Substring {
    var depth = 0
    for (offset, character) in text.enumerated() {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == " " && depth == 0 {
            return text.dropFirst(offset).drop { $0 == " " }
        }
    }
    return ""
}

/// Which type each open brace belongs to.
private struct Scopes {
    private var open: [Declaration?] = []
    private var pending: Declaration?

    func mustBeDocumented(_ declaration: Declaration) -> Bool {
        switch declaration.keyword {
        case "import", "extension": false
        // Cases and requirements are seen wherever their type is.
        case "case": isIn("enum")
        default: declaration.isExported || isIn("protocol")
        }
    }

    private func isIn(_ keyword: Substring) -> Bool {
        guard let last = open.last, let type = last else { return false }
        return type.keyword == keyword && type.isExported
    }

    mutating func take(_ line: String, _ declaration: Declaration?) {
        if let declaration { pending = declaration.opensType ? declaration : nil }
        for character in line.utf8 {
            if character == UInt8(ascii: "{") {
                open.append(pending)
                pending = nil
            } else if character == UInt8(ascii: "}") {
                _ = open.popLast()
            }
        }
    }
}
