import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training retention`.
    static let trainingRetention = Command(
        CommandDeclaration(
            "training",
            "retention",
            summary: "how long each class of records is kept, on what basis, and who decided",
            details: "No period is set until your council sets one: none was found in a source. "
                + "Nothing goes by itself either, before somebody runs `whub training purge`.",
            examples: [.init("whub training retention", "the rules, and the classes without one")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let answer = try desk.ask(desk.hub.listRetentionRules, ListRetentionRulesRequest())
        var listing = Listing(columns: [
            .init("class", "Class"), .init("what", "What"), .init("keep", "Kept for"),
            .init("after", "After"), .init("basis", "Basis"), .init("decided_by", "Decided by"),
            .init("decided", "Decided on"), .init("revision", "Revision", .trailing),
        ])
        listing.rows = answer.rules.map { one in
            [
                .text(RetentionWords.word(one.recordClass)),
                .text(RetentionWords.what(one.recordClass)),
                .text(RetentionWords.period(one.months)), .text(RetentionWords.event(one.event)),
                .text(one.basis), .text(one.decidedBy), .day(one.decided), .text("\(one.revision)"),
            ]
        }
        listing.rows += answer.withoutRule.map { one in
            [
                .text(RetentionWords.word(one)), .text(RetentionWords.what(one)),
                .text("no rule"), .text(""), .text(""), .text(""), .text(""), .text(""),
            ]
        }
        try invocation.print(answer, listing) { style in listing.entries(style) }
    }

    /// `whub training set-retention`.
    static let trainingSetRetention = Command(
        CommandDeclaration(
            "training",
            "set-retention",
            summary: "set how long a class of records is kept, after what, and why",
            details: "A last day counts: with 6y after 4 March 2020, a record is kept on 4 March "
                + "2026 and is due from 5 March on. Setting a rule erases nothing.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "keep",
                    takes: .text("TIME"),
                    isRequired: true,
                    help: "6y or 18m: years or months"
                ),
                OptionDeclaration(
                    "after",
                    takes: .oneOf(KeepingEvent.allCases.map(\.word)),
                    isRequired: true,
                    help: "done: the record's own day; ended: of delegations and funding; "
                        + "left: the worker's last day of employment"
                ),
                OptionDeclaration(
                    "basis",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "why so long: a law, a schedule, a decision"
                ),
                OptionDeclaration(
                    "decided-by",
                    takes: .text("ROLE"),
                    isRequired: true,
                    help: "the role or body that decided, and no name"
                ),
                OptionDeclaration(
                    "decided",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day of the decision"
                ),
                RetentionWords.revisionOption, PrioritiesDesk.keyOption,
            ],
            words: [RetentionWords.classWord],
            examples: [
                .init(
                    "whub training set-retention training --keep 6y --after left --basis "
                        + "\"records schedule 4.2\" --decided-by \"information governance board\" "
                        + "--decided 04/03/2026",
                    "six years after somebody left"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var rule = RetentionRule(recordClass: try RetentionWords.classes(invocation, "CLASS")[0])
        rule.months = try RetentionWords.months(invocation)
        let event = KeepingEvent(word: invocation.line.value("after") ?? "")
        rule.event = RetentionEvent(rawValue: Int32(event?.rawValue ?? 0))
        rule.basis = invocation.line.value("basis") ?? ""
        rule.decidedBy = invocation.line.value("decided-by") ?? ""
        rule.decided = try DelegationOptions.required("decided", invocation)
        var request = SaveRetentionRuleRequest(rule: rule)
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Set this rule?")
        let answer = try desk.ask(desk.hub.saveRetentionRule, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Set: \(answer.rule?.words ?? "")",
            answer.saved,
            next: "whub training purge --dry-run shows what is due"
        )
    }

    /// `whub training withdraw-retention`.
    static let trainingWithdrawRetention = Command(
        CommandDeclaration(
            "training",
            "withdraw-retention",
            summary: "take a rule away: the class is kept until another is set",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the rule's revision, as the list has it"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [RetentionWords.classWord],
            examples: [
                .init("whub training withdraw-retention check --revision 12", "no rule any more")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = WithdrawRetentionRuleRequest()
        request.recordClass = try RetentionWords.classes(invocation, "CLASS")[0]
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Take this rule away?")
        let answer = try desk.ask(desk.hub.withdrawRetentionRule, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The rule is taken away", answer.saved)
    }

    /// `whub training purge`.
    static let trainingPurge = Command(
        CommandDeclaration(
            "training",
            "purge",
            summary: "erase what is kept longer than your rules say",
            details: "By the rules of `whub training retention` alone, of every class that has "
                + "one or of those named. --dry-run tells how much is due, by which rule and "
                + "before which day, what stays and why, and whose it is. What goes is gone from "
                + "the records, their history and the journal, and no undo brings it back; an "
                + "import that it was part of cannot be undone any more. Records of workers who "
                + "are restricted, or have a claim that is not decided, stay. A file that still "
                + "has the rows brings them back.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "class",
                    takes: .text("CLASSES"),
                    help: "with commas: \(KeptClass.allCases.map(\.word).joined(separator: ", "))"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init("whub training purge --dry-run", "what is due today"),
                .init("whub training purge --class check", "checks alone"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let classes = try RetentionWords.classes(invocation)
        if invocation.line.common.isDryRun { return try RetentionWords.preview(classes, desk) }
        try invocation.confirm("Erase what is due, for good? It cannot be taken back.")
        let answer = try desk.ask(
            desk.hub.runPurge,
            RunPurgeRequest(classes: classes),
            desk.options
        )
        let listing = RetentionWords.listing(answer.parts)
        try invocation.print(answer, listing) { style in listing.entries(style) }
        guard answer.saved != nil else { return invocation.console.say("Nothing is due.") }
        let left = answer.parts.reduce(0) { $0 + $1.leftOver }
        invocation.sayKept(
            "Purged",
            answer.saved,
            next: left > 0 ? "the same again: \(left) are left" : "whub training purges"
        )
    }

    /// `whub training purges`.
    static let trainingPurges = Command(
        CommandDeclaration(
            "training",
            "purges",
            summary: "what was purged, when, by which role and rule, and never whose",
            examples: [.init("whub training purges", "the log of purges")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var whole = ListPurgesResponse()
        var request = ListPurgesRequest()
        repeat {
            let page = try desk.ask(desk.hub.listPurges, request)
            whole.purges += page.purges
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.purges.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        var listing = Listing(
            columns: [
                .init("time", "When"), .init("role", "Role"),
            ] + RetentionWords.columns + [.init("id", "Id", isForPrograms: true)]
        )
        for purge in whole.purges {
            listing.rows += purge.parts.map { part in
                [.time(purge.time), .text(purge.role)] + RetentionWords.cells(part)
                    + [.text(purge.id)]
            }
        }
        try invocation.print(whole, listing) { style in
            whole.purges.isEmpty ? ["Nothing was purged."] : listing.entries(style)
        }
    }
}

/// Words and options about how long records are kept.
enum RetentionWords {
    static let classWord = WordDeclaration(
        "CLASS",
        help: KeptClass.allCases.map(\.word).joined(separator: ", ")
    )
    static let revisionOption = OptionDeclaration(
        "revision",
        takes: .text("N"),
        help: "the revision that the change is based on; none for a first rule"
    )

    /// The columns of a part.
    static let columns: [Listing.Column] = [
        .init("class", "Class"), .init("keep", "Kept for"), .init("after", "After"),
        .init("cut_off", "Due before"), .init("purged", "Goes", .trailing),
        .init("earlier_versions", "Earlier versions", .trailing),
        .init("kept_restricted", "Kept: restricted", .trailing),
        .init("kept_open_claims", "Kept: open claim", .trailing),
        .init("undated", "Kept: no day", .trailing), .init("left_over", "Left over", .trailing),
    ]

    /// A part in its columns.
    static func cells(_ part: PurgePart) -> [Listing.Value] {
        [
            .text(word(part.recordClass)), .text(period(part.months)), .text(event(part.event)),
            .day(part.cutOff), .text("\(part.purged)"), .text("\(part.earlierVersions)"),
            .text("\(part.keptRestricted)"), .text("\(part.keptOpenClaims)"),
            .text("\(part.undated)"), .text("\(part.leftOver)"),
        ]
    }

    /// The parts as a list.
    static func listing(_ parts: [PurgePart]) -> Listing {
        var listing = Listing(columns: columns)
        listing.rows = parts.map(cells)
        return listing
    }

    /// What is due, and whose it is.
    static func preview(
        _ classes: [RetentionClass],
        _ desk: TrainingDesk
    ) throws(CommandError) {
        let invocation = desk.invocation
        let request = PreviewPurgeRequest(classes: classes)
        let answer = try desk.ask(desk.hub.previewPurge, request, desk.reading)
        let book = try NamesBook(invocation)
        let listing = listing(answer.parts)
        try invocation.print(answer, listing) { style in
            guard !answer.parts.isEmpty else {
                return ["No rule of keeping is set: whub training set-retention sets one."]
            }
            var page = Page(style)
            page.add(listing.entries(style))
            if !answer.workers.isEmpty {
                page.gap()
                let names = answer.workers.map { book.words($0) }.joined(separator: ", ")
                let more =
                    answer.workersLeftOut > 0 ? ", and \(answer.workersLeftOut) others" : ""
                page.paragraph("Of: \(names)\(more)")
            }
            return page.lines
        }
    }

    /// The class's word.
    static func word(_ one: RetentionClass) -> String {
        KeptClass(rawValue: Int(one.rawValue))?.word ?? "of another version"
    }

    /// What a class holds.
    static func what(_ one: RetentionClass) -> String {
        KeptClass(rawValue: Int(one.rawValue))?.words ?? "of another version"
    }

    /// An event in words.
    static func event(_ one: RetentionEvent) -> String {
        KeepingEvent(rawValue: Int(one.rawValue))?.words ?? "of another version"
    }

    /// As in "6 years".
    static func period(_ months: UInt32) -> String { KeepingRule.period(Int(months)) }

    /// The classes of a word or of `--class`; none where nothing was said.
    static func classes(
        _ invocation: Invocation,
        _ word: String? = nil
    ) throws(CommandError) -> [RetentionClass] {
        let text = word.map { invocation.line.word($0) } ?? invocation.line.value("class")
        var found: [RetentionClass] = []
        for part in (text ?? "").split(separator: ",", omittingEmptySubsequences: false) {
            if text == nil || text == "" && word == nil { break }
            guard let kept = KeptClass(word: TextRule.trimmed(String(part))) else {
                throw invocation.usage("a class is one of \(classWord.help)")
            }
            found.append(RetentionClass(rawValue: Int32(kept.rawValue)))
        }
        guard word == nil || found.count == 1 else {
            throw invocation.usage("one class: \(classWord.help)")
        }
        return found
    }

    /// The months of `--keep`.
    static func months(_ invocation: Invocation) throws(CommandError) -> UInt32 {
        let text = invocation.line.value("keep") ?? ""
        let perUnit = text.hasSuffix("y") ? 12 : (text.hasSuffix("m") ? 1 : 0)
        let number = TimeSpan.number(Array(text.dropLast().utf8)).map { Int(clamping: $0) }
        guard perUnit > 0, let number, number <= KeepingRule.monthsRange.upperBound,
            KeepingRule.monthsRange.contains(number * perUnit)
        else {
            throw invocation.usage("--keep takes 6y or 18m, at most 100y")
        }
        return UInt32(clamping: number * perUnit)
    }
}
