import HubCrypto
import HubDomain
import HubStore
import HubWire

/// For which one person who draws on care delegations are.
///
/// The person is sixteen bytes of a keyed digest of the council's reference, under the key that
/// makes workers' tokens and a word before the reference, so that no person and no worker have the
/// same token. The reference itself is never kept.
enum PersonLinks {
    /// What a whole pseudonym begins with.
    static let prefix = "p:"
    private static let digitsCount = 2 * WorkerToken.byteCount
    /// Tells persons from workers under one key.
    private static let domain = Array("person\u{0}".utf8)

    /// One link.
    struct Kept {
        let record: WorkerRecords.Record
        /// The delegation's id.
        let delegation: OpaqueID
        let person: [UInt8]

        /// The pseudonym as it travels.
        var text: String { PersonLinks.prefix + Hexadecimal.text(person.span) }

        init(_ record: WorkerRecords.Record) throws(StoreError) {
            self.record = record
            guard let note = try? PersonLinkNote(decoding: record.body),
                let id = OpaqueID(note.delegation),
                note.person.count == WorkerToken.byteCount
            else { throw StoreError(.corrupt, "a link to a person") }
            delegation = id
            person = note.person
        }
    }

    /// The pseudonym of a reference.
    ///
    /// - Parameters:
    ///   - typed: The council's reference.
    ///   - path: The field.
    ///   - store: The tenant's file.
    /// - Returns: Its bytes.
    /// - Throws: TRNG-0251 to 0253, whose errors do not repeat what was typed.
    static func person(
        reference typed: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> [UInt8] {
        let reference = try Fault.domain { () throws(DomainError) in
            try PersonReference.read(typed, path: path)
        }
        guard let key = try WorkerKey.find(in: store) else {
            throw .training(.workerUnknown, "no worker is recorded yet", status: .notFound)
        }
        var authenticator = Authenticator(key: key)
        let digest = authenticator.code(for: (domain + Array(reference.text.utf8)).span)
        return Array(digest.bytes.prefix(WorkerToken.byteCount))
    }

    /// The pseudonym that is meant: itself with all of its digits, or a reference.
    static func person(
        _ text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> [UInt8] {
        guard text.utf8.starts(with: prefix.utf8) else {
            return try person(reference: text, path, in: store)
        }
        let digits = Array(text.utf8.dropFirst(prefix.utf8.count))
        guard digits.count == digitsCount, let bytes = Hexadecimal.bytes(digits) else {
            throw .invalid(path, "not_a_reference", "\(prefix) and \(digitsCount) digits")
        }
        return bytes
    }

    /// The link of a delegation; `nil` where none stands.
    static func find(
        of delegation: WorkerRecords.Record,
        in store: borrowing Database
    ) throws(StoreError) -> Kept? {
        try TenantTables.personLinks.page(
            .linksOfDelegation,
            after: nil,
            [.bytes(delegation.id.bytes)],
            limit: 1,
            in: store
        ).first.map { (record) throws(StoreError) in try Kept(record) }
    }

    /// Keeps a link.
    static func save(
        _ person: [UInt8],
        of delegation: WorkerRecords.Record,
        in store: inout WriteContext
    ) throws(StoreError) {
        let note = PersonLinkNote(delegation: delegation.id.bytes, person: person)
        _ = try TenantTables.personLinks.save(
            note.encoded(),
            of: delegation.worker,
            copies: [.bytes(delegation.id.bytes), .bytes(person)],
            over: nil,
            in: &store
        )
    }

    /// Ends the link of a delegation, with the delegation.
    static func end(
        of delegation: WorkerRecords.Record,
        in store: inout WriteContext
    ) throws(StoreError) {
        guard let kept = try find(of: delegation, in: store.database) else { return }
        _ = try TenantTables.personLinks.close(kept.record, in: &store)
    }

    /// Erases the links of a delegation, those that ended too.
    ///
    /// - Returns: How many there were.
    static func erase(
        of delegation: WorkerRecords.Record,
        in store: inout WriteContext
    ) throws(StoreError) -> Int {
        let ids = try store.database.rows(
            .idsOfDelegation,
            [.bytes(delegation.id.bytes)]
        ) { $0.id(0) }.compactMap(\.self)
        for id in ids { try store.erase(id, in: TenantTables.personLinks.table) }
        return ids.count
    }

    /// Erases every link to a person.
    ///
    /// - Returns: How many there were, and how many rows of the journal lost their body.
    static func erase(
        person: [UInt8],
        in store: inout WriteContext
    ) throws(StoreError) -> (links: Int, journalRows: Int) {
        let ids = try store.database.rows(.idsOfPerson, [.bytes(person)]) { $0.id(0) }
            .compactMap(\.self)
        var rows = 0
        for id in ids { rows += try store.erase(id, in: TenantTables.personLinks.table) }
        return (ids.count, rows)
    }
}

extension RecordQuery {
    /// Links after one: of one person, or of everybody.
    static let linksOfPerson = RecordQuery(
        TenantTables.personLinks.table,
        where: "(worker > ?3 OR worker = ?3 AND id > ?4) AND (?5 IS NULL OR person = ?5)",
        order: "worker, id"
    )
    fileprivate static let linksOfDelegation = RecordQuery(
        TenantTables.personLinks.table,
        where: "(worker > ?3 OR worker = ?3 AND id > ?4) AND delegation = ?5",
        order: "worker, id"
    )
}

extension Query {
    fileprivate static let idsOfDelegation = Query(
        """
        SELECT id FROM training_person_link WHERE delegation = ?1
        UNION SELECT id FROM training_person_link_past WHERE delegation = ?1
        """
    )
    fileprivate static let idsOfPerson = Query(
        """
        SELECT id FROM training_person_link WHERE person = ?1
        UNION SELECT id FROM training_person_link_past WHERE person = ?1
        """
    )
}
