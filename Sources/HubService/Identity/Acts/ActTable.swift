import HubStore
import HubWire

/// Acts of administration in the registry's file, by tenant and number.
enum ActTable {
    /// Digits of a number in a code, so that codes sort as numbers do.
    private static let digits = 16
    /// What every code of a tenant is before: it sorts after any digit.
    private static let end = "~"

    /// The code of an act.
    static func code(_ number: UInt64, of tenant: String) -> String {
        let text = "\(number)"
        let zeros = String(repeating: "0", count: max(0, digits - text.utf8.count))
        return "\(tenant)/\(zeros)\(text)"
    }

    /// A tenant's acts before one of them, the newest first.
    ///
    /// - Parameters:
    ///   - number: That of the act; `nil` for the newest.
    ///   - tenant: The tenant's id.
    ///   - limit: At most so many.
    ///   - store: The registry.
    /// - Returns: The acts.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in what is found.
    static func before(
        _ number: UInt64?,
        of tenant: String,
        limit: Int,
        in store: borrowing Database
    ) throws(Fault) -> [ActRecord] {
        let values: [StoreValue] = [
            .text("\(tenant)/"),
            .text(number.map { code($0, of: tenant) } ?? "\(tenant)/\(end)"),
        ]
        let found = try stored { () throws(StoreError) in
            try RegistryTables.acts.records(
                RegistryQueries.actsBefore,
                .current,
                limit: limit,
                values,
                store
            )
        }
        var acts: [ActRecord] = []
        for record in found { acts.append(try Fault.decoded(ActRecord.self, record.body)) }
        return acts
    }
}
