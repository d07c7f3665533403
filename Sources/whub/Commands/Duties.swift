import HubText
import HubWire

/// What waits for an admin of an organisation, or for an operator of the hub.
struct Duties {
    private var entries: [(item: DueItem, step: String)] = []
    private let identity: WhoAmIResponse

    /// Names that one line tells.
    static let namesMax = 3

    /// Actions of workforce plans that are told by name, of those that are late and those that are
    /// due.
    static let actionsMax = 4

    /// Nothing waits yet.
    init(_ identity: WhoAmIResponse) { self.identity = identity }

    /// Each with what it is about: what has no day is to be done now, then by their days.
    var items: [DueItem] { sorted.map { $0.item } }

    /// Their commands in the same order, each once.
    var steps: [String] {
        var steps: [String] = []
        for (_, step) in sorted where !steps.contains(step) { steps.append(step) }
        return steps
    }

    /// Where to begin for whom nothing waits.
    var usual: [String] {
        if identity.grants.contains(where: { [.admin, .operator].contains($0.role) }) {
            return ["whub admin principals", "whub admin invite --help"]
        }
        // Which methods a program may call only the hub knows.
        if identity.grants.contains(where: { $0.role == .integrator }) {
            return ["whub whoami", "whub can-i METHOD"]
        }
        func may(_ method: Method) -> Bool { RoleTable.allows(method.facts, identity.grants) }
        let services: [(Method, [String])] = [
            (.wresServiceListReturns, ["whub wres calendar", "whub wres template --help"]),
            (.planServiceListPlans, ["whub plans list"]),
            (.trainingServiceGetTrainingStatus, ["whub training status"]),
            (.priorityServiceGetOverview, ["whub priorities windows"]),
        ]
        var steps = services.flatMap { may($0.0) ? $0.1 : [] }
        if steps.isEmpty {
            if may(.wresServiceListReleases) { steps.append("whub wres releases --help") }
            steps.append("whub priorities windows")
        }
        return steps + ["whub whoami", "whub councils"]
    }

    /// Looks for a device of the caller's own that waits: its owner confirms it, and nobody else.
    mutating func take(ownKeys: [PrincipalKey]) {
        for key in ownKeys where key.state == .pending && !key.isCurrent {
            let device = key.label.isEmpty ? "A device of yours" : "Your device \(key.label)"
            add(
                "\(device) waits: if it shows \(key.fingerprint), confirm it here",
                "whub cert confirm \(key.fingerprint)"
            )
        }
    }

    /// Looks for keys that wait, and for somebody who would be missed.
    mutating func take(principals: [Principal]) {
        let active = principals.filter { $0.state == .active }
        let waiting = active.filter(Self.waitsForAdmin)
        if !waiting.isEmpty {
            let verb = waiting.count == 1 ? "waits" : "wait"
            let only = waiting.count == 1 ? waiting[0] : nil
            let name = only.map { GrantWords.typed(name: $0.name, id: $0.id) } ?? "PRINCIPAL"
            let told = waiting.map { $0.name + Self.inviter(of: $0, among: principals) }
            add(
                "\(Wording.count(waiting.count, "new key")) \(verb) until you have its fingerprint "
                    + "read to you: \(Self.names(told))",
                "whub admin confirm \(name) --fingerprint XXXX-XXXX-XXXX-XXXX"
            )
        }
        let role: Role = identity.tenantKind == .region ? .operator : .admin
        let givers = active.filter { $0.grants.contains { $0.role == role } }
        guard givers.count == 1 else { return }
        if role == .operator {
            add(
                "You are the only operator: what needs two cannot be approved",
                "whub admin invite --hub-role operator --name TEXT"
            )
        } else {
            add(
                "You are the only admin: nobody lets people in, or keeps them out, while you are "
                    + "away",
                "whub admin invite --tenant \(identity.tenantCode) --role admin --name TEXT"
            )
        }
    }

    /// Looks for invitations that nobody has used: those of each day by themselves.
    mutating func take(invitations: [Invitation]) {
        var days: [String?] = []
        for day in invitations.map({ Self.day($0.expires) }) where !days.contains(day) {
            days.append(day)
        }
        for day in days {
            let ending = invitations.filter { Self.day($0.expires) == day }
            let verb = ending.count == 1 ? "is" : "are"
            add(
                "\(Wording.count(ending.count, "invitation")) \(verb) open: "
                    + Self.names(ending.map(Self.invited)),
                "whub admin invitations",
                day: day
            )
        }
    }

    /// Looks for access that nobody has confirmed for a year.
    mutating func take(review: [Principal]) {
        guard !review.isEmpty else { return }
        add(
            "The access of \(Self.names(review.map(\.name))) has to be confirmed",
            "whub admin access-review"
        )
    }

    /// Looks for entries of the register that are missing or due.
    ///
    /// - Parameters:
    ///   - register: What the hub finds about them.
    ///   - entries: The entries that there are, which hold the days of their reviews.
    mutating func take(register: [DataSetFinding], of entries: [DataSetEntry] = []) {
        let list = "whub admin register --list"
        let empty = register.filter { !Self.isReview($0) }
        if !empty.isEmpty {
            let count = Wording.count(empty.count, "entry", "entries")
            add(
                "\(count) of the register to fill or to look at, before data about people is "
                    + "loaded",
                list
            )
        }
        for finding in register where Self.isReview(finding) {
            let capacity = RegisterList.capacity(finding.capacity)
            let about = RegisterList.dataSet(finding.dataSet)
            let entry = entries.first {
                $0.dataSet == finding.dataSet && $0.capacity == finding.capacity
            }
            add(
                "Review of the policy document for \(about)"
                    + (capacity.isEmpty ? "" : ", as \(capacity)"),
                list,
                day: entry.flatMap { $0.policyReview.isEmpty ? nil : $0.policyReview }
            )
        }
    }

