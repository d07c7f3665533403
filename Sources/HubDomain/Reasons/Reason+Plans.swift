import HubText

extension ReasonCode {
    /// A step that the plan's state does not let anybody take.
    package static let planState: ReasonCode = "PLAN-0101"
    /// An agreement that cannot be.
    package static let planAgreement: ReasonCode = "PLAN-0102"
    /// A reason that is missing.
    package static let planReason: ReasonCode = "PLAN-0103"
    /// A text that cannot be kept.
    package static let planText: ReasonCode = "PLAN-0104"
    /// A level or amount outside its range.
    package static let planLevel: ReasonCode = "PLAN-0105"
    /// A reference that cannot be.
    package static let planReference: ReasonCode = "PLAN-0106"
    /// Days out of order.
    package static let planDates: ReasonCode = "PLAN-0107"
    /// Actions that wait for each other in a circle.
    package static let planCircle: ReasonCode = "PLAN-0108"
    /// A link to something that is not there.
    package static let planLink: ReasonCode = "PLAN-0109"
    /// Too many parts.
    package static let planTooMany: ReasonCode = "PLAN-0110"
    /// A person where a role should be.
    package static let planPerson: ReasonCode = "PLAN-0111"
    /// An action that nobody decided about.
    package static let planUndecided: ReasonCode = "PLAN-0112"
    /// A change of a live plan that is no report.
    package static let planReport: ReasonCode = "PLAN-0113"
    /// A document of somebody else's.
    package static let planStranger: ReasonCode = "PLAN-0114"
    /// A tenant that has no plans.
    package static let planTenant: ReasonCode = "PLAN-0115"
    /// A plan that is too large.
    package static let planSize: ReasonCode = "PLAN-0116"
    /// Changes of both sides that clash.
    package static let planClash: ReasonCode = "PLAN-0117"
    /// Numbers of a measure that are of different scopes.
    package static let planScopes: ReasonCode = "PLAN-0118"
    /// Words of the template that nobody replaced.
    package static let planExample: ReasonCode = "PLAN-0119"
    /// Voices that are absent.
    package static let planVoices: ReasonCode = "PLAN-0121"
    /// A part that leads nowhere.
    package static let planThread: ReasonCode = "PLAN-0122"
    /// A file that cannot be read as actions.
    package static let planFile: ReasonCode = "PLAN-0131"
    /// A cell that cannot be what its column says.
    package static let planCell: ReasonCode = "PLAN-0132"
}

extension Reason {
    /// Reasons about what stands in a plan.
    static let plans = [
        Reason(
            .planState,
            "plan_state",
            "The plan's state does not allow it",
            why: "A plan is written as a draft or in review, agreed once, and reported on while "
                + "it is live.",
            next: "Take the step that the message names first: `whub plans review`, `agree`, "
                + "`live`, `close`, or back to a draft with `give-back --why TEXT`."
        ),
        Reason(
            .planAgreement,
            "plan_agreement",
            "The agreement cannot be recorded",
            why: "It says which role agreed, on which day, and who entered it.",
            next: "Correct the role or the day."
        ),
        Reason(
            .planReason,
            "plan_reason",
            "A reason is missing",
            why: "Whoever reads the plan later must see why something is on the short list or "
                + "not, got worse, was stopped or given back.",
            next: "Write the reason in one line."
        ),
        Reason(
            .planText,
            "plan_text",
            "The text cannot be kept",
            why: "Titles and owners say something, in a line of ordinary characters.",
            next: "Correct the text as the message says."
        ),
        Reason(
            .planLevel,
            "plan_level",
            "The level or amount is out of range",
            why: "Ratings and risks have five levels, costs are whole pounds.",
            next: "Choose a number that the message names."
        ),
        Reason(
            .planReference,
            "plan_reference",
            "The reference cannot be",
            why: "Each part of a plan has a reference of its own, and refers to parts of the same "
                + "plan only.",
            next: "Correct the reference, or add the part it names."
        ),
        Reason(
            .planDates,
            "plan_dates",
            "The days are not in order",
            why: "An action starts, is due and is done in this order, within the plan's time.",
            next: "Correct one of the days."
        ),
        Reason(
            .planCircle,
            "plan_circle",
            "Actions wait for each other in a circle",
            why: "None of them could ever begin.",
            next: "Remove one of the dependencies that the message names."
        ),
    ]

