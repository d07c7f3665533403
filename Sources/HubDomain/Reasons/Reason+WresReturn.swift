import HubText

extension ReasonCode {
    /// More people with an event than people who could have it.
    package static let wresEventsAbovePeople: ReasonCode = "WRES-0121"
    /// More regulated professionals than staff.
    package static let wresRegulatedAboveStaff: ReasonCode = "WRES-0122"
    /// Pay bands that do not add up to the staff.
    package static let wresBandsSum: ReasonCode = "WRES-0123"
    /// More leavers than staff.
    package static let wresLeaversAboveStaff: ReasonCode = "WRES-0124"
    /// A day of counting that cannot be.
    package static let wresSnapshotDay: ReasonCode = "WRES-0125"
    /// A period that is not twelve months.
    package static let wresPeriod: ReasonCode = "WRES-0126"
    /// A way of collecting that is not said.
    package static let wresCollection: ReasonCode = "WRES-0127"
    /// A reporting unit that is not clear.
    package static let wresReportingUnit: ReasonCode = "WRES-0128"
    /// A return that gives nothing.
    package static let wresNothingProvided: ReasonCode = "WRES-0129"
    /// Ethnicity that is not known for most of the staff.
    package static let wresEthnicityUnknown: ReasonCode = "WRES-0130"
    /// A meaning of indicator 4 that is not said, or not the cycle's.
    package static let wresDefinition: ReasonCode = "WRES-0131"
    /// A cycle that is not known.
    package static let wresCycleUnknown: ReasonCode = "WRES-0151"
    /// Pay bands that leave a gap or overlap.
    package static let wresCycleBands: ReasonCode = "WRES-0152"
    /// Bands of a cycle that must stay as they are.
    package static let wresBandsKept: ReasonCode = "WRES-0153"
    /// Bands without where they were read.
    package static let wresBandsSource: ReasonCode = "WRES-0154"
    /// Headcounts released in two forms.
    package static let wresReleaseForm: ReasonCode = "WRES-0161"
}

extension Reason {
    /// Reasons about what a race equality return says.
    static let wresReturn = [
        Reason(
            .wresEventsAbovePeople,
            "wres_events_above_people",
            "There are more events than people",
            why: "Whoever is counted with an event must be among those who could have had it.",
            next: "Check both counts; one of them is of another group, service or year."
        ),
        Reason(
            .wresRegulatedAboveStaff,
            "wres_regulated_above_staff",
            "There are more regulated professionals than staff",
            why: "Regulated professionals are counted among the staff.",
            next: "Check both counts."
        ),
        Reason(
            .wresBandsSum,
            "wres_bands_sum",
            "The pay bands do not add up to the staff",
            why: "Everybody stands in one band, so the bands of a group make its headcount.",
            next: "Find the people who are missing or stand in two bands."
        ),
        Reason(
            .wresLeaversAboveStaff,
            "wres_leavers_above_staff",
            "There are more leavers than staff",
            why: "In a small group more people can leave in a year than are there on one day, so "
                + "this is taken. It can also be a slip.",
            next: "Check both counts."
        ),
        Reason(
            .wresSnapshotDay,
            "wres_snapshot_day",
            "The day of counting cannot be",
            why: "Staff are counted as they were on one day, which is not in the future and lies "
                + "in or at the end of the twelve months.",
            next: "Give the day on which the staff were counted."
        ),
        Reason(
            .wresPeriod,
            "wres_period",
            "The period is not twelve months",
            why: "Events are those of twelve months; of a longer or shorter period they would not "
                + "compare.",
            next: "Give the first and the last day, such as 1 April 2023 and 31 March 2024."
        ),
        Reason(
            .wresCollection,
            "wres_collection",
            "It is not said how harassment was collected",
            why: "Reports to the human resources department and answers to a survey count "
                + "different things.",
            next: "Write HR reports or survey; for a survey give those who answered, too."
        ),
        Reason(
            .wresReportingUnit,
            "wres_reporting_unit",
            "It is not clear who reports",
            why: "A return is of one employing body and names the councils whose staff it counts, "
                + "so that nobody is counted twice when returns are added.",
            next: "Name the employing body, and each council once."
        ),
        Reason(
            .wresNothingProvided,
            "wres_nothing_provided",
            "The return gives no indicator",
            why: "Handing in says that there is something to read.",
            next: "Give at least one indicator of one service."
        ),
        Reason(
            .wresEthnicityUnknown,
            "wres_ethnicity_unknown",
            "Ethnicity is not known for most of the staff",
            why: "A ratio built on the minority who said so can be far from that of everybody.",
            next: "Hand it in all the same; asking staff to complete their record comes first."
        ),
        Reason(
            .wresDefinition,
            "wres_definition",
            "It is not clear what indicator 4 counts",
            why: "One cycle counts staff who entered the fitness to practise process, another "
                + "those whom their employer referred to it; the two can differ.",
            next: "Give the rows of the meaning that the cycle has, and “not provided” for the "
                + "other one."
        ),
    ]

    /// Reasons about cycles and their pay bands.
    static let wresBands = [
        Reason(
            .wresCycleUnknown,
            "wres_cycle_unknown",
            "There is no such cycle",
            why: "Pay bands and definitions belong to a cycle.",
            next: "Name one of the cycles that the message lists."
        ),
        Reason(
            .wresCycleBands,
            "wres_cycle_bands",
            "The pay bands leave a gap or overlap",
            why: "Everybody must stand in exactly one band.",
            next: "Let each band begin where the one before it ends."
        ),
        Reason(
            .wresBandsKept,
            "wres_bands_kept",
            "The pay bands of this cycle stay",
            why: "Published bands are the same everywhere, and bands by which a council has "
                + "released counts keep their meaning.",
            next: "See them with `whub wres bands`; load bands only for a cycle that has none."
        ),
        Reason(
            .wresBandsSource,
            "wres_bands_source",
            "It is not said where the pay bands were read",
            why: "Whoever compares figures has to know whose bands they are counted in.",
            next: "Name the publisher, the title and the day with `--source`."
        ),
    ]

    /// Reasons about what a return releases.
    static let wresRelease = [
        Reason(
            .wresReleaseForm,
            "wres_release_form",
            "The staff were released in another form before",
            why: "The same staff once by pay bands and once as one count tell more together than "
                + "either alone.",
            next: "Release them in the form in which they were released first."
        )
    ]
}
