import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training arrange`.
    static let trainingArrange = Command(
        CommandDeclaration(
            "training",
            "arrange",
            summary: "record that workers are exempt, paused, booked, or bring what counts",
            details: "Exempt: a rule does not bind them; --what is the rule, and --reason a short "
                + "code of yours. Paused: nothing is required, such as during long leave; no "
                + "reason is held. Booked: --what is a topic, --from the day of the course. "
                + "Accepted: a former employer's record; --what is a topic, --from the day it was "
                + "completed, --until its last day, --accepted-by the role of who accepted it. "
                + "All of the workers, or none.",
            effect: .writes,
            options: [
                ArrangementOptions.kind, ArrangementOptions.what, ArrangementOptions.from,
                ArrangementOptions.until,
                OptionDeclaration(
                    "reason",
                    takes: .text("CODE"),
                    help: "why somebody is exempt, as a code and never a sentence"
                ),
                OptionDeclaration(
                    "accepted-by",
                    takes: .text("ROLE"),
                    help: "the role of who accepted a former employer's record"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration(
                    "REF",
                    .many,
                    help: "staff numbers, w: and digits, or names of this computer"
                )
            ],
            examples: [
                .init(
                    "whub training arrange --as booked --what fire-safety --from 04/03/2027 "
                        + "E000123 E000124",
                    "two places on a course"
                ),
                .init(
                    "whub training arrange --as paused --from 01/02/2027 E000123",
                    "nothing is required until you say so"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = SetTrainingArrangementsRequest()
        for reference in try invocation.workers() {
            var arrangement = TrainingArrangement(worker: reference)
            arrangement.kind = ArrangementOptions.kind(invocation)
            arrangement.subject = invocation.line.value("what") ?? ""
            arrangement.from = try ArrangementDays.day("from", invocation)
            let until = try ArrangementDays.day("until", invocation)
            arrangement.until = until.isEmpty ? nil : until
            arrangement.reason = invocation.line.value("reason") ?? ""
            arrangement.acceptedBy = invocation.line.value("accepted-by") ?? ""
            request.arrangements.append(arrangement)
        }
        let count = Wording.count(request.arrangements.count, "worker")
        try invocation.confirm("Record this of \(count)?")
        let answer: SetTrainingArrangementsResponse
        do throws(ClientError) {
            answer = try desk.hub.setTrainingArrangements(request, desk.options)
        } catch {
            throw ArrangementWorkers.error(error, invocation.line.allWords("REF"))
        }
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.set > 0 else {
            return invocation.console.say("Nothing to do: it is recorded already.")
        }
        let already = answer.unchanged > 0 ? ", \(answer.unchanged) were recorded already" : ""
        let what = Wording.count(Int(clamping: answer.set), "arrangement")
        invocation.sayKept("\(what) recorded\(already)", answer.saved)
    }

    /// `whub training end-arrangement`.
    static let trainingEndArrangement = Command(
        CommandDeclaration(
            "training",
            "end-arrangement",
            summary: "end an arrangement on a day, or take it back",
            details: "With --until it ends on that day. Without it goes, as if it had never been "
                + "set; the journal keeps that it was.",
            effect: .writes,
            options: [
                ArrangementOptions.kind, ArrangementOptions.what, ArrangementOptions.from,
                ArrangementOptions.until, PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration(
                    "REF",
                    help: "a staff number, w: and digits, or a name of this computer"
                )
            ],
            examples: [
                .init(
                    "whub training end-arrangement --as paused --from 01/02/2027 --until "
                        + "30/04/2027 E000123",
                    "the worker is back on 1 May"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = EndTrainingArrangementRequest(worker: try invocation.worker())
        request.kind = ArrangementOptions.kind(invocation)
        request.subject = invocation.line.value("what") ?? ""
        request.from = try ArrangementDays.day("from", invocation)
        let until = try ArrangementDays.day("until", invocation)
        request.until = until.isEmpty ? nil : until
        try invocation.confirm(until.isEmpty ? "Take this back?" : "End this?")
        let answer = try desk.ask(desk.hub.endTrainingArrangement, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(until.isEmpty ? "Taken back" : "Ended", answer.saved)
    }

    /// `whub training arrangements`.
    static let trainingArrangements = Command(
        CommandDeclaration(
            "training",
            "arrangements",
            summary: "who is exempt, paused or booked, and what was accepted",
            options: [
                OptionDeclaration(
                    "as",
                    takes: .oneOf(ArrangementOptions.words),
                    help: "of one kind alone"
                ),
                OptionDeclaration("worker", takes: .text("REF"), help: "of one worker alone"),
            ],
            examples: [.init("whub training arrangements --as booked", "the places on courses")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var whole = ListTrainingArrangementsResponse()
        var request = ListTrainingArrangementsRequest()
        request.kind = ArrangementOptions.kind(invocation)
        request.worker = try invocation.workerOption()
        repeat {
            let page = try desk.ask(desk.hub.listTrainingArrangements, request)
            whole.arrangements += page.arrangements
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.arrangements.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        let book = try NamesBook(invocation)
        let listing = ArrangementList.listing(whole.arrangements, book)
        try invocation.print(whole, listing) { style in
            whole.arrangements.isEmpty ? ["Nothing is arranged."] : listing.lines(style)
        }
    }
}

/// The workers of one command, as somebody typed them.
private enum ArrangementWorkers {
    /// What the hub says, with the words that it does not know: it names their places alone.
    static func error(_ error: ClientError, _ typed: [String]) -> CommandError {
        let known = "arrangements["
        let unknown = (error.status?.violations ?? []).compactMap { violation -> String? in
            guard violation.path.hasPrefix(known), violation.path.hasSuffix(".worker") else {
                return nil
            }
            let digits = violation.path.dropFirst(known.count).prefix { $0 != "]" }
            return Int(digits).flatMap { typed.indices.contains($0) ? typed[$0] : nil }
        }
        guard !unknown.isEmpty else { return CommandError(error) }
        let message = "\(error.message) (\(unknown.joined(separator: ", "))); nothing was recorded"
        return CommandError(error, message: TerminalText.escaped(message))
    }
}

/// Days of options.
private enum ArrangementDays {
    /// The ISO day of an option; empty where it was not given.
    static func day(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> String {
        guard let text = invocation.line.value(option), !text.isEmpty else { return "" }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            throw invocation.usage("--\(option): \(error)")
        }
    }
}

/// Options of commands about arrangements.
private enum ArrangementOptions {
    static let words = ["exempt", "paused", "booked", "accepted"]

    static let kind = OptionDeclaration(
        "as",
        takes: .oneOf(words),
        isRequired: true,
        help: "what the workers are"
    )
    static let what = OptionDeclaration(
        "what",
        takes: .text("CODE"),
        help: "a rule for exempt, a topic for booked and accepted"
    )
    static let from = OptionDeclaration(
        "from",
        takes: .text("DATE"),
        isRequired: true,
        help: "the first day, the day of the course, or the day of completion"
    )
    static let until = OptionDeclaration(
        "until",
        takes: .text("DATE"),
        help: "the last day; without it, as long as it stands"
    )

    static func kind(_ invocation: Invocation) -> ArrangementKind {
        switch invocation.line.value("as") {
        case "exempt": .exempt
        case "paused": .paused
        case "booked": .booked
        case "accepted": .accepted
        default: .unspecified
        }
    }
}

/// Arrangements as a table.
enum ArrangementList {
    /// A row for each.
    static func listing(_ arrangements: [TrainingArrangement], _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("worker", "Worker", isForPrograms: true), .init("name", "Who"),
            .init("kind", "Is"), .init("subject", "Code"), .init("title", "Of what"),
            .init("from", "From"), .init("until", "Until"), .init("reason", "Reason"),
            .init("accepted_by", "Accepted by"),
        ])
        listing.rows = arrangements.map { one in
            [
                .text(one.worker), .text(book.words(one.worker)), .text(word(one.kind)),
                .text(one.subject), .text(one.title), .day(one.from), .day(one.until),
                .text(one.reason), .text(one.acceptedBy),
            ]
        }
        return listing
    }

    /// The kind as options write it.
    static func word(_ kind: ArrangementKind) -> String {
        switch kind {
        case .exempt: "exempt"
        case .paused: "paused"
        case .booked: "booked"
        case .accepted: "accepted"
        default: "kind \(kind.rawValue)"
        }
    }
}
