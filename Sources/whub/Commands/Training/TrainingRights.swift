import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training subject`.
    static let trainingSubject = Command(
        CommandDeclaration(
            "training",
            "subject",
            summary: "everything that is recorded of one worker, for whoever asks for their data",
            details: "What stands and what stood, with the roles that made it and no names of "
                + "colleagues, in words for the person: restrictions of processing with their own "
                + "days, and what a file said that was taken back together with the worker, are "
                + "among it. -o json is for machines. Who looked at data is in the access log.",
            options: [RightsOptions.out],
            words: [RightsOptions.worker],
            examples: [
                .init("whub training subject E000123 --out copy.csv", "a copy to hand out")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var whole = ExportTrainingSubjectResponse()
        var request = ExportTrainingSubjectRequest(worker: try invocation.worker())
        repeat {
            let page = try desk.ask(desk.hub.exportTrainingSubject, request)
            whole.worker = page.worker
            whole.rows += page.rows
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.rows.count < ChaseRows.rowsMax
        let rules = try desk.ask(desk.hub.listTrainingRules, ListTrainingRulesRequest())
        let words = SubjectWords(whole.rows, try TrainingMap.catalogue(), rules.rules)
        let listing = words.listing(whole.rows)
        if invocation.line.has("out") {
            return try invocation.printFile(listing.csv, next: "It opens in a spreadsheet.")
        }
        try invocation.print(whole, listing) { style in listing.entries(style) }
    }

    /// `whub training restrict`.
    static let trainingRestrict = Command(
        CommandDeclaration(
            "training",
            "restrict",
            summary: "keep one worker's records and do nothing with them, until you lift it",
            details: "The worker is in no list and no figure then. The records stay as they are.",
            effect: .writes,
            options: [
                OptionDeclaration("lift", help: "end the restriction"), PrioritiesDesk.keyOption,
            ],
            words: [RightsOptions.worker],
            examples: [.init("whub training restrict E000123", "until it is lifted")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let isLifted = invocation.line.has("lift")
        var request = RestrictTrainingWorkerRequest(worker: try invocation.worker())
        request.restricted = !isLifted
        try invocation.confirm(isLifted ? "End the restriction?" : "Restrict this worker?")
        let answer = try desk.ask(desk.hub.restrictTrainingWorker, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else { return invocation.console.say("It is so already.") }
        invocation.sayKept(isLifted ? "The restriction is ended" : "Restricted", answer.saved)
    }

    /// `whub training erase`.
    static let trainingErase = Command(
        CommandDeclaration(
            "training",
            "erase",
            summary: "erase everything that is recorded of one worker, for good",
            details: "Records, earlier versions and what the journal held go and cannot be brought "
                + "back; that it was done stays, and no import brings the worker back before "
                + "`whub training lift-erasure`. Copies that you took out stay where they are.",
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
            words: [RightsOptions.worker],
            examples: [
                .init("whub training erase E000123 --ground DR-17 --dry-run", "see what would go")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = EraseTrainingWorkerRequest(worker: try invocation.worker())
        request.ground = invocation.line.value("ground") ?? ""
        try invocation.confirm("Erase this worker for good? It cannot be taken back.")
        let answer = try desk.ask(desk.hub.eraseTrainingWorker, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        func count(_ number: UInt64, _ one: String, _ many: String? = nil) -> String {
            NumberText.count(Int(clamping: number), one, many)
        }
        let what = [
            count(answer.records, "record"), count(answer.arrangements, "arrangement"),
            count(answer.delegations, "delegated activity", "delegated activities"),
            count(answer.fundedCourses, "funded course") + " with the claims",
            count(answer.programmes, "programme"),
        ]
        invocation.sayKept(
            "Erased: \(what.joined(separator: ", ")), earlier versions counted with them",
            answer.saved
        )
        try RightsOptions.forget(request.worker, invocation)
    }

    /// `whub training erasures`.
    static let trainingErasures = Command(
        CommandDeclaration(
            "training",
            "erasures",
            summary: "what was erased, when and on what ground",
            examples: [.init("whub training erasures", "the log of erasures")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var whole = ListTrainingErasuresResponse()
        var request = ListTrainingErasuresRequest()
        repeat {
            let page = try desk.ask(desk.hub.listTrainingErasures, request)
            whole.erasures += page.erasures
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.erasures.count < ChaseRows.rowsMax
        var listing = Listing(columns: [
            .init("worker", "Worker"), .init("time", "When"), .init("ground", "Ground"),
            .init("state", "State"),
        ])
        listing.rows = whole.erasures.map { one in
            [
                .text(one.worker), .time(one.time),
                .text(one.isPurge ? "time of keeping" : one.ground),
                .text(one.isLifted ? "may be imported" : "kept out"),
            ]
        }
        try invocation.print(whole, listing) { style in
            whole.erasures.isEmpty ? ["Nothing was erased."] : listing.lines(style)
        }
    }

    /// `whub training lift-erasure`.
    static let trainingLiftErasure = Command(
        CommandDeclaration(
            "training",
            "lift-erasure",
            summary: "let an erased worker be imported again",
            effect: .writes,
            options: [PrioritiesDesk.keyOption],
            words: [RightsOptions.worker],
            examples: [.init("whub training lift-erasure E000123", "the worker came back")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let request = LiftTrainingErasureRequest(worker: try invocation.worker())
        try invocation.confirm("Let this worker be imported again?")
        let answer = try desk.ask(desk.hub.liftTrainingErasure, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The worker may be imported again", answer.saved)
    }
}

/// Words and options of commands about people's rights.
private enum RightsOptions {
    static let worker = WordDeclaration(
        "REF",
        help: "a staff number, w: and digits, or a name of this computer"
    )
    static let out = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this new file instead of printing it"
    )

    /// Takes the worker who was erased out of the names on this computer too.
    static func forget(_ worker: String, _ invocation: Invocation) throws(CommandError) {
        var book = try NamesBook(invocation)
        guard book.remove(worker) else { return }
        if invocation.line.common.isDryRun {
            return invocation.console.say("The name on this computer would go too.")
        }
        _ = try book.save(invocation)
        invocation.console.say(
            "The name on this computer is gone too; your own files and other computers are yours "
                + "to look after."
        )
    }
}
