import HubText

extension ReasonCode {
    /// Other jobs that are no list of jobs.
    package static let otherJobs: ReasonCode = "TRNG-0231"
    /// A National Insurance number where a staff number belongs.
    package static let staffNumberInsurance: ReasonCode = "TRNG-0232"
    /// An e-mail address where a staff number belongs.
    package static let staffNumberAddress: ReasonCode = "TRNG-0233"
    /// Words where a staff number belongs.
    package static let staffNumberWords: ReasonCode = "TRNG-0234"
    /// A staff number that a spreadsheet rounded.
    package static let staffNumberRounded: ReasonCode = "TRNG-0235"
}

extension Reason {
    /// Reasons about what people write where it would tell who somebody is.
    static let trainingPrivacy = [
        Reason(
            .otherJobs,
            "training_other_jobs",
            "The other jobs are not a list of jobs",
            why: "The column takes the names of jobs, parted by semicolons. Sentences about people "
                + "have no place in it.",
            next: "Write each job as your rules call it, with a semicolon between two, or leave "
                + "the column out."
        ),
        Reason(
            .staffNumberInsurance,
            "training_staff_number_insurance",
            "A National Insurance number is no staff number",
            why: "It tells who somebody is everywhere, so it is not sent and never kept.",
            next: "Use the number by which your HR or payroll system knows the worker."
        ),
        Reason(
            .staffNumberAddress,
            "training_staff_number_address",
            "An e-mail address is no staff number",
            why: "It names the person and changes with the name.",
            next: "Use the number by which your HR or payroll system knows the worker."
        ),
        Reason(
            .staffNumberWords,
            "training_staff_number_words",
            "Words stand where a staff number belongs",
            why: "They look like a name. Names stay on your computer, and two people can have the "
                + "same.",
            next: "Use the number by which your HR or payroll system knows the worker."
        ),
        Reason(
            .staffNumberRounded,
            "training_staff_number_rounded",
            "A spreadsheet has rounded the staff number",
            why: "Of 123456 only 1.23E+05 is left, which stands for many workers.",
            next: "Make the column text in the spreadsheet before the numbers are put in, and "
                + "save the file again."
        ),
    ]
}
