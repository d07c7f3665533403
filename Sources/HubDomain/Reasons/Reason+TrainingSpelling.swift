import HubText

extension ReasonCode {
    /// A staff number that is another one of the file but for how it is typed.
    package static let staffNumberSpelling: ReasonCode = "TRNG-0278"
    /// A staff number that is a recorded worker’s but for how it is typed.
    package static let staffNumberHeld: ReasonCode = "TRNG-0279"
    /// A job role that reads as somebody’s name.
    package static let roleName: ReasonCode = "TRNG-0280"
}

extension Reason {
    /// Reasons about what is typed in several ways, or in the wrong column.
    static let trainingSpelling = [
        Reason(
            .staffNumberSpelling,
            "training_staff_number_spelling",
            "Two staff numbers are one but for how they are typed",
            why: "They differ in spaces, dashes, dots, slashes or leading zeros alone. The hub "
                + "takes each for a worker of its own, and the records of one person would be "
                + "two people’s.",
            next: "Write the number in one way. Where they are two people, nothing is to be done."
        ),
        Reason(
            .staffNumberHeld,
            "training_staff_number_held",
            "A worker is recorded under another spelling of the staff number",
            why: "It differs in spaces, dashes, dots, slashes or leading zeros alone. Kept as it "
                + "is, it makes a second worker.",
            next: "Write the number as it is recorded. Where they are two people, nothing is to be "
                + "done."
        ),
        Reason(
            .roleName,
            "training_role_name",
            "The job role reads as the name of a person",
            why: "Names are not kept on the hub. Job roles are, and everybody of your "
                + "organisation who may see the lists reads them.",
            next: "Take the name out. Where it is a job, nothing is to be done."
        ),
    ]
}
