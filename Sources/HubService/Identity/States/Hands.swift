import HubSystem
import HubWire

/// Who has a hand in whom among operators, and since when.
///
/// Whoever invited somebody, gave them more than they had, let a device of theirs in or confirmed
/// its key may hold that key; and through it whatever it did from then on, through however many
/// others.
struct Hands {
    /// A hand of one in another.
    private struct Hold {
        let holder: String
        let held: String
        let since: Int64

        init(holder: String, held: String, since: Int64) {
            self.holder = holder
            self.held = held
            self.since = since
        }

        init(_ hand: Hand, in held: String) {
            self.init(holder: hand.principalId, held: held, since: Hands.time(hand.since))
        }
    }

    private let holds: [Hold]

    /// The hands among all of some people.
    ///
    /// - Parameters:
    ///   - principals: Everybody, those who are out among them: what they did stays.
    ///   - certificates: All of theirs, ended ones too.
    init(_ principals: some Collection<PrincipalRecord>, _ certificates: [CertificateRecord]) {
        var holds: [Hold] = []
        for person in principals {
            let enrolled = Self.time(person.enrolled)
            if !person.invitedBy.isEmpty {
                holds.append(
                    Hold(holder: person.invitedBy, held: person.id, since: enrolled)
                )
            }
            for hand in person.givenBy + person.devicesBy {
                holds.append(Hold(hand, in: person.id))
            }
        }
        for key in certificates {
            for hand in key.vouchedBy { holds.append(Hold(hand, in: key.principalId)) }
        }
        self.holds = holds
    }

    /// Everybody through whom somebody may have acted, and since when.
    ///
    /// - Parameter one: The id of a principal.
    /// - Returns: By ids; the principal itself among them, since ever.
    func reach(of one: String) -> Reach {
        // Text keys: ids that the hub made, in lower-case ASCII.
        var since: [String: Int64] = [one: .min]
        var changed = true
        while changed {
            changed = false
            for hold in holds {
                guard let held = since[hold.holder], held <= hold.since else { continue }
                if since[hold.held] ?? .max > hold.since {
                    since[hold.held] = hold.since
                    changed = true
                }
            }
        }
        return Reach(since: since)
    }

    /// Those through whom one principal may have acted.
    struct Reach {
        // Text keys: ids that the hub made, in lower-case ASCII.
        fileprivate let since: [String: Int64]

        /// Whether one of them invited somebody, or gave them more than they had.
        func hasMade(_ person: PrincipalRecord) -> Bool {
            did(person.invitedBy, for: person.id, Hands.time(person.enrolled))
                || person.givenBy.contains { giver in
                    did(giver.principalId, for: person.id, Hands.time(person.granted))
                }
        }

        /// Whether one of them let a device of somebody in, or confirmed its key.
        func hasVouched(for key: CertificateRecord) -> Bool {
            key.vouchedBy.contains {
                did($0.principalId, for: key.principalId, Hands.time(of: key))
            }
        }

        /// Whether it was one of them, and not the person itself, and in that time.
        private func did(_ doer: String, for person: String, _ time: Int64) -> Bool {
            guard !doer.utf8.elementsEqual(person.utf8), let held = since[doer] else {
                return false
            }
            return held <= time
        }
    }

    /// The latest time at which a key can have been let in or confirmed.
    ///
    /// Whoever was somebody's by then may have done it as that. A hand in whoever does something
    /// counts from the first time.
    private static func time(of key: CertificateRecord) -> Int64 {
        max(time(key.issued), time(key.confirmed))
    }

    fileprivate static func time(_ stamp: Timestamp?) -> Int64 {
        stamp.map { Instant($0).microseconds } ?? .min
    }
}
