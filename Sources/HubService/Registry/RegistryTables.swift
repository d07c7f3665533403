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

    /// Invitations, by their ids in hexadecimal digits.
    static let invitations = CodedRecords("invitation")
    /// Whose each public key is, by its digest in hexadecimal digits; never ended.
    static let keys = CodedRecords("public_key")
    /// Certificates as they were handed out, by their serial numbers in hexadecimal digits.
    static let issued = CodedRecords("issued")
    /// Marks of the hub, by their names.
    static let marks = CodedRecords("mark")
    /// Changes that wait for a second person, by their ids.
    static let approvals = CodedRecords("approval")
    /// Entries of the data-set registers, by tenant, data set and capacity.
    static let dataSets = CodedRecords("data_set")
    /// Notices, by tenant and id.
    static let notices = CodedRecords("notice")

    /// The code of the one record of the hub itself.
    static let hubCode = "hub"

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [.registry0001, .registry0002]
}
