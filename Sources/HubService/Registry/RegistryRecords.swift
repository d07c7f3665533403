import HubCrypto
import HubStore
import HubWire

/// Records of the registry as messages, read and written inside a job.
enum RegistryRecords {
    /// A message with what a change of it is based on.
    struct Kept<Message: WireMessage> {
        var message: Message
        let revision: UInt64
    }

    /// The record of a code.
    static func find<Message: WireMessage>(
        _ code: String,
        _ records: CodedRecords,
        in store: borrowing WriteContext
    ) throws(Fault) -> Kept<Message>? {
        let record = try stored { () throws(StoreError) in
            try records.find(code, in: store.database)
        }
        guard let record else { return nil }
        return Kept(
            message: try Fault.decoded(Message.self, record.body),
            revision: record.revision
        )
    }

    /// The records whose column has a value, in the order in which they were changed last.
    ///
    /// - Complexity: Linear in what is found.
    static func all<Message: WireMessage>(
        _: Message.Type,
        _ records: CodedRecords,
        _ query: RecordQuery,
        _ value: String,
        in store: borrowing WriteContext
    ) throws(Fault) -> [Kept<Message>] {
        let all = try stored { () throws(StoreError) in
            try records.all(query, value, in: store.database)
        }
        var kept: [Kept<Message>] = []
        for record in all.sorted(by: { $0.revision < $1.revision }) {
            let message = try Fault.decoded(Message.self, record.body)
            kept.append(Kept(message: message, revision: record.revision))
        }
        return kept
    }

    /// Makes or changes a record.
    static func save(
        _ message: some RegistryMessage,
        _ code: String,
        _ records: CodedRecords,
        basedOn base: UInt64,
        id: UniqueID? = nil,
        in store: inout WriteContext
    ) throws(Fault) {
        let body = message.encoded()
        try stored { () throws(StoreError) in
            _ = try records.save(
                code,
                body,
                copies: message.copies,
                basedOn: base,
                id: id,
                in: &store
            )
        }
    }

    /// The tenant of an id.
    static func tenant(
        _ id: String,
        in store: borrowing WriteContext
    ) throws(Fault) -> TenantRecord? {
        try RegistryTables.tenantRows.all(in: store.database)
            .first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}
