import HubText

extension ReasonCode {
    /// A code that the edition does not have.
    package static let itemUnknown: ReasonCode = "PRIO-0101"
    /// A strength or area for improvement without a text.
    package static let noteMissing: ReasonCode = "PRIO-0102"
    /// A text that is too long or holds a character that cannot be.
    package static let noteText: ReasonCode = "PRIO-0103"
    /// A link that is no https address.
    package static let evidenceLink: ReasonCode = "PRIO-0104"
    /// A document reference that cannot be one.
    package static let evidenceDocument: ReasonCode = "PRIO-0105"
    /// More notes or more evidence than the limit.
    package static let tooMany: ReasonCode = "PRIO-0106"
    /// A reference that is used twice or has another form.
    package static let noteReference: ReasonCode = "PRIO-0107"
    /// A word for sharing that is not known.
    package static let sharingUnknown: ReasonCode = "PRIO-0108"
    /// A rating where no scale is set.
    package static let ratingWithoutScale: ReasonCode = "PRIO-0109"
    /// A level that the scale does not have.
    package static let ratingLevel: ReasonCode = "PRIO-0110"
    /// A scale with too few or too many levels.
    package static let scaleLevels: ReasonCode = "PRIO-0111"
    /// A level without a name of its own.
    package static let scaleNames: ReasonCode = "PRIO-0112"
    /// An assessment in which nothing is said.
    package static let assessmentEmpty: ReasonCode = "PRIO-0113"
    /// A priority about which nothing is said.
    package static let itemSilent: ReasonCode = "PRIO-0114"
    /// A priority without a rating though there is a scale.
    package static let itemUnrated: ReasonCode = "PRIO-0115"
    /// A step that the state does not allow.
    package static let stateStep: ReasonCode = "PRIO-0116"
    /// A step that the role may not take.
    package static let stateRole: ReasonCode = "PRIO-0117"
    /// An agreement on a day that cannot be.
    package static let agreementDay: ReasonCode = "PRIO-0118"
    /// An agreement without the role that agreed.
    package static let agreementRole: ReasonCode = "PRIO-0119"
    /// Something handed in or agreed that is opened again without a reason.
    package static let reopenReason: ReasonCode = "PRIO-0120"
    /// An assessment that was handed in after its closing date.
    package static let handedInLate: ReasonCode = "PRIO-0121"
    /// A note that is shared without the council's name, and says it.
    package static let unnamedNote: ReasonCode = "PRIO-0122"
    /// A window that has not opened yet.
    package static let windowNotOpen: ReasonCode = "PRIO-0123"
    /// A draft that is changed after its window closed.
    package static let windowClosed: ReasonCode = "PRIO-0124"
    /// A window whose edition or scale is to change after councils began in it.
    package static let windowBegun: ReasonCode = "PRIO-0125"
}

extension Reason {
    /// Reasons about self-assessments and rating scales.
    static let assessment = assessmentContent + assessmentSteps

