import HubText

extension ReasonCode {
    /// A code or name that no council has or had.
    package static let councilUnknown: ReasonCode = "GEOG-0101"
    /// A code or name of a council that was split.
    package static let councilSeveral: ReasonCode = "GEOG-0102"
    /// A word that is no region.
    package static let regionUnknown: ReasonCode = "GEOG-0103"
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
    ]
}
