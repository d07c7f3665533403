import HubText

extension ReasonCode {
    /// A link to a person who draws on care where none is kept.
    package static let personLink: ReasonCode = "TRNG-0161"
    /// A withdrawal without a reason.
    package static let delegationReason: ReasonCode = "TRNG-0162"
    /// Days of a course or claim that cannot be in this order.
    package static let claimDays: ReasonCode = "TRNG-0171"
    /// A claim that the course does not lead to.
    package static let claimKind: ReasonCode = "TRNG-0172"
}

extension Reason {
    /// Reasons about delegated activities and funding.
    static let trainingDelegation = [
        Reason(
            .personLink,
            "training_person_link",
            "Links to people who draw on care are off",
            why: "Such a link says who needs which healthcare. It needs a basis of its own "
                + "before it is recorded.",
            next: "Leave the person out, or enter the basis in the register of data sets first."
        ),
        Reason(
            .delegationReason,
            "training_delegation_reason",
            "It is not said why it was withdrawn",
            why: "Whoever reads the record later has to know whether the activity was unsafe.",
            next: "Write the reason in one line."
        ),
        Reason(
            .claimDays,
            "training_claim_days",
            "The days of the course or claim cannot be",
            why: "A course is completed after it was started, and a claim decided after it was "
                + "sent.",
            next: "Correct the days."
        ),
        Reason(
            .claimKind,
            "training_claim_kind",
            "The course does not lead to this claim",
            why: "A course is claimed once, on completion; a qualification in two parts.",
            next: "Choose one of the claims that the message names."
        ),
    ]
}
