import HubLoop
import HubSession
import HubStore
import HubSystem
import HubWire

/// What a withdrawal of access ends on a loop.
extension ServerLoop {
    /// The most of the output that the TLS library may have taken and not sent: one record.
    private static let recordBytesMax = 16_384

    /// Ends what is no longer allowed.
    ///
    /// - Parameters:
    ///   - change: What was taken away.
    ///   - now: The moment.
    mutating func enforce(_ change: RightsChange, _ now: Moment) {
        var open: [Connection] = []
        connections.visit { _, connection in
            // Who was refused has its last word on the way, and nothing else.
            guard connection.standing != .nothing else { return }
            if connection.session != nil, connection.caller != nil { open.append(connection) }
        }
        for connection in open {
            guard let caller = connection.caller, let peer = connection.peer else { continue }
            if let word = change.ended[caller.principal] {
                // A key that waits may be somebody's who found an invitation: it is told no more.
                let isKnown = connection.clientKey?.state != .pending
                end(connection, CloseReason(isKnown ? word : word.toStrangers), now)
            } else if change.endedKeys.contains(CertificateKey(peer)) {
                end(connection, CloseReason(.withdrawn), now)
            } else if change.reduced.contains(caller.principal) {
                narrow(connection)
            }
        }
    }

    /// Ends a connection: at once, or when the change that ends it is answered.
    private mutating func end(_ connection: Connection, _ reason: CloseReason, _ now: Moment) {
        refreshCaller(of: connection)
        guard connection.calls.all.contains(where: \.changesRegistry) else {
            let offered = connection.waitsToWrite ? ServerLoop.recordBytesMax : 0
            connection.session?.cutOff(reason, now.sessionTime, offered: offered)
            return sayLastWord(reason, connection)
        }
        connection.endsAfterAnswer = reason
        for call in connection.calls.all where !call.changesRegistry {
            withdraw(call, Fault(.noLongerActive), connection)
        }
    }

    /// Ends the calls that its roles do not allow any more.
    private mutating func narrow(_ connection: Connection) {
        refreshCaller(of: connection)
        for call in connection.calls.all {
            guard let caller = connection.caller, !caller.mayCall(call.context.method) else {
                continue
            }
            // A change that waits for its file asks again itself.
            if call.flag != nil, call.context.method.facts.isMutating { continue }
            withdraw(call, Fault(.notAllowed), connection)
        }
    }

    /// Ends the connections of a key that was replaced, once their calls are answered.
    mutating func end(replaced key: CertificateKey, _ loop: inout LoopContext) {
        var ending: [Connection] = []
        connections.visit { _, connection in
            guard let peer = connection.peer, CertificateKey(peer) == key else { return }
            ending.append(connection)
        }
        let limit = shared.limits.replacedDrainMilliseconds
        for connection in ending where connection.session?.isClosing == false {
            connection.session?.drain(.refused(.certificateReplaced), loop.now.sessionTime)
            connection.replacedEnd = loop.now.advanced(milliseconds: limit)
            touch(connection)
        }
    }

    /// Ends a connection whose key was replaced and that has had its time.
    mutating func endReplaced(_ connection: Connection, _ now: Moment) {
        guard let end = connection.replacedEnd, now >= end else { return }
        connection.replacedEnd = nil
        guard connection.session?.isClosing == false else { return }
        let reason = CloseReason.refused(.certificateReplaced)
        connection.session?.close(reason, now.sessionTime)
        sayLastWord(reason, connection)
    }

    private mutating func withdraw(_ call: OpenCall, _ fault: Fault, _ connection: Connection) {
        call.flag?.cancel()
        fail(call, fault, connection)
    }

    /// Ends a connection whose own change has ended it, now that it is answered.
    mutating func endAfterAnswer(_ connection: Connection, _ now: Moment) {
        guard let reason = connection.endsAfterAnswer,
            !connection.calls.all.contains(where: \.changesRegistry)
        else { return }
        connection.session?.close(reason, now.sessionTime)
        sayLastWord(reason, connection)
    }
}

extension OpenCall {
    /// Whether it waits for the registry to be changed: it may be what ends its own connection.
    fileprivate var changesRegistry: Bool {
        flag != nil && context.method.facts.isMutating && context.place == .registry
    }
}

extension CloseReason {
    /// Why connections end, as their clients are told.
    fileprivate init(_ word: RightsChange.CloseWord) {
        switch word {
        case .withdrawn: self = .refused(.certificateRevoked)
        case .suspended: self = .refused(.youAreSuspended)
        case .ended: self = .refused(.yourAccessHasEnded)
        case .organisationSuspended: self = .refused(.accessOfTheOrganisationSuspended)
        }
    }
}
