import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

extension Command {
    /// What belongs to the register of organisations.
    static let providers: [Command] = [
        .providersList, .providersShow, .providersImport, .providersTemplate, .providersWithdraw,
    ]

    /// `whub providers list`.
    static let providersList = Command(
        CommandDeclaration(
            "providers",
            "list",
            summary: "the organisations that your place plans with",
            details: "CSV has the columns of the template: change it and import it again.",
            options: [
                OptionDeclaration(
                    "search",
                    takes: .text("TEXT"),
                    help: "part of a name, a code or an id"
                ),
                OptionDeclaration(
                    "kind",
                    takes: .oneOf(HubDomain.ProviderKind.allCases.map(\.rawValue)),
                    help: "what they are"
                ),
                OptionDeclaration(
                    "setting",
                    takes: .text("WORD"),
                    help: "the service, such as residential"
                ),
                OptionDeclaration(
                    "in-asc-wds",
                    takes: .oneOf(["yes", "no", "dont-know"]),
                    help: "whether they are in the workforce data set"
                ),
            ],
            examples: [
                .init("whub providers list --search home", "by a part of the name"),
                .init("whub providers list --in-asc-wds no -o csv", "whom to win for it"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProvidersDesk(invocation)
        var request = ListProvidersRequest()
        request.search = invocation.line.value("search") ?? ""
        request.setting = invocation.line.value("setting") ?? ""
        request.kind = ProviderWords.kind(invocation.line.value("kind") ?? "")
        request.inAscWds = ProviderWords.answer(invocation.line.value("in-asc-wds") ?? "")
        var all = ListProvidersResponse()
        repeat {
            let page = try desk.ask(desk.hub.listProviders, request)
            all.providers += page.providers
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        try invocation.print(all, ProviderWords.listing(all.providers))
        if all.providers.isEmpty {
            invocation.console.say(
                "There is no such organisation. Next: whub providers template --out providers.csv"
            )
        }
    }

    /// `whub providers show`.
    static let providersShow = Command(
        CommandDeclaration(
            "providers",
            "show",
            summary: "one organisation with all that is recorded of it",
            effect: .reads,
            words: [WordDeclaration("CODE", help: "as `whub providers list` shows it")],
            examples: [.init("whub providers show 1-000000001", "by the id of its location")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProvidersDesk(invocation)
        let request = GetProviderRequest(code: invocation.line.word("CODE") ?? "")
        let answer = try desk.ask(desk.hub.getProvider, request)
        let provider = answer.provider ?? Provider()
        try invocation.print(answer, ProviderWords.listing([provider])) { style in
            var page = Page(style)
            page.heading(provider.name)
            for (title, text) in zip(
                ProviderTable.columns.map(\.title),
                ProviderWords.cells(provider)
            )
            where !text.isEmpty { page.paragraph("\(title): \(text)") }
            page.paragraph("Revision \(provider.revision).", role: .quiet)
            return page.lines
        }
    }

    /// `whub providers template`.
    static let providersTemplate = Command(
        CommandDeclaration(
            "providers",
            "template",
            summary: "an empty register for a spreadsheet, or an example of a mapping",
            details: "A mapping says which column of a directory is which field (`column` rows), "
                + "what its words mean (`word` rows, FIELD=WORD), and which row has the titles "
                + "(a `setting` row for title_row). Nothing about a directory is guessed.",
            options: [
                OptionDeclaration("mapping", help: "an example of a mapping"),
                OptionDeclaration(
                    "out",
                    takes: .file("FILE"),
                    help: "keep it in this new file instead of printing it"
                ),
            ],
            examples: [.init("whub providers template --out providers.csv", "fill it in")],
            sections: [
                .init(
                    "Kinds",
                    HubDomain.ProviderKind.allCases.map { .init($0.rawValue, $0.words) }
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        var writer = CSVWriter()
        let name = invocation.line.value("out") ?? "FILE"
        if invocation.line.has("mapping") {
            writer.write(ProviderMapping.columns.map(\.title))
            for row in mappingRows { writer.write(row) }
            return try invocation.printFile(
                writer.take(),
                next: "Change it, then: whub providers import FILE --map \(name)"
            )
        }
        writer.write(ProviderTable.columns.map(\.title))
        try invocation.printFile(
            writer.take(),
            next: "Fill it in, save it as CSV UTF-8, then: whub providers import \(name) --dry-run"
        )
    }

    private static let mappingRows = [
        ["setting", "title_row", "1"], ["column", "title of the names", "name"],
        ["column", "title of the location ids", "cqc_location"],
        ["column", "title of the provider ids", "cqc_provider"],
        ["column", "title of the types", "kind"], ["word", "a type of the file", "kind=voluntary"],
        ["column", "title of the services", "setting"],
        ["word", "a service of the file", "setting=residential"],
    ]

    /// `whub providers withdraw`.
    static let providersWithdraw = Command(
        CommandDeclaration(
            "providers",
            "withdraw",
            summary: "take an organisation out of the register, such as one that closed",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "why",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "the reason, for the journal"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "as `whub providers list` shows it")],
            examples: [.init("whub providers withdraw 1-000000001 --why \"closed\"", "one less")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try ProvidersDesk(invocation)
        let code = invocation.line.word("CODE") ?? ""
        let present = try desk.ask(
            desk.hub.getProvider,
            GetProviderRequest(code: code),
            desk.asides
        )
        try invocation.confirm("Withdraw \(present.provider?.name ?? code)?")
        var request = WithdrawProviderRequest(code: code)
        request.baseRevision = present.provider?.revision ?? 0
        request.why = try desk.required("why")
        let answer = try desk.ask(desk.hub.withdrawProvider, request)
        invocation.sayKept("Withdrawn: \(code)", answer.saved)
    }
}

/// A command's conversation with the hub about the register.
struct ProvidersDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: ProviderServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = ProviderServiceClient(channel)
    }
}
