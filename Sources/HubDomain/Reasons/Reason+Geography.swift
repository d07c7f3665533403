import HubText

extension ReasonCode {
    /// A code or name that no council has or had.
    package static let councilUnknown: ReasonCode = "GEOG-0101"
    /// A code or name of a council that was split.
    package static let councilSeveral: ReasonCode = "GEOG-0102"
    /// A word that is no region.
    package static let regionUnknown: ReasonCode = "GEOG-0103"
    /// A table of groups that cannot be read.
    package static let groupTable: ReasonCode = "GEOG-0104"
    /// A row of groups that cannot be.
    package static let groupRow: ReasonCode = "GEOG-0105"
    /// Editions of groups that hold at the same time.
    package static let groupEdition: ReasonCode = "GEOG-0106"
    /// A person in a text of geography.
    package static let groupPerson: ReasonCode = "GEOG-0107"
}

extension Reason {
    /// Reasons about councils and regions.
    static let geography = [
        Reason(
            .councilUnknown,
            "council_unknown",
            "No council has this name or code",
            why: "Councils are those of England with adult social services responsibilities, with "
                + "the codes and names they have or had.",
            next: "Look the council up in the register; its GSS code begins with E."
        ),
        Reason(
            .councilSeveral,
            "council_several",
            "The council was split into several",
            why: "Data of the old council cannot be given to one of its successors by guessing.",
            next: "Name the successor you mean."
        ),
        Reason(
            .regionUnknown,
            "region_unknown",
            "There is no such region",
            why: "A hub serves one of the nine regions of England.",
            next: "Choose one of the regions that the message names."
        ),
        Reason(
            .groupTable,
            "group_table",
            "The file cannot be read as groups",
            why: "Groups of councils are a table with the group and one of its councils on each "
                + "row.",
            next: "Write the titles that the message names."
        ),
        Reason(
            .groupRow,
            "group_row",
            "The row of groups cannot be",
            why: "A council is named by a code or name it has or had, and stands once in a group.",
            next: "Correct the row as the message says."
        ),
        Reason(
            .groupEdition,
            "group_edition",
            "Two editions of the groups hold at the same time",
            why: "On each day one edition of a kind of group holds, so that a figure belongs to "
                + "one group.",
            next: "Correct the first or the last day of one of them."
        ),
        Reason(
            .groupPerson,
            "group_person",
            "A person stands in the groups",
            why: "Groups of councils, where they are from and why they are withdrawn hold no "
                + "personal data.",
            next: "Name the publication or the team instead."
        ),
    ]
}