    private static let assessmentContent = [
        Reason(
            .itemUnknown,
            "item-unknown",
            "The edition has no such priority",
            why:
                "A self-assessment is written against one edition of a framework, so that councils "
                + "can be compared. A code from another edition has no place in it.",
            next: "Look the codes up in the edition; `whub priorities show` lists them."
        ),
        Reason(
            .noteMissing,
            "note-missing",
            "A strength or area for improvement has no text",
            why: "An entry without words tells nobody anything.",
            next: "Write a sentence, or remove the entry."
        ),
        Reason(
            .noteText,
            "note-text",
            "The text cannot be kept as it is",
            why:
                "Texts have a limit, and characters that cannot be seen could hide what a text "
                + "says.",
            next: "Shorten the text, or type the place again that the message shows."
        ),
        Reason(
            .evidenceLink,
            "evidence-link",
            "The link is not an https address",
            why:
                "Others will follow the link, so it must be complete, encrypted, and free of names "
                + "and passwords.",
            next: "Copy the address from the browser; it begins with https://."
        ),
        Reason(
            .evidenceDocument,
            "evidence-document",
            "The document reference cannot be kept",
            why: "A reference is one line that lets a colleague find the document.",
            next: "Write its title and where it is kept, in one line without a vertical bar."
        ),
        Reason(
            .tooMany,
            "too-many",
            "There are too many entries",
            why: "A list that nobody can read in a meeting hides what matters.",
            next: "Join entries that belong together."
        ),
        Reason(
            .noteReference,
            "note-reference",
            "The reference cannot be used",
            why: "References such as S1 or A2 keep an entry the same entry when its text changes.",
            next: "Leave the cell of a new entry empty: it gets the next free reference."
        ),
        Reason(
            .sharingUnknown,
            "sharing-unknown",
            "It is not clear who may see the entry",
            why: "What leaves the council is decided entry by entry and never guessed.",
            next: "Write private, shared unnamed or shared named."
        ),
        Reason(
            .ratingWithoutScale,
            "rating-without-scale",
            "There is no scale to rate on",
            why:
                "No official scale for the priorities is known. A rating means something only on a "
                + "scale that the region has set.",
            next: "Leave the rating empty, or ask the region lead to set a scale."
        ),
        Reason(
            .ratingLevel,
            "rating-level",
            "The scale has no such level",
            why: "Ratings are the named levels of the region's scale, nothing in between.",
            next: "Choose one of the levels that the message names."
        ),
        Reason(
            .scaleLevels,
            "scale-levels",
            "The scale has too few or too many levels",
            why: "With one level there is nothing to say; more than ten nobody can tell apart.",
            next: "Use from 2 to 10 levels."
        ),
        Reason(
            .scaleNames,
            "scale-names",
            "A level needs a name of its own",
            why: "People choose levels by name, so two levels must not look alike.",
            next: "Give each level a different short name."
        ),
        Reason(
            .assessmentEmpty,
            "assessment-empty",
            "The self-assessment is empty",
            why: "Handing in says that the council has assessed itself.",
            next: "Write at least one strength or area for improvement."
        ),
        Reason(
            .itemSilent,
            "item-silent",
            "Nothing is said about a priority",
            why: "Readers cannot tell whether a priority was thought about and left, or forgotten.",
            next: "Write one sentence, even if it is that nothing has changed."
        ),
        Reason(
            .itemUnrated,
            "item-unrated",
            "A priority is not rated",
            why: "A rating is optional; a missing one is shown as not rated, never as the lowest.",
            next: "Rate the priority, or leave it."
        ),
    ]

    private static let assessmentSteps = [
        Reason(
            .stateStep,
            "state-step",
            "The step does not fit the state",
            why: "A self-assessment goes from draft to handed in to agreed. What was handed in or "
                + "agreed stays as it was.",
            next: "See the state with `whub priorities list`; reopen it first if it must change."
        ),
        Reason(
            .stateRole,
            "state-role",
            "The role may not take this step",
            why: "Contributors write; stewards hand in, record agreement and reopen.",
            next: "Ask a steward of your council; `whub whoami` names your role."
        ),
        Reason(
            .agreementDay,
            "agreement-day",
            "The day of agreement cannot be",
            why:
                "An agreement is recorded after it was given, so it is not in the future, and it "
                + "is about this window, so it is not before the window opened. It may be before "
                + "the day of handing in.",
            next: "Give the day on which it was agreed."
        ),
        Reason(
            .agreementRole,
            "agreement-role",
            "It is not said who agreed",
            why: "The role that agreed is part of the record; a person's name need not be.",
            next: "Give the role, such as director of adult social services."
        ),
        Reason(
            .reopenReason,
            "reopen-reason",
            "It is not said why it is opened again",
            why: "Others may have read or used what was handed in.",
            next: "Give the reason in a sentence."
        ),
        Reason(
            .handedInLate,
            "handed-in-late",
            "It is handed in after the closing date",
            why: "It counts all the same; the region sees the day.",
            next: "Tell the region lead, who may still be able to use it."
        ),
        Reason(
            .unnamedNote,
            "unnamed-note",
            "An unnamed entry says whose it is",
            why: "The entry is shared without the council's name, but its words or its evidence "
                + "name a council, its code or its site. Hints that no program knows, such as the "
                + "name of a building, are yours to find.",
            next: "Take the name out, take the link out, or share the entry named."
        ),
        Reason(
            .windowNotOpen,
            "window-not-open",
            "The window has not opened yet",
            why: "Before it opens the region may still change what it asks. A draft can be "
                + "written; handing in waits for the first day.",
            next: "Go on with the draft; `whub priorities windows` shows the days."
        ),
        Reason(
            .windowClosed,
            "window-closed",
            "The window is closed",
            why: "A draft can be changed after the last day, and handed in late; the region sees "
                + "the day and may not be able to use it.",
            next: "Ask the region lead whether it still counts, or choose the open window."
        ),
        Reason(
            .windowBegun,
            "window-begun",
            "Councils have begun in the window",
            why: "What they wrote is against its edition, and what they rated is on its scale. "
                + "Another scale would take the ratings their meaning, and the region does not "
                + "see the drafts in which they stand.",
            next: "Leave edition and scale as they are, or set a new window for what is to come. A "
                + "scale can be added to a window that had none."
        ),
    ]
}
