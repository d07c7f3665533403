import HubText
import HubWire

/// What waits for an admin of an organisation, or for an operator of the hub.
struct Duties {
    /// Each with what it is about.
    private(set) var items: [DueItem] = []
    /// A command for each, in the same order.
    private(set) var steps: [String] = []
    private let identity: WhoAmIResponse

    /// Names that one line tells.
    static let namesMax = 3

    /// Nothing waits yet.
    init(_ identity: WhoAmIResponse) { self.identity = identity }

    /// Where to begin for whom nothing waits.
    var usual: [String] {
        if identity.grants.contains(where: { [.admin, .operator].contains($0.role) }) {
            return ["whub admin principals", "whub admin invite --help"]
        }
        // Which methods a program may call only the hub knows.
        if identity.grants.contains(where: { $0.role == .integrator }) {
            return ["whub whoami", "whub can-i METHOD"]
        }
        return ["whub whoami", "whub priorities windows", "whub councils"]
    }

    /// Looks for keys that wait, and for somebody who would be missed.
    mutating func take(principals: [Principal]) {
        let active = principals.filter { $0.state == .active }
        let waiting = active.filter { $0.keys.contains { $0.state == .pending } }
        if !waiting.isEmpty {
            let verb = waiting.count == 1 ? "waits" : "wait"
            let only = waiting.count == 1 ? waiting[0] : nil
            let name = only.map { GrantWords.typed(name: $0.name, id: $0.id) } ?? "PRINCIPAL"
            add(
                "\(Wording.count(waiting.count, "new key")) \(verb) until you have its fingerprint "
                    + "read to you: \(Self.names(waiting.map(\.name)))",
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

    /// Looks for invitations that nobody has used.
    mutating func take(invitations: [Invitation]) {
        guard !invitations.isEmpty else { return }
        let verb = invitations.count == 1 ? "is" : "are"
        let ends = invitations.compactMap { Self.day($0.expires) }.min()
        add(
            "\(Wording.count(invitations.count, "invitation")) \(verb) open: "
                + Self.names(invitations.map { $0.device.isEmpty ? $0.name : $0.device }),
            "whub admin invitations",
            day: ends
        )
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
    mutating func take(register: [DataSetFinding]) {
        guard !register.isEmpty else { return }
        let count = Wording.count(register.count, "entry", "entries")
        add(
            "\(count) of the register to fill or to look at, before data about people is loaded",
            "whub admin register --list"
        )
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

    private mutating func add(_ what: String, _ step: String, day: String? = nil) {
        items.append(DueItem(what: what, day: day))
        if !steps.contains(step) { steps.append(step) }
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
