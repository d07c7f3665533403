import HubCrypto
import HubDomain
import HubStore
import HubWire

/// The key that makes tokens of staff numbers: 32 random bytes in the tenant's own file.
enum WorkerKey {
    private static let bytesCount = 32

    /// The tenant's key; `nil` before the first upload.
    static func find(in store: borrowing Database) throws(Fault) -> [UInt8]? {
        try stored { () throws(StoreError) in
            try store.first(.readKey) { row in row.bytes(0) }
        }
    }

    /// Makes the key, if there is none yet.
    static func ensure(in store: inout WriteContext) throws(Fault) {
        guard try find(in: store.database) == nil else { return }
        try stored { () throws(StoreError) in
            try store.database.run(.insertKey, [.bytes(SecureRandom.bytes(bytesCount))])
            let id = store.makeID()
            // Never the key itself: a journal is handed out.
            try store.record(
                JournalEntry(kind: "training_key", record: id, operation: .created)
            )
        }
    }
}

/// Makes tokens of staff numbers, one after the other.
struct WorkerTokens: ~Copyable {
    private var authenticator: Authenticator

    /// Tokens under a key.
    init(key: [UInt8]) { authenticator = Authenticator(key: key) }

    /// The token of a number in its one form.
    mutating func token(_ number: StaffNumber) -> WorkerToken {
        let digest = authenticator.code(for: Array(number.text.utf8).span)
        return WorkerToken(digest.bytes) ?? WorkerToken(high: 0, low: 0)
    }
}

extension Query {
    fileprivate static let readKey = Query("SELECT key FROM training_key WHERE number = 1")
    fileprivate static let insertKey = Query(
        "INSERT INTO training_key (number, key) VALUES (1, ?1)"
    )
}
