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
    /// A call or an import of programmes that was taken back before.
    package static let programmeTakenBack: ReasonCode = "TRNG-0286"
    /// An award of a Care Certificate of which some standards have no day: a return waits for it.
    package static let returnCertificate: ReasonCode = "TRNG-0287"
    /// A programme that goes on under another edition: a remark and no refusal.
    package static let programmeEditionMoved: ReasonCode = "TRNG-0288"
    /// More hours than the days of the programme have.
    package static let programmeHours: ReasonCode = "TRNG-0289"
    /// Hours so far above the plan that somebody has to confirm them.
    package static let programmeHoursDoubt: ReasonCode = "TRNG-0290"
    /// A change without a title where several programmes of the kind are open.
    package static let programmeSeveral: ReasonCode = "TRNG-0291"
    /// Days of a programme before the first of employment: a remark and no refusal.
    package static let programmeEarly: ReasonCode = "TRNG-0292"
    /// A cell of a file of programmes that cannot be read.
    package static let programmeCell: ReasonCode = "TRNG-0293"
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
            why: "Standards and an edition belong to a Care Certificate, reviews to a supported "
                + "year, off-the-job hours to an apprenticeship; an apprenticeship and managers’ "
                + "and leaders’ development have a title.",
            next: "Add the part that is named as missing, such as the title or the edition; leave "
                + "out one that the kind does not have; or name the kind that has it: `--kind`, or "
                + "the file’s column Kind."
        ),
        Reason(
            .programmeEdition,
            "training_programme_edition",
            "The edition of the Care Certificate does not fit",
            why: "The 2015 edition has 15 standards and could be used until 31 July 2025; that "
                + "of 2025 has 16 and can be used since March 2025.",
            next: "Correct the edition, the standard’s number or the day. What was signed off "
                + "under the 2015 edition is recorded under it; then the certificate moves with "
                + "`whub training record-programme REF --kind care-certificate --edition 2025`."
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
            why: "An award of which some standards have no day, a decision without the final "
                + "review or recommendation, a day after the last of employment, no first day, "
                + "hours above the plan or fewer than before, a break past the planned end, a long "
                + "extension, an edition that is over or had not begun, two rows of one "
                + "programme. Records are as "
                + "people have them.",
            next: "Look at it, and correct it with `whub training record-programme` where it is "
                + "wrong."
        ),
        Reason(
            .programmeImport,
            "training_programme_import",
            "That import of programmes cannot be taken back as a whole",
            why: "No programme was made or changed with that revision, or some stand otherwise "
                + "than it left them, and nothing was changed now.",
            next: "Use the number that the import answered with; what was changed since is taken "
                + "back with `whub training undo-programme ID --revision R --import N`, one by "
                + "one, and then the rest with `--import N` alone."
        ),
    ]

    /// Reasons about what a programme says that cannot be, or hardly.
    static let trainingProgrammeDoubts: [Reason] = [
        Reason(
            .programmeTakenBack,
            "training_programme_taken_back",
            "That import of programmes was taken back already",
            why: "Every programme that it made or changed stands as it was before it.",
            next: "Nothing is to be done. `whub training programmes --ended` lists what there is."
        ),
        Reason(
            .returnCertificate,
            "training_return_certificate",
            "An award of the Care Certificate has standards without a day",
            why: "An award is recorded, and of its standards some have a day and others have none. "
                + "Whether it is completed cannot be told from that, so it is not counted as "
                + "completed.",
            next: "Record the days of the standards that are named with `whub training "
                + "record-programme REF --kind care-certificate --id ID --standard N=DATE`; or "
                + "take the award back with `whub training undo-programme`."
        ),
        Reason(
            .programmeEditionMoved,
            "training_programme_edition_moved",
            "The Care Certificate goes on under another edition",
            why: "Standards that have a day keep it under their numbers. The editions ask for "
                + "different things under some of them, and only that of 2025 has standard 16.",
            next: "Let the assessor look at what was signed off under the other edition. Where the "
                + "move was not meant, take it back with `whub training undo-programme`."
        ),
        Reason(
            .programmeHours,
            "training_programme_hours",
            "There are more hours than the days have",
            why: "A day has 24 hours, so that more than that since the first day cannot be.",
            next: "Correct the hours, the first day or the planned end."
        ),
        Reason(
            .programmeHoursDoubt,
            "training_programme_hours_doubt",
            "The hours are far above the plan",
            why: "They are more than twice those that are planned, which is most often a slip of "
                + "the keyboard or a column of minutes.",
            next: "Correct the hours or the plan; where they are right, say so with "
                + "`--confirm-doubts`."
        ),
        Reason(
            .programmeSeveral,
            "training_programme_several",
            "Several programmes of this kind are open",
            why: "A row without a title adds to the only open programme of its kind. Where the "
                + "worker has more than one, it cannot be told which is meant.",
            next: "Write the title of one of them: `whub training programmes --worker REF` names "
                + "them."
        ),
        Reason(
            .programmeEarly,
            "training_programme_early",
            "Something in the programme is from before the worker’s employment",
            why: "It is kept: a certificate can come from an earlier employer.",
            next: "Look whether the day or the first day of employment is a slip. Where it was "
                + "with an earlier employer, nothing is to be done."
        ),
        Reason(
            .programmeCell,
            "training_programme_cell",
            "A cell of the file of programmes cannot be read",
            why: "Nobody is named in it, or it has no word, number or sum that its column takes.",
            next: "Correct the cell that is named: `whub training import-programmes --help` has "
                + "the columns."
        ),
    ]
}
