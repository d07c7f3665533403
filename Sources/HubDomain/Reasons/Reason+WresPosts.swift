import HubText

extension ReasonCode {
    /// A person with posts in several pay bands.
    package static let wresRowBands: ReasonCode = "WRES-0155"
    /// A person whose rows differ and were put together.
    package static let wresRowPosts: ReasonCode = "WRES-0156"
    /// Pay that can be no whole-time year's.
    package static let wresRowYear: ReasonCode = "WRES-0157"
    /// A case of a person with a post in each service.
    package static let wresCaseService: ReasonCode = "WRES-0158"
}

extension Reason {
    /// Reasons about several rows of one person in an extract.
    static let wresPosts = [
        Reason(
            .wresRowBands,
            "wres_row_bands",
            "The person has posts in several pay bands",
            why: "Everybody stands in one pay band, and no source says which one it is of somebody "
                + "with several posts: you decide.",
            next: "Write yes in the row that counts, in a column that the map names as "
                + "`staff.main-post`, or leave a row out."
        ),
        Reason(
            .wresRowPosts,
            "wres_row_posts",
            "Rows of one person differ and were put together",
            why: "The indicators count people: on the staff is who holds any post on the day of "
                + "counting, and a leaver who ended one in the twelve months and holds none beyond "
                + "them; regulated, senior or developed is who is in one of the posts.",
            next: "Look at the rows, and leave out one that is no post of this person."
        ),
        Reason(
            .wresRowYear,
            "wres_row_year",
            "The pay is no whole-time year's",
            why: "Bands are of yearly whole-time pay; pay for an hour or a month, and no pay, "
                + "would put people into the lowest one whatever their grade.",
            next: "Write the pay for a whole-time year, or map your grades to the bands."
        ),
        Reason(
            .wresCaseService,
            "wres_case_service",
            "The case does not say in which service it was",
            why: "Its person has a post in each service, and a case counts in one.",
            next: "Write the service beside the case, in a column that the map names as "
                + "`cases.service`."
        ),
    ]
}
