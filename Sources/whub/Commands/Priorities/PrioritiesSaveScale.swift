import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities save-scale`.
    static let prioritiesSaveScale = Command(
        CommandDeclaration(
            "priorities",
            "save-scale",
            summary: "define a rating scale (region lead)",
            details: "Give the levels one by one, from the worst to the best; or a file that holds "
                + "one scale as `whub priorities scales -o json` prints it. No official scale for "
                + "the priorities is known: say in its name whose it is.",
            effect: .writes,
            options: [
                OptionDeclaration("name", takes: .text("TEXT"), help: "its name for people"),
                OptionDeclaration(
                    "level",
                    takes: .text("NAME"),
                    isRepeatable: true,
                    help: "a level; from the worst to the best, 2 to 10 of them"
                ),
                OptionDeclaration(
                    "meaning",
                    takes: .text("TEXT"),
                    isRepeatable: true,
                    help: "what a level means; none, or one for each level in the same order"
                ),
                OptionDeclaration(
                    "file",
                    letter: "f",
                    takes: .file("FILE"),
                    help: "JSON of one scale instead; - for standard input"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration("SCALE", .optional, help: "its name for machines, as ours-2025")
            ],
            examples: [
                .init(
                    "whub priorities save-scale ours-2025 --name \"Our scale\" --level Beginning "
                        + "--level Developing --level Embedded --dry-run",
                    "check it first, then again without --dry-run"
                ),
                .init("whub priorities save-scale -f scale.json", "from a file"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let isFile = invocation.line.has("file")
        var typed: ScaleWords?
        if isFile { try refuseBoth(invocation) } else { typed = try ScaleWords(invocation) }
        let desk = try PrioritiesDesk(invocation)
        var scale: RatingScale
        if let typed {
            scale = typed.scale
        } else {
            scale = try desk.message(RatingScale.self, for: .priorityServiceSaveScale)
        }
        let known = try desk.scale(scale.id)
        // A file says which state it changes; words change the present one.
        if let typed {
            scale.revision = known?.revision ?? 0
            if !typed.isNamed { scale.name = known?.name ?? scale.id }
        }
        let request = SaveScaleRequest(scale: scale, baseRevision: scale.revision)
        // Whoever is asked is not told afterwards that it was of no use.
        _ = try desk.ask(desk.hub.saveScale, request, desk.rehearsal)
        try invocation.show(ScalePage.changes(from: known ?? RatingScale(), to: scale))
        try invocation.confirm("Save the scale \(scale.id) for the whole region?")
        let answer = try desk.ask(desk.hub.saveScale, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The scale \(scale.id) is saved",
            answer.saved,
            next: "whub priorities set-window WINDOW --scale \(scale.id)"
        )
    }

    private static func refuseBoth(_ invocation: Invocation) throws(CommandError) {
        let line = invocation.line
        let isBoth = line.word("SCALE") != nil || line.has("name") || line.has("level")
        if isBoth || line.has("meaning") {
            throw invocation.usage("give the scale in a file or in words, not both")
        }
    }
}

/// A scale as it was typed.
private struct ScaleWords {
    /// The scale, best level last.
    let scale: RatingScale
    /// Whether its name was typed.
    let isNamed: Bool

    init(_ invocation: Invocation) throws(CommandError) {
        let line = invocation.line
        let names = line.values("level")
        guard let id = line.word("SCALE"), !names.isEmpty else {
            throw invocation.usage(
                "`priorities save-scale` needs SCALE and --level for each level, or --file FILE"
            )
        }
        let meanings = line.values("meaning")
        guard meanings.isEmpty || meanings.count == names.count else {
            throw invocation.usage(
                "there are \(Wording.count(names.count, "level")) and "
                    + "\(Wording.count(meanings.count, "meaning")): give none, or one for each"
            )
        }
        var scale = RatingScale(id: id, name: line.value("name") ?? "")
        scale.levels = names.indices.map { index in
            ScaleLevel(name: names[index], meaning: meanings.isEmpty ? "" : meanings[index])
        }
        scale.direction = .higherIsBetter
        self.scale = scale
        isNamed = line.has("name")
    }
}

extension ScalePage {
    /// What saving a scale changes.
    static func changes(from old: RatingScale, to new: RatingScale) -> [ValueChange] {
        var changes = [ValueChange("Name", old.name, new.name)]
        changes.append(ValueChange("Direction", direction(old), direction(new)))
        for index in 0..<max(old.levels.count, new.levels.count) {
            changes.append(ValueChange("Level \(index + 1)", level(old, index), level(new, index)))
        }
        return changes
    }

    private static func direction(_ scale: RatingScale) -> String {
        scale.levels.isEmpty ? "" : Wording.name(scale.direction, without: "SCALE_DIRECTION_")
    }

    private static func level(_ scale: RatingScale, _ index: Int) -> String {
        guard index < scale.levels.count else { return "" }
        let level = scale.levels[index]
        return level.meaning.isEmpty ? level.name : "\(level.name): \(level.meaning)"
    }
}
