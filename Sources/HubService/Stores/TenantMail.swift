import HubCrypto
import HubStore
import HubWire

/// What the registry tells tenants: it stands in the journal of the tenant's own file.
enum TenantMail {
    /// What the registry calls the tenants.
    static let target: StaticString = "tenants"
    /// A notice to everybody of a tenant.
    static let noticeKind: StaticString = "notice"

    /// The oldest messages that wait.
    static func waiting(in store: inout WriteContext) throws(Fault) -> [OutboxMessage] {
        try stored { () throws(StoreError) in
            try store.database.messages(to: target, limit: 64)
        }
    }

    /// The tenant that a message is for.
    static func tenant(of message: OutboxMessage) throws(StoreError) -> OpaqueID? {
        guard let record = try? NoticeRecord(decoding: message.body) else {
            throw StoreError(.corrupt, "a notice that cannot be read")
        }
        return UniqueID(record.tenantId).map { OpaqueID($0) }
    }

    /// Journals a message in a tenant's file, as a note and never as a record: a tenant that is
    /// restored tells nobody's rights.
    static func apply(
        _ store: inout WriteContext,
        _ message: OutboxMessage
    ) throws(StoreError) {
        let id = store.makeID()
        try store.record(
            JournalEntry(kind: noticeKind, record: id, operation: .noted, body: message.body)
        )
    }
}
