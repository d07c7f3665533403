import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// What belongs to places.
    static let geography: [Command] = [
        .geographyGroups, .geographyShow, .geographyResolve, .geographySave, .geographyWithdraw,
    ]

    /// `whub geography groups`.
    static let geographyGroups = Command(
        CommandDeclaration(
            "geography",
            "groups",
            summary: "which groups of councils the hub knows, and for which time",
            details: "Regions come from the register of councils. Areas of integrated care boards, "
                + "combined authorities, sub-regions, statistical neighbours and types of place "
                + "are what the region loaded; where nobody loaded any, none are known.",
            options: [GeographyDesk.kindOption],
            examples: [
                .init("whub geography groups", "all of them"),
                .init("whub geography groups --as-of 01/09/2026", "what was loaded by then"),
            ],
            sections: [GeographyDesk.kindsSection]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try GeographyDesk(invocation)
        let request = ListPlaceGroupsRequest(kind: invocation.line.value("kind") ?? "")
        let answer = try desk.ask(desk.hub.listPlaceGroups, request)
        try invocation.print(answer, GeographyPage.editions(answer.editions))
        if answer.editions.isEmpty {
            invocation.console.say(
                "No groups of this kind are known. A region lead loads them: "
                    + "whub geography save --help"
            )
        }
    }

    /// `whub geography show`.
    static let geographyShow = Command(
        CommandDeclaration(
            "geography",
            "show",
            summary: "an edition of groups with its councils",
            details: "Name an edition, or with --kind the one that holds on a day. CSV has the "
                + "columns that `whub geography save` reads.",
            options: [GeographyDesk.kindOption, GeographyDesk.onOption],
            words: [
                WordDeclaration(
                    "EDITION",
                    .optional,
                    help: "an edition, as `whub geography groups` shows it"
                )
            ],
            examples: [
                .init("whub geography show regions", "the regions of England"),
                .init("whub geography show --kind icb --on 01/04/2026", "those of a day"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try GeographyDesk(invocation)
        var request = GetPlaceGroupsRequest(edition: invocation.line.word("EDITION") ?? "")
        request.kind = invocation.line.value("kind") ?? ""
        request.day = try desk.day("on") ?? ""
        guard !request.edition.isEmpty || !request.kind.isEmpty else {
            throw invocation.usage("name an EDITION, or a kind with --kind")
        }
        let answer = try desk.ask(desk.hub.getPlaceGroups, request)
        let groups = answer.groups ?? PlaceGroups()
        try invocation.print(answer, GeographyPage.members(groups)) { style in
            GeographyPage.lines(groups, style)
        }
    }

    /// `whub geography resolve`.
    static let geographyResolve = Command(
        CommandDeclaration(
            "geography",
            "resolve",
            summary: "which council a code or name of any time means today",
            details: "Tells what a council came from, what it gives way to, also where that is "
                + "only planned, and which groups it belongs to on a day. Where a council was "
                + "split, somebody must choose: nothing is guessed.",
            options: [GeographyDesk.onOption],
            words: [WordDeclaration("PLACE", help: "a code or name, such as \"Bedford Borough\"")],
            examples: [
                .init("whub geography resolve \"Bedford Borough\"", "a name as others write it"),
                .init("whub geography resolve E08000016", "a code of the past"),
            ],
            sections: [
                .init(
                    "Words of a change",
                    CodeChange.Kind.known.map { .init($0.words, $0.meaning) }
                ),
                .init("Words of the answer (CSV, JSON)", GeographyPage.matches),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try GeographyDesk(invocation)
        var request = ResolvePlaceRequest(text: invocation.line.word("PLACE") ?? "")
        request.day = try desk.day("on") ?? ""
        let answer = try desk.ask(desk.hub.resolvePlace, request)
        try invocation.print(answer, GeographyPage.councils(answer)) { style in
            GeographyPage.lines(answer, style)
        }
        guard answer.match != .unknown else {
            let nearest = answer.suggestion.map { "; did you mean \($0)?" } ?? ""
            throw .missing(
                "no council has or had the name or code \(request.text)\(nearest)",
                next: "whub councils"
            )
        }
    }

    /// `whub geography withdraw`.
    static let geographyWithdraw = Command(
        CommandDeclaration(
            "geography",
            "withdraw",
            summary: "take an edition of groups back that was loaded by mistake (region lead)",
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
            words: [
                WordDeclaration("EDITION", help: "an edition, as `whub geography groups` shows it")
            ],
            examples: [
                .init("whub geography withdraw icb-2026 --why \"Loaded twice\"", "one less")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try GeographyDesk(invocation)
        let edition = invocation.line.word("EDITION") ?? ""
        let present = try desk.present(edition)
        try invocation.confirm("Withdraw the groups \(edition)?")
        var request = WithdrawPlaceGroupsRequest(edition: edition)
        request.baseRevision = present?.revision ?? 0
        request.why = try desk.required("why")
        let answer = try desk.ask(desk.hub.withdrawPlaceGroups, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept("The groups \(edition) are withdrawn", answer.saved)
    }
}
