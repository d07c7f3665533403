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
    /// Letters alone where a staff number belongs.
    package static let staffNumberLetters: ReasonCode = "TRNG-0236"
    /// An insurance number, an address or a telephone number in a text.
    package static let textPersonal: ReasonCode = "TRNG-0237"
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
        Reason(
            .staffNumberLetters,
            "training_staff_number_letters",
            "The staff number has no digit",
            why: "Letters alone are most often a surname or an agency. A name stays on your "
                + "computer, and two people can have the same.",
            next: "Use the number by which your HR or payroll system knows the worker; where your "
                + "numbers are letters, put a digit before each."
        ),
        Reason(
            .textPersonal,
            "training_text_personal",
            "The text tells who somebody is or how to reach them",
            why: "A course, a provider, a role or a place of evidence is recorded, and nobody’s "
                + "insurance number, e-mail address or telephone number.",
            next: "Take it out of the text or cell that is named. A whole column of a training "
                + "file is left out with `whub training map`; of another file, delete the column."
        ),
    ]
}
