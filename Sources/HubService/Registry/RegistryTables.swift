import HubStore

/// What the hub's registry holds: itself, its tenants, who may connect, and with what.
enum RegistryTables {
    /// The hub itself, under the code `hub`.
    static let hub = CodedRecords("hub")
    /// Tenants, by their codes; a record's id is the tenant's id.
    static let tenants = CodedRecords("tenant")
    /// Principals, by their ids; each is asked for with those of its tenant.
    static let principals = CodedRecords(
        "principal",
        columns: [.required("tenant", .text)],
        indexes: [.current("tenant")]
    )
    /// Certificates, by their serial numbers in hexadecimal digits; each is asked for with those of
    /// its principal.
    static let certificates = CodedRecords(
        "certificate",
        columns: [.required("principal", .text)],
        indexes: [.current("principal")]
    )

    /// Invitations, by their ids in hexadecimal digits; each is asked for with those into its
    /// tenant, for its principal, and by who invited.
    static let invitations = CodedRecords(
        "invitation",
        columns: [
            .required("tenant", .text), .required("principal", .text),
            .required("inviter", .text),
        ],
        indexes: [.current("tenant"), .current("principal"), .current("inviter")]
    )
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
    /// Acts of administration, by tenant and number.
    static let acts = CodedRecords("act")

    /// The code of the one record of the hub itself.
    static let hubCode = "hub"

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [.registry0001, .registry0002]
}
