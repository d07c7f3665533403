import HubStore

/// What the hub's registry holds: itself, its tenants, who may connect, and with what.
enum RegistryTables {
    /// The hub itself, under the code `hub`.
    static let hub = CodedRecords("hub")
    /// Tenants, by their codes; a record's id is the tenant's id.
    static let tenants = CodedRecords("tenant")
    /// Principals, by their ids.
    static let principals = CodedRecords("principal")
    /// Certificates, by their serial numbers in hexadecimal digits.
    static let certificates = CodedRecords("certificate")

    /// The code of the one record of the hub itself.
    static let hubCode = "hub"

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [.registry0001]
}
