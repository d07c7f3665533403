import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub thread`.
    static let thread = Command(
        CommandDeclaration(
            "thread",
            summary: "the golden thread: from a priority to what is done about it, and back",
            details: "From a priority it leads to your themes, your self-assessment, and to the "
                + "challenges, objectives and actions of your plans, with the gaps in training "
                + "that these are to close; to the region's sessions and what was shown in them. "
                + "From an action it leads back to what it is done for, from an objective or a "
                + "challenge both ways. From a measure of the workforce figures, or from one "
                + "figure, it leads to the actions and scenarios that take numbers from it. What "
                + "your role may not see is left out; of what there is nothing yet, it says so.",
            words: [
                WordDeclaration(
                    "START",
                    help: "a priority (SWP5), a link (wres/3, theme/CODE, figures/turnover_rate, "
                        + "scenario/CODE), a figure (\"turnover_rate; area=E09000003; "
                        + "period=2023/24\"), or a challenge, objective or action of a plan "
                        + "(workforce-2026/A3, or A3 where one plan has it)"
                )
            ],
            examples: [
                .init("whub thread SWP5", "everything that is done about a priority"),
                .init("whub thread workforce-2026/A3", "what an action is done for"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PlansDesk(invocation)
        let request = GetThreadRequest(start: invocation.line.word("START") ?? "")
        let answer = try desk.ask(desk.hub.getThread, request)
        var listing = Listing(columns: [
            .init("kind", "Kind"), .init("ref", "Ref"), .init("title", "Title"),
            .init("state", "State"), .init("from", "From"),
        ])
        listing.rows = answer.entries.map { entry in
            [
                .text(entry.kind), .text(entry.ref), .text(entry.title), .text(entry.state),
                .text(ThreadTree.parent(entry, answer.entries)),
            ]
        }
        try invocation.print(answer, listing) { ThreadTree.lines(answer.entries, $0) }
        if answer.entries.allSatisfy({ $0.from == 0 }) {
            invocation.console.say(
                "Nothing hangs on it yet: a plan's challenges, objectives and actions name it in "
                    + "`links`."
            )
        }
        for nothing in answer.nothingYet {
            invocation.console.say(
                TerminalText.escaped("Nothing yet, \(nothing.kind): \(nothing.words).")
            )
        }
        if answer.entriesLeftOut > 0 {
            invocation.console.warn("\(answer.entriesLeftOut) more had no room.")
        }
    }
}

/// A thread for people: each entry below what leads there.
enum ThreadTree {
    /// The deepest that entries are moved in.
    private static let depthMax = 8

    /// What leads to an entry; empty for the start.
    static func parent(_ entry: ThreadEntry, _ entries: [ThreadEntry]) -> String {
        guard let index = Int(exactly: entry.from), entries.indices ~= index - 1 else { return "" }
        return entries[index - 1].ref
    }

    /// The lines.
    static func lines(_ entries: [ThreadEntry], _ style: TerminalStyle) -> [String] {
        var children: [UInt32: [Int]] = [:]
        for (index, entry) in entries.enumerated() {
            children[entry.from, default: []].append(index)
        }
        var page = Page(style)
        // Entries come after what leads to them, so that every walk ends.
        var waiting = (children[0] ?? []).reversed().map { (index: $0, depth: 0) }
        while let (index, depth) = waiting.popLast() {
            let entry = entries[index]
            let kind = entry.kind.split(separator: "_").joined(separator: " ")
            let state = entry.state.isEmpty ? "" : " (\(entry.state))"
            page.paragraph(
                "\(kind) \(entry.ref): \(entry.title)\(state)",
                indent: min(depth, depthMax) * 2,
                role: depth == 0 ? .heading : nil
            )
            let next = UInt32(clamping: index + 1)
            waiting += (children[next] ?? []).reversed().map { (index: $0, depth: depth + 1) }
        }
        return page.lines
    }
}
