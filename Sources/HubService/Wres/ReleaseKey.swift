import HubCrypto
import HubDomain
import HubStore
import HubWire

/// The secret of a tenant's own file, under which its counts are protected before they leave.
///
/// It is made with the file, so that every copy of the file that can be restored holds it: a second
/// key would show the same count a second way. It stands in no record and in no journal; no method
/// reads it.
enum ReleaseKey {
    /// How long it is.
    static let byteCount = 32
    /// How a new file is given one.
    static let making = Migration.Secret(
        byteCount: byteCount,
        insertion: "INSERT INTO release_key (only, secret) VALUES (1, ?1)"
    )

    /// The table that holds it.
    static let creation = """
        CREATE TABLE release_key (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;
        """

    private static let reading = Query("SELECT secret FROM release_key")

    /// The offsets of a tenant's counts.
    ///
    /// - Parameter store: The tenant's file.
    /// - Returns: The offsets; they see digests, never the key.
    /// - Throws: `dataDamaged` for a file without a key, or a fault of the store.
    static func offsets(in store: borrowing Database) throws(Fault) -> ReleaseOffsets {
        let secret = try stored { () throws(StoreError) in
            try store.first(reading) { (row) throws(StoreError) in row.bytes(0) }
        }
        guard let secret, secret.count == byteCount else {
            var fault = Fault(.dataDamaged)
            fault.cause = "a tenant's file without a release key"
            throw fault
        }
        return ReleaseOffsets { message in
            Authenticator.code(for: message, key: secret).bytes
        }
    }
}
