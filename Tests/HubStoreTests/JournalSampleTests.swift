import HubSystem
import HubVectorKit
import Testing

@testable import HubStore

/// The journal that is published with all its hashes, computed again.
struct JournalSampleTests {
    @Test
    func `every link, digest and head of the published journal is the one of this program`() throws
    {
        var chain = JournalChain(.test(seed: 1))
        for file in try Vectors.items("samples/journal.json", "files") {
            let identity = FileIdentity(
                file: try id(file["file"]),
                kind: FileKind(rawValue: file["kind"].text ?? ""),
                epoch: Int64(try #require(file["epoch"].number))
            )
            var previous = chain.start(of: identity)
            #expect(try file["start"].hexadecimalBytes() == previous)
            for revision in file["revisions"].items {
                previous = try follow(revision, after: previous, &chain)
                #expect(try revision["head"].hexadecimalBytes() == previous)
            }
            #expect(file["revisions"].items.count == 7)
        }
    }

    private func follow(
        _ revision: VectorValue,
        after start: [UInt8],
        _ chain: inout JournalChain
    ) throws -> [UInt8] {
        let number = Int64(try #require(revision["revision"].number))
        let opening = JournalOpening(
            epoch: Int64(try #require(revision["epoch"].number)),
            revision: number,
            time: Instant(microseconds: Int64(try #require(revision["time"].number))),
            actor: try revision["actor"].hexadecimalBytes() ?? [],
            method: try #require(revision["method"].text),
            request: try revision["request"].hexadecimalBytes() ?? [],
            batch: revision["batch"].text == nil ? nil : try id(revision["batch"])
        )
        var previous = chain.opening(after: start, opening)
        #expect(try revision["chain"].hexadecimalBytes() == previous)
        for row in revision["rows"].items {
            let digest = try row["digest"].hexadecimalBytes() ?? []
            let body = try row["body"].hexadecimalBytes()
            if let body, let salt = try row["salt"].hexadecimalBytes() {
                let recorded = chain.digest(salt: salt, body: body)
                #expect(recorded == digest)
            }
            #expect(row["kind"].text == "local_theme")
            let operation = Int64(try #require(row["operation"].number))
            previous = chain.row(
                after: previous,
                at: JournalPosition(
                    revision: number,
                    ordinal: Int64(try #require(row["ordinal"].number))
                ),
                JournalEntry(
                    kind: "local_theme",
                    record: try id(row["record"]),
                    operation: JournalOperation(rawValue: operation)
                ),
                digest: digest
            )
            #expect(try row["chain"].hexadecimalBytes() == previous)
        }
        return previous
    }

    private func id(_ value: VectorValue) throws -> OpaqueID {
        let bytes = try value.hexadecimalBytes() ?? []
        return try #require(OpaqueID(bytes))
    }
}
