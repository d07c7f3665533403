import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities frameworks`.
    static let prioritiesFrameworks = Command(
        CommandDeclaration(
            "priorities",
            "frameworks",
            summary: "the frameworks that the region holds, with their editions",
            examples: [
                .init("whub priorities frameworks", "the names that other commands take"),
                .init("whub priorities show EDITION", "then read one of them"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listFrameworks, ListFrameworksRequest())
        if answer.editions.isEmpty { invocation.console.say(noFrameworks) }
        var listing = Listing(columns: [
            .init("edition", "Edition"), .init("framework", "Framework"), .init("label", "Label"),
            .init("kind", "Kind"), .init("items", "Items", .trailing), .init("origin", "Whose"),
        ])
        listing.rows = answer.editions.map { edition in
            [
                .text(edition.id), .text(edition.frameworkName), .text(edition.label),
                .text(Wording.name(edition.kind, without: "FRAMEWORK_KIND_")),
                .text("\(edition.items)"), .text(Wording.origin(edition.origin)),
            ]
        }
        try invocation.print(answer, listing) { style in
            var page = Page(style)
            for edition in answer.editions {
                page.heading(edition.id)
                page.paragraph("\(edition.frameworkName): \(edition.label)", indent: 4)
                let kind = Wording.name(edition.kind, without: "FRAMEWORK_KIND_")
                let items = Wording.count(Int(edition.items), "item")
                page.paragraph("\(kind), \(items), \(Wording.origin(edition.origin))", indent: 4)
            }
            return page.lines
        }
    }

    /// `whub priorities show`.
    static let prioritiesShow = Command(
        CommandDeclaration(
            "priorities",
            "show",
            summary: "the shared priorities, or another framework, with their sources",
            effect: .reads,
            words: [
                WordDeclaration(
                    "EDITION",
                    .optional,
                    help: "from `whub priorities frameworks`; without it the newest priorities"
                )
            ],
            examples: [.init("whub priorities show", "the six shared workforce priorities")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let id: String
        if let named = invocation.line.word("EDITION") { id = named } else { id = try newest(desk) }
        let answer = try desk.ask(desk.hub.getFramework, GetFrameworkRequest(edition: id))
        let edition = answer.edition ?? FrameworkEdition()
        try invocation.print(edition, EditionPage(edition).listing) { style in
            EditionPage(edition).lines(style)
        }
    }

    /// `whub priorities load-framework`.
    static let prioritiesLoadFramework = Command(
        CommandDeclaration(
            "priorities",
            "load-framework",
            summary: "load an edition of a framework, or change one (region lead)",
            details:
                "The file holds one edition as `whub priorities show -o json` prints it; items "
                + "that are left out are gone from it. Its revision says which state it changes; "
                + "take it out, with the id changed, for a new edition.",
            effect: .writes,
            options: [PrioritiesDesk.fileOption, PrioritiesDesk.keyOption],
            examples: [
                .init("whub priorities show -o json > edition.json", "take one to begin with"),
                .init("whub priorities load-framework -f edition.json --dry-run", "check yours"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let edition = try desk.message(
            FrameworkEdition.self,
            for: .priorityServiceSaveFramework
        )
        let request = SaveFrameworkRequest(edition: edition, baseRevision: edition.revision)
        try invocation.confirm("Load the edition \(edition.id) for the whole region?")
        let answer = try desk.ask(desk.hub.saveFramework, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The edition \(edition.id) is loaded",
            answer.saved,
            next: "whub priorities show \(edition.id)"
        )
    }

    /// `whub priorities glossary`.
    static let prioritiesGlossary = Command(
        CommandDeclaration(
            "priorities",
            "glossary",
            summary: "the words of the field, explained",
            examples: [.init("whub priorities glossary -o csv > glossary.csv", "to print it")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listGlossary, ListGlossaryRequest())
        if answer.entries.isEmpty {
            invocation.console.say(
                "The region has no glossary. A hub made with whubd init --starter begins with one."
            )
        }
        var listing = Listing(columns: [
            .init("term", "Word"), .init("meaning", "Meaning"), .init("sources", "Sources"),
        ])
        listing.rows = answer.entries.map { entry in
            [.text(entry.term), .text(entry.meaning), .text(entry.sources.joined(separator: " "))]
        }
        try invocation.print(answer, listing)
    }

    private static let noFrameworks =
        "The region holds no framework yet. A hub made with whubd init --starter begins with the "
        + "published ones; the region lead loads others: whub priorities load-framework --help"

    /// The id of the newest edition of the priorities.
    private static func newest(_ desk: PrioritiesDesk) throws(CommandError) -> String {
        let answer = try desk.ask(desk.hub.listFrameworks, ListFrameworksRequest(), desk.asides)
        let ids = answer.editions.filter { $0.kind == .priorities }.map(\.id)
        guard let newest = ids.max(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) else {
            throw .missing(
                "the region holds no edition of the priorities",
                next: "the region lead loads one: whub priorities load-framework --help"
            )
        }
        return newest
    }
}
