import HubCrypto
import HubSystem
import HubWire

/// What a key may do, from its certificate's record.
///
/// ```
/// pending ─ confirm ─► active
/// issued (successor of K) ─ first use ─► active, and K ─► retired
/// any ─ revoke ─► revoked
/// handshake with a retired key: up to 60 s after it retired it is told so; later somebody else
/// may hold it, so its principal is suspended
/// ```
enum KeyLife {
    /// How long after it was replaced a key may still be shown by a program that was slow.
    static let graceSeconds: Int64 = 60
    /// Certificates that a key may have been renewed to without one having been used.
    static let successorsMax = 3
    /// Devices of one principal that are in, or wait to be confirmed.
    static let devicesMax = 10
    /// Invitations of devices that are kept of one principal, whatever became of them.
    static let devicesAskedMax = 20
    /// Certificates of one principal that are on record: the registry is read as a whole, and who
    /// renews for ever must not be what it breaks at.
    static let keysMax = 2_000
    /// Renewals of one principal in a day: a device needs one in two months, and whoever holds a
    /// stolen one is not to fill its person's room.
    static let renewalsPerDayMax = 10

    /// How many devices these certificates are of: each has one that is in use or waits, and what
    /// it was renewed to beside.
    static func devices(_ certificates: [CertificateRecord]) -> Int {
        certificates.count { one in
            one.state == .active && [.pending, .active].contains(one.currentState)
        }
    }

    /// What is said to whoever shows a key.
    enum Greeting: Equatable {
        /// Come in.
        case welcome
        /// Come in; the key is used for the first time, and retires the one before it.
        case firstUse
        /// The key was replaced just now.
        case replaced
        /// The key was replaced long ago.
        case alarm
    }

    /// Judges a key at the handshake.
    static func greeting(_ entry: KeyEntry, now: Instant) -> Greeting {
        switch entry.state {
        case .issued: return .firstUse
        case .retired:
            guard let retired = entry.retired, now <= retired.advanced(seconds: graceSeconds)
            else { return .alarm }
            return .replaced
        default: return .welcome
        }
    }

    /// Whether whoever invited has to confirm the key before it opens anything: everybody who can
    /// change what others rely on.
    ///
    /// - Parameters:
    ///   - grants: What the invitation gives.
    ///   - methods: The only methods of an integrator.
    /// - Returns: Whether it has to be.
    static func needsConfirmation(_ grants: [Grant], methods: [String]) -> Bool {
        grants.contains { grant in
            switch grant.role {
            case .steward, .admin: true
            case .integrator: methods.contains { Method(name: $0)?.facts.isMutating ?? true }
            default: RoleTable.isHubRole(grant.role)
            }
        }
    }
}

extension CertificateRecord {
    /// The record as connections are checked against it; `nil` for one that opens nothing.
    var entry: KeyEntry? {
        guard state == .active, keyState != .revoked, let principal = UniqueID(principalId) else {
            return nil
        }
        return KeyEntry(
            principal: principal,
            state: currentState,
            retired: retired.map { Instant($0) }
        )
    }

    /// Whose it is; `nil` for a record that is damaged.
    var principal: UniqueID? { UniqueID(principalId) }

    /// The state of the key; one that was issued at the hub's own machine is active.
    var currentState: KeyState { keyState == .unspecified ? .active : keyState }

    /// The code of the record in its table.
    var code: String { Hexadecimal.text(serial.span) }
}

extension Instant {
    /// The instant of a time, which may lie outside of what an instant can hold.
    init(_ time: Timestamp) {
        let (product, tooFar) = time.seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, tooLate) = product.addingReportingOverflow(Int64(time.nanos) / 1_000)
        guard tooFar || tooLate else {
            self.init(microseconds: sum)
            return
        }
        self.init(microseconds: time.seconds < 0 ? .min : .max)
    }
}
