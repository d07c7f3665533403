import HubSystem
import HubTestKit

/// The repository, as it lies on disk around this test.
struct Tree: Sendable {
    /// Its root: the directory of the nearest manifest above this file.
    let root: String
    /// Every file that is not ignored.
    let files: [SourceFile]

    /// Reads the tree that holds `path`.
    init(around path: String) throws {
        var root = LocalFile.parent(of: path)
        while try LocalFile.facts("\(root)/Package.swift") == nil, root != "/" {
            root = LocalFile.parent(of: root)
        }
        self.root = root
        let ignored = try Ignored(root)
        var files: [SourceFile] = []
        for path in try HubTestKit.files(below: root, skipping: ignored.contains) {
            let full = "\(root)/\(path)"
            let permissions = try LocalFile.facts(full)?.permissions ?? 0
            let bytes = try LocalFile.read(full, bytesMax: fileBytesMax)
            files.append(SourceFile(path, bytes, isExecutable: permissions & 0o100 != 0))
        }
        self.files = files
    }

    /// What lies in the root itself.
    func topLevel() throws -> [String] {
        let ignored = try Ignored(root)
        return entries(of: root).filter { !ignored.contains($0) }.sorted()
    }
}

/// What `.gitignore` names, as far as ours needs it: names, `*.ending`, `name/` and `/name`.
struct Ignored {
    private let patterns: [String]

    init(_ root: String) throws {
        let bytes = try LocalFile.read("\(root)/.gitignore", bytesMax: fileBytesMax)
        self.init(text: String(decoding: bytes, as: UTF8.self))
    }

    init(text: String) {
        patterns = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    func contains(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        if name == ".git" { return true }
        return patterns.contains { pattern in
            let bare = pattern.hasSuffix("/") ? pattern.dropLast() : pattern[...]
            if bare.hasPrefix("/") { return path == bare.dropFirst() }
            if bare.hasPrefix("*") { return name.hasSuffix(bare.dropFirst()) }
            return name == bare
        }
    }
}

/// Larger than any file that belongs into a repository.
private let fileBytesMax = 32 * 1_024 * 1_024
