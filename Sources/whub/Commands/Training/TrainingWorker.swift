import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training worker`.
    static let trainingWorker = Command(
        CommandDeclaration(
            "training",
            "worker",
            summary: "what is recorded of one worker, and how the worker stands",
            details: "REF is your own staff number, of which the hub makes its reference and "
                + "keeps nothing else, or the reference itself as lists show it. A name is looked "
                + "up among the names on this computer (whub names load) and never sent.",
            words: [
                WordDeclaration(
                    "REF",
                    help: "a staff number, w: and digits, or a name of this computer"
                )
            ],
            examples: [
                .init("whub training worker E000123", "by your own number")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let request = GetTrainingWorkerRequest(worker: try invocation.worker())
        let answer = try desk.ask(desk.hub.getTrainingWorker, request)
        let book = try NamesBook(invocation)
        // What is in the table alone is asked for the table alone.
        let beside =
            invocation.line.common.output == .table
            ? try WorkerBeside(desk, answer.worker) : WorkerBeside()
        try invocation.print(answer, WorkerPage.csv(answer)) { style in
            WorkerPage.lines(answer, book, style) + beside.lines(book, style)
        }
    }
}

/// What is recorded of a worker beside training: delegated activities and funded courses.
private struct WorkerBeside {
    private var delegations: ListDelegationsResponse?
    private var claims: ListClaimsResponse?
    private var worker = ""
    private var isAsked = false

    /// Nothing asked.
    init() {}

    /// Asks for all.
    init(_ desk: TrainingDesk, _ worker: String) throws(CommandError) {
        self.worker = worker
        isAsked = true
        let own = ListDelegationsRequest(worker: worker)
        let hub = DelegationServiceClient(desk.channel)
        delegations = try WorkerBeside.seen { () throws(ClientError) in
            try hub.listDelegations(own, desk.options)
        }
        let funding = FundingServiceClient(desk.channel)
        claims = try WorkerBeside.seen { () throws(ClientError) in
            try funding.listClaims(ListClaimsRequest(worker: worker), desk.options)
        }
    }

    /// What is answered; nil where the user may not see it, which is said and is not nothing.
    private static func seen<Answer>(
        _ ask: () throws(ClientError) -> Answer
    ) throws(CommandError) -> Answer? {
        do throws(ClientError) {
            return try ask()
        } catch {
            if error.code == .permissionDenied { return nil }
            throw CommandError(error)
        }
    }

    /// The sections; nothing where nothing was asked.
    func lines(_ book: NamesBook, _ style: TerminalStyle) -> [String] {
        guard isAsked else { return [] }
        var page = Page(style)
        page.gap()
        page.heading("Delegated healthcare activities")
        if let delegations {
            let listing = DelegationList.listing(delegations, book)
            page.add(DelegationList.page(delegations, listing, style))
        } else {
            page.paragraph("Your role does not show them.")
        }
        page.gap()
        page.heading("Funded courses")
        if let claims {
            page.add(
                claims.standings.isEmpty
                    ? ["None."] : ClaimList.listing(claims.standings, book).entries(style)
            )
            if !claims.nextCursor.isEmpty {
                page.paragraph("There are more: whub training claims --worker \(worker)")
            }
        } else {
            page.paragraph("Your role does not show them.")
        }
        return page.lines
    }
}

/// One worker for a terminal.
private enum WorkerPage {
    static func listing(_ answer: GetTrainingWorkerResponse) -> Listing {
        var listing = Listing(columns: [
            .init("kind", "Kind"), .init("topic", "What"), .init("completed", "Done"),
            .init("expiry", "Ends"), .init("expiry_from", "End from"),
            .init("counts_until", "Counts until", isForPrograms: true), .init("title", "Title"),
            .init("provider", "Provider"), .init("answer", "Accredited, recognised or able"),
            .init("level", "Level", isForPrograms: true),
            .init("assessed_by", "Assessed by", isForPrograms: true),
            .init("evidence", "Evidence"),
        ])
        listing.rows = answer.records.map { record in
            [
                .text(record.kind), .text(record.topicTitle),
                record.completed == nil && record.year != nil
                    ? .text("\(record.year ?? 0)") : .day(record.completed),
                record.doesNotExpire ? .text("never") : .day(record.expiry),
                .text(record.expiryFrom), .day(record.countsUntil), .text(record.title),
                .text(record.provider),
                .text(record.accredited + record.recognised + record.able),
                .text(record.level.map { "\($0)" } ?? ""), .text(record.assessedBy),
                .text(record.evidence),
            ]
        }
        return listing
    }

    /// The records and then the programmes, for programs.
    static func csv(_ answer: GetTrainingWorkerResponse) -> Listing {
        var listing = listing(answer)
        listing.rows += answer.programmes.map(row)
        return listing
    }

    /// A programme among the records: what, when it was completed, and its state.
    private static func row(_ one: Programme) -> [Listing.Value] {
        [
            .text("programme"), .text(ProgrammeWords.word(one.kind)), .day(one.completed),
            .day(nil), .text(""), .day(nil),
            .text(one.title.isEmpty ? one.edition : one.title), .text(one.provider),
            .text(one.isRestricted ? "not worked out" : one.state),
            .text(one.level.map { "\($0)" } ?? ""), .text(""), .text(""),
        ]
    }

    static func lines(
        _ answer: GetTrainingWorkerResponse,
        _ book: NamesBook,
        _ style: TerminalStyle
    ) -> [String] {
        var page = Page(style)
        page.heading(book.words(answer.worker))
        let place = [answer.role, answer.team, answer.organisation].filter { !$0.isEmpty }
        page.paragraph(place.isEmpty ? "No role or team recorded." : place.joined(separator: ", "))
        if answer.isRestricted {
            page.paragraph("Restricted: nothing is done with these records.", role: .warning)
        }
        page.add(facts(answer))
        page.gap()
        page.heading("Required on \(Wording.day(answer.day))")
        let standings = Table(
            [
                .init("Training"), .init("State"), .init("Last day"), .init("Basis"),
                .init("Beside it"),
            ],
            rows: answer.standings.map { standing in
                [
                    Table.Cell(standing.topic), Table.Cell(standing.state),
                    Table.Cell(standing.lastDay.map(Wording.day) ?? ""),
                    Table.Cell(standing.basis), Table.Cell(beside(standing)),
                ]
            }
        )
        page.add(answer.standings.isEmpty ? ["Nothing."] : standings.lines(style))
        if !answer.arrangements.isEmpty {
            page.gap()
            page.heading("Arranged")
            page.add(ArrangementList.listing(answer.arrangements, book).lines(style))
        }
        page.gap()
        page.heading("Recorded")
        page.add(answer.records.isEmpty ? ["Nothing."] : listing(answer).lines(style))
        if answer.recordsLeftOut > 0 {
            page.paragraph("… and \(answer.recordsLeftOut) more records.")
        }
        page.gap()
        page.heading("Programmes")
        let programmes = ProgrammeList.listing(answer.programmes, book)
        page.add(answer.programmes.isEmpty ? ["None."] : programmes.entries(style))
        if answer.programmesLeftOut > 0 {
            page.paragraph("… and \(answer.programmesLeftOut) more programmes.")
        }
        return page.lines
    }

    /// What is recorded of the worker beside the place.
    private static func facts(_ answer: GetTrainingWorkerResponse) -> [String] {
        let parts = [
            answer.started.map { "Started \(Wording.day($0))" },
            answer.left.map { "Left \(Wording.day($0))" },
            answer.employerType.isEmpty ? nil : "Employer: \(answer.employerType)",
            answer.otherRoles.isEmpty
                ? nil : "Other jobs: \(answer.otherRoles.joined(separator: ", "))",
            answer.pathway.isEmpty ? nil : "Pathway: \(answer.pathway)",
        ].compactMap(\.self)
        return parts.isEmpty ? [] : [TerminalText.escaped(parts.joined(separator: ". ") + ".")]
    }

    /// What stands beside a state: a place on a course, or who accepted a record.
    private static func beside(_ standing: TrainingStanding) -> String {
        let booked = standing.bookedFor.map { "booked for \(Wording.day($0))" }
        let accepted = standing.acceptedBy.isEmpty ? nil : "accepted by \(standing.acceptedBy)"
        return [booked, accepted].compactMap(\.self).joined(separator: ", ")
    }
}