    /// Looks for what another operator has asked for.
    mutating func take(approvals: [Approval]) {
        for approval in approvals {
            add(
                "Asked for by \(approval.askedBy), for a second operator: \(approval.words)",
                "whub admin approvals",
                day: Self.day(approval.expires)
            )
        }
    }

    /// Looks for tenants that are kept out, and for those that nobody has been let into.
    mutating func take(tenants: [HostedTenant]) {
        let list = "whub admin tenants"
        for tenant in tenants {
            switch tenant.state {
            case .suspended: add("\(tenant.name) is suspended: \(tenant.reason)", list)
            case .deleting:
                add(
                    "\(tenant.name) is being deleted: until then it can be resumed",
                    list,
                    day: Self.day(tenant.deleteAfter)
                )
            default: continue
            }
        }
        let empty = TenantList.counts(tenants).empty
        guard empty > 0 else { return }
        add("\(Wording.count(empty, "organisation")) with nobody in yet", list)
    }

    /// Looks for actions of workforce plans that are overdue or due soon.
    ///
    /// - Parameters:
    ///   - actions: The actions, the soonest first.
    ///   - leftOut: How many more there are.
    ///   - isLate: Whether they are overdue.
    mutating func take(actions: [FoundAction], leftOut: UInt32, isLate: Bool) {
        let step = isLate ? "whub plans overdue" : "whub plans due"
        for action in actions.prefix(Self.actionsMax) {
            add(
                "Action \(action.plan)/\(action.ref) \(isLate ? "is overdue" : "is due"): "
                    + action.title,
                step,
                day: action.due,
                daysLeft: action.daysLeft
            )
        }
        let more = actions.count - Self.actionsMax + Int(clamping: leftOut)
        guard more > 0 else { return }
        let count = Wording.count(more, "more action", "more actions")
        add("\(count) of workforce plans \(isLate ? "overdue" : "due soon")", step)
    }

    /// Looks for training that is required today and has expired, is missing, or ends soon.
    mutating func take(training counts: TrainingCounts) {
        func add(_ count: UInt64, _ what: String, _ verb: String) {
            guard count > 0 else { return }
            let number = Wording.count(Int(clamping: count), "requirement")
            self.add("\(number) of training \(what)", "whub training \(verb)")
        }
        add(counts.expired, "expired", "expired")
        add(counts.missing, "without any record", "missing")
        add(counts.expiring, "ending soon", "expiring")
    }

    /// How far ahead programmes are looked at.
    static let programmeDays: UInt32 = 30

    /// Looks for development programmes that are behind, or in which something is due soon.
    mutating func take(programmes counts: ProgrammeCoverage) {
        if counts.behind > 0 {
            let workers = Wording.count(Int(counts.behind), "worker is", "workers are")
            add("\(workers) behind in a programme", "whub training programmes --behind")
        }
        guard counts.due > 0 else { return }
        let workers = Wording.count(Int(counts.due), "worker")
        add(
            "Something of a programme is due of \(workers) within \(Self.programmeDays) days",
            "whub training programmes --due \(Self.programmeDays)d"
        )
    }

    /// Adds what waits, with the command to go on with.
    mutating func add(
        _ what: String,
        _ step: String,
        day: String? = nil,
        daysLeft: Int32? = nil
    ) {
        entries.append((DueItem(what: what, day: day, daysLeft: daysLeft), step))
    }

    /// What can be done now, then what has a day, the first one first; the rest stays in order.
    private var sorted: [(item: DueItem, step: String)] {
        let now = entries.filter { $0.item.day == nil }
        var later: [(item: DueItem, step: String)] = []
        for entry in entries {
            guard let day = entry.item.day else { continue }
            let place = later.firstIndex { other in
                // ISO days stand in their order as bytes.
                day.utf8.lexicographicallyPrecedes((other.item.day ?? "").utf8)
            }
            later.insert(entry, at: place ?? later.endIndex)
        }
        return now + later
    }

    /// Whether somebody's key waits for an admin: a further device waits for its owner, as long as
    /// one of theirs opens the hub.
    private static func waitsForAdmin(_ principal: Principal) -> Bool {
        principal.keys.contains { $0.state == .pending }
            && !principal.keys.contains { $0.state == .active }
    }

    /// Who invited somebody, where that one is out and cannot have the fingerprint read any more.
    private static func inviter(of invited: Principal, among all: [Principal]) -> String {
        let inviters = all.filter { other in
            other.name.utf8.elementsEqual(invited.invitedBy.utf8)
        }
        guard !inviters.isEmpty, inviters.allSatisfy({ $0.state == .ended }) else { return "" }
        return " (invited by \(invited.invitedBy), who is out)"
    }

    private static func invited(_ invitation: Invitation) -> String {
        invitation.device.isEmpty
            ? invitation.name : "device \(invitation.device) of \(invitation.name)"
    }

    private static func isReview(_ finding: DataSetFinding) -> Bool {
        ["review_due", "review_overdue"].contains(finding.kind)
    }

    private static func day(_ time: Timestamp?) -> String? {
        guard let time, let seconds = Int(exactly: time.seconds) else { return nil }
        return LondonTime.day(atSeconds: seconds)?.iso
    }

    /// Names in one line; the first few, and how many there are beside.
    private static func names(_ names: [String]) -> String {
        let shown = names.prefix(namesMax).joined(separator: ", ")
        guard names.count > namesMax else { return shown }
        return "\(shown) and \(Wording.count(names.count - namesMax, "other"))"
    }
}
