import HubText

extension ReasonCode {
    /// A directory that cannot be read.
    package static let providerFile: ReasonCode = "PROV-0101"
    /// A mapping that has no meaning.
    package static let providerMapping: ReasonCode = "PROV-0102"
    /// A field that cannot be what it says.
    package static let providerCell: ReasonCode = "PROV-0103"
    /// A contact that is no role.
    package static let providerContact: ReasonCode = "PROV-0104"
    /// An organisation that stands twice.
    package static let providerTwice: ReasonCode = "PROV-0105"
    /// A text that tells who somebody is.
    package static let providerPerson: ReasonCode = "PROV-0106"
}

extension Reason {
    /// Reasons about the register of organisations.
    static let providers = [
        Reason(
            .providerFile,
            "provider_file",
            "The file cannot be read as a directory",
            why: "The row of titles and the columns must be those of the template, or those that "
                + "a mapping names.",
            next: "Check the row of titles and the mapping."
        ),
        Reason(
            .providerMapping,
            "provider_mapping",
            "A row of the mapping has no meaning",
            why: "A mapping says which column of a directory is which field, and what its words "
                + "mean.",
            next: "Correct the row as the message says, or remove it."
        ),
        Reason(
            .providerCell,
            "provider_cell",
            "The field cannot be what it says",
            why: "Organisations are found and counted by what is recorded of them.",
            next: "Correct the field as the message says, or leave it empty."
        ),
        Reason(
            .providerContact,
            "provider_contact",
            "The contact is not a role",
            why: "The register holds no personal data: an address or a number to call belongs to "
                + "a person.",
            next: "Name the role, such as registered manager."
        ),
        Reason(
            .providerTwice,
            "provider_twice",
            "The organisation stands twice",
            why: "Each organisation has one entry, under one code.",
            next: "Remove one of the rows, or give them codes of their own."
        ),
        Reason(
            .providerPerson,
            "provider_person",
            "Something tells who somebody is",
            why: "A text about work holds no number and no address of a person.",
            next: "Write the role instead, and take the number or the address out."
        ),
    ]
}
