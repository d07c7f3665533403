import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training fund`.
    static let trainingFund = Command(
        CommandDeclaration(
            "training",
            "fund",
            summary: "record a worker's funded course, or change one with --id",
            details: "The days decide what can be claimed and when; the first payment decides "
                + "which edition counts. --answers says whether the learner can be funded, as in "
                + "care-staff=yes,regulated=no; the questions are employer-provides-care, "
                + "employs-directly, asc-wds-completed, employed-in-england, insurance-number "
                + "(whether there is one, never the number), care-staff and regulated. A change "
                + "says everything again.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "course",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "a code as whub training rates lists it"
                ),
                OptionDeclaration(
                    "qualification",
                    help: "a qualification, which is claimed in two parts"
                ),
                OptionDeclaration(
                    "first-paid",
                    takes: .text("DATE"),
                    help: "when the first instalment was paid"
                ),
                OptionDeclaration("started", takes: .text("DATE"), help: "when it was started"),
                OptionDeclaration(
                    "completed",
                    takes: .text("DATE"),
                    help: "when it was completed"
                ),
                OptionDeclaration("cost", takes: .text("POUNDS"), help: "what a place costs"),
                OptionDeclaration(
                    "evidence",
                    takes: .text("TEXT"),
                    help:
                        "where proof of payment, start and completion is: a number or a place, and "
                        + "no name"
                ),
                OptionDeclaration(
                    "answers",
                    takes: .text("LIST"),
                    help: "whether the learner can be funded: QUESTION=yes, no or unknown"
                ),
                OptionDeclaration("id", takes: .text("ID"), help: "the one that is changed"),
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    help: "with --id: the revision that the change is based on"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training fund E000123 --course level-2-adult-social-care-certificate "
                        + "--qualification --first-paid 04/03/2026 --started 09/03/2026",
                    "its first part can be claimed for three months from the start"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        let line = invocation.line
        var one = FundedTraining(id: line.value("id") ?? "")
        one.worker = try invocation.worker()
        one.course = line.value("course") ?? ""
        one.isQualification = line.has("qualification")
        one.firstPaid = try DelegationOptions.day("first-paid", invocation)
        one.started = try DelegationOptions.day("started", invocation)
        one.completed = try DelegationOptions.day("completed", invocation)
        one.costPence = try ClaimWords.pence("cost", invocation)
        if let evidence = line.value("evidence") { one.evidence = [evidence] }
        one.answers = try FundingWords.answers(invocation)
        var request = SaveFundedTrainingRequest(training: one)
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Record this?")
        let answer = try desk.ask(desk.hub.saveFundedTraining, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else {
            return invocation.console.say("Nothing to do: it is recorded already.")
        }
        invocation.sayKept("Recorded", answer.saved, next: "whub training claims")
        for standing in answer.standings {
            let end = standing.windowEnd.map { ", last day \(Wording.day($0))" } ?? ""
            let words = "\(ClaimWords.word(standing.part)): \(standing.state)\(end)"
            invocation.console.say(TerminalText.escaped(words))
        }
    }

    /// `whub training undo-funding`.
    static let trainingUndoFunding = Command(
        CommandDeclaration(
            "training",
            "undo-funding",
            summary: "take the last change of a funded course and its claims back",
            details: "It is as it was before; the first change taken back, it is gone. The journal "
                + "keeps both.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the revision of that change, as the list of claims has it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [ClaimWords.id],
            examples: [
                .init(
                    "whub training undo-funding 01890a5d-ac96-774b-bcce-b302099a8057 "
                        + "--revision 12",
                    "that claim was a mistake"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        var request = UndoFundingRequest(id: invocation.line.word("ID") ?? "")
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Take this change back?")
        let answer = try desk.ask(desk.hub.undoFunding, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("Taken back", answer.saved)
    }

    /// `whub training places`.
    static let trainingPlaces = Command(
        CommandDeclaration(
            "training",
            "places",
            summary: "places that programmes offer, and how many are taken",
            examples: [.init("whub training places", "counts, and nobody's name")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        let answer = try desk.ask(
            desk.hub.listProgrammePlaces,
            ListProgrammePlacesRequest()
        )
        var listing = Listing(columns: [
            .init("code", "Code"), .init("programme", "Programme"), .init("day", "Counted on"),
            .init("offered", "Offered", .trailing), .init("taken", "Taken", .trailing),
            .init("left", "Left", .trailing), .init("revision", "Revision", .trailing),
        ])
        listing.rows = answer.places.map { one in
            [
                .text(one.code), .text(one.programme), .day(one.day), .text("\(one.offered)"),
                .text("\(one.taken)"), .text("\(one.left)"), .text("\(one.revision)"),
            ]
        }
        try invocation.print(answer, listing) { style in
            answer.places.isEmpty ? ["No places are recorded."] : listing.lines(style)
        }
    }

    /// `whub training set-places`.
    static let trainingSetPlaces = Command(
        CommandDeclaration(
            "training",
            "set-places",
            summary: "record how many places a programme offers, and how many are taken",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "programme",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "its title"
                ),
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day of the count"
                ),
                OptionDeclaration("offered", takes: .text("N"), isRequired: true, help: "places"),
                OptionDeclaration(
                    "taken",
                    takes: .text("N"),
                    isRequired: true,
                    help: "how many of them are taken"
                ),
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    help: "the revision that the change is based on; none for a new programme"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "its name for machines")],
            examples: [
                .init(
                    "whub training set-places leaders-2026 --programme \"Leaders 2026\" "
                        + "--on 04/03/2026 --offered 24 --taken 19",
                    "five are left"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        var places = ProgrammePlaces(code: invocation.line.word("CODE") ?? "")
        places.programme = invocation.line.value("programme") ?? ""
        places.day = try DelegationOptions.required("on", invocation)
        places.offered = try FundingWords.count("offered", invocation)
        places.taken = try FundingWords.count("taken", invocation)
        var request = SaveProgrammePlacesRequest(places: places)
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Record this count?")
        let answer = try desk.ask(desk.hub.saveProgrammePlaces, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The count is recorded", answer.saved)
    }
}

/// Values of options of commands about funding.
enum FundingWords {
    /// The revision that was given; 0 for none.
    static func revision(_ invocation: Invocation) throws(CommandError) -> UInt64 {
        guard let text = invocation.line.value("revision") else { return 0 }
        guard let revision = TimeSpan.number(Array(text.utf8)) else {
            throw invocation.usage("--revision takes a number as the list has it")
        }
        return revision
    }

    /// A count of an option.
    static func count(_ option: String, _ invocation: Invocation) throws(CommandError) -> UInt32 {
        let text = invocation.line.value(option) ?? ""
        guard let count = TimeSpan.number(Array(text.utf8)), (0...1_000_000).contains(count) else {
            throw invocation.usage("--\(option) takes a number from 0 to 1000000")
        }
        return UInt32(count)
    }

    /// The answers of `--answers`.
    static func answers(_ invocation: Invocation) throws(CommandError) -> [EligibilityAnswer] {
        var found: [EligibilityAnswer] = []
        for part in (invocation.line.value("answers") ?? "").split(separator: ",") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2 else {
                throw invocation.usage("--answers takes QUESTION=yes, no or unknown, with commas")
            }
            let question = TextRule.trimmed(String(sides[0]))
            let answer = TextRule.trimmed(String(sides[1]))
            // Looked at here: what is typed by mistake may be a number of a person.
            guard FundingEligibility.Question(rawValue: question) != nil else {
                let known = FundingEligibility.Question.allCases.map(\.rawValue)
                throw invocation.usage(
                    "--answers has a question that is none of: \(known.joined(separator: ", ")). "
                        + "Nothing was sent"
                )
            }
            guard TriState.read(answer) != nil else {
                throw invocation.usage(
                    "--answers takes \(question)=yes, no or unknown, and nothing else. Nothing "
                        + "was sent"
                )
            }
            found.append(EligibilityAnswer(question: question, answer: answer))
        }
        return found
    }
}
