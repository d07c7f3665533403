import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training link-person`.
    static let trainingLinkPerson = Command(
        CommandDeclaration(
            "training",
            "link-person",
            summary: "record for which one person who draws on care an activity is delegated",
            details: "Off until your register of data sets has a filled entry for such links, "
                + "which says who needs which healthcare. The hub makes a pseudonym of your own "
                + "reference and forgets it; NHS numbers, National Insurance numbers, addresses "
                + "and names are refused. It passes on to nobody, and goes with the activity.",
            effect: .writes,
            options: [
                DelegationOptions.activity, DelegationOptions.id,
                OptionDeclaration(
                    "person",
                    takes: .text("REFERENCE"),
                    isRequired: true,
                    help: "the reference by which your own system knows the person"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training link-person E000123 --activity wound-care --person C-0471",
                    "for this person alone"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = LinkDelegatedPersonRequest(worker: try invocation.worker())
        request.activity = invocation.line.value("activity") ?? ""
        request.id = invocation.line.value("id") ?? ""
        request.person = try invocation.person(invocation.line.value("person") ?? "")
        try invocation.confirm("Record that it is for this person alone?")
        let answer = try desk.ask(desk.hub.linkDelegatedPerson, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("It is for this person alone", answer.saved)
        invocation.console.say(answer.caution)
    }

    /// `whub training people`.
    static let trainingPeople = Command(
        CommandDeclaration(
            "training",
            "people",
            summary: "for which people activities are delegated, and to whom",
            details: "A person is a pseudonym; with --person, the reference that was linked "
                + "finds it again. Every look is on record.",
            options: [
                OptionDeclaration(
                    "person",
                    takes: .text("REFERENCE"),
                    help: "one person: your own reference, or p: and 32 digits"
                )
            ],
            examples: [.init("whub training people --person C-0471", "who is recorded for one")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = ListDelegatedPeopleRequest()
        if let person = invocation.line.value("person") {
            request.person = try invocation.person(person)
        }
        var whole = ListDelegatedPeopleResponse()
        repeat {
            let page = try desk.ask(desk.hub.listDelegatedPeople, request)
            (whole.caution, whole.day) = (page.caution, page.day)
            whole.people += page.people
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.people.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        let book = try NamesBook(invocation)
        var listing = Listing(columns: [
            .init("person", "Person"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("activity", "Activity"),
            .init("standing", "How it stands"), .init("id", "Id"),
        ])
        listing.rows = whole.people.map { one in
            let delegation = one.delegation ?? ActivityDelegation()
            return [
                .text(one.person), .text(delegation.worker), .text(book.words(delegation.worker)),
                .text(delegation.activity), .text(DelegationWords.standing(delegation)),
                .text(delegation.id),
            ]
        }
        try invocation.print(whole, listing) { style in
            var page = Page(style)
            page.paragraph(whole.caution)
            page.gap()
            page.add(whole.people.isEmpty ? ["Nobody is recorded."] : listing.entries(style))
            return page.lines
        }
    }

    /// `whub training erase-person`.
    static let trainingErasePerson = Command(
        CommandDeclaration(
            "training",
            "erase-person",
            summary: "erase every link to one person who draws on care, for good",
            details: "The delegations stay, and count as signed off for nobody until they are "
                + "linked again or withdrawn.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "ground",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "a code, such as the number of the request; no sentence"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration("PERSON", help: "your own reference, or p: and 32 digits")
            ],
            examples: [
                .init("whub training erase-person C-0471 --ground DR-18 --dry-run", "what would go")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DelegationDesk(invocation)
        var request = EraseDelegatedPersonRequest()
        request.person = try invocation.person(invocation.line.word("PERSON") ?? "")
        request.ground = invocation.line.value("ground") ?? ""
        try invocation.confirm("Erase every link to this person, for good?")
        let answer = try desk.ask(desk.hub.eraseDelegatedPerson, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else {
            return invocation.console.say("No link to this person is recorded.")
        }
        let links = Wording.count(Int(clamping: answer.links), "link")
        invocation.sayKept("Erased: \(links)", answer.saved)
    }
}

extension Invocation {
    /// A reference of a person as it is sent: what tells who somebody is stays on this computer.
    fileprivate func person(_ typed: String) throws(CommandError) -> String {
        if typed.utf8.starts(with: "p:".utf8) { return typed }
        do throws(DomainError) {
            _ = try PersonReference.read(typed)
            return typed
        } catch {
            throw .dataError("\(error.finding().sentence) [\(error.reason)]")
        }
    }
}
