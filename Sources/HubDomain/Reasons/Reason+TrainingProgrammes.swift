import HubText

extension ReasonCode {
    /// A programme that is not there.
    package static let programmeUnknown: ReasonCode = "TRNG-0270"
    /// A part that a kind of programme does not have, or that it needs.
    package static let programmePart: ReasonCode = "TRNG-0271"
    /// A standard or a day that an edition does not have.
    package static let programmeEdition: ReasonCode = "TRNG-0272"
    /// Days of a programme in an order that cannot be.
    package static let programmeDays: ReasonCode = "TRNG-0273"
    /// A second programme of the same kind and title.
    package static let programmeOpen: ReasonCode = "TRNG-0274"
    /// A text of a programme that reads as the name of a person: a hint and no refusal.
    package static let programmeName: ReasonCode = "TRNG-0275"
    /// Something in a programme that does not fit, and is kept: a finding and no refusal.
    package static let programmeDoubt: ReasonCode = "TRNG-0276"
    /// A call or an import of programmes that cannot be taken back.
    package static let programmeImport: ReasonCode = "TRNG-0277"
}

extension Reason {
    /// Reasons about development programmes.
    static let trainingProgrammes = [
        Reason(
            .programmeUnknown,
            "training_programme_unknown",
            "There is no such programme",
            why: "The id is of no programme of this worker, or the programme was taken back.",
            next: "See which there are with `whub training programmes`."
        ),
        Reason(
            .programmePart,
            "training_programme_part",
            "This kind of programme has no such part, or lacks one",
            why: "Standards belong to a Care Certificate, reviews to a supported year, "
                + "off-the-job hours to an apprenticeship.",
            next: "Leave the part out, or name the kind that has it."
        ),
        Reason(
            .programmeEdition,
            "training_programme_edition",
            "The edition of the Care Certificate does not fit",
            why: "The 2015 edition has 15 standards and could be used until 31 July 2025; that "
                + "of 2025 has 16.",
            next: "Correct the edition, the standard’s number or the day."
        ),
        Reason(
            .programmeDays,
            "training_programme_days",
            "The days of the programme do not fit each other",
            why: "Nothing is done before the start, after the end, or on a day to come.",
            next: "Correct the day that is named."
        ),
        Reason(
            .programmeOpen,
            "training_programme_open",
            "Such a programme of the worker is open",
            why: "One worker has one programme of a kind and title at a time.",
            next: "Change the one that is there: `whub training programmes --worker REF` names "
                + "it."
        ),
        Reason(
            .programmeName,
            "training_programme_name",
            "A text of the programme reads as the name of a person",
            why: "Two or three words with capital letters, none of which is known from titles, "
                + "roles or organisations. It is a hint: nothing is refused.",
            next: "Where it is a person’s name, write the role or the organisation; where it is "
                + "not, nothing is to be done."
        ),
        Reason(
            .programmeDoubt,
            "training_programme_doubt",
            "Something in the programme does not fit, and it was kept",
            why: "A certificate with standards without a day, a decision without the final review "
                + "or recommendation, a day after the last of employment, hours above the plan or "
                + "fewer than before, a long extension, an edition that is over. Records are as "
                + "people have them.",
            next: "Look at it, and correct it with `whub training record-programme` where it is "
                + "wrong."
        ),
        Reason(
            .programmeImport,
            "training_programme_import",
            "That import of programmes cannot be taken back as a whole",
            why: "No programme was made or changed with that revision, or some were changed "
                + "since, and nothing was changed now.",
            next: "See what they are now with `whub training programmes --ended`, and take "
                + "changes back one by one: `whub training undo-programme ID --revision N`."
        ),
    ]
}
