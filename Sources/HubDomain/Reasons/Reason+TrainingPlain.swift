import HubText

extension ReasonCode {
    /// An end, or a last day of employment, that is further ahead than anything lasts.
    package static let dayFarAhead: ReasonCode = "TRNG-0281"
    /// A number or an address of somebody in the name of a thing.
    package static let namePersonal: ReasonCode = "TRNG-0282"
}

extension Reason {
    /// Reasons about days that are far off, and about names of things that tell of people.
    static let trainingPlain = [
        Reason(
            .dayFarAhead,
            "training_day_far_ahead",
            "The day is further ahead than anything lasts",
            why: "Training that seems to count for so long is never asked for again. Most often a "
                + "digit of the year is wrong.",
            next: "Correct the year. Where the day is right, nothing is to be done; where there is "
                + "no end, write “never”."
        ),
        Reason(
            .namePersonal,
            "training_name_personal",
            "The name of a thing tells who somebody is or how to reach them",
            why: "A theme, a device, a basis or a mapping is kept, listed and exported under its "
                + "name, and nobody needs anybody’s insurance number, NHS number, e-mail address "
                + "or telephone number there.",
            next: "Name the thing by what it is, and leave the number or address out."
        ),
    ]
}
