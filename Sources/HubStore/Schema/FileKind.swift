/// What a file of the store holds.
package struct FileKind: RawRepresentable, Hashable, Sendable {
    /// The name that stands in the file.
    package let rawValue: String

    /// A kind by its name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// What one tenant works with.
    package static let records = FileKind(rawValue: "records")
    /// Who read personal data of one tenant.
    package static let accesses = FileKind(rawValue: "accesses")
    /// Tenants, identities, roles and revocations of a hub.
    package static let registry = FileKind(rawValue: "registry")
    /// What all tenants of a region read.
    package static let region = FileKind(rawValue: "region")

    /// Compares the bytes of the names.
    package static func == (left: FileKind, right: FileKind) -> Bool {
        left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    /// Hashes the bytes of the name.
    package func hash(into hasher: inout Hasher) {
        for byte in rawValue.utf8 { hasher.combine(byte) }
    }
}

/// How one kind of file is laid out: the store's own tables, and the migrations of its owner.
package struct FileSchema: Sendable {
    /// What the file holds.
    package let kind: FileKind
    /// From the first to the newest, numbered 1, 2, 3 and so on.
    package let migrations: [Migration]

    /// A schema.
    ///
    /// - Parameters:
    ///   - kind: What the file holds.
    ///   - migrations: Numbered 1, 2, 3 and so on; a released one never changes.
    package init(kind: FileKind, migrations: [Migration]) {
        precondition(
            migrations.enumerated().allSatisfy { $0.element.number == $0.offset + 1 },
            "migrations are numbered 1, 2, 3 and so on"
        )
        self.kind = kind
        self.migrations = migrations
    }
}
