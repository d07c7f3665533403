import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training delegations`.
    static let trainingDelegations = Command(
        CommandDeclaration(
            "training",
            "delegations",
            summary: "healthcare activities that are recorded as delegated to workers",
            details: "A record of what was signed off, and no rota control: it does not decide who "
                + "may work where. One worker, one activity, under one employer. It lapses with "
                + "training it depends on, a review that is due, a withdrawal or a changed need; "
                + "what is not known is not signed off. For whom an activity is delegated is in "
                + "`whub training people` alone, which is off until your register allows it.",
            options: [
                OptionDeclaration("worker", takes: .text("REF"), help: "of one worker alone"),
                OptionDeclaration(
                    "activity",
                    takes: .text("CODE"),
                    help: "of one activity alone"
                ),
                OptionDeclaration(
                    "due",
                    takes: .text("DAYS"),
                    help: "whose review is due before today and so many days, was due, or has no "
                        + "day; the earliest first"
                ),
                OptionDeclaration("ended", help: "those that have ended too"),
            ],
            examples: [
                .init("whub training delegations --worker E000123", "of one worker"),
                .init("whub training delegations --due 30d", "what has to be reviewed"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = ListDelegationsRequest()
        request.worker = try invocation.workerOption()
        request.activity = invocation.line.value("activity") ?? ""
        request.reviewWithinDays = try DelegationOptions.due(invocation)
        request.withEnded = invocation.line.has("ended")
        var whole = ListDelegationsResponse()
        repeat {
            let page = try desk.ask(desk.hub.listDelegations, request)
            (whole.caution, whole.day) = (page.caution, page.day)
            whole.delegations += page.delegations
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.delegations.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        if request.reviewWithinDays != nil { DelegationList.sortByReview(&whole.delegations) }
        let listing = DelegationList.listing(whole, try NamesBook(invocation))
        let isPart = ["worker", "activity", "due"].contains { invocation.line.has($0) }
        try invocation.print(whole, listing) { style in
            DelegationList.page(whole, listing, style, isPart: isPart)
        }
        if !whole.nextCursor.isEmpty {
            invocation.console.say("The list has the first rows alone; there are more.")
        }
    }

    /// `whub training delegate`.
    static let trainingDelegate = Command(
        CommandDeclaration(
            "training",
            "delegate",
            summary: "record that a professional delegated a healthcare activity to a worker",
            details: "A record, and no rota control. It counts as signed off once consent, the "
                + "assessment and the day of the review are recorded and the worker has accepted "
                + "(`whub training accept`), for this worker and this employer alone. The "
                + "professional is a profession and a registration, and no name. Nothing about a "
                + "person who draws on care is taken here: --person is refused.",
            effect: .writes,
            options: [
                DelegationOptions.activity,
                OptionDeclaration(
                    "profession",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "of who delegates, such as nurse or occupational therapist"
                ),
                OptionDeclaration(
                    "body",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the body that the professional is registered with"
                ),
                OptionDeclaration(
                    "registration",
                    takes: .text("NUMBER"),
                    isRequired: true,
                    help: "the number or reference of the registration"
                ),
                OptionDeclaration(
                    "organisation",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the organisation of who delegates"
                ),
                OptionDeclaration(
                    "oversight",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help:
                        "whom to ask for clinical advice: a role and where it is found. No name "
                        + "and no telephone number: the worker’s copy prints it"
                ),
                DelegationOptions.consent, DelegationOptions.assessed,
                DelegationOptions.assessedBy, DelegationOptions.review,
                OptionDeclaration(
                    "needs",
                    takes: .text("TOPICS"),
                    help: "codes of training that has to be valid, with commas"
                ),
                OptionDeclaration(
                    "person",
                    takes: .text("TEXT"),
                    help: "always refused here: whub training link-person is for that"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training delegate E000123 --activity wound-care --profession nurse "
                        + "--body \"Example register\" --registration EX1 --organisation "
                        + "\"Example trust\" --oversight \"duty nurse, 01234 567890\"",
                    "recorded, and not yet signed off"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        let line = invocation.line
        var one = ActivityDelegation()
        one.worker = try invocation.worker()
        one.activity = line.value("activity") ?? ""
        one.profession = line.value("profession") ?? ""
        one.registrationBody = line.value("body") ?? ""
        one.registration = line.value("registration") ?? ""
        one.organisation = line.value("organisation") ?? ""
        one.oversight = line.value("oversight") ?? ""
        one.consent = try DelegationOptions.day("consent", invocation)
        one.assessed = try DelegationOptions.day("assessed", invocation)
        one.assessedBy = line.value("assessed-by") ?? ""
        one.reviewDue = try DelegationOptions.day("review-due", invocation)
        one.prerequisites = (line.value("needs") ?? "").split(separator: ",")
            .map { TextRule.trimmed(String($0)) }
        var request = RecordDelegationRequest(delegation: one)
        request.person = line.value("person") ?? ""
        try invocation.confirm("Record this?")
        let answer = try desk.ask(desk.hub.recordDelegation, request, desk.options)
        try DelegationWords.tell(
            answer,
            "Recorded",
            answer.saved,
            answer.delegation,
            answer.caution,
            invocation
        )
    }

    /// `whub training accept`.
    static let trainingAccept = answer(
        "accept",
        "record that the worker accepts a delegated activity",
        "Accepted",
        .accepted
    )
    /// `whub training decline`.
    static let trainingDecline = answer(
        "decline",
        "record that the worker declines a delegated activity; no reason is held",
        "Declined",
        .declined
    )

    private static func answer(
        _ verb: String,
        _ summary: String,
        _ done: String,
        _ answer: DelegationAnswer
    ) -> Command {
        Command(
            CommandDeclaration(
                "training",
                verb,
                summary: summary,
                details: "A record, and no rota control. What the worker said last is what counts.",
                effect: .writes,
                options: [
                    DelegationOptions.activity, DelegationOptions.id, DelegationOptions.on,
                    PrioritiesDesk.keyOption,
                ],
                words: [DelegationOptions.worker],
                examples: [
                    .init(
                        "whub training \(verb) E000123 --activity wound-care --on 04/03/2026",
                        "what the worker said on that day"
                    )
                ]
            )
        ) { (invocation) throws(CommandError) in
            let desk = try DelegationDesk(invocation)
            var request = AnswerDelegationRequest(worker: try invocation.worker())
            request.activity = invocation.line.value("activity") ?? ""
            request.id = invocation.line.value("id") ?? ""
            request.answer = answer
            request.day = try DelegationOptions.required("on", invocation)
            try invocation.confirm("Record this?")
            let told = try desk.ask(desk.hub.answerDelegation, request, desk.options)
            try DelegationWords.tell(
                told,
                done,
                told.saved,
                told.delegation,
                told.caution,
                invocation
            )
        }
    }
}

/// A command's conversation with the hub about delegated activities.
struct DelegationDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The calls.
    let hub: DelegationServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        hub = DelegationServiceClient(try invocation.channel())
    }
}
