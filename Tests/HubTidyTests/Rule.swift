import Testing

/// A place where a rule is not kept.
struct Finding: Hashable, Sendable, CustomStringConvertible {
    let path: String
    /// Counted from 1; 0 for the file as a whole.
    let line: Int
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}

/// A rule of the house that a program can check in one file.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    let applies: @Sendable (SourceFile) -> Bool
    let check: @Sendable (SourceFile) -> [Finding]

    var testDescription: String { name }

    /// Where a file breaks the rule.
    func findings(_ file: SourceFile) -> [Finding] { applies(file) ? check(file) : [] }

    /// A rule about single lines, by what is wrong with line `index` of a file.
    static func perLine(
        _ name: String,
        applies: @escaping @Sendable (SourceFile) -> Bool,
        _ complaint: @escaping @Sendable (SourceFile, Int) -> String?
    ) -> Rule {
        Rule(name: name, applies: applies) { file in
            file.lines.indices.compactMap { index in
                complaint(file, index).map { Finding(path: file.path, line: index + 1, what: $0) }
            }
        }
    }

    /// Every rule.
    static let all: [Rule] = [
        imports, unsafeCode, uncheckedSendable, stoppingCode, unfinishedWork, fileLength,
        functionLength, documentation, textKeys, lineLength, banners, machinePaths, privateKeys,
        lineEnds, executableScripts, manifest,
    ]
}
