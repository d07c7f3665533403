import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities themes`.
    static let prioritiesThemes = Command(
        CommandDeclaration(
            "priorities",
            "themes",
            summary: "your council's own themes, and the priorities they belong to",
            effect: .reads,
            examples: [.init("whub priorities themes", "all of them")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listLocalThemes, ListLocalThemesRequest())
        if answer.themes.isEmpty {
            invocation.console.say("No theme yet: whub priorities save-theme --help")
        }
        var listing = Listing(columns: [
            .init("code", "Code"), .init("name", "Name"), .init("description", "Description"),
            .init("links", "Belongs to"),
        ])
        listing.rows = answer.themes.map { theme in
            let links = theme.links.map { "\($0.edition):\($0.item)" }
            return [
                .text(theme.code), .text(theme.name), .text(theme.descriptionValue),
                .text(links.joined(separator: "\n")),
            ]
        }
        try invocation.print(answer, listing)
    }

    /// `whub priorities save-theme`.
    static let prioritiesSaveTheme = Command(
        CommandDeclaration(
            "priorities",
            "save-theme",
            summary: "save a theme of your council's own, linked to priorities",
            details: "What is not named stays as it is; links that are named replace those there "
                + "were.",
            effect: .writes,
            options: [
                OptionDeclaration("name", takes: .text("TEXT"), help: "its name"),
                OptionDeclaration("description", takes: .text("TEXT"), help: "what it is about"),
                OptionDeclaration(
                    "link",
                    takes: .text("EDITION:ITEM"),
                    isRepeatable: true,
                    help: "an item it belongs to; may stand several times"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("CODE", help: "your code for it")],
            examples: [
                .init(
                    "whub priorities save-theme retention --name Retention --link EDITION:SWP2",
                    "a theme that is part of a national priority"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let line = invocation.line
        let themes = try desk.ask(desk.hub.listLocalThemes, ListLocalThemesRequest(), desk.asides)
        let code = line.word("CODE") ?? ""
        var theme =
            themes.themes.first { $0.code.utf8.elementsEqual(code.utf8) }
            ?? LocalTheme(code: code, name: code)
        if let name = line.value("name") { theme.name = name }
        if let text = line.value("description") { theme.descriptionValue = text }
        if line.has("link") { theme.links = try links(line.values("link"), invocation) }
        try invocation.confirm("Save the theme \(code)?")
        let request = SaveLocalThemeRequest(theme: theme, baseRevision: theme.revision)
        let answer = try desk.ask(desk.hub.saveLocalTheme, request)
        if line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The theme \(code) is saved",
            answer.saved,
            next: "whub priorities themes"
        )
    }

    private static func links(
        _ texts: [String],
        _ invocation: Invocation
    ) throws(CommandError) -> [ItemLink] {
        var links: [ItemLink] = []
        for text in texts {
            guard let link = ItemLink(typed: text) else {
                throw invocation.usage("--link takes EDITION:ITEM, not \(text)")
            }
            links.append(link)
        }
        return links
    }
}

extension ItemLink {
    /// The link of `EDITION:ITEM`; `nil` for any other form.
    init?(typed text: String) {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let edition = String(text[..<colon])
        let item = String(text[text.utf8.index(after: colon)...])
        guard !edition.isEmpty, !item.isEmpty else { return nil }
        self.init(edition: edition, item: item)
    }
}
