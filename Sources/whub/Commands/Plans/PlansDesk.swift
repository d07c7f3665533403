import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// A command's conversation with the hub about workforce plans.
struct PlansDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: PlanServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = PlanServiceClient(channel)
    }

    /// The options of the call that only tries what the command is about.
    var rehearsal: CallOptions {
        var rehearsal = options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        return rehearsal
    }

    /// The plan that the command names; empty for the hub to choose.
    var code: String { invocation.line.word("CODE") ?? "" }

    /// The plan as it is now.
    func present() throws(CommandError) -> WorkforcePlan {
        try ask(hub.getPlan, GetPlanRequest(code: code), asides).plan ?? WorkforcePlan()
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

    /// The day of an option that must be given.
    func requiredDay(_ option: String) throws(CommandError) -> String {
        guard let day = try day(option) else {
            throw invocation.usage("--\(option) is missing")
        }
        return day
    }

    /// Ends the command where findings stand in the way.
    func stop(at findings: [HubWire.Finding], leftOut: UInt32) throws(CommandError) {
        guard FindingList.errors(findings) > 0 else { return }
        let more = leftOut > 0 ? ", and \(leftOut) more that had no room" : ""
        throw .dataError("\(FindingList.summary(findings))\(more): nothing was kept")
    }

    /// `CODE`.
    static let codeWord = WordDeclaration(
        "CODE",
        .optional,
        help: "the plan, such as workforce-2026; the one that changed last without it"
    )
}

extension Wording {
    /// How far a plan is.
    static func planStage(_ stage: PlanStage) -> String {
        switch stage {
        case .draft: "draft"
        case .inReview: "in review"
        case .agreed: "agreed"
        case .live: "live"
        case .closed: "closed"
        default: ""
        }
    }

    /// How far an action is.
    static func progress(_ progress: ActionProgress) -> String {
        switch progress {
        case .inProgress: "in progress"
        case .done: "done"
        case .stopped: "stopped"
        default: "not started"
        }
    }

    /// Whether an action goes as planned; empty where nobody said.
    static func rating(_ rating: ActionRating) -> String {
        switch rating {
        case .green: "green"
        case .amber: "amber"
        case .red: "red"
        default: ""
        }
    }

    /// What a rating means to whoever waits for it.
    static func ratingRole(_ rating: ActionRating) -> TextRole? {
        switch rating {
        case .green: .good
        case .amber: .warning
        case .red: .bad
        default: nil
        }
    }

    /// A kind of partner; as the hub names it where this program does not know it.
    static func partner(_ type: PartnerType) -> String {
        let word = name(type, without: "PARTNER_TYPE_").split(separator: " ")
        return PartnerKind(rawValue: word.joined(separator: "_"))?.words ?? "\(type)"
    }
}
