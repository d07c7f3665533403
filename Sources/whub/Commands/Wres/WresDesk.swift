import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

/// A command's conversation with the hub about the race equality standard.
struct WresDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: WresServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = WresServiceClient(channel)
    }

    /// The options of the call that only tries what the command is about.
    var rehearsal: CallOptions {
        var rehearsal = options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        return rehearsal
    }

    /// The cycle that `--cycle` names; empty for the hub to choose.
    var cycle: String {
        let typed = invocation.line.value("cycle") ?? ""
        guard !typed.isEmpty else { return "" }
        // What this program does not know yet, the hub may.
        let known = try? WresLibrary.shipped().cycle(typed: typed)
        return known?.id.text ?? typed
    }

    /// Whether what the hub holds is invented.
    var isExample: Bool { channel.hello?.hubKind == .example }

    /// The reporting unit that `--unit` names; empty for the usual one.
    var unit: String { invocation.line.value("unit") ?? "" }

    /// The cycle that `--cycle` names, with the pay bands that the region loaded for it.
    func wholeCycle() throws(CommandError) -> WresCycle {
        let cycle = try WresFiles.cycle(invocation)
        guard cycle.bands.value == nil else { return cycle }
        let all = try ask(hub.listCycleBands, ListCycleBandsRequest(), asides).cycles
        let loaded = all.first { $0.cycle.utf8.elementsEqual(cycle.id.text.utf8) }
        guard let loaded, !loaded.bands.isEmpty else { return cycle }
        do throws(DomainError) {
            return try cycle.with(bands: loaded.bands.map(PayBand.init))
        } catch {
            throw .local("the hub's pay bands: \(error.finding().sentence)")
        }
    }

    /// The return that the command is about, without its counts.
    func summary() throws(CommandError) -> ReturnSummary {
        let all = try ask(hub.listReturns, ListReturnsRequest(), asides).returns
        let wanted = unit.isEmpty ? "main" : unit
        let found = all.first { summary in
            summary.unit.utf8.elementsEqual(wanted.utf8)
                && (cycle.isEmpty || summary.cycle.utf8.elementsEqual(cycle.utf8))
        }
        guard let found else {
            throw .missing(
                "there is no return" + (cycle.isEmpty ? "" : " for \(cycle)"),
                next: "whub wres template --cycle YEAR --out sheet.csv"
            )
        }
        return found
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

    /// `--cycle`, where the hub can choose.
    static let cycleToReadOption = OptionDeclaration(
        "cycle",
        takes: .text("YEAR"),
        help: "the cycle of the standard; that of the newest return without it"
    )
    /// `--unit`.
    static let unitOption = OptionDeclaration(
        "unit",
        takes: .text("UNIT"),
        help: "the reporting unit, where your council has several; main without it"
    )
    /// `--fixes`.
    static let fixesOption = OptionDeclaration(
        "fixes",
        takes: .file("FILE"),
        help: "write your sheet with its findings beside the rows to this new file"
    )

    /// A command about a return, as it can be typed.
    static func typed(_ verb: String, _ summary: ReturnSummary, _ rest: String = "") -> String {
        typed(verb, summary.cycle, summary.unit, rest)
    }

    /// A command about a return, as it can be typed.
    static func typed(
        _ verb: String,
        _ cycle: String,
        _ unit: String,
        _ rest: String = ""
    ) -> String {
        let named = unit.isEmpty || unit == "main" ? "" : " --unit \(unit)"
        return "whub wres \(verb) --cycle \(cycle)\(named)" + (rest.isEmpty ? "" : " \(rest)")
    }
}

extension ReturnSummary {
    /// Whether what was sent to Skills for Care is not what stands now.
    var mustBeSentAgain: Bool {
        let stage: ReturnStage = state == .corrected ? .corrected : .agreed
        func day(_ text: String?) -> Day? { text.flatMap { try? DayText.day($0) } }
        return stage.mustBeSentAgain(sent: day(sent), corrected: day(corrected))
    }
}

extension Wording {
    /// How far a return is.
    static func stage(_ state: ReturnState) -> String {
        switch state {
        case .draft: "draft"
        case .checked: "checked"
        case .handedIn: "handed in"
        case .agreed: "agreed"
        case .corrected: "corrected"
        case .unspecified: "not started"
        default: "\(state)"
        }
    }

    /// What a state means to whoever waits for it.
    static func stageRole(_ state: ReturnState) -> TextRole? {
        switch state {
        case .handedIn, .agreed, .corrected: .good
        case .draft, .checked: .warning
        default: .quiet
        }
    }

    /// A service, or both.
    static func service(_ name: String) -> String {
        WresService(rawValue: name)?.heading
            ?? "Adults' and children's services together"
    }
}

extension Invocation {
    /// Says where an option that takes a role or a reason reads as the name of a person.
    ///
    /// A hint and no refusal: names have no form, and Cabinet Member would be one.
    func hintAtName(_ text: String, _ option: String) {
        guard RoleWords.mentionsName(text) else { return }
        console.say(
            "note: --\(option) reads as the name of a person; name a role, such as workforce lead. "
                + "Where it is one, nothing is to be done."
        )
    }

    /// Says where a text of an option calls somebody by a title and a name.
    func hintAtPerson(_ text: String, _ option: String) {
        guard RoleWords.titlesSomebody(text) else { return }
        console.say(
            "note: --\(option) seems to name a person; it is printed for meetings, so name a role. "
                + "Where it names nobody, nothing is to be done."
        )
    }
}
