import HubCrypto
import HubSystem
import HubWire

/// Everybody of the hub's own tenant, among whom a second operator is.
struct Operators {
    /// Everybody by their ids, for who invited whom.
    // Text keys: ids that the hub made, in lower-case ASCII.
    let principals: [String: PrincipalRecord]
    /// Those who are in, with the role and a key that opens.
    let present: [PrincipalRecord]
    /// The certificates of those who are operators.
    let certificates: [CertificateRecord]

    /// Those of the hub's own tenant, inside a change.
    init(_ people: People) {
        principals = people.principals
        present = people.admins
        certificates = people.certificates
    }

    /// The same from the registry in memory.
    init(_ contents: RegistryContents) {
        let region = contents.regionTenant
        var people = People(kind: .region, [], [])
        for principal in contents.principals.values {
            guard let region, principal.tenantId.utf8.elementsEqual(region.id.utf8) else {
                continue
            }
            people.principals[principal.id] = principal
        }
        people.certificates = contents.certificates.filter { [people] key in
            people.principals[key.principalId] != nil
        }
        self.init(people)
    }

    /// The certificates of somebody.
    func certificates(of person: String) -> [CertificateRecord] {
        certificates.filter { $0.principalId.utf8.elementsEqual(person.utf8) }
    }
}

/// Who may decide what somebody else has asked for, and until when.
///
/// ```
/// waiting ─ approve ─► done          waiting ─ decline ─► declined
/// waiting ─ whoever asked is out ─► ended
/// waiting ─ 72 hours in which somebody could approve ─► lapsed
/// ```
struct ApprovalRules {
    /// How long somebody can approve a request, and how long an approver has been in by then.
    static let hours: UInt32 = 72
    /// The most approvers that are named.
    static let namedMax = 20

    /// Somebody who can approve a request, and from when on.
    struct Candidate {
        let person: PrincipalRecord
        let since: Instant
    }

    /// The request.
    let approval: ApprovalRecord
    /// Everybody who counts.
    let operators: Operators
    /// Now.
    let now: Instant
    private let hands: Hands
    /// Everybody who may have asked: the asker, and who may hold a key of theirs.
    private let askers: Set<String>

    /// The rules for a request.
    init(_ approval: ApprovalRecord, _ operators: Operators, _ now: Instant) {
        self.approval = approval
        self.operators = operators
        self.now = now
        let hands = Hands(operators.principals.values, operators.certificates)
        self.hands = hands
        let asker = operators.principals[approval.askedBy]
        let own = operators.certificates(of: approval.askedBy)
        let devices = own.filter { $0.isOpen(of: approval.askedBy) }
            .flatMap { $0.device(among: own) }
        askers = asker.map { hands.holders(of: $0, with: devices) } ?? [approval.askedBy]
    }

    /// Whether the request still waits.
    var isWaiting: Bool {
        guard let expires = approval.expires else { return false }
        return approval.state == .waiting && now < Instant(expires)
    }

    /// How far the request is.
    var state: ApprovalState {
        approval.state == .waiting && !isWaiting ? .lapsed : approval.state
    }

    /// Looks whether the request can still be decided.
    ///
    /// - Throws: `requestHasRunOut`.
    func requireWaiting() throws(Fault) {
        guard approval.state != .ended else { throw Fault(.requestHasRunOut, approval.why) }
        guard isWaiting else { throw Fault(.requestHasRunOut) }
    }

    /// Looks whether somebody may approve it.
    ///
    /// A device counts as its person does: one that came after the request, or that whoever asked
    /// has let in or confirmed, by themselves or through others, may be anybody's. So may both, if
    /// a third had a hand in either: one operator could else make two, and be each of them.
    ///
    /// - Parameters:
    ///   - approver: The id of who approves.
    ///   - serial: The certificate that is shown.
    /// - Throws: `requestHasRunOut`, also when who asked is out by now; `secondPersonNeeded` for
    ///   who asked; `approverTooNew`; `approverAndAskerAreLinked`.
    func requireApprover(_ approver: String, with serial: [UInt8]) throws(Fault) {
        try requireWaiting()
        guard !approver.utf8.elementsEqual(approval.askedBy.utf8) else {
            throw Fault(.secondPersonNeeded)
        }
        guard let person = operators.principals[approver],
            let shown = operators.certificates(of: approver)
                .first(where: { $0.serial == serial }),
            let since = since(person, with: shown), since <= now
        else { throw Fault(.approverTooNew) }
        guard isIndependent(person, with: shown) else {
            throw Fault(.approverAndAskerAreLinked)
        }
        guard let asker = operators.principals[approval.askedBy], asker.state == .active else {
            throw Fault(.requestHasRunOut, "whoever asked for it has no access any more")
        }
    }

    /// Who can approve the request, whoever can first at the front.
    var candidates: [Candidate] {
        let all = operators.present.compactMap { person -> Candidate? in
            guard !person.id.utf8.elementsEqual(approval.askedBy.utf8) else { return nil }
            let known = operators.certificates(of: person.id).filter { key in
                key.isOpen(of: person.id) && isIndependent(person, with: key)
            }
            let since = known.compactMap { self.since(person, with: $0) }.min()
            return since.map { Candidate(person: person, since: $0) }
        }
        return all.sorted { one, other in
            one.since == other.since
                ? one.person.id.utf8.lexicographicallyPrecedes(other.person.id.utf8)
                : one.since < other.since
        }
    }

    /// From when on somebody is known long enough with a device; `nil` where the person, what it
    /// was given, or the device came after the request: so nobody makes up a second person once a
    /// first has seen that there is none.
    private func since(_ person: PrincipalRecord, with key: CertificateRecord) -> Instant? {
        let device = key.device(among: operators.certificates(of: person.id))
            .compactMap(\.issued)
        guard let asked = approval.asked, let enrolled = person.enrolled,
            let first = device.map({ Instant($0) }).min()
        else { return nil }
        var latest = max(Instant(enrolled), first)
        if let granted = person.granted { latest = max(latest, Instant(granted)) }
        guard latest <= Instant(asked) else { return nil }
        return latest.advanced(hours: ApprovalRules.hours)
    }

    /// Whether nobody may hold both a key of whoever asked and this one of somebody else: neither
    /// of the two, and nobody else either.
    private func isIndependent(_ person: PrincipalRecord, with key: CertificateRecord) -> Bool {
        let device = key.device(among: operators.certificates(of: person.id))
        return hands.holders(of: person, with: device).isDisjoint(with: askers)
    }
}

extension Approval {
    /// A request as operators are told of it.
    init(_ rules: ApprovalRules) {
        let record = rules.approval
        self.init()
        id = record.id
        method = record.method
        words = record.words
        askedBy = rules.operators.principals[record.askedBy]?.name ?? ""
        asked = record.asked
        expires = record.expires
        state = rules.state
        why = record.why
        decidedBy = rules.operators.principals[record.decidedBy]?.name ?? ""
        decided = record.decided
        guard rules.isWaiting else { return }
        approvers = rules.candidates.prefix(ApprovalRules.namedMax).map { candidate in
            Approver(name: candidate.person.name, since: Timestamp(candidate.since))
        }
    }
}
