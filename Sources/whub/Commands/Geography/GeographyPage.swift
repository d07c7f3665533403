import HubArguments
import HubDomain
import HubText
import HubWire

/// Places for people.
enum GeographyPage {
    /// A row for each edition of groups.
    static func editions(_ editions: [PlaceGroups]) -> Listing {
        var listing = Listing(columns: [
            .init("edition", "Edition"), .init("kind", "Kind"), .init("from", "From"),
            .init("to", "To"), .init("groups", "Groups", .trailing),
            .init("councils", "Councils", .trailing), .init("source", "Source"),
            .init("revision", "Revision", .trailing, isForPrograms: true),
        ])
        listing.rows = editions.map { edition in
            [
                .text(edition.edition), .text(kind(edition.kind)), .day(edition.from),
                .day(edition.to), .text("\(edition.groupCount)"),
                .text("\(edition.councilCount)"), .text(edition.source),
                .text("\(edition.revision)"),
            ]
        }
        return listing
    }

    /// A row for each council of each group, as `whub geography save` reads it.
    static func members(_ groups: PlaceGroups) -> Listing {
        var listing = Listing(columns: [
            .init("group_code", "Group code"), .init("group", "Group"),
            .init("council", "Council"), .init("council_name", "Name"),
            .init("region", "Region"),
        ])
        listing.rows = groups.groups.flatMap { group in
            group.councils.map { council in
                [
                    .text(group.code), .text(group.name), .text(council.code),
                    .text(council.name), .text(council.region),
                ]
            }
        }
        return listing
    }

    /// An edition with its groups.
    static func lines(_ groups: PlaceGroups, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        page.heading("\(groups.edition): \(kind(groups.kind))")
        page.paragraph("\(time(groups)). Source: \(groups.source).")
        for group in groups.groups {
            page.gap()
            let code = group.code.isEmpty ? "" : " (\(group.code))"
            page.paragraph("\(group.name)\(code)")
            let names = group.councils.map { $0.name.isEmpty ? $0.code : $0.name }
            page.paragraph(names.joined(separator: ", "), indent: 2)
        }
        return page.lines
    }

    /// A row for each council that was found.
    static func councils(_ answer: ResolvePlaceResponse) -> Listing {
        var listing = Listing(columns: [
            .init("code", "Code"), .init("name", "Name"), .init("region", "Region"),
            .init("match", "How"),
        ])
        listing.rows = answer.councils.map { council in
            [
                .text(council.code), .text(council.name), .text(council.region),
                .text(how(answer.match)),
            ]
        }
        return listing
    }

    /// What a code or name leads to.
    static func lines(_ answer: ResolvePlaceResponse, _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for council in answer.councils {
            page.paragraph("\(council.name) (\(council.code)), \(council.region)")
        }
        if answer.match == .several {
            page.paragraph(
                "It was split: name the one you mean, since nothing is guessed.",
                role: .warning
            )
        }
        section("What led there", answer.changes, &page)
        // What led there is a part of what it came from, and is told once.
        let others = answer.predecessors.filter { !answer.changes.contains($0) }
        let title = answer.changes.isEmpty ? "What it came from" : "What else it came from"
        section(title, others, &page)
        section("What it gives way to", answer.successors, &page)
        guard !answer.groups.isEmpty else { return page.lines }
        page.gap()
        page.heading("Groups")
        for group in answer.groups {
            let several =
                group.groupsOfCouncil > 1
                ? ", one of \(group.groupsOfCouncil) in this edition" : ""
            page.paragraph("\(kind(group.kind)): \(group.group) (\(group.edition)\(several))")
        }
        return page.lines
    }

    private static func section(_ title: String, _ changes: [PlaceChange], _ page: inout Page) {
        guard !changes.isEmpty else { return }
        page.gap()
        page.heading(title)
        for change in changes {
            let new = change.newCode.isEmpty ? "code not published" : change.newCode
            let planned = change.isPlanned ? ", planned" : ""
            page.paragraph(
                "\(Wording.day(change.effective)): \(change.oldName) (\(change.oldCode)) to "
                    + "\(change.newName) (\(new)), \(words(change))\(planned)"
            )
        }
    }

    private static func time(_ groups: PlaceGroups) -> String {
        let from = groups.from.map { "From \(Wording.day($0))" } ?? "From the beginning"
        return from + (groups.to.map { " to \(Wording.day($0))" } ?? ", with no end")
    }

    /// A word for machines as people read it.
    static func kind(_ word: String) -> String {
        word.split(separator: "_").joined(separator: " ")
    }

    /// What happened, in the words of the help.
    private static func words(_ change: PlaceChange) -> String {
        let known = CodeChange.Kind.known.first {
            $0.kind.text.utf8.elementsEqual(change.kind.utf8)
        }
        return known?.words ?? kind(change.kind)
    }

    /// What a code or name leads to, in words and what they mean.
    static let matches: [CommandDeclaration.Section.Row] = [
        .init(how(.current), "a code or name that it has today"),
        .init(how(.successor), "a code or name of the past, with this council in its place"),
        .init(how(.several), "it was split; each successor has a row, and nothing is guessed"),
    ]

    private static func how(_ match: PlaceMatch) -> String {
        switch match {
        case .current: "council of today"
        case .successor: "successor"
        case .several: "one of several successors"
        default: "unknown"
        }
    }
}
