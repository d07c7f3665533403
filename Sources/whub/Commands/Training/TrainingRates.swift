import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training rates`.
    static let trainingRates = Command(
        CommandDeclaration(
            "training",
            "rates",
            summary: "what funding schemes pay, in their editions",
            details: "Those that the region loaded come first: where both cover a day, the "
                + "region's counts. What is not listed is not known, and is never made up.",
            examples: [.init("whub training rates", "courses, sums and windows")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        let answer = try desk.ask(desk.hub.listFundingRates, ListFundingRatesRequest())
        var listing = Listing(columns: [
            .init("scheme", "Scheme"), .init("edition", "Edition"), .init("course", "Course"),
            .init("pounds", "Pounds at most", .trailing),
            .init("start_percent", "% at start", .trailing), .init("paid_from", "Paid from"),
            .init("paid_until", "Paid until"), .init("claim_until", "Claims until"),
            .init("late_until", "Late until"), .init("window_months", "Months", .trailing),
            .init("from", "From"), .init("source", "Source"),
            .init("revision", "Revision", .trailing, isForPrograms: true),
        ])
        listing.rows = answer.rates.map { rate in
            [
                .text(rate.scheme), .text(rate.edition), .text(rate.course),
                .text(ClaimWords.pounds(rate.amountMaxPence)), .text("\(rate.startPercent)"),
                .day(rate.paidFrom), .day(rate.paidUntil), .day(rate.claimUntil),
                .day(rate.lateUntil), .text("\(rate.windowMonths)"),
                .text(rate.isShipped ? "the hub" : "the region"), .text(rate.source),
                .text("\(rate.revision)"),
            ]
        }
        try invocation.print(answer, listing) { style in listing.entries(style) }
    }

    /// `whub training load-rate`.
    static let trainingLoadRate = Command(
        CommandDeclaration(
            "training",
            "load-rate",
            summary: "load what a scheme pays for a course in an edition; for a region lead",
            details: "Sums and windows as they were published, with where that was. Every day of a "
                + "first payment falls under one edition at most.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "scheme",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "such as ldss"
                ),
                OptionDeclaration(
                    "edition",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "such as 2025-26"
                ),
                OptionDeclaration(
                    "amount",
                    takes: .text("POUNDS"),
                    isRequired: true,
                    help: "the most for one person"
                ),
                OptionDeclaration(
                    "start-percent",
                    takes: .text("N"),
                    isRequired: true,
                    help: "how much of it is paid at the start"
                ),
                OptionDeclaration(
                    "paid-from",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the first day of a first payment"
                ),
                OptionDeclaration(
                    "paid-until",
                    takes: .text("DATE"),
                    isRequired: true,
                    help: "the last day of a first payment"
                ),
                OptionDeclaration(
                    "claim-until",
                    takes: .text("DATE"),
                    help: "the last day for claims but those on completion"
                ),
                OptionDeclaration(
                    "late-until",
                    takes: .text("DATE"),
                    help: "until when late claims are looked at one by one"
                ),
                OptionDeclaration(
                    "window-months",
                    takes: .text("N"),
                    isRequired: true,
                    help: "the months in which a claim can be made"
                ),
                OptionDeclaration(
                    "source",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the publisher, the title and the day"
                ),
                OptionDeclaration(
                    "revision",
                    takes: .text("N"),
                    help: "the revision that the change is based on; none for a new rate"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("COURSE", help: "the course's code")],
            examples: [
                .init(
                    "whub training load-rate example-course --scheme ldss --edition 2026-27 "
                        + "--amount 100 --start-percent 60 --paid-from 01/04/2026 --paid-until "
                        + "31/03/2027 --window-months 3 --source \"Example publisher, title, day\"",
                    "an invented rate"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try FundingDesk(invocation)
        let line = invocation.line
        var rate = SchemeRate(scheme: line.value("scheme") ?? "")
        rate.edition = line.value("edition") ?? ""
        rate.course = line.word("COURSE") ?? ""
        rate.amountMaxPence = try ClaimWords.pence("amount", invocation) ?? 0
        rate.startPercent = try FundingWords.count("start-percent", invocation)
        rate.paidFrom = try DelegationOptions.required("paid-from", invocation)
        rate.paidUntil = try DelegationOptions.required("paid-until", invocation)
        rate.claimUntil = try DelegationOptions.day("claim-until", invocation)
        rate.lateUntil = try DelegationOptions.day("late-until", invocation)
        rate.windowMonths = try FundingWords.count("window-months", invocation)
        rate.source = line.value("source") ?? ""
        var request = SaveFundingRateRequest(rate: rate)
        request.baseRevision = try FundingWords.revision(invocation)
        try invocation.confirm("Load this rate for all councils?")
        let answer = try desk.ask(desk.hub.saveFundingRate, request, desk.options)
        if line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The rate is loaded", answer.saved)
    }
}
