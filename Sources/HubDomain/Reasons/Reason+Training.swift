import HubText

extension ReasonCode {
    /// A topic that the catalogue does not have.
    package static let topicUnknown: ReasonCode = "TRNG-0101"
    /// A category code that ASC-WDS does not have.
    package static let categoryUnknown: ReasonCode = "TRNG-0102"
    /// A text of a record that is too long or holds what it cannot.
    package static let trainingText: ReasonCode = "TRNG-0103"
    /// A record of something that has not happened.
    package static let completedInFuture: ReasonCode = "TRNG-0104"
    /// A day that is too early or too late to be meant.
    package static let dayImplausible: ReasonCode = "TRNG-0105"
    /// An end that is not after the day of completion.
    package static let expiryBeforeCompleted: ReasonCode = "TRNG-0106"
    /// An answer that is none of yes, no and don’t know.
    package static let answerUnknown: ReasonCode = "TRNG-0107"
    /// Notes where the council keeps none.
    package static let notesOff: ReasonCode = "TRNG-0108"
    /// A staff number that is missing or cannot be one.
    package static let staffNumber: ReasonCode = "TRNG-0109"
    /// A year of a qualification that cannot be.
    package static let qualificationYear: ReasonCode = "TRNG-0110"
    /// A year of the Level 2 certificate that cannot be.
    package static let levelTwoYear: ReasonCode = "TRNG-0111"
    /// A record that says nothing.
    package static let recordEmpty: ReasonCode = "TRNG-0112"
    /// A category that the Care Workforce Pathway does not have.
    package static let pathwayUnknown: ReasonCode = "TRNG-0113"
    /// An employer type that is not known.
    package static let employerTypeUnknown: ReasonCode = "TRNG-0114"
    /// An individual employer who is named.
    package static let individualEmployer: ReasonCode = "TRNG-0115"
    /// A leaving day before the starting day.
    package static let employmentDays: ReasonCode = "TRNG-0116"
    /// A pause or exemption that ends before it begins.
    package static let pauseDays: ReasonCode = "TRNG-0117"
    /// An exemption without a reason.
    package static let exemptionReason: ReasonCode = "TRNG-0118"
    /// More entries than the limit.
    package static let trainingTooMany: ReasonCode = "TRNG-0119"
    /// A rule that binds nobody or too many kinds.
    package static let ruleScope: ReasonCode = "TRNG-0120"
    /// A rule that ends before it begins, or whose grace cannot be.
    package static let ruleDays: ReasonCode = "TRNG-0121"
    /// Two rules of one name.
    package static let ruleTwice: ReasonCode = "TRNG-0122"
    /// A Care Certificate awarded under an edition that had ended.
    package static let certificateEdition: ReasonCode = "TRNG-0123"
    /// A review or assessment out of its order.
    package static let reviewDays: ReasonCode = "TRNG-0124"
}

