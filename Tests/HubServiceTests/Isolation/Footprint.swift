import HubSystem
import HubTestKit
import Testing

@testable import HubStore

/// What lies in files.
enum Footprint {
    /// Every row of every table of a file, in an order of their own.
    static func of(_ file: Writer) throws -> [String] {
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        let tables = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", store)
        }
        return try tables.flatMap { table in
            try reader.read(stepsMax: .max) { (store) throws(StoreError) in
                try rows(of: table, store)
            }
        }
    }

    private static func rows(
        of table: String,
        _ store: borrowing Database
    ) throws(StoreError) -> [String] {
        let columns = try rows("SELECT name FROM pragma_table_info('\(table)')", store)
        let row = columns.map { "quote(\"\($0)\")" }.joined(separator: " || '|' || ")
        guard !row.isEmpty else { return [] }
        return try rows("SELECT '\(table)|' || \(row) FROM \"\(table)\" ORDER BY 1", store)
    }

    private static func rows(
        _ text: String,
        _ store: borrowing Database
    ) throws(StoreError) -> [String] {
        try store.rows(Query(once: text)) { row in row.text(0) }
    }

    /// Files that hold one of these words, byte for byte.
    ///
    /// - Parameters:
    ///   - words: What is looked for.
    ///   - folders: Where, with everything below.
    ///   - parts: Files with one of these in their paths are not looked at.
    /// - Returns: Their paths.
    /// - Throws: When the search cannot be made.
    static func files(
        _ words: [String],
        below folders: [String],
        besides parts: [String]
    ) throws -> [String] {
        try search(["grep", "-rlaF"] + words.flatMap { ["-e", $0] } + folders).filter { path in
            !parts.contains { path.contains($0) }
        }
    }

    /// The same of what lies by itself where programs put what is temporary.
    static func temporary(_ words: [String], besides own: String) throws -> [String] {
        let root = Environment.current()["TMPDIR"] ?? "/tmp"
        let find = ["find", root, "/var/tmp", "-xdev", "-maxdepth", "1", "-type", "f"]
        let young = ["-mmin", "-30", "-size", "-4096k", "-exec", "grep", "-laF"]
        return try search(find + young + words.flatMap { ["-e", $0] } + ["{}", "+"])
            .filter { !$0.hasPrefix(own) }
    }

    private static func search(_ words: [String]) throws -> [String] {
        let (code, output) = try Tool.run(words, in: ScratchFolder())
        // 1 stands for nothing found; anything else would pass as such.
        #expect(code == 0 || code == 1, "\(output)")
        return output.split(separator: "\n").map(String.init)
    }
}
