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
}
