/// Names of machines' own places and of registries, in pieces so that this file keeps the rule.
private let machineWords: [String] = [
    ["", "work", ""], ["", "tmp", "wt"], ["", "home", ""], ["", "root", ""], ["", "Users", ""],
].map { $0.joined(separator: "/") }

private let registryWords: [String] = [
    ["pypi", "org"], ["pythonhosted", "org"], ["deb", "debian", "org"], ["security", "debian"],
    ["archive", "ubuntu"], ["docker", "io"], ["ghcr", "io"], ["quay", "io"], ["npmjs", "org"],
    ["crates", "io"], ["proxy", "golang"],
].map { $0.joined(separator: ".") }

/// Files in which a line's end may be anything, because they show what people send.
private let foreignText = [".csv", ".bin", ".patch", ".diff"]

extension Rule {
    static let banners = Rule.perLine("comments draw no lines") {
        $0.isText && !$0.path.hasSuffix(".md")
    } _: { file, index in
        let line = file.comments[index].trimmed
        let isComment = line.hasPrefix("//") || line.hasPrefix("#") || line.hasPrefix("/*")
        guard isComment else { return nil }
        let body = line.drop { $0 == "/" || $0 == "#" || $0 == "*" || $0 == " " }
        let strokes: Set<Character> = ["-", "=", "*", "~", "_", "#"]
        let start = body.prefix { strokes.contains($0) }.count
        let hasManySlashes = line.hasPrefix("////") || line.hasPrefix("####")
        return start >= 3 || hasManySlashes ? "a drawn line" : nil
    }

    static let machinePaths = Rule.perLine("nothing names a machine or a registry") {
        $0.isText
    } _: { file, index in
        let line = file.lines[index]
        for word in registryWords where line.contains(word) { return word }
        for word in machineWords where line.contains(word) {
            guard let range = line.range(of: word) else { continue }
            let before =
                range.lowerBound == line.startIndex
                ? " " : line[line.index(before: range.lowerBound)]
            // A part of a longer path is not the machine's.
            if !(before.isLetter || before.isNumber || "._-$}*)".contains(before)) { return word }
        }
        return nil
    }

    static let privateKeys = Rule(name: "no key and no certificate is kept here") {
        !$0.path.isEmpty
    } check: { file in
        let endings = [".pem", ".key", ".crt", ".csr", ".p12", ".pfx", ".der"]
        if endings.contains(where: { file.path.hasSuffix($0) }) {
            return [Finding(path: file.path, line: 0, what: "a key or certificate by its name")]
        }
        return file.lines.indices.dropLast().compactMap { index in
            let isHead = file.lines[index].contains("-----BEGIN ")
            let next = file.lines[index + 1].trimmed
            let isBody = next.count >= 32 && next.allSatisfy(isBase64)
            guard isHead && isBody else { return nil }
            return Finding(path: file.path, line: index + 1, what: "a key or certificate")
        }
    }

    static let lineEnds = Rule(name: "lines end with a newline, the last one too") { file in
        file.isText && !foreignText.contains { file.path.hasSuffix($0) }
    } check: { file in
        var findings: [Finding] = []
        if let line = file.lines.firstIndex(where: { $0.utf8.contains(UInt8(ascii: "\r")) }) {
            findings.append(Finding(path: file.path, line: line + 1, what: "a carriage return"))
        }
        if let last = file.bytes.last, last != UInt8(ascii: "\n") {
            findings.append(Finding(path: file.path, line: 0, what: "no newline at the end"))
        }
        return findings
    }

    // A `.sh` without interpreter is read by other scripts (`. lib/x.sh`) and is no program.
    static let executableScripts = Rule(name: "scripts can be run") { file in
        file.isExecutable || file.bytes.starts(with: "#!".utf8)
    } check: { file in
        if !file.isExecutable {
            return [Finding(path: file.path, line: 0, what: "not executable")]
        }
        if !file.bytes.starts(with: "#!".utf8) {
            return [Finding(path: file.path, line: 1, what: "no interpreter named")]
        }
        return []
    }
}

private func isBase64(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "+/=".contains(character))
}
