import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training assess`.
    static let trainingAssess = Command(
        CommandDeclaration(
            "training",
            "assess",
            summary: "record who assessed a worker for a delegated activity, and the next review",
            details: "A record, and no rota control. A day that is not named stays as it was: "
                + "without --review-due the review is due when it was. --review-due none takes "
                + "the day away, and the worker does not count as signed off then.",
            effect: .writes,
            options: [
                DelegationOptions.activity, DelegationOptions.id,
                OptionDeclaration(
                    "assessed",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "when the worker was assessed"
                ),
                OptionDeclaration(
                    "assessed-by",
                    takes: .text("ROLE"),
                    isRequired: true,
                    help: "the role of who assessed, and no name: the worker’s copy prints it"
                ),
                DelegationOptions.review, DelegationOptions.consent, PrioritiesDesk.keyOption,
            ],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training assess E000123 --activity wound-care --assessed 04/03/2026 "
                        + "--assessed-by \"district nurse\" --review-due 04/09/2026",
                    "reviewed, and due again in six months"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = AssessDelegationRequest(worker: try invocation.worker())
        request.activity = invocation.line.value("activity") ?? ""
        request.id = invocation.line.value("id") ?? ""
        request.assessed = try DelegationOptions.required("assessed", invocation)
        request.assessedBy = invocation.line.value("assessed-by") ?? ""
        let isTakenAway = invocation.line.value("review-due") == DelegationOptions.noneWord
        request.reviewDue =
            isTakenAway ? "" : try DelegationOptions.day("review-due", invocation)
        request.consent = try DelegationOptions.day("consent", invocation)
        try invocation.confirm("Record this?")
        let told = try desk.ask(desk.hub.assessDelegation, request, desk.options)
        try DelegationWords.tell(
            told,
            "Assessed",
            told.saved,
            told.delegation,
            told.caution,
            invocation
        )
    }

    /// `whub training withdraw`.
    static let trainingWithdraw = Command(
        CommandDeclaration(
            "training",
            "withdraw",
            summary: "record that a delegated activity was withdrawn, or that the need changed",
            details: "A record, and no rota control. The reason is one line, with nothing about a "
                + "person's health in it. With --need-changed it may be left out. What was typed "
                + "wrongly is taken back with `whub training undo-delegation`.",
            effect: .writes,
            options: [
                DelegationOptions.activity, DelegationOptions.id, DelegationOptions.on,
                OptionDeclaration(
                    "reason",
                    takes: .text("TEXT"),
                    help: "why the professional took it back, in one line"
                ),
                OptionDeclaration("need-changed", help: "the need changed; nobody took it back"),
                PrioritiesDesk.keyOption,
            ],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training withdraw E000123 --activity wound-care --on 04/03/2026 "
                        + "--reason \"technique not safe\"",
                    "it does not count from that day"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = EndDelegationRequest(worker: try invocation.worker())
        request.activity = invocation.line.value("activity") ?? ""
        request.id = invocation.line.value("id") ?? ""
        request.cause = invocation.line.has("need-changed") ? .needChanged : .withdrawn
        request.day = try DelegationOptions.required("on", invocation)
        request.reason = invocation.line.value("reason") ?? ""
        try invocation.confirm("Record this?")
        let told = try desk.ask(desk.hub.endDelegation, request, desk.options)
        try DelegationWords.tell(
            told,
            "Ended",
            told.saved,
            told.delegation,
            told.caution,
            invocation
        )
    }

    /// `whub training undo-delegation`.
    static let trainingUndoDelegation = Command(
        CommandDeclaration(
            "training",
            "undo-delegation",
            summary: "take the last change of a delegated activity back",
            details: "It is as it was before; the first change taken back, it is gone. The journal "
                + "keeps both.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the revision of that change, as -o csv of the list has it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("ID", help: "the id that whub training delegations shows")],
            examples: [
                .init(
                    "whub training undo-delegation 01890a5d-ac96-774b-bcce-b302099a8057 "
                        + "--revision 12",
                    "that change was a mistake"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = UndoDelegationRequest(id: invocation.line.word("ID") ?? "")
        let text = invocation.line.value("revision") ?? ""
        guard let revision = TimeSpan.number(Array(text.utf8)), revision > 0 else {
            throw invocation.usage("--revision takes a number as the list has it")
        }
        request.baseRevision = UInt64(clamping: revision)
        try invocation.confirm("Take this change back?")
        let told = try desk.ask(desk.hub.undoDelegation, request, desk.options)
        try DelegationWords.tell(
            told,
            told.delegation == nil ? "Taken back: it is gone" : "Taken back",
            told.saved,
            told.delegation,
            told.caution,
            invocation
        )
    }
}

/// Options of commands about delegated activities.
enum DelegationOptions {
    static let worker = WordDeclaration("REF", help: "a staff number, or w: and digits")
    static let activity = OptionDeclaration(
        "activity",
        takes: .text("CODE"),
        isRequired: true,
        help: "a code of your own list, such as wound-care"
    )
    static let id = OptionDeclaration(
        "id",
        takes: .text("ID"),
        help: "which one, where several professionals delegated it"
    )
    static let on = OptionDeclaration(
        "on",
        takes: .text("DATE"),
        isRequired: true,
        help: "the day"
    )
    static let consent = OptionDeclaration(
        "consent",
        takes: .text("DATE"),
        help: "when consent was recorded"
    )
    static let assessed = OptionDeclaration(
        "assessed",
        takes: .text("DATE"),
        help: "when the worker was assessed"
    )
    static let assessedBy = OptionDeclaration(
        "assessed-by",
        takes: .text("ROLE"),
        help: "the role of who assessed, and no name: the worker’s copy prints it"
    )
    static let review = OptionDeclaration(
        "review-due",
        takes: .text("DATE"),
        help: "the last day before it has to be reviewed"
    )

    /// What takes a day away.
    static let noneWord = "none"

    /// The ISO day of an option; `nil` where it was not given.
    static func day(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> String? {
        guard let text = invocation.line.value(option), !text.isEmpty else { return nil }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            throw invocation.usage("--\(option): \(error)")
        }
    }

    /// The ISO day of an option that has to be given.
    static func required(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> String {
        guard let day = try day(option, invocation) else {
            throw invocation.usage("--\(option) is missing")
        }
        return day
    }

    /// The days of `--due`.
    static func due(_ invocation: Invocation) throws(CommandError) -> UInt32? {
        guard let text = invocation.line.value("due") else { return nil }
        let digits = text.hasSuffix("d") ? String(text.dropLast()) : text
        guard let days = TimeSpan.number(Array(digits.utf8)), (0...730).contains(days) else {
            throw invocation.usage("--due takes a number of days from 0 to 730, such as 30d")
        }
        return UInt32(days)
    }
}

/// What is said of a change of a delegated activity.
enum DelegationWords {
    static func tell(
        _ answer: some WireMessage,
        _ done: String,
        _ saved: Saved?,
        _ delegation: ActivityDelegation?,
        _ caution: String,
        _ invocation: Invocation
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        if saved == nil {
            invocation.console.say("Nothing to do: it is recorded already.")
        } else {
            invocation.sayKept(done, saved)
        }
        if let delegation {
            invocation.console.say(TerminalText.escaped(standing(delegation)))
        }
        if !caution.isEmpty { invocation.console.say(caution) }
    }

    /// How it stands, in a sentence.
    static func standing(_ one: ActivityDelegation) -> String {
        if one.isRestricted { return "Restricted: nothing is worked out." }
        let place =
            one.employer.isEmpty
            ? " No workplace is recorded of the worker: it holds until one is." : ""
        if one.isSignedOff {
            let until = one.until.map { " until \(Wording.day($0))" } ?? ""
            return "Recorded as signed off\(until).\(place)"
        }
        return "Not signed off: \(obstacles(one)).\(place)"
    }

    /// Where it holds; an empty workplace is said as such.
    static func employer(_ one: ActivityDelegation) -> String {
        one.employer.isEmpty ? "no workplace recorded" : one.employer
    }

    /// What stands against it.
    static func obstacles(_ one: ActivityDelegation) -> String {
        one.obstacles.map { obstacle in
            obstacle.topic.isEmpty ? obstacle.words : "\(obstacle.words) (\(obstacle.topic))"
        }.joined(separator: "; ")
    }
}

/// Delegated activities as a list.
enum DelegationList {
    /// A row for each.
    static func listing(_ answer: ListDelegationsResponse, _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("id", "Id"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("activity", "Activity"), .init("signed_off", "Signed off"),
            .init("until", "Until"), .init("against", "Against it"),
            .init("review_due", "Review due"), .init("profession", "Delegated by"),
            .init("registration_body", "Registered with"), .init("registration", "Registration"),
            .init("organisation", "Of"), .init("consent", "Consent"),
            .init("assessed", "Assessed"), .init("assessed_by", "Assessed by"),
            .init("answer", "Worker said"), .init("oversight", "Clinical advice"),
            .init("employer", "Holds at"),
            .init("needs", "Needs", isForPrograms: true), .init("ended", "Ended"),
            .init("reason", "Reason"), .init("for_one", "For one person"),
            .init("revision", "Revision"),
            .init("caution", "Caution", isForPrograms: true),
        ])
        listing.rows = answer.delegations.map { one in
            [
                .text(one.id), .text(one.worker), .text(book.words(one.worker)),
                .text(one.activity), .text(signedOff(one)), .day(one.until),
                .text(DelegationWords.obstacles(one)), .day(one.reviewDue),
                .text(one.profession), .text(one.registrationBody), .text(one.registration),
                .text(one.organisation), .day(one.consent), .day(one.assessed),
                .text(one.assessedBy), .text(word(one)), .text(one.oversight),
                .text(DelegationWords.employer(one)),
                .text(one.prerequisites.joined(separator: ",")),
                .day(one.ended), .text(one.reason), .text(one.isForOnePerson ? "yes" : ""),
                .text("\(one.revision)"),
                .text(answer.caution),
            ]
        }
        return listing
    }

    /// The list for a terminal, with what it is not.
    static func page(
        _ answer: ListDelegationsResponse,
        _ listing: Listing,
        _ style: TerminalStyle,
        isPart: Bool = false
    ) -> [String] {
        var page = Page(style)
        page.paragraph(answer.caution)
        page.gap()
        let nothing =
            isPart
            ? "Nothing that is recorded as delegated is so; without options the list has all."
            : "Nothing is recorded as delegated."
        page.add(answer.delegations.isEmpty ? [nothing] : listing.entries(style))
        return page.lines
    }

    /// Those without a day first, since nobody knows when they have to be looked at.
    static func sortByReview(_ delegations: inout [ActivityDelegation]) {
        delegations.sort { ($0.reviewDue ?? "", $0.id) < ($1.reviewDue ?? "", $1.id) }
    }

    private static func signedOff(_ one: ActivityDelegation) -> String {
        one.isRestricted ? "not worked out" : (one.isSignedOff ? "yes" : "no")
    }

    private static func word(_ one: ActivityDelegation) -> String {
        let day = one.answered.map { " on \(Wording.day($0))" } ?? ""
        return switch one.answer {
        case .accepted: "yes\(day)"
        case .declined: "no\(day)"
        default: "nothing yet"
        }
    }
}
