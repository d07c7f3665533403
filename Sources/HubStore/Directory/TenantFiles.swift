/// The two files of one tenant, open.
package final class TenantFiles: Sendable {
    /// The tenant.
    package let tenant: OpaqueID
    /// What the tenant works with.
    package let records: Writer
    /// Who read personal data of the tenant: a file of its own, so that reading neither moves the
    /// tenant's revision nor waits behind an import.
    package let accesses: Writer

    init(tenant: OpaqueID, records: Writer, accesses: Writer) {
        self.tenant = tenant
        self.records = records
        self.accesses = accesses
    }

    /// Whether the files were closed meanwhile: ask the directory again.
    package var isClosed: Bool { records.isClosed || accesses.isClosed }

    /// Whether one of them takes no more writes: asked for again, they are recovered.
    package var isPoisoned: Bool { records.isPoisoned || accesses.isPoisoned }

    /// Closes both files if nobody uses either.
    func closeIfUnused() -> Bool {
        guard records.refuseCallsIfUnused() else { return false }
        guard accesses.refuseCallsIfUnused() else {
            records.takeCallsAgain()
            return false
        }
        records.finish()
        accesses.finish()
        return true
    }

    func close() {
        records.close()
        accesses.close()
    }
}
