import HubWire

/// How far a principal has come.
///
/// ```
/// active ⇄ suspended
///    └────────┴─ revoke → ended
/// ```
enum PrincipalStanding: CaseIterable {
    /// It may connect.
    case active
    /// It is kept out until it is resumed.
    case suspended
    /// It is out for good.
    case ended

    /// What an admin does to it.
    enum Event: CaseIterable {
        case suspend
        case resume
        case revoke
    }

    /// The standing of a record; what is not known is out.
    init(_ state: RegistryState) {
        switch state {
        case .active: self = .active
        case .suspended: self = .suspended
        default: self = .ended
        }
    }

    /// The standing after an event.
    ///
    /// - Parameter event: What is done.
    /// - Returns: How far it has come then.
    /// - Throws: `notPossibleInThisState`.
    func after(_ event: Event) throws(Fault) -> PrincipalStanding {
        switch (self, event) {
        case (.active, .suspend): .suspended
        case (.suspended, .resume): .active
        case (.active, .revoke), (.suspended, .revoke): .ended
        case (.suspended, .suspend):
            throw Fault(.notPossibleInThisState, "it is suspended already")
        case (.active, .resume): throw Fault(.notPossibleInThisState, "it is not suspended")
        case (.ended, _):
            throw Fault(.notPossibleInThisState, "its access has ended for good already")
        }
    }

    /// As the registry keeps it.
    var registryState: RegistryState {
        switch self {
        case .active: .active
        case .suspended: .suspended
        case .ended: .ended
        }
    }

    /// Why whoever shows a key of it is not let in; `nil` where that is no reason.
    var refusal: Reason? {
        switch self {
        case .active: nil
        case .suspended: .youAreSuspended
        case .ended: .yourAccessHasEnded
        }
    }

    /// As callers are told it.
    var told: PrincipalState {
        switch self {
        case .active: .active
        case .suspended: .suspended
        case .ended: .ended
        }
    }
}