    /// Reasons about what a plan refers to, and its files.
    static let planThreads = [
        Reason(
            .planLink,
            "plan_link",
            "The link leads to nothing",
            why: "Parts of a plan refer to items of a framework's edition, indicators and "
                + "measures that are known here.",
            next: "Correct the code or the edition; a region loads its own frameworks."
        ),
        Reason(
            .planTooMany,
            "plan_too_many",
            "The plan has too many parts",
            why: "Nobody follows a plan without end.",
            next: "Split the plan, or remove parts."
        ),
        Reason(
            .planPerson,
            "plan_person",
            "A person stands where a role should",
            why: "Plans hold roles and no personal data.",
            next: "Write the role."
        ),
        Reason(
            .planUndecided,
            "plan_undecided",
            "Nobody decided about the action",
            why: "Nothing unfinished disappears between two plans.",
            next: "Carry the action over (`--carry A3`), or close it with a reason (`--close "
                + "\"A3=WHY\"`); `--carry-rest` carries over what neither names."
        ),
        Reason(
            .planReport,
            "plan_report",
            "A live plan takes reports only",
            why: "What was agreed stays as it was agreed; how it goes is written into it.",
            next: "Leave that as it was, or give the plan back and say why: `whub plans give-back "
                + "CODE --why TEXT`."
        ),
        Reason(
            .planStranger,
            "plan_stranger",
            "The document is of another plan",
            why: "A document names the organisation and the plan that it was read from, so that "
                + "nobody's plan is overwritten by another's.",
            next: "Export your own plan; to begin one from this text take id, tenant and revision "
                + "out of it."
        ),
        Reason(
            .planTenant,
            "plan_tenant",
            "This organisation has no plans here",
            why: "Councils, regions and partnerships have workforce plans for a place.",
            next: "Ask the council or partnership of your place to add you as a partner."
        ),
        Reason(
            .planSize,
            "plan_size",
            "There is no room for the plan",
            why: "A plan is read and saved as a whole, and travels in one message.",
            next: "Shorten notes, split the plan, or close and carry on."
        ),
        Reason(
            .planClash,
            "plan_clash",
            "Both of you changed the same",
            why: "Somebody saved a change after you read the plan. Nothing is decided for you.",
            next: "Read the plan again, make your changes there, and save once more."
        ),
        Reason(
            .planScopes,
            "plan_scopes",
            "The numbers of a measure are of different scopes",
            why: "How far a measure came is seen only in numbers of one measure, place and scope.",
            next: "Name figures of one scope, or type a number that you answer for."
        ),
        Reason(
            .planExample,
            "plan_example",
            "Words of the template are left",
            why: "They show what a field is for; nobody can review, agree or follow them.",
            next: "Write your own in their place, or take the part out of the document."
        ),
        Reason(
            .planVoices,
            "plan_voices",
            "Voices are absent",
            why: "A plan for a whole place needs those who provide, draw on, teach and fund care.",
            next: "Invite a partner of the kind that the message names."
        ),
        Reason(
            .planThread,
            "plan_thread",
            "A part leads nowhere",
            why: "The thread goes from the short list over objectives to actions.",
            next: "Add what the message names, or remove the part."
        ),
        Reason(
            .planFile,
            "plan_file",
            "The file cannot be read as actions",
            why: "The row of titles and the columns must be those of the export.",
            next: "Begin with an export of the plan's actions."
        ),
        Reason(
            .planCell,
            "plan_cell",
            "The cell cannot be what its column says",
            why: "What was misread would be reported as progress.",
            next: "Correct the cell as the message says."
        ),
    ]
}
