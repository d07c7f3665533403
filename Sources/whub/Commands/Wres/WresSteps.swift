import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub wres returns`.
    static let wresReturns = Command(
        CommandDeclaration(
            "wres",
            "returns",
            summary: "your council's returns and how far each is",
            examples: [.init("whub wres returns", "every cycle and reporting unit")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let answer = try desk.ask(desk.hub.listReturns, ListReturnsRequest())
        try invocation.print(answer, ReturnList.listing(answer.returns))
        if answer.returns.isEmpty {
            invocation.console.say("There is no return yet. Next: whub wres template --help")
        }
        for line in ReturnList.remarks(answer.returns) { invocation.console.say(line) }
    }

    /// `whub wres hand-in`.
    static let wresHandIn = Command(
        CommandDeclaration(
            "wres",
            "hand-in",
            summary: "hand a checked return in, and release its protected counts (steward)",
            details: "What the region sees of it is what `whub wres preview-release` shows, and "
                + "nothing else. From here on the stewards of your council see the counts.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption, PrioritiesDesk.keyOption,
            ],
            examples: [
                .init("whub wres preview-release --cycle 2024", "what would the region see?"),
                .init("whub wres hand-in --cycle 2024", "then hand it in"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let present = try desk.summary()
        let request = HandInReturnRequest(
            cycle: present.cycle,
            unit: present.unit,
            baseRevision: present.revision
        )
        let preview = try desk.ask(desk.hub.handInReturn, request, desk.rehearsal)
        let errors = FindingList.errors(preview.findings)
        // Whoever is not its author is not told what stands against it, only that something does.
        let hasErrors = errors > 0 || preview.saved == nil
        let isOver = invocation.line.common.isDryRun || hasErrors
        switch invocation.line.common.output {
        case .json: if isOver { try invocation.printJSON(preview) }
        case .csv: try invocation.console.write(bytes: FindingList.listing(preview.findings).csv)
        case .table:
            try invocation.print(lines: FindingList.lines(preview.findings, invocation.style))
        }
        if hasErrors {
            throw .dataError(
                errors > 0
                    ? "\(FindingList.summary(preview.findings)): nothing was handed in"
                    : "something stands against it that its author alone may see: nothing was "
                        + "handed in",
                next: WresDesk.typed("check", present, "SHEET")
            )
        }
        if isOver { return invocation.sayKept("", nil) }
        try invocation.confirm(
            "Hand in the return for \(present.cycle), and release its protected counts?"
        )
        let answer = try desk.ask(desk.hub.handInReturn, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "Handed in to the region",
            answer.saved,
            next: WresDesk.typed(
                "agree",
                present,
                "--role \"director of adult social services\" --on DATE"
            )
        )
    }

    /// `whub wres agree`.
    static let wresAgree = Command(
        CommandDeclaration(
            "wres",
            "agree",
            summary: "record that your council's leadership agreed (steward)",
            details: "The role is recorded, not the person. It can be recorded once the return is "
                + "handed in, and again after a correction. With --why the agreement that is there "
                + "is worded anew, such as a role in the place of a name: the history then tells "
                + "the new words alone, with the reason. What was typed before stays in the record "
                + "of changes, as everything does that was kept.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "role",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the role that agreed: a role, not a name"
                ),
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    help: "the day, as 04/03/2025; with --why it may stay as it is"
                ),
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    help: "why an agreement that is there is worded anew"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [
                .init(
                    "whub wres agree --role \"director of adult social services\" --on 04/03/2025",
                    "record the director's agreement"
                ),
                .init(
                    "whub wres agree --role \"director of adult social services\" --why \"a name "
                        + "stood here\"",
                    "put a role in the place of a name"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        let role = try desk.required("role")
        invocation.hintAtName(role, "role")
        let why = invocation.line.value("why") ?? ""
        let typed = try desk.day("on")
        let present = try desk.summary()
        guard let day = typed ?? (why.isEmpty ? nil : present.agreement?.day) else {
            throw invocation.usage("--on is missing")
        }
        var request = AgreeReturnRequest(
            cycle: present.cycle,
            unit: present.unit,
            agreement: Agreement(role: role, day: day),
            baseRevision: present.revision
        )
        request.why = why
        // What is refused is not shown as a change.
        _ = try desk.ask(desk.hub.agreeReturn, request, desk.rehearsal)
        try invocation.show([
            ValueChange("State", Wording.stage(present.state), Wording.stage(.agreed)),
            ValueChange("Agreed by", present.agreement?.role ?? "", role),
            ValueChange(
                "Agreed on",
                present.agreement.map { Wording.day($0.day) } ?? "",
                Wording.day(day)
            ),
            ValueChange("Why", "", why),
        ])
        try invocation.confirm(
            "Record that the \(role) agreed on \(Wording.day(day))? (a role, not a name: it is "
                + "kept in the return)"
        )
        let answer = try desk.ask(desk.hub.agreeReturn, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The agreement is recorded",
            answer.saved,
            next: WresDesk.typed("show", present)
        )
    }

    /// `whub wres mark-sent`.
    static let wresMarkSent = Command(
        CommandDeclaration(
            "wres",
            "mark-sent",
            summary:
                "record on which day your council sent its return to Skills for Care (steward)",
            details: "The hub sends nothing to anybody: you use the national tool yourself, and "
                + "record here that you did.",
            effect: .writes,
            options: [
                WresDesk.cycleToReadOption, WresDesk.unitOption,
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the day, as 30/10/2024"
                ),
                PrioritiesDesk.keyOption,
            ],
            examples: [.init("whub wres mark-sent --cycle 2024 --on 30/10/2024", "record the day")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        guard let day = try desk.day("on") else { throw invocation.usage("--on is missing") }
        let present = try desk.summary()
        let request = MarkReturnSentRequest(
            cycle: present.cycle,
            unit: present.unit,
            day: day,
            baseRevision: present.revision
        )
        _ = try desk.ask(desk.hub.markReturnSent, request, desk.rehearsal)
        try invocation.show([
            ValueChange(
                "Sent to Skills for Care",
                present.sent.map(Wording.day) ?? "",
                Wording.day(day)
            )
        ])
        try invocation.confirm("Record that it was sent on \(Wording.day(day))?")
        let answer = try desk.ask(desk.hub.markReturnSent, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("Recorded", answer.saved)
    }
}

/// Returns without their counts.
enum ReturnList {
    /// What the columns do not say by themselves: what was sent is not what stands, and what the
    /// region had it has no more.
    static func remarks(_ returns: [ReturnSummary]) -> [String] {
        var lines: [String] = []
        for one in returns {
            let unit = one.unit.isEmpty || one.unit == "main" ? "" : ", \(one.unit)"
            let name = "\(one.cycle)\(unit)"
            if one.mustBeSentAgain {
                lines.append(
                    "\(name) was corrected after it was sent to Skills for Care. Send it again, "
                        + "then: \(WresDesk.typed("mark-sent", one, "--on DATE"))"
                )
            }
            if let day = one.withdrawn {
                lines.append(
                    "\(name): its release was taken back on \(Wording.day(day)), and the region "
                        + "sees nothing of it. To release it again: "
                        + WresDesk.typed("release-again", one)
                )
            }
        }
        return lines
    }

    /// A row for each.
    static func listing(_ returns: [ReturnSummary]) -> Listing {
        var listing = Listing(columns: [
            .init("cycle", "Cycle"), .init("unit", "Unit"), .init("state", "State"),
            .init("handed_in", "Handed in"), .init("agreed", "Agreed"),
            .init("corrected", "Corrected"), .init("sent", "Sent"),
            .init("body", "Employing body"), .init("revision", "Revision", .trailing),
            .init("withdrawn", "Taken back", isForPrograms: true),
            .init("readable", "Counts", isForPrograms: true),
        ])
        listing.rows = returns.map { summary in
            [
                .text(summary.cycle), .text(summary.unit),
                .text(Wording.stage(summary.state), Wording.stageRole(summary.state)),
                .day(summary.handedIn), .day(summary.agreement?.day), .day(summary.corrected),
                .day(summary.sent), .text(summary.body), .text("\(summary.revision)"),
                .day(summary.withdrawn),
                .text(summary.isReadable ? "yes" : "no"),
            ]
        }
        return listing
    }
}
