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
        /// The first time.
        let since: Int64
        /// The last time.
        let last: Int64

        init(holder: String, held: String, at time: Int64) {
            self.holder = holder
            self.held = held
            since = time
            last = time
        }

        init(_ hand: Hand, in held: String) {
            holder = hand.principalId
            self.held = held
            since = Hands.time(hand.since)
            last = max(since, Hands.time(hand.last))
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
                    Hold(holder: person.invitedBy, held: person.id, at: enrolled)
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

    /// Everybody who may hold one of these keys of somebody, the person itself among them.
    ///
    /// Whoever made the person or let one of the devices in may; and whoever had a hand in those,
    /// before they did it.
    ///
    /// - Parameters:
    ///   - person: The person.
    ///   - keys: The certificates of the devices that count.
    /// - Returns: Ids of principals, those who are out among them.
    func holders(of person: PrincipalRecord, with keys: [CertificateRecord]) -> Set<String> {
        // By ids, the last time at which somebody's part in it counts.
        // Text keys: ids that the hub made, in lower-case ASCII.
        var latest: [String: Int64] = [:]
        func add(_ holder: String, _ time: Int64) {
            guard !holder.isEmpty, !holder.utf8.elementsEqual(person.id.utf8) else { return }
            latest[holder] = max(latest[holder] ?? .min, time)
        }
        add(person.invitedBy, Self.time(person.enrolled))
        for hand in person.givenBy { add(hand.principalId, Self.time(person.granted)) }
        for key in keys {
            for hand in key.vouchedBy { add(hand.principalId, Self.time(of: key)) }
        }
        var changed = true
        while changed {
            changed = false
            for hold in holds {
                guard let end = latest[hold.held], hold.since <= end else { continue }
                // Of the times between the first and the last nothing is known: it may have been
                // any of them.
                let time = min(hold.last, end)
                guard latest[hold.holder].map({ $0 < time }) ?? true else { continue }
                latest[hold.holder] = time
                changed = true
            }
        }
        return Set(latest.keys).union([person.id])
    }

    /// The latest time at which a key can have been let in or confirmed.
    ///
    /// Whoever was somebody's by then may have done it as that. A hand in whoever does something
    /// counts from the first time, and whoever had a hand in that one until the last.
    private static func time(of key: CertificateRecord) -> Int64 {
        max(time(key.issued), time(key.confirmed))
    }

    /// A time as a number, by which times are compared; what has none was before all others.
    static func time(_ stamp: Timestamp?) -> Int64 {
        stamp.map { Instant($0).microseconds } ?? .min
    }
}