extension Reason {
    /// Reasons about training records, rules and workers.
    static let training = [
        Reason(
            .topicUnknown,
            "training_topic_unknown",
            "The topic is not known",
            why: "Records are counted by topic, so each must name one that the catalogue has. "
                + "Nothing is guessed: a wrong topic would show somebody as trained.",
            next: "Choose the topic that the message suggests, if it does, or one of "
                + "`whub training topics`; of a file say once in the mapping what the name means."
        ),
        Reason(
            .categoryUnknown,
            "training_category_unknown",
            "The category code is not one of ASC-WDS",
            why: "The codes go from 1 to 51, and 3, 4 and 24 are not in use. A code that is not "
                + "known is not the same as none.",
            next: "Look the category up and write its code or its name."
        ),
        Reason(
            .trainingText,
            "training_text",
            "A text of the record cannot be kept as it is",
            why: "Every text has a limit, and characters that cannot be seen could hide what it "
                + "says.",
            next: "Shorten the text, or type the place again that the message shows."
        ),
        Reason(
            .completedInFuture,
            "training_completed_in_future",
            "It is completed on a day to come",
            why: "A record says what happened. Training that is arranged is a booking.",
            next: "Correct the day, or record a booking."
        ),
        Reason(
            .dayImplausible,
            "training_day_implausible",
            "The day cannot be meant",
            why: "Days before 1950, and ends more than fifty years ahead, are slips of the "
                + "keyboard or stand for “not known”.",
            next: "Correct the day, or leave the cell empty where it is not known."
        ),
        Reason(
            .expiryBeforeCompleted,
            "training_expiry_before_completed",
            "It ends before it begins to count",
            why: "A record that ends counts for one day at least, so its end is later than its "
                + "completion. Often day and month are the wrong way round.",
            next: "Correct one of the two days."
        ),
        Reason(
            .answerUnknown,
            "training_answer_unknown",
            "The answer is not yes, no or don’t know",
            why: "An answer that is not understood must not count as a no.",
            next: "Write yes, no or don’t know; 1, 0 and 999 are understood."
        ),
        Reason(
            .notesOff,
            "training_notes_off",
            "Notes are not kept",
            why: "Notes are where personal facts arrive that nobody needs. They stay off until a"
                + " council says what they are for.",
            next: "Leave the column out; the rest of the row is taken."
        ),
        Reason(
            .staffNumber,
            "training_staff_number",
            "The staff number cannot be used",
            why: "Without it nobody knows whose record it is. It is not kept: the hub makes a "
                + "token of it on arrival.",
            next: "Write the number or code by which your own system knows the worker, at most 50"
                + " characters."
        ),
        Reason(
            .qualificationYear,
            "training_qualification_year",
            "The year of the qualification cannot be",
            why: "A qualification is achieved between 1950 and this year.",
            next: "Correct the year, or leave it empty."
        ),
        Reason(
            .levelTwoYear,
            "training_level_two_year",
            "The year of the Level 2 certificate cannot be",
            why: "The Level 2 Adult Social Care Certificate is new in 2024, and only a completed"
                + " one has a year.",
            next: "Write a year from 2024 to this one beside “completed”, and none beside other "
                + "answers."
        ),
        Reason(
            .recordEmpty,
            "training_record_empty",
            "The record says nothing",
            why: "A record without a title, a day and an end shows nothing that anybody could "
                + "rely on.",
            next: "Add what was done, or when."
        ),
        Reason(
            .pathwayUnknown,
            "training_pathway_unknown",
            "The pathway category is not known",
            why: "“Don’t know” and “none of these” are answers; other words have to be one of "
                + "the categories.",
            next: "Choose one of the categories that the message names."
        ),
        Reason(
            .employerTypeUnknown,
            "training_employer_type_unknown",
            "The employer type is not known",
            why: "Some rules bind some employers only.",
            next: "Write 1, 3, 6, 7 or 8 as in ASC-WDS, or its words."
        ),
        Reason(
            .individualEmployer,
            "training_individual_employer",
            "An individual employer must not be named",
            why: "The record of a personal assistant would say who draws on care and lives "
                + "where.",
            next: "Leave organisation and team empty."
        ),
        Reason(
            .employmentDays,
            "training_employment_days",
            "The worker leaves before starting",
            why: "One of the two days is wrong, and requirements depend on both.",
            next: "Correct one of the two days."
        ),
        Reason(
            .pauseDays,
            "training_pause_days",
            "The time ends before it begins",
            why: "A pause or exemption counts from its first to its last day.",
            next: "Correct one of the two days."
        ),
        Reason(
            .exemptionReason,
            "training_exemption_reason",
            "The exemption has no reason that can be kept",
            why: "An exempt worker leaves the figures, so it must be clear why. A sentence could "
                + "tell of somebody’s health, so the reason is a short code.",
            next: "Give a code of your own of up to 40 letters, digits and hyphens, such as "
                + "off-frontline or R7; a pause needs none."
        ),
        Reason(
            .trainingTooMany,
            "training_too_many",
            "There are too many entries",
            why: "A limit keeps one mistake from filling the hub; a number has a range, too.",
            next: "Correct a number that is out of its range; of entries take out what is not "
                + "needed, or split them."
        ),
        Reason(
            .ruleScope,
            "training_rule_scope",
            "It is not clear whom the rule binds",
            why: "A rule for certain roles has to name them.",
            next: "Name the roles or categories, or choose everyone."
        ),
        Reason(
            .ruleDays,
            "training_rule_days",
            "The rule’s days cannot be",
            why: "A rule is in force from its first to its last day, and grace is counted in "
                + "days from the start.",
            next: "Correct the days."
        ),
        Reason(
            .ruleTwice,
            "training_rule_twice",
            "Two rules have the same name",
            why: "The name says which rule a status belongs to.",
            next: "Give one of them another name."
        ),
        Reason(
            .certificateEdition,
            "training_certificate_edition",
            "The edition could not be used on that day",
            why: "The edition of 2015 could be used until the end of July 2025; since March 2025"
                + " there are sixteen standards.",
            next: "Correct the edition or the day."
        ),
        Reason(
            .reviewDays,
            "training_review_days",
            "The days of the reviews cannot be",
            why: "A review is after the start and not in the future.",
            next: "Correct the days."
        ),
    ]
}
