import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub training start-programme`.
    static let trainingStartProgramme = Command(
        CommandDeclaration(
            "training",
            "start-programme",
            summary: "record that a worker begins a programme",
            details:
                "A Care Certificate has an edition and an ASYE no title; an apprenticeship and "
                + "managers’ or leaders’ development have the title that your council writes. "
                + "Nothing about a person’s health or reasons is taken.",
            effect: .writes,
            options: [ProgrammeOptions.kind] + ProgrammeOptions.facts
                + [ProgrammeOptions.confirms, PrioritiesDesk.keyOption],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training start-programme E000123 --kind care-certificate --edition 2025 "
                        + "--started 04/03/2026",
                    "the aim is 12 weeks later"
                ),
                .init(
                    "whub training start-programme E000123 --kind apprenticeship --title "
                        + "\"Lead adult care worker\" --started 04/03/2026 --planned-end "
                        + "04/09/2027 --hours-planned 320",
                    "an apprenticeship"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var one = Programme(worker: try invocation.worker())
        one.kind = ProgrammeWords.kind(invocation)
        one.title = invocation.line.value("title") ?? ""
        try ProgrammeOptions.take(invocation, into: &one)
        let change = ProgrammeChange(programme: one)
        ProgrammeOptions.show(ProgrammeDifference.lines(nil, one), invocation)
        try invocation.confirm("Record this programme?")
        let request = ProgrammeOptions.request(change, invocation)
        try ProgrammeWords.tell(
            try desk.ask(desk.hub.saveProgrammes, request, desk.options),
            invocation
        )
    }

    /// `whub training record-programme`.
    static let trainingRecordProgramme = Command(
        CommandDeclaration(
            "training",
            "record-programme",
            summary: "record steps, reviews, hours, breaks or the end of a programme",
            details: "What is not named stays as it was. --standard 3=04/03/2026 says when a "
                + "standard of the Care Certificate was assessed, --review 3=04/03/2026 that the "
                + "review at three months of an ASYE was held. The worker’s open programme of the "
                + "kind is meant, or that of --id.",
            effect: .writes,
            options: [
                ProgrammeOptions.kind,
                OptionDeclaration("id", takes: .text("ID"), help: "the one that is meant"),
            ] + ProgrammeOptions.facts + ProgrammeOptions.steps
                + [ProgrammeOptions.confirms, PrioritiesDesk.keyOption],
            words: [DelegationOptions.worker],
            examples: [
                .init(
                    "whub training record-programme E000123 --kind care-certificate "
                        + "--standard 1=04/03/2026 --standard 2=05/03/2026",
                    "two standards"
                ),
                .init(
                    "whub training record-programme E000123 --kind asye --moderated 04/03/2027 "
                        + "--as passed",
                    "what moderation decided"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProgrammeDesk(invocation)
        var one = try ProgrammeOptions.meant(desk)
        let before = one
        try ProgrammeOptions.take(invocation, into: &one)
        try ProgrammeOptions.takeSteps(invocation, into: &one)
        let change = ProgrammeChange(programme: one, baseRevision: before.revision)
        ProgrammeOptions.show(ProgrammeDifference.lines(before, one), invocation)
        try invocation.confirm("Record this?")
        let request = ProgrammeOptions.request(change, invocation)
        try ProgrammeWords.tell(
            try desk.ask(desk.hub.saveProgrammes, request, desk.options),
            invocation
        )
    }
}

/// Options of commands that change programmes.
enum ProgrammeOptions {
    static let kind = OptionDeclaration(
        "kind",
        takes: .oneOf(ProgrammeWords.kinds),
        isRequired: true,
        help: "what kind of programme"
    )

    /// Says that what the hub asks about is right.
    static let confirms = OptionDeclaration(
        "confirm-doubts",
        help: "off-the-job hours of more than \(Apprenticeship.planTimesMax) times the plan are "
            + "right: somebody has looked"
    )

    static func request(
        _ change: ProgrammeChange,
        _ invocation: Invocation
    ) -> SaveProgrammesRequest {
        SaveProgrammesRequest(
            changes: [change],
            confirmsDoubts: invocation.line.has("confirm-doubts")
        )
    }

    /// What a programme is.
    static let facts = [
        OptionDeclaration("title", takes: .text("TEXT"), help: "what your council calls it"),
        OptionDeclaration(
            "edition",
            takes: .oneOf(["2015", "2025"]),
            help: "of a Care Certificate"
        ),
        OptionDeclaration("level", takes: .text("N"), help: "as your council writes it, 0 to 8"),
        OptionDeclaration("provider", takes: .text("TEXT"), help: "who provides it"),
        OptionDeclaration("started", takes: .text("DATE"), help: "the first day"),
        OptionDeclaration("planned-end", takes: .text("DATE"), help: "the planned last day"),
        OptionDeclaration(
            "review-due",
            takes: .text("DATE"),
            help: "when a manager’s or leader’s development is looked at again"
        ),
        OptionDeclaration(
            "hours-planned",
            takes: .text("N"),
            help: "off-the-job hours of an apprenticeship"
        ),
        OptionDeclaration("hours-done", takes: .text("N"), help: "those that are done by now"),
        OptionDeclaration("funding", takes: .text("TEXT"), help: "where the money comes from"),
        OptionDeclaration("amount", takes: .text("POUNDS"), help: "how much"),
        OptionDeclaration(
            "reviews",
            takes: .text("MONTHS"),
            help: "the months of an ASYE’s reviews, with commas; none: every three"
        ),
        OptionDeclaration("pattern", takes: .text("TEXT"), help: "whose pattern that is"),
        OptionDeclaration("extend", takes: .text("MONTHS"), help: "an ASYE is so much longer"),
        OptionDeclaration(
            "for",
            takes: .oneOf(["part-time", "long-leave"]),
            help: "with --extend: the kind of extension"
        ),
    ]

    /// What is done in it.
    static let steps = [
        OptionDeclaration(
            "standard",
            takes: .text("N=DATE"),
            isRepeatable: true,
            help: "when a standard was assessed"
        ),
        OptionDeclaration(
            "review",
            takes: .text("MONTH=DATE"),
            isRepeatable: true,
            help: "when the review of a month was held"
        ),
        OptionDeclaration(
            "observation",
            takes: .text("N=DATE"),
            isRepeatable: true,
            help: "when a direct observation was made"
        ),
        OptionDeclaration(
            "end-point",
            takes: .text("DATE"),
            help: "the end-point assessment: planned, or held with --as"
        ),
        OptionDeclaration(
            "recommended",
            takes: .text("DATE"),
            help: "when the assessor recommended, with --as"
        ),
        OptionDeclaration(
            "moderated",
            takes: .text("DATE"),
            help: "when moderation decided, with --as"
        ),
        OptionDeclaration(
            "as",
            takes: .oneOf(["passed", "not-passed"]),
            help: "with what outcome"
        ),
        OptionDeclaration("break-from", takes: .text("DATE"), help: "a break in learning begins"),
        OptionDeclaration(
            "break-until",
            takes: .text("DATE"),
            help: "its last day; alone: of the break that is open"
        ),
        OptionDeclaration("completed", takes: .text("DATE"), help: "awarded or completed"),
        OptionDeclaration(
            "stopped",
            takes: .text("DATE"),
            help: "ended before; no reason is held"
        ),
    ]

    /// Says what would change, to whoever is asked or rehearses.
    static func show(_ lines: [String], _ invocation: Invocation) {
        guard !invocation.line.common.isConfirmed else { return }
        let told = lines.isEmpty ? ["Nothing would change."] : lines
        for line in told { invocation.console.say(TerminalText.escaped("  \(line)")) }
    }

    /// The programme of the worker that is meant: the open one of the kind, or that of `--id`.
    static func meant(_ desk: ProgrammeDesk) throws(CommandError) -> Programme {
        let invocation = desk.invocation
        var request = ListProgrammesRequest(worker: try invocation.worker())
        request.kind = ProgrammeWords.kind(invocation)
        // An id can be of one that has ended, and so can what somebody means to add to.
        request.withEnded = true
        let all = try desk.list(request).programmes
        if let id = invocation.line.value("id") {
            guard let one = all.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
                throw .missing("the worker has no such programme", next: begin)
            }
            return one
        }
        let ended = all.filter { endDay($0) != nil }
        let open = all.filter { endDay($0) == nil }
        if open.count == 1 { return open[0] }
        guard open.isEmpty else {
            throw .missing(
                "\(Wording.count(open.count, "programme")) of this kind are open",
                next: "say which with --id: \(named(open))"
            )
        }
        guard !ended.isEmpty else {
            throw .missing("no such programme of the worker is open", next: begin)
        }
        throw .missing(
            "no such programme of the worker is open; \(Wording.count(ended.count, "programme")) "
                + "of the kind ended, which can still be changed",
            next: "say which with --id: \(named(ended)). Begin another only where it is another"
        )
    }

    private static let begin =
        "whub training start-programme begins one; whub training programmes lists them"

    /// Each with what tells it from others.
    private static func named(_ programmes: [Programme]) -> String {
        programmes.map { one in
            let title = one.title.isEmpty ? "" : "\(one.title), "
            let begun = one.started.map { "begun \(Wording.day($0))" } ?? "begun on no known day"
            let ended = endDay(one).map { ", ended \(Wording.day($0))" } ?? ""
            return "\(one.id) (\(title)\(begun)\(ended))"
        }.joined(separator: "; ")
    }

    /// The day from which nothing more is to come; absent while it is open.
    private static func endDay(_ one: Programme) -> String? {
        let moderated = one.steps.first { $0.kind == .moderation }?.day
        return one.completed ?? one.stopped ?? moderated
    }

    /// Takes what the options say a programme is.
    static func take(
        _ invocation: Invocation,
        into one: inout Programme
    ) throws(CommandError) {
        let line = invocation.line
        if let text = line.value("title") { one.title = text }
        if let text = line.value("edition") { one.edition = text }
        if let text = line.value("provider") { one.provider = text }
        if let text = line.value("funding") { one.funding = text }
        if let text = line.value("pattern") { one.reviewPattern = text }
        if let number = try number("level", invocation) { one.level = number }
        if let number = try number("hours-planned", invocation) { one.hoursPlanned = number }
        if let number = try number("hours-done", invocation) { one.hoursDone = number }
        if let number = try number("extend", invocation) { one.extensionMonths = number }
        if let pence = try ClaimWords.pence("amount", invocation) { one.fundingPence = pence }
        if let day = try DelegationOptions.day("started", invocation) { one.started = day }
        if let day = try DelegationOptions.day("planned-end", invocation) { one.plannedEnd = day }
        if let day = try DelegationOptions.day("review-due", invocation) { one.reviewDue = day }
        switch line.value("for") {
        case "part-time": one.extension = .partTime
        case "long-leave": one.extension = .longLeave
        default: break
        }
        guard let months = line.value("reviews") else { return }
        one.reviewMonths = []
        for part in months.split(separator: ",") {
            let text = TextRule.trimmed(String(part))
            guard let month = TimeSpan.number(Array(text.utf8)), (1...999).contains(month) else {
                throw invocation.usage("--reviews takes months with commas, such as 3,6,9,12")
            }
            one.reviewMonths.append(UInt32(month))
        }
    }

    /// Takes what the options say was done.
    static func takeSteps(
        _ invocation: Invocation,
        into one: inout Programme
    ) throws(CommandError) {
        try takeNumbered("standard", .standard, invocation, into: &one)
        try takeNumbered("review", .review, invocation, into: &one)
        try takeNumbered("observation", .observation, invocation, into: &one)
        let outcome: ProgrammeOutcome =
            switch invocation.line.value("as") {
            case "passed": .passed
            case "not-passed": .notPassed
            default: .unspecified
            }
        let single: [(String, ProgrammeStepKind)] = [
            ("end-point", .endPoint), ("recommended", .recommendation), ("moderated", .moderation),
        ]
        for (option, kind) in single {
            guard let day = try DelegationOptions.day(option, invocation) else { continue }
            put(ProgrammeStep(kind: kind, number: 0, day: day, outcome: outcome), into: &one)
        }
        if let day = try DelegationOptions.day("completed", invocation) { one.completed = day }
        if let day = try DelegationOptions.day("stopped", invocation) { one.stopped = day }
        let until = try DelegationOptions.day("break-until", invocation)
        if let from = try DelegationOptions.day("break-from", invocation) {
            one.breaks.append(ProgrammeBreak(from: from, until: until))
        } else if let until {
            guard let place = one.breaks.lastIndex(where: { $0.until == nil }) else {
                throw invocation.usage("no break is open: say its first day with --break-from")
            }
            one.breaks[place].until = until
        }
    }

    private static func takeNumbered(
        _ option: String,
        _ kind: ProgrammeStepKind,
        _ invocation: Invocation,
        into one: inout Programme
    ) throws(CommandError) {
        for text in invocation.line.values(option) {
            let sides = text.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, let number = TimeSpan.number(Array(sides[0].utf8)),
                (1...999).contains(number)
            else {
                throw invocation.usage("--\(option) takes a number and a day, such as 3=04/03/2026")
            }
            let day: String
            do throws(TextError) {
                day = try DayText.day(String(sides[1])).iso
            } catch {
                throw invocation.usage("--\(option): \(error)")
            }
            put(ProgrammeStep(kind: kind, number: UInt32(number), day: day), into: &one)
        }
    }

    /// Puts a step in the place of the same one, or beside the others.
    static func put(_ step: ProgrammeStep, into one: inout Programme) {
        one.steps.removeAll { $0.kind == step.kind && $0.number == step.number }
        one.steps.append(step)
    }

    private static func number(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> UInt32? {
        guard let text = invocation.line.value(option) else { return nil }
        guard let number = TimeSpan.number(Array(text.utf8)), (0...100_000).contains(number) else {
            throw invocation.usage("--\(option) takes a whole number")
        }
        return UInt32(number)
    }
}
