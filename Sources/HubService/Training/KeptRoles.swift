import HubDomain
import HubStore

/// The job roles that a tenant's workers have.
enum KeptRoles {
    /// All of them; nil where there are no workers yet, of whom nothing can be said.
    ///
    /// - Parameter store: The tenant's file.
    /// - Returns: The roles.
    /// - Throws: A fault of the store.
    /// - Complexity: Linear in the workers: it is asked when rules are set, and by nobody else.
    static func all(in store: borrowing Database) throws(StoreError) -> RecordedRoles? {
        guard try RecordWriting.total("workers", in: store) > 0 else { return nil }
        let main = try store.rows(.mainRoles) { JobRoleCode(text: $0.text(0)) }
        let others = try store.rows(.otherRoles) { $0.text(0) }
        return RecordedRoles(main: main, others: others.flatMap { WorkerFacts.roles($0) })
    }
}

extension Query {
    fileprivate static let mainRoles = Query(
        """
        SELECT value FROM training_text WHERE number IN (SELECT role FROM training_worker)
        """
    )
    fileprivate static let otherRoles = Query(
        """
        SELECT value FROM training_text WHERE number IN (SELECT other_roles FROM training_worker)
        """
    )
}
