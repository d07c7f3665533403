import HubCrypto
import HubSystem
import HubWire

/// Who may decide what somebody else has asked for, and until when.
struct ApprovalRules {
    /// How long a request waits, and how long an approver has been known before it.
    static let hours: UInt32 = 72

    /// The request.
    let approval: ApprovalRecord
    /// Everybody, by their ids, for who invited whom.
    // Text keys: ids that the hub made, in lower-case ASCII.
    let principals: [String: PrincipalRecord]
    /// Now.
    let now: Instant

    /// Whether the request still waits.
    var isWaiting: Bool {
        guard let expires = approval.expires else { return false }
        return approval.state == .waiting && now < Instant(expires)
    }

    /// Looks whether the request can still be decided.
    ///
    /// - Throws: `requestHasRunOut`.
    func requireWaiting() throws(Fault) {
        guard isWaiting else { throw Fault(.requestHasRunOut) }
    }

    /// Looks whether somebody may approve it.
    ///
    /// - Parameter approver: The id of who approves.
    /// - Throws: `requestHasRunOut`; `secondPersonNeeded` for who asked; `approverTooNew`;
    ///   `approverAndAskerAreLinked`; `noLongerActive` when who asked is out by now.
    func requireApprover(_ approver: String) throws(Fault) {
        try requireWaiting()
        guard !approver.utf8.elementsEqual(approval.askedBy.utf8) else {
            throw Fault(.secondPersonNeeded)
        }
        guard let person = principals[approver], let enrolled = person.enrolled,
            let asked = approval.asked,
            Instant(enrolled).advanced(hours: ApprovalRules.hours) <= Instant(asked)
        else { throw Fault(.approverTooNew) }
        guard !isInvited(approver, by: approval.askedBy), !isInvited(approval.askedBy, by: approver)
        else { throw Fault(.approverAndAskerAreLinked) }
        guard let asker = principals[approval.askedBy], asker.state == .active else {
            throw Fault(.requestHasRunOut, "whoever asked for it has no access any more")
        }
    }

    /// Whether somebody came in by an invitation of another, or of somebody whom that one invited.
    private func isInvited(_ guest: String, by host: String) -> Bool {
        // Text keys: ids that the hub made, in lower-case ASCII.
        var seen: Set<String> = []
        var current = guest
        while let inviter = principals[current]?.invitedBy, !inviter.isEmpty,
            seen.insert(inviter).inserted
        {
            if inviter.utf8.elementsEqual(host.utf8) { return true }
            current = inviter
        }
        return false
    }
}
