import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub priorities windows`.
    static let prioritiesWindows = Command(
        CommandDeclaration(
            "priorities",
            "windows",
            summary: "when the region asks for self-assessments",
            examples: [.init("whub priorities windows", "the names that --window takes")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let answer = try desk.ask(desk.hub.listWindows, ListWindowsRequest())
        if answer.windows.isEmpty {
            invocation.console.say(
                "The region has no return window yet. The region lead sets one: "
                    + "whub priorities set-window --help"
            )
        }
        var listing = Listing(columns: [
            .init("window", "Window"), .init("name", "Name"), .init("edition", "Edition"),
            .init("scale", "Scale"), .init("opens", "Opens"), .init("closes", "Closes"),
            .init("note", "Note"),
        ])
        listing.rows = answer.windows.map { window in
            [
                .text(window.id), .text(window.name), .text(window.edition),
                .text(window.scale ?? ""), .day(window.opens), .day(window.closes),
                .text(window.note),
            ]
        }
        try invocation.print(answer, listing) { style in
            var page = Page(style)
            for window in answer.windows {
                page.entry(window.id, window.name, indent: 0)
                page.paragraph(WindowChoice.dates(window), indent: 4)
                let scale = window.scale.map { "rated on \($0)" } ?? "no scale is set"
                page.paragraph("Edition \(window.edition), \(scale)", indent: 4)
                page.paragraph(window.note, indent: 4)
            }
            return page.lines
        }
    }

    /// `whub priorities set-window`.
    static let prioritiesSetWindow = Command(
        CommandDeclaration(
            "priorities",
            "set-window",
            summary: "set a return window, or change one (region lead)",
            details: "What is not named stays as it is. An empty value, as in --closes=, takes a "
                + "value away; without both dates a window is shown as not confirmed. A new "
                + "window needs --edition.",
            effect: .writes,
            options: [
                OptionDeclaration("name", takes: .text("TEXT"), help: "its name for people"),
                OptionDeclaration(
                    "edition",
                    takes: .text("EDITION"),
                    help: "what is assessed against, from `whub priorities frameworks`; a new "
                        + "window needs it"
                ),
                OptionDeclaration(
                    "scale",
                    takes: .text("SCALE"),
                    help: "the scale of ratings, from `whub priorities scales`"
                ),
                OptionDeclaration("opens", takes: .text("DATE"), help: "the first day"),
                OptionDeclaration("closes", takes: .text("DATE"), help: "the last day"),
                OptionDeclaration("note", takes: .text("TEXT"), help: "what councils should know"),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("WINDOW", help: "its name for machines, as 2025-autumn")],
            examples: [
                .init(
                    "whub priorities set-window 2025-autumn --name \"Autumn 2025\" "
                        + "--edition EDITION --opens 01/09/2025 --closes 31/10/2025",
                    "set a window with its dates"
                ),
                .init(
                    "whub priorities set-window first --scale ours-2025 --opens 01/09/2025 "
                        + "--closes 31/10/2025",
                    "give one that is there its scale and its dates"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try PrioritiesDesk(invocation)
        let windows = try desk.ask(desk.hub.listWindows, ListWindowsRequest(), desk.asides).windows
        let id = invocation.line.word("WINDOW") ?? ""
        let known = windows.first { $0.id.utf8.elementsEqual(id.utf8) }
        if known == nil, invocation.line.value("edition") == nil {
            throw invocation.usage(
                "--edition is missing: there is no window \(id) yet, and a new one needs the "
                    + "edition it is about, from `whub priorities frameworks`"
            )
        }
        var window = known ?? Window(id: id, name: id)
        try change(&window, desk)
        let request = SaveWindowRequest(window: window, baseRevision: window.revision)
        // Whoever is asked is not told afterwards that it was of no use.
        _ = try desk.ask(desk.hub.saveWindow, request, desk.rehearsal)
        try invocation.show(changes(from: known ?? Window(), to: window))
        try invocation.confirm("Set the window \(id) (\(WindowChoice.dates(window)))?")
        let answer = try desk.ask(desk.hub.saveWindow, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The window \(id) is set: \(WindowChoice.dates(window))",
            answer.saved,
            next: "whub priorities status --window \(id)"
        )
    }

    private static func changes(from old: Window, to new: Window) -> [ValueChange] {
        [
            ValueChange("Name", old.name, new.name),
            ValueChange("Edition", old.edition, new.edition),
            ValueChange("Scale", old.scale ?? "", new.scale ?? ""),
            ValueChange(
                "Opens",
                old.opens.map(Wording.day) ?? "",
                new.opens.map(Wording.day) ?? ""
            ),
            ValueChange(
                "Closes",
                old.closes.map(Wording.day) ?? "",
                new.closes.map(Wording.day) ?? ""
            ),
            ValueChange("Note", old.note, new.note),
        ]
    }

    private static func change(
        _ window: inout Window,
        _ desk: PrioritiesDesk
    ) throws(CommandError) {
        let line = desk.invocation.line
        if let name = line.value("name") { window.name = name }
        if let edition = line.value("edition") { window.edition = edition }
        if let scale = line.value("scale") { window.scale = scale.isEmpty ? nil : scale }
        if line.has("opens") { window.opens = try desk.day("opens") }
        if line.has("closes") { window.closes = try desk.day("closes") }
        if let note = line.value("note") { window.note = note }
    }
}
