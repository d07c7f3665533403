import HubCrypto
import HubStore
import HubWire

/// Rows of one of the registry's tables, as the messages that they hold.
struct RegistryRows<Message: RegistryMessage>: Sendable {
    private let records: CodedRecords

    /// The rows of a table.
    init(_ records: CodedRecords) { self.records = records }

    /// The row of a code; `nil` where there is none.
    func find(_ code: String, in store: borrowing Database) throws(Fault) -> Message? {
        let found = try stored { () throws(StoreError) in try records.find(code, in: store) }
        guard let found else { return nil }
        return try Fault.decoded(Message.self, found.body)
    }

    /// All rows.
    func all(in store: borrowing Database) throws(Fault) -> [Message] {
        try coded(in: store).map(\.message)
    }

    /// The rows whose column has a value, in the order of their ids.
    ///
    /// - Parameters:
    ///   - query: Over the table, by the column and the id.
    ///   - value: The value.
    ///   - store: The registry.
    /// - Returns: All of them.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in these rows, whatever else the table holds.
    func all(
        _ query: RecordQuery,
        _ value: String,
        in store: borrowing Database
    ) throws(Fault) -> [Message] {
        let found = try stored { () throws(StoreError) in
            try records.all(query, value, in: store)
        }
        var rows: [Message] = []
        for record in found { rows.append(try Fault.decoded(Message.self, record.body)) }
        return rows
    }

    /// All rows, with their codes.
    func coded(in store: borrowing Database) throws(Fault) -> [(code: String, message: Message)] {
        let found = try stored { () throws(StoreError) in try records.all(in: store) }
        var rows: [(code: String, message: Message)] = []
        for record in found {
            rows.append((record.code, try Fault.decoded(Message.self, record.body)))
        }
        return rows
    }

    /// Makes the row of a code, or puts another in its place.
    ///
    /// - Parameters:
    ///   - message: What the row holds from now on.
    ///   - code: Its code.
    ///   - id: The record's id, where it is new and has one.
    ///   - store: The registry.
    /// - Returns: The registry's revision.
    /// - Throws: A fault of the store.
    @discardableResult
    func save(
        _ message: Message,
        as code: String,
        id: UniqueID? = nil,
        in store: inout WriteContext
    ) throws(Fault) -> UInt64 {
        let base = try revision(code, in: store.database)
        return try stored { () throws(StoreError) in
            try records.save(
                code,
                message.encoded(),
                copies: message.copies,
                basedOn: base,
                id: id,
                in: &store
            ).revision
        }
    }

    /// Ends the row of a code, if there is one.
    func close(_ code: String, in store: inout WriteContext) throws(Fault) {
        let base = try revision(code, in: store.database)
        guard base > 0 else { return }
        try stored { () throws(StoreError) in
            _ = try records.close(code, basedOn: base, [], in: &store)
        }
    }

    private func revision(_ code: String, in store: borrowing Database) throws(Fault) -> UInt64 {
        try stored { () throws(StoreError) in try records.find(code, in: store)?.revision ?? 0 }
    }
}

extension RegistryTables {
    /// Tenants, by their codes.
    static let tenantRows = RegistryRows<TenantRecord>(tenants)
    /// Principals, by their ids.
    static let principalRows = RegistryRows<PrincipalRecord>(principals)
    /// Certificates, by their serial numbers.
    static let certificateRows = RegistryRows<CertificateRecord>(certificates)
    /// Invitations, by their ids.
    static let invitationRows = RegistryRows<InvitationRecord>(invitations)
    /// Changes that wait for a second person, by their ids.
    static let approvalRows = RegistryRows<ApprovalRecord>(approvals)
    /// Notices, by tenant and id.
    static let noticeRows = RegistryRows<NoticeRecord>(notices)
}
