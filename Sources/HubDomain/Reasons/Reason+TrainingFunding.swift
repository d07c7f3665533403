import HubText

extension ReasonCode {
    /// A link to a person who draws on care where none is kept.
    package static let personLink: ReasonCode = "TRNG-0161"
    /// A withdrawal without a reason.
    package static let delegationReason: ReasonCode = "TRNG-0162"
    /// A delegation that is not there.
    package static let delegationUnknown: ReasonCode = "TRNG-0163"
    /// A worker and an activity that several delegations have.
    package static let delegationSeveral: ReasonCode = "TRNG-0164"
    /// A change of a delegation that has ended.
    package static let delegationEnded: ReasonCode = "TRNG-0165"
    /// A second delegation of the same activity by the same professional.
    package static let delegationOpen: ReasonCode = "TRNG-0166"
    /// An activity that is no code.
    package static let delegationActivity: ReasonCode = "TRNG-0167"
    /// Days of a course or claim that cannot be in this order.
    package static let claimDays: ReasonCode = "TRNG-0171"
    /// A claim that the course does not lead to.
    package static let claimKind: ReasonCode = "TRNG-0172"
    /// A claim on a day on which it cannot be made.
    package static let claimNotOpen: ReasonCode = "TRNG-0173"
    /// A claim of more than there is.
    package static let claimAmount: ReasonCode = "TRNG-0174"
    /// A claim for somebody who cannot be funded.
    package static let claimNotEligible: ReasonCode = "TRNG-0175"
    /// A funded course that is not there.
    package static let fundingUnknown: ReasonCode = "TRNG-0176"
    /// A decision about a claim that was not sent.
    package static let claimNotSent: ReasonCode = "TRNG-0177"
    /// Days of a rate that contradict themselves or another rate.
    package static let rateDays: ReasonCode = "TRNG-0178"
}

extension Reason {
    /// Reasons about delegated activities and funding.
    static let trainingDelegation = [
        Reason(
            .personLink,
            "training_person_link",
            "Links to people who draw on care are off",
            why: "Such a link says who needs which healthcare. It needs a basis of its own "
                + "before it is recorded, and is recorded by a call of its own.",
            next: "Leave the person out. Where the register of data sets has an entry for such "
                + "links, record the delegation first and then `whub training link-person`."
        ),
        Reason(
            .delegationReason,
            "training_delegation_reason",
            "It is not said why it was withdrawn",
            why: "Whoever reads the record later has to know whether the activity was unsafe.",
            next: "Write the reason in one line."
        ),
        Reason(
            .delegationUnknown,
            "training_delegation_unknown",
            "There is no such delegation",
            why: "No activity is recorded as delegated to this worker under it.",
            next: "See which there are with `whub training delegations`."
        ),
        Reason(
            .delegationSeveral,
            "training_delegation_several",
            "Several delegations are meant",
            why: "More than one professional delegated the activity to the "
                + "worker, and each signed off for themselves.",
            next: "Name the one that is meant with --id, as `whub training "
                + "delegations` lists it."
        ),
        Reason(
            .delegationEnded,
            "training_delegation_ended",
            "The delegation has ended",
            why: "What was withdrawn, or what is not needed any more, is "
                + "neither answered nor assessed again.",
            next: "Record a new one with `whub training delegate`, or take the "
                + "end back with `whub training undo-delegation`."
        ),
        Reason(
            .delegationOpen,
            "training_delegation_open",
            "The professional has delegated it already",
            why: "One professional delegates one activity to one worker once; a "
                + "later assessment belongs to the same record.",
            next: "Record the assessment with `whub training assess`, or "
                + "withdraw the other one first."
        ),
        Reason(
            .delegationActivity,
            "training_delegation_activity",
            "The activity is not written as a code",
            why: "Lists and counts go by the code, and a sentence could tell of "
                + "the person who draws on care.",
            next: "Write a short code of your own list, such as wound-care."
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
        Reason(
            .claimNotOpen,
            "training_claim_not_open",
            "The claim could not be made on that day",
            why: "A claim is made within the window of its edition, and only "
                + "where a rate is known for the day of the first payment.",
            next: "See what can be claimed with `whub training claims`; a rate "
                + "that is not known is loaded by the region."
        ),
        Reason(
            .claimAmount,
            "training_claim_amount",
            "The sum is more than can be claimed",
            why: "A scheme pays for one person up to a sum, part of it at the "
                + "start and the rest on completion, and no more than the place "
                + "costs.",
            next: "Record the sum that was claimed; `whub training claims` shows "
                + "the most there is."
        ),
        Reason(
            .claimNotEligible,
            "training_claim_not_eligible",
            "An answer says that the learner cannot be funded",
            why: "The scheme is for care staff of employers of adult social "
                + "care in England, and not for regulated staff.",
            next: "Correct the answer if it is wrong; else no claim can be made."
        ),
        Reason(
            .fundingUnknown,
            "training_funding_unknown",
            "There is no such funded course",
            why: "No funded course is recorded under this id.",
            next: "See which there are with `whub training claims`."
        ),
        Reason(
            .claimNotSent,
            "training_claim_not_sent",
            "No such claim was sent",
            why: "A claim is decided and paid after it was sent.",
            next: "Record it with `whub training claim` first."
        ),
        Reason(
            .rateDays,
            "training_rate_days",
            "The days of the rate cannot be",
            why: "Every day of a first payment falls under one edition of a "
                + "scheme at most.",
            next: "Correct the days, or change the other rate first."
        ),
    ]
}
