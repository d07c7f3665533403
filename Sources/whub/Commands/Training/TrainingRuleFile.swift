import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training export-rules`.
    static let trainingExportRules = Command(
        CommandDeclaration(
            "training",
            "export-rules",
            summary: "the rules that you go by, as a file to edit",
            details: "A row for each rule: its topics (a+b for both, a|b for either), whom it "
                + "binds (everyone, main:ROLE|ROLE, any:ROLE|ROLE, pathway:NUMBER|NUMBER), which "
                + "organisations (all, cqc-registered, types:1|6), how many months, days of grace "
                + "for those who start. A role is written as your records spell it, capitals and "
                + "all (whub training status --by role); one that no worker has is told, with the "
                + "nearest that somebody has. A row “event” with topics, a day and a trigger cuts "
                + "intervals: what was done before counts until its last day.",
            options: [RuleFileOptions.out],
            examples: [
                .init("whub training export-rules --out rules.csv", "take it, edit it"),
                .init("whub training apply-rules rules.csv --dry-run", "then see what it changes"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let answer = try desk.ask(desk.hub.getTrainingRuleFile, GetTrainingRuleFileRequest())
        let name = invocation.line.value("out") ?? "FILE"
        try invocation.printFile(
            answer.file,
            next: "Edit it, then: whub training apply-rules \(name) --dry-run"
        )
    }

    /// `whub training apply-rules`.
    static let trainingApplyRules = Command(
        CommandDeclaration(
            "training",
            "apply-rules",
            summary: "go by your own rules from now on, or by a published profile",
            details: "With --dry-run it says what is wrong with the file and how many states it "
                + "would change, and keeps nothing. Everybody's status is then worked out anew in "
                + "the background. --profile goes back to what the hub brings.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "profile",
                    takes: .oneOf(["guide-2024", "pre-2024"]),
                    help: "what the hub brings, in the place of a file"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("FILE", .optional, help: "the file of rules")],
            examples: [
                .init("whub training apply-rules rules.csv --dry-run", "check it"),
                .init("whub training apply-rules --profile guide-2024", "the guide of 2024 again"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let present = try desk.ask(
            desk.hub.getTrainingRuleFile,
            GetTrainingRuleFileRequest(),
            desk.reading
        )
        var request = SaveTrainingRulesRequest(baseRevision: present.revision)
        let path = invocation.line.word("FILE")
        guard (path == nil) == invocation.line.has("profile") else {
            throw invocation.usage("either a file of rules or --profile")
        }
        if let path {
            request.profile = "own"
            request.file = try invocation.contents(of: path, bytesMax: 64 * 1_024)
        } else {
            request.profile = invocation.line.value("profile") ?? ""
        }
        var trial = desk.patient
        trial.isDryRun = true
        let seen = try desk.ask(desk.hub.saveTrainingRules, request, trial)
        for finding in seen.findings {
            let code = finding.reason.isEmpty ? "" : " [\(finding.reason)]"
            invocation.console.say(TerminalText.escaped("\(finding.message)\(code)"))
        }
        if seen.findingsLeftOut > 0 {
            invocation.console.say("… and \(seen.findingsLeftOut) more.")
        }
        if seen.findings.contains(where: { $0.severity == .error }) {
            throw .dataError("the rules were not kept: mend the rows and apply the file again")
        }
        invocation.console.say(RuleFileWords.preview(seen))
        try invocation.confirm("Go by these rules?")
        if invocation.line.common.isDryRun {
            if invocation.line.common.output == .json { try invocation.printJSON(seen) }
            return invocation.sayKept("the rules are kept", nil)
        }
        var options = desk.options
        options.timeoutMilliseconds = desk.patient.timeoutMilliseconds
        let answer = try desk.ask(desk.hub.saveTrainingRules, request, options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The rules are kept", answer.saved, next: "whub training status")
    }
}

/// Options of commands about rules.
private enum RuleFileOptions {
    static let out = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this new file instead of printing it"
    )
}

/// What rules would change, in words.
private enum RuleFileWords {
    static func preview(_ seen: SaveTrainingRulesResponse) -> String {
        let rules =
            "\(Wording.count(Int(clamping: seen.rules), "rule")) "
            + "(\(seen.added) new, \(seen.changed) changed, \(seen.removed) gone), "
            + Wording.count(Int(clamping: seen.events), "event") + "."
        let states = Wording.count(Int(clamping: seen.statesChanged), "state")
        let looked = NumberText.grouped(Int(clamping: seen.workersLookedAt))
        if seen.workersLookedAt == seen.workers {
            let workers = seen.workers == 1 ? "the one worker" : "all \(looked) workers"
            return "\(rules) Of \(workers), \(states) would change."
        }
        let all = NumberText.grouped(Int(clamping: seen.workers))
        return "\(rules) Of the first \(looked) of \(all) workers, \(states) would change."
    }
}
