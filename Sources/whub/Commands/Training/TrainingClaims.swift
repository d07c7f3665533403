import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training claims`.
    static let trainingClaims = Command(
        CommandDeclaration(
            "training",
            "claims",
            summary: "funding that can be claimed now, lapses soon, was claimed, or is closed",
            details: "The hub works out when each claim's window ends and records what was sent; "
                + "it sends nothing. What is paid follows the edition of the first payment; where "
                + "no rate is known, none is made up (`whub training rates`).",
            options: [
                OptionDeclaration(
                    "state",
                    takes: .oneOf(["claimable", "claimed", "closed", "waiting"]),
                    help: "of one state alone"
                ),
                OptionDeclaration(
                    "lapsing",
                    takes: .text("DAYS"),
                    help: "what can be claimed and lapses within so many days, such as 30d"
                ),
                OptionDeclaration("worker", takes: .text("REF"), help: "of one worker alone"),
            ],
            examples: [
                .init("whub training claims --state claimable", "what can be claimed now"),
                .init("whub training claims --lapsing 30d", "what lapses within 30 days"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        var request = ListClaimsRequest()
        request.worker = try invocation.workerOption()
        request.group = ClaimWords.group(invocation)
        request.lapsingWithinDays = try ClaimWords.lapsing(invocation)
        var whole = ListClaimsResponse()
        repeat {
            let page = try desk.ask(desk.hub.listClaims, request)
            whole.day = page.day
            whole.standings += page.standings
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.standings.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        let listing = ClaimList.listing(whole.standings, try NamesBook(invocation))
        try invocation.print(whole, listing) { style in
            whole.standings.isEmpty ? ["No claim is so."] : listing.entries(style)
        }
        if !whole.nextCursor.isEmpty {
            invocation.console.say("The list has the first rows alone; there are more.")
        }
    }

    /// `whub training claim`.
    static let trainingClaim = Command(
        CommandDeclaration(
            "training",
            "claim",
            summary: "record that a claim for funding was sent",
            details: "A course is claimed once it is completed; a qualification in two parts, at "
                + "its start and on completion. A claim that the window of its day, the sum or an "
                + "answer stands against is refused.",
            effect: .writes,
            options: [
                ClaimWords.part,
                OptionDeclaration(
                    "amount",
                    takes: .text("POUNDS"),
                    isRequired: true,
                    help: "the sum, such as 924 or 924.50"
                ),
                OptionDeclaration(
                    "on",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "when it was sent"
                ),
                OptionDeclaration("evidence", takes: .text("TEXT"), help: "where proof is"),
                PrioritiesDesk.keyOption,
            ],
            words: [ClaimWords.id],
            examples: [
                .init(
                    "whub training claim 01890a5d-ac96-774b-bcce-b302099a8057 --part start "
                        + "--amount 924 --on 04/03/2026 --evidence \"invoice 17\"",
                    "the first part of a qualification"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        var request = RecordClaimRequest(id: invocation.line.word("ID") ?? "")
        var claim = FundingClaim()
        claim.part = ClaimWords.part(invocation)
        claim.amountPence = try ClaimWords.pence("amount", invocation) ?? 0
        claim.submitted = try DelegationOptions.required("on", invocation)
        claim.evidence = invocation.line.value("evidence") ?? ""
        request.claim = claim
        try invocation.confirm("Record this claim?")
        let answer = try desk.ask(desk.hub.recordClaim, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The claim is recorded", answer.saved)
    }

    /// `whub training settle-claim`.
    static let trainingSettleClaim = Command(
        CommandDeclaration(
            "training",
            "settle-claim",
            summary: "record that a claim was granted or refused, and mark it paid",
            effect: .writes,
            options: [
                ClaimWords.part,
                OptionDeclaration(
                    "decided",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "when it was decided"
                ),
                OptionDeclaration(
                    "as",
                    takes: .oneOf(["granted", "refused"]),
                    isRequired: true,
                    help: "what was decided"
                ),
                OptionDeclaration("paid", takes: .text("DATE"), help: "when it was paid"),
                PrioritiesDesk.keyOption,
            ],
            words: [ClaimWords.id],
            examples: [
                .init(
                    "whub training settle-claim 01890a5d-ac96-774b-bcce-b302099a8057 --part start "
                        + "--decided 04/04/2026 --as granted --paid 11/04/2026",
                    "granted and paid"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        var request = SettleClaimRequest(id: invocation.line.word("ID") ?? "")
        request.part = ClaimWords.part(invocation)
        request.decided = try DelegationOptions.required("decided", invocation)
        request.isGranted = invocation.line.value("as") == "granted"
        request.paid = try DelegationOptions.day("paid", invocation)
        try invocation.confirm("Record this?")
        let answer = try desk.ask(desk.hub.settleClaim, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else {
            return invocation.console.say("Nothing to do: it is recorded already.")
        }
        invocation.sayKept("The claim is \(answer.standing?.state ?? "settled")", answer.saved)
    }
}

/// A command's conversation with the hub about funding.
struct FundingDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The calls.
    let hub: FundingServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        hub = FundingServiceClient(try invocation.channel())
    }
}

/// Words and options of commands about claims.
enum ClaimWords {
    static let id = WordDeclaration("ID", help: "the funded course: whub training claims")
    static let part = OptionDeclaration(
        "part",
        takes: .oneOf(["course", "start", "completion"]),
        isRequired: true,
        help: "which claim of the course"
    )

    static func part(_ invocation: Invocation) -> ClaimPart {
        switch invocation.line.value("part") {
        case "course": .course
        case "start": .start
        case "completion": .completion
        default: .unspecified
        }
    }

    static func word(_ part: ClaimPart) -> String {
        switch part {
        case .course: "course"
        case .start: "start"
        case .completion: "completion"
        default: "part \(part.rawValue)"
        }
    }

    static func group(_ invocation: Invocation) -> ClaimGroup {
        switch invocation.line.value("state") {
        case "claimable": .claimable
        case "claimed": .claimed
        case "closed": .closed
        case "waiting": .waiting
        default: .unspecified
        }
    }

    static func word(_ group: ClaimGroup) -> String {
        switch group {
        case .claimable: "claimable"
        case .claimed: "claimed"
        case .closed: "closed"
        case .waiting: "waiting"
        default: "group \(group.rawValue)"
        }
    }

    /// The days of `--lapsing`.
    static func lapsing(_ invocation: Invocation) throws(CommandError) -> UInt32? {
        guard let text = invocation.line.value("lapsing") else { return nil }
        let digits = text.hasSuffix("d") ? String(text.dropLast()) : text
        guard let days = TimeSpan.number(Array(digits.utf8)), (1...730).contains(days) else {
            throw invocation.usage("--lapsing takes a number of days from 1 to 730, such as 30d")
        }
        return UInt32(days)
    }

    /// The most pounds that an option takes.
    private static let poundsMax: UInt64 = 1_000_000

    /// The pence of an option in pounds; `nil` where it was not given.
    static func pence(
        _ option: String,
        _ invocation: Invocation
    ) throws(CommandError) -> UInt64? {
        guard let text = invocation.line.value(option) else { return nil }
        guard let pence = pence(text) else {
            throw invocation.usage("--\(option) takes \(poundsForm)")
        }
        return pence
    }

    /// What to tell somebody who wrote no sum.
    static let poundsForm = "pounds, such as 924 or 924.50"

    /// The pence of a sum in pounds; nil for another text.
    static func pence(_ text: String) -> UInt64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let pence =
            parts.count == 2 ? Array(parts[1].utf8) : [UInt8(ascii: "0"), UInt8(ascii: "0")]
        guard (1...2).contains(parts.count), pence.count == 2,
            let pounds = TimeSpan.number(Array(parts[0].utf8)),
            let rest = TimeSpan.number(pence), (0...poundsMax).contains(pounds)
        else { return nil }
        return UInt64(clamping: pounds) * 100 + UInt64(clamping: rest)
    }

    /// Pence in pounds, as in "924.50".
    static func pounds(_ pence: UInt64?) -> String {
        guard let pence else { return "" }
        let rest = pence % 100
        return rest == 0 ? "\(pence / 100)" : "\(pence / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Claims as a list.
enum ClaimList {
    /// A row for each.
    static func listing(_ standings: [ClaimStanding], _ book: NamesBook) -> Listing {
        var listing = Listing(columns: [
            .init("id", "Id"), .init("worker", "Worker", isForPrograms: true),
            .init("name", "Who"), .init("course", "Course"), .init("part", "Part"),
            .init("group", "Claim is"), .init("state", "State"),
            .init("window_end", "Last day"), .init("pounds", "Pounds", .trailing),
            .init("edition", "Edition"), .init("eligible", "Can be funded"),
            .init("against", "Against it"), .init("unknown", "Not answered"),
            .init("submitted", "Sent"), .init("decided", "Decided"), .init("paid", "Paid"),
            .init("evidence", "Proof"), .init("revision", "Revision"),
        ])
        listing.rows = standings.map { one in
            [
                .text(one.id), .text(one.worker), .text(book.words(one.worker)),
                .text(one.course), .text(ClaimWords.word(one.part)),
                .text(ClaimWords.word(one.group)), .text(one.state), .day(one.windowEnd),
                .text(ClaimWords.pounds(one.amountPence)), .text(one.edition),
                .text(one.eligible), .text(one.against.joined(separator: "; ")),
                .text(one.unknown.joined(separator: "; ")), .day(one.claim?.submitted),
                .day(one.claim?.decided), .day(one.claim?.paid),
                .text(one.claim?.evidence ?? ""), .text("\(one.revision)"),
            ]
        }
        return listing
    }
}
