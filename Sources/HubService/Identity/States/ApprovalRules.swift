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
    /// Everybody through whom the asker may have acted.
    private let hers: Hands.Reach

    /// The rules for a request.
    init(_ approval: ApprovalRecord, _ operators: Operators, _ now: Instant) {
        self.approval = approval
        self.operators = operators
        self.now = now
        hands = Hands(operators.principals.values, operators.certificates)
        hers = hands.reach(of: approval.askedBy)
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
    /// has let in or confirmed, by themselves or through others, may be anybody's.
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
            let shown = certificates(of: person).first(where: { $0.serial == serial }),
            let since = since(person, with: shown), since <= now
        else { throw Fault(.approverTooNew) }
        guard isIndependent(person), isIndependent(shown, of: person) else {
            throw Fault(.approverAndAskerAreLinked)
        }
        guard let asker = operators.principals[approval.askedBy], asker.state == .active else {
            throw Fault(.requestHasRunOut, "whoever asked for it has no access any more")
        }
    }

    /// Who can approve the request, whoever can first at the front.
    var candidates: [Candidate] {
        let all = operators.present.compactMap { person -> Candidate? in
            guard !person.id.utf8.elementsEqual(approval.askedBy.utf8), isIndependent(person)
            else { return nil }
            let known = certificates(of: person).filter { key in
                key.isOpen(of: person.id) && isIndependent(key, of: person)
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

    private func certificates(of person: PrincipalRecord) -> [CertificateRecord] {
        operators.certificates.filter { $0.principalId.utf8.elementsEqual(person.id.utf8) }
    }

    /// From when on somebody is known long enough with a device; `nil` where the person, what it
    /// was given, or the device came after the request: so nobody makes up a second person once a
    /// first has seen that there is none.
    private func since(_ person: PrincipalRecord, with key: CertificateRecord) -> Instant? {
        let device = key.device(among: certificates(of: person)).compactMap(\.issued)
        guard let asked = approval.asked, let enrolled = person.enrolled,
            let first = device.map({ Instant($0) }).min()
        else { return nil }
        var latest = max(Instant(enrolled), first)
        if let granted = person.granted { latest = max(latest, Instant(granted)) }
        guard latest <= Instant(asked) else { return nil }
        return latest.advanced(hours: ApprovalRules.hours)
    }

    /// Whether neither of the two has a hand in the other, by themselves or through others.
    private func isIndependent(_ approver: PrincipalRecord) -> Bool {
        guard !hers.hasMade(approver) else { return false }
        guard let asker = operators.principals[approval.askedBy] else { return true }
        let theirs = hands.reach(of: approver.id)
        // Whoever let a device of the asker in may have asked from it.
        return !theirs.hasMade(asker)
            && certificates(of: asker).filter { $0.isOpen(of: asker.id) }
                .allSatisfy { isFree($0, of: asker, of: theirs) }
    }

    /// Whether whoever asked has no part in a device of somebody else.
    private func isIndependent(_ key: CertificateRecord, of person: PrincipalRecord) -> Bool {
        isFree(key, of: person, of: hers)
    }

    /// Whether none of these let a device in or confirmed it.
    private func isFree(
        _ key: CertificateRecord,
        of person: PrincipalRecord,
        of people: Hands.Reach
    ) -> Bool {
        !key.device(among: certificates(of: person)).contains { people.hasVouched(for: $0) }
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
