import HubText

extension ReasonCode {
    /// A kind of record that is none.
    package static let recordKind: ReasonCode = "TRNG-0211"
    /// A part that records of the kind do not hold.
    package static let recordPart: ReasonCode = "TRNG-0212"
    /// A number where a name belongs.
    package static let recordNumber: ReasonCode = "TRNG-0213"
    /// A level of a qualification that cannot be.
    package static let qualificationLevel: ReasonCode = "TRNG-0214"
    /// A record of a check or a supervision without a day.
    package static let recordUndated: ReasonCode = "TRNG-0215"
    /// An assessment that does not say how it ended.
    package static let competencyOutcome: ReasonCode = "TRNG-0216"
    /// A worker without a workplace, in a return.
    package static let returnWorkplace: ReasonCode = "TRNG-0221"
    /// A topic without a category, in a return.
    package static let returnCategory: ReasonCode = "TRNG-0222"
    /// A topic that goes into a category that is not quite it, in a return.
    package static let returnNearest: ReasonCode = "TRNG-0223"
    /// A worker without a main job, in a return.
    package static let returnRole: ReasonCode = "TRNG-0224"
    /// A record without a description, in a return.
    package static let returnTitle: ReasonCode = "TRNG-0225"
}

extension Reason {
    /// Reasons about the kinds of records, and about what a national return refuses.
    static let trainingKinds = [
        Reason(
            .recordKind,
            "training_record_kind",
            "The kind of record is not known",
            why: "What is held of a worker depends on what kind of record it is.",
            next: "Write training, qualification, registration, check, competency or supervision. "
                + "A file with a column for each topic has training alone."
        ),
        Reason(
            .recordPart,
            "training_record_part",
            "The cell is left out",
            why: "Records of this kind hold no such part: of a check only what was checked and "
                + "when, of a registration no number, of a supervision only when it was held.",
            next: "Nothing is to be done. Take the column out of the file if it surprises you."
        ),
        Reason(
            .recordNumber,
            "training_record_number",
            "A number stands where a name belongs",
            why: "The numbers of certificates and registrations are never held: the body that "
                + "gives them keeps them.",
            next: "Write what was checked, who registers, or what kind of supervision it was."
        ),
        Reason(
            .qualificationLevel,
            "training_qualification_level",
            "The level cannot be",
            why: "Qualifications have levels from 0 to 8.",
            next: "Write the level as a number, or leave the cell empty if nobody knows it."
        ),
        Reason(
            .recordUndated,
            "training_record_undated",
            "The record has no day",
            why: "Of a check or a supervision the days are all that is held; without one nothing "
                + "is left.",
            next: "Write when it was done or held, or until when it counts."
        ),
        Reason(
            .competencyOutcome,
            "training_competency_outcome",
            "The assessment does not say how it ended",
            why: "Somebody is taken to be able because it was seen, and never because nobody "
                + "answered.",
            next: "Write yes or no in the column that says whether the worker was found able."
        ),
        Reason(
            .returnWorkplace,
            "training_return_workplace",
            "The return needs the workplace",
            why: "ASC-WDS refuses a training record without the workplace's own id, of at most 50 "
                + "characters.",
            next: "Import a file that has the workplace of each worker."
        ),
        Reason(
            .returnCategory,
            "training_return_category",
            "The return has no category for it",
            why: "ASC-WDS refuses a training record whose category is none of its codes, and "
                + "reports it as if it had been left out.",
            next:
                "Leave the record as it is, since your rules ask for it by this topic, and choose "
                + "a category that fits in the return itself."
        ),
        Reason(
            .returnNearest,
            "training_return_nearest",
            "The category of the return is not quite the topic",
            why: "ASC-WDS has no category of its own for the topic, so a return has to use a "
                + "broader one or the nearest.",
            next: "Nothing is to be done if that category is right for you."
        ),
        Reason(
            .returnRole,
            "training_return_role",
            "The return needs the main job",
            why: "The yearly return of councils asks for the main job role of every worker.",
            next: "Import a file that has the job role of each worker."
        ),
        Reason(
            .returnTitle,
            "training_return_title",
            "The record has no description",
            why: "Older versions of ASC-WDS refuse a training record without a description; "
                + "later ones take it.",
            next:
                "Write the topic’s name there in the return, or import a file that has the title "
                + "of the course in a column of its own."
        ),
    ]
}
