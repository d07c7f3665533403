import HubText

extension ReasonCode {
    /// Training without the day of its completion.
    package static let dayLacking: ReasonCode = "TRNG-0241"
    /// A topic that the mapping leaves out.
    package static let topicLeftOut: ReasonCode = "TRNG-0242"
    /// An import while somebody else's is under way.
    package static let importUnderWay: ReasonCode = "TRNG-0243"
    /// A rule for roles that nobody has.
    package static let ruleBindsNobody: ReasonCode = "TRNG-0244"
    /// A staff number that stands twice in a list of names.
    package static let nameTwice: ReasonCode = "TRNG-0245"
    /// A staff number that seems to be two people's.
    package static let staffNumberShared: ReasonCode = "TRNG-0261"
    /// A role or a team that is a slip away from another.
    package static let spellingNear: ReasonCode = "TRNG-0262"
    /// A record that is a slip away from one that is held.
    package static let recordNearHeld: ReasonCode = "TRNG-0263"
    /// A file by which most workers would be somebody else's.
    package static let workersReplaced: ReasonCode = "TRNG-0264"
    /// A record that is not there.
    package static let recordUnknown: ReasonCode = "TRNG-0265"
}

extension Reason {
    /// More reasons about training files, and about what goes with them.
    static let trainingFile = [
        Reason(
            .dayLacking,
            "training_day_lacking",
            "There is no day of completion",
            why: "The record is kept without one. Unless it says until when it counts, it shows "
                + "as “no expiry recorded” and not as up to date.",
            next: "Write the day where you know it."
        ),
        Reason(
            .topicLeftOut,
            "training_topic_left_out",
            "The row is left out, as the mapping says",
            why: "Your mapping says “ignore” for the topic, so the row is no record and none of "
                + "its cells is looked at.",
            next: "Nothing is to be done, or give the topic a code in the mapping."
        ),
        Reason(
            .importUnderWay,
            "training_import_under_way",
            "Somebody else is importing training records",
            why: "Of two imports at once each would be shown changes that the other makes untrue.",
            next: "Wait until it is kept or given up, at the latest until the time that the "
                + "message names; `whub training imports` shows it. Checking with --dry-run is "
                + "possible all the while."
        ),
        Reason(
            .ruleBindsNobody,
            "training_rule_binds_nobody",
            "No worker has a role that the rule names",
            why: "A rule for roles binds whoever has one of them, written just so; a slip in one "
                + "makes a rule that asks nobody for anything.",
            next: "Write the role as your records spell it, capitals and all: "
                + "`whub training status --by role` lists them."
        ),
        Reason(
            .nameTwice,
            "training_name_twice",
            "A staff number stands twice in the list of names",
            why: "The rows name another person or another manager, and one of them can count: the "
                + "first.",
            next: "Take one of the rows out, or correct its staff number."
        ),
    ]

    /// Reasons about files by which somebody would be taken for somebody else.
    static let trainingDoubt = [
        Reason(
            .staffNumberShared,
            "training_staff_number_shared",
            "One staff number, and what seems to be two people",
            why: "Rows of one staff number are one worker, and the last one that says a team or a "
                + "role counts. Two start dates are most often two people, or a column that was "
                + "sorted without the others.",
            next: "Correct the staff number of one of them. If it is one worker who moved, nothing "
                + "is to be done but for the start date."
        ),
        Reason(
            .spellingNear,
            "training_spelling_near",
            "A role or a team is nearly another one",
            why: "Most often it is a slip of the keyboard. Rules bind a role as it is written, and "
                + "the last row of a worker says which is recorded.",
            next: "Write it as the other rows do, or leave it if it is meant."
        ),
        Reason(
            .recordNearHeld,
            "training_record_near_held",
            "The record is nearly the same as one that is held",
            why: "The same worker has the same topic on a day that is a slip of the keyboard away, "
                + "and the file does not have that one any more. A day that was corrected makes a "
                + "new record; the wrong one stays.",
            next: "If the one that is held is wrong, take it out with "
                + "`whub training remove-record`. Otherwise nothing is to be done."
        ),
        Reason(
            .workersReplaced,
            "training_workers_replaced",
            "Most workers would have another team, role, workplace or start date",
            why: "A column that was sorted without the others gives everybody somebody else’s "
                + "records.",
            next: "Look at a few rows beside what is recorded: `whub training worker`. If the file "
                + "is right, say so with --many-changes."
        ),
        Reason(
            .recordUnknown,
            "training_record_unknown",
            "There is no such record",
            why: "Worker, topic and day tell records apart, and none is as these say.",
            next: "See which there are with `whub training worker`."
        ),
    ]
}
