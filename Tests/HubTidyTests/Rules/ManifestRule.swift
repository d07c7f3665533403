extension Rule {
    static let manifest = Rule(name: "the manifest has no package and every target the settings") {
        $0.path == "Package.swift"
    } check: { file in
        var findings: [Finding] = []
        func complain(_ line: Int, _ what: String) {
            findings.append(Finding(path: file.path, line: line, what: what))
        }
        for (index, line) in file.code.enumerated() where line.contains(".package(") {
            complain(index + 1, "a package from outside")
        }
        for target in targets(file.code) where !target.hasSettings {
            complain(target.line, "a target without the house's settings")
        }
        let code = file.code.joined(separator: " ")
        for setting in settings where !code.contains(setting) {
            complain(0, "the settings lack \(setting)")
        }
        let text = file.lines.joined(separator: " ")
        for feature in features where !text.contains("\"\(feature)\"") {
            complain(0, "the settings lack \(feature)")
        }
        return findings
    }
}

private let settings = [
    ".swiftLanguageMode(.v6)", ".strictMemorySafety()", ".treatAllWarnings(as: .error)",
]

private let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
    "NonisolatedNonsendingByDefault",
]

/// Each target that holds Swift, with the line it begins in.
private func targets(_ code: [String]) -> [(line: Int, hasSettings: Bool)] {
    var found: [(line: Int, hasSettings: Bool)] = []
    for (index, line) in code.enumerated() {
        let kinds = [".target(", ".executableTarget(", ".testTarget("]
        guard kinds.contains(where: { line.contains($0) }) else { continue }
        // A target named inside `dependencies:` has a name and nothing else.
        var text = ""
        var depth = 0
        scan: for rest in code[index...] {
            for character in rest {
                text.append(character)
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                if character == ")" && depth == 0 { break scan }
            }
            text.append(" ")
        }
        let squeezed = text.split(separator: " ").joined(separator: " ")
        let hasSettings = ["house", "lifetimes"].contains { name in
            squeezed.contains("swiftSettings: \(name)")
        }
        found.append((index + 1, hasSettings))
    }
    return found
}
