import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Who made and who ended what a copy has: roles, when and how, and no names.
struct SubjectAuthors {
    private struct Author {
        var time: Timestamp?
        var role = ""
        var method = ""
    }

    private let contents: RegistryContents
    private var known: [Int64: Author] = [:]

    /// Authors who are looked up in a registry.
    init(_ contents: RegistryContents) { self.contents = contents }

    /// A row with who made it and who ended it.
    mutating func signed(
        _ row: TrainingSubjectRow,
        in store: borrowing Database
    ) throws(Fault) -> TrainingSubjectRow {
        var row = row
        if row.fromRevision > 0 {
            let author = try author(Int64(clamping: row.fromRevision), in: store)
            (row.time, row.role, row.method) = (author.time, author.role, author.method)
        }
        if row.toRevision > 0 {
            let author = try author(Int64(clamping: row.toRevision), in: store)
            (row.toTime, row.toRole, row.toMethod) = (author.time, author.role, author.method)
        }
        return row
    }

    private mutating func author(
        _ revision: Int64,
        in store: borrowing Database
    ) throws(Fault) -> Author {
        if let author = known[revision] { return author }
        let row = try stored { () throws(StoreError) in
            try store.changes(
                after: JournalPosition(revision: revision),
                upTo: revision,
                limit: 1
            ).first
        }
        var author = Author()
        if let row {
            author.time = Timestamp(row.time)
            author.method = row.method
            let principal = UniqueID(bytes: row.actor).flatMap { contents.principals[$0] }
            let roles = principal?.grants.map { RoleWords.of($0.role) } ?? []
            author.role = Set(roles).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .joined(separator: ", ")
        }
        known[revision] = author
        return author
    }
}
