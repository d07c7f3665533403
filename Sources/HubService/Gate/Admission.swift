package import HubSystem
package import HubWire

/// What the gate decides of a call from its header alone, in the order that the specification
/// fixes: a caller learns nothing beyond its own permission.
package struct Admission: Sendable {
    /// What was admitted.
    package struct Admitted: Sendable {
        /// The method.
        package let method: Method
        /// The state to read, if not the present one.
        package let asOf: AsOf?
        /// The key of the intended change.
        package let key: IdempotencyText?
        /// What the caller believed, and rightly.
        package let assertions: CallAssertions
        /// Whether to keep nothing.
        package let isDryRun: Bool
        /// Milliseconds until the deadline: those that were asked for, at most the hub's longest,
        /// which also holds where none were.
        package let timeoutMilliseconds: UInt64
    }

    /// The longest deadline.
    package let deadlineMillisecondsMax: UInt64
    /// The epoch of the store that the method works on; `nil` while it is not open, and for methods
    /// that work on none: whoever opens the store compares it then.
    package let epoch: UInt64?
    /// Whether the caller is on the hub's own machine, where alone strangers are told its health.
    package var isLocal = false
    /// The facts of a method; tests put others in their place.
    package var factsOf: @Sendable (Method) -> MethodFacts = { $0.facts }
    /// What the key that the caller showed opens.
    package var keyState = KeyState.active
    /// Whether there is an invitation that a stranger could have come with.
    package var isInvitationLive = false

    /// Looks at a header.
    ///
    /// - Parameters:
    ///   - header: The decoded header.
    ///   - caller: Who calls; `nil` for a stranger.
    ///   - clientClass: What the client showed.
    ///   - now: The calendar, which keys are compared with.
    ///   - charge: Takes the price of a class of calls, whatever becomes of the call; answers why
    ///     there is not enough for it.
    /// - Returns: What to do.
    /// - Throws: The first fault in the specified order.
    package func admit(
        _ header: CallHeader,
        caller: CallerRecord?,
        clientClass: ClientClass,
        now: Instant,
        charge: (Cost) -> Fault? = { _ in nil }
    ) throws(Fault) -> Admitted {
        let method = Method(name: header.method)
        if let method, method.facts.permission == .invited {
            return try admitInvited(header, method, now)
        }
        let isOpen = clientClass == .authenticated || Admission.mayLapse(method, clientClass)
        guard isOpen, let caller else {
            guard method?.facts.permission == .anonymous else {
                throw Fault(clientClass == .lapsed ? .certificateHasExpired : .certificateNeeded)
            }
            return try admitStranger(header, method)
        }
        guard let method else { throw Admission.unknownMethod(header) }
        guard caller.isActive, keyState != .retired else { throw Fault(.noLongerActive) }
        guard keyState != .pending || Admission.opensToPending(method) else {
            throw Fault(.keyNotConfirmedYet)
        }
        if let unpaid = charge(method.facts.cost) { throw unpaid }
        guard caller.mayCall(method) else { throw caller.refusal(of: method) }
        guard !caller.isTenantSuspended else { throw Fault(.organisationSuspended) }
        try checkAssertions(header, caller)
        let facts = factsOf(method)
        try caller.requireRegister(for: method, facts)
        try checkCombination(header, facts)
        return Admitted(
            method: method,
            asOf: try AsOf(header),
            key: try IdempotencyText(header, now: now),
            assertions: CallAssertions(
                tenantCode: header.expectedTenant,
                epoch: header.expectedEpoch
            ),
            isDryRun: header.dryRun,
            timeoutMilliseconds: try timeout(header)
        )
    }

    /// Whether a certificate that has lapsed is good enough for a method.
    private static func mayLapse(_ method: Method?, _ clientClass: ClientClass) -> Bool {
        clientClass == .lapsed && method?.facts.permission == .renew
    }

    /// Whether a key that waits to be confirmed opens a method: one that tells its owner so, or
    /// anybody anything.
    static func opensToPending(_ method: Method) -> Bool {
        [.known, .anonymous].contains(method.facts.permission)
    }

    /// Whoever comes with an invitation, whatever certificate it shows beside.
    ///
    /// Its key is looked at and not kept: all strangers would share one space of keys.
    private func admitInvited(
        _ header: CallHeader,
        _ method: Method,
        _ now: Instant
    ) throws(Fault) -> Admitted {
        guard isInvitationLive else { throw Fault(.noLiveInvitation) }
        try checkCombination(header, method.facts)
        _ = try IdempotencyText(header, now: now)
        return Admitted(
            method: method,
            asOf: nil,
            key: nil,
            assertions: CallAssertions(tenantCode: nil, epoch: nil),
            isDryRun: header.dryRun,
            timeoutMilliseconds: try timeout(header)
        )
    }

    private func admitStranger(
        _ header: CallHeader,
        _ method: Method?
    ) throws(Fault) -> Admitted {
        guard let method else { throw Admission.unknownMethod(header) }
        guard isLocal else { throw Fault(.onlyOnTheHubsOwnMachine) }
        try checkCombination(header, method.facts)
        return Admitted(
            method: method,
            asOf: nil,
            key: nil,
            assertions: CallAssertions(tenantCode: nil, epoch: nil),
            isDryRun: header.dryRun,
            timeoutMilliseconds: try timeout(header)
        )
    }

    private static func unknownMethod(_ header: CallHeader) -> Fault {
        header.method.isEmpty ? .header(.methodMissing, .method) : Fault(.methodNotKnown)
    }

    private func checkAssertions(
        _ header: CallHeader,
        _ caller: CallerRecord
    ) throws(Fault) {
        if let expected = header.expectedTenant,
            !expected.utf8.elementsEqual(caller.tenantCode.utf8)
        {
            throw Fault(.anotherOrganisationThanExpected)
        }
        if let expected = header.expectedEpoch, let epoch, expected != epoch {
            throw Fault(.storeWasRestored)
        }
    }

    private func checkCombination(
        _ header: CallHeader,
        _ facts: MethodFacts
    ) throws(Fault) {
        if facts.isMutating {
            guard !header.idempotencyKey.isEmpty || header.dryRun else {
                throw .header(.keyRequired, .key)
            }
            guard !header.dryRun || facts.supportsDryRun else { throw .header(.noDryRun, .dryRun) }
            guard header.asOf == nil else { throw .header(.changeInThePast, .asOf(header)) }
        } else {
            guard header.idempotencyKey.isEmpty else { throw .header(.keyOnARead, .key) }
            guard !header.dryRun else { throw .header(.dryRunOfARead, .dryRun) }
            guard header.asOf == nil || facts.supportsAsOf else {
                throw .header(.noEarlierState, .asOf(header))
            }
        }
    }

    private func timeout(_ header: CallHeader) throws(Fault) -> UInt64 {
        guard let asked = header.timeoutMs else { return deadlineMillisecondsMax }
        guard asked > 0 else { throw Fault(.outOfTime) }
        return min(UInt64(asked), deadlineMillisecondsMax)
    }
}
