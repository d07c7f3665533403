import HubArguments
import HubClient
import HubSystem
import HubText
import HubWire

/// A command's conversation with the hub about priorities.
struct PrioritiesDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: PriorityServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = PriorityServiceClient(channel)
    }

    /// The options of the call that only tries what the command is about.
    var rehearsal: CallOptions {
        var rehearsal = options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        return rehearsal
    }

    /// The window that `--window` names, else the only open one.
    func window() throws(CommandError) -> Window {
        let windows = try ask(hub.listWindows, ListWindowsRequest(), asides).windows
        let choice = WindowChoice(windows, today: WindowChoice.today)
        return try choice.window(invocation.line.value(Self.windowOption.name), invocation)
    }

    /// The window that `--window` names, else the one that a file names, else the only open one.
    func window(_ named: String) throws(CommandError) -> Window {
        guard !invocation.line.has("window"), !named.isEmpty else { return try window() }
        let windows = try ask(hub.listWindows, ListWindowsRequest(), asides).windows
        return try WindowChoice(windows, today: WindowChoice.today).window(named, invocation)
    }

    /// The window that a command reads: as `window()`, and where none is open the one that the hub
    /// chooses, which is that of the council's last change.
    func windowToRead() throws(CommandError) -> Window {
        let windows = try ask(hub.listWindows, ListWindowsRequest(), asides).windows
        let choice = WindowChoice(windows, today: WindowChoice.today)
        let name = invocation.line.value(Self.windowOption.name)
        if name == nil, choice.open.isEmpty, !windows.isEmpty {
            let last = try ask(hub.getAssessment, GetAssessmentRequest(), asides).assessment
            let id = last?.window ?? ""
            if let window = windows.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) {
                return window
            }
        }
        return try choice.window(name, invocation)
    }

    /// The edition of an id, as it is now.
    func edition(_ id: String) throws(CommandError) -> FrameworkEdition {
        try ask(hub.getFramework, GetFrameworkRequest(edition: id), asides).edition
            ?? FrameworkEdition()
    }

    /// The scale of an id; `nil` where there is none.
    func scale(_ id: String?) throws(CommandError) -> RatingScale? {
        guard let id else { return nil }
        let scales = try ask(hub.listScales, ListScalesRequest(), asides).scales
        return scales.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// The council's present self-assessment in a window; one without an id where there is none.
    func present(_ window: Window) throws(CommandError) -> Assessment {
        let request = GetAssessmentRequest(window: window.id)
        return try ask(hub.getAssessment, request, in: window, asides).assessment ?? Assessment()
    }

    /// `--window`.
    static let windowOption = OptionDeclaration(
        "window",
        takes: .text("WINDOW"),
        help: "which return window; the only open one without it"
    )
    /// `--key`.
    static let keyOption = OptionDeclaration(
        "key",
        takes: .text("UUID"),
        help: "the key of a change that is sent again"
    )
    /// `--out`.
    static let outOption = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this new file instead of printing it"
    )
    /// `--file`.
    static let fileOption = OptionDeclaration(
        "file",
        letter: "f",
        takes: .file("FILE"),
        isRequired: true,
        help: "JSON as `-o json` prints it; - for standard input"
    )
}

extension PrioritiesDesk {
    /// How a draft is handed in, for whoever may do that, and by whom for everybody else.
    func handIn(_ window: Window) -> String {
        let command = Self.typed("hand-in", window.id)
        do throws(CommandError) {
            let client = IdentityServiceClient(channel)
            let grants = try ask(client.whoAmI, WhoAmIRequest(), asides).grants
            let isAllowed = RoleTable.allows(
                Method.priorityServiceHandInAssessment.facts,
                grants
            )
            return isAllowed ? command : "a steward of your council hands it in (\(command))"
        } catch {
            return command
        }
    }

    /// A day as a person writes it, in the form in which it travels.
    func day(_ option: String) throws(CommandError) -> String? {
        guard let text = invocation.line.value(option), !text.isEmpty else { return nil }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            throw invocation.usage("--\(option): \(error)")
        }
    }
}
