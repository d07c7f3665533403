import HubSystem
import HubWire

/// How far a tenant has come.
///
/// ```
/// active ⇄ suspended
///    └────────┴─ approved deletion → deleting ─ 30 days → destroyed
///    ↑                                   │
///    └──────────────── resume ───────────┘
/// ```
enum TenantStanding: CaseIterable {
    /// Its principals may come in.
    case active
    /// They are kept out until it is resumed.
    case suspended
    /// They are kept out, and its files will be destroyed.
    case deleting
    /// Nothing is left of it.
    case ended

    /// What operators do to it.
    enum Event: CaseIterable {
        case suspend
        case resume
        case delete
    }

    /// How long a tenant can be resumed after its deletion was approved.
    static let deletingMicroseconds: Int64 = 30 * 24 * 3_600 * 1_000_000

    /// The standing of a record; what is not known is over.
    init(_ state: RegistryState) {
        switch state {
        case .active: self = .active
        case .suspended: self = .suspended
        case .deleting: self = .deleting
        default: self = .ended
        }
    }

    /// The standing after an event.
    ///
    /// - Parameter event: What is done.
    /// - Returns: How far it has come then.
    /// - Throws: `notPossibleInThisState`.
    func after(_ event: Event) throws(Fault) -> TenantStanding {
        switch (self, event) {
        case (.active, .suspend): .suspended
        case (.suspended, .resume), (.deleting, .resume): .active
        case (.active, .delete), (.suspended, .delete): .deleting
        case (.suspended, .suspend):
            throw Fault(.notPossibleInThisState, "it is suspended already")
        case (.active, .resume): throw Fault(.notPossibleInThisState, "it is not suspended")
        case (.deleting, .suspend), (.deleting, .delete):
            throw Fault(
                .notPossibleInThisState,
                "it is being deleted already, and everybody of it is out"
            )
        case (.ended, _):
            throw Fault(.notPossibleInThisState, "its records are destroyed already")
        }
    }

    /// As the registry keeps it.
    var registryState: RegistryState {
        switch self {
        case .active: .active
        case .suspended: .suspended
        case .deleting: .deleting
        case .ended: .ended
        }
    }

    /// Whether the files of a tenant are to be destroyed now.
    static func isDue(_ tenant: TenantRecord, _ now: Instant) -> Bool {
        guard tenant.state == .deleting, let end = tenant.deleteAfter else { return false }
        return Instant(end) <= now
    }
}

extension Instant {
    /// So many hours later; the end of time at the most.
    func advanced(hours: UInt32) -> Instant {
        let (sum, tooFar) = microseconds.addingReportingOverflow(Int64(hours) * 3_600_000_000)
        return Instant(microseconds: tooFar ? .max : sum)
    }
}
