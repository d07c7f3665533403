import HubCrypto
import HubLoop
import HubSession
import HubSystem
import HubWire

/// How much of requests a connection may have kept: first credit is withheld, then new calls are
/// refused, then the connection ends.
extension ServerLoop {
    /// Brings the server's budget up to what the connection's calls keep, and withholds or grants
    /// credit accordingly.
    mutating func settleBudget(_ connection: Connection, _ now: Moment) {
        let kept = connection.calls.keptRequestBytes
        let change = kept - connection.keptBytes
        guard change != 0 || connection.withheldSince != nil else { return }
        connection.keptBytes = kept
        let caller = connection.caller
        let shared = self.shared.budget.change(
            by: change,
            of: caller?.principal,
            in: caller?.tenant
        )
        let own = RequestBudget.Room(kept, of: self.shared.limits.keptRequestBytesMax)
        guard connection.session?.isClosing == false else {
            connection.withheldSince = nil
            connection.lookForRoom = nil
            return
        }
        switch max(own, shared) {
        case .enough: grant(connection)
        case .full: withhold(connection, now)
        case .exceeded where change > 0: overload(connection, now)
        case .exceeded: withhold(connection, now)
        }
    }

    private mutating func grant(_ connection: Connection) {
        guard connection.withheldSince != nil else { return }
        connection.withheldSince = nil
        connection.lookForRoom = nil
        connection.session?.grantWithheld()
        touch(connection)
    }

    private mutating func withhold(_ connection: Connection, _ now: Moment) {
        let limits = shared.limits
        let since = connection.withheldSince ?? now
        // One that keeps nothing only waits for others: it has done nothing to be sent away for.
        if connection.keptBytes > 0,
            now >= since.advanced(milliseconds: limits.withheldMillisecondsMax)
        {
            return overload(connection, now)
        }
        connection.withheldSince = since
        connection.lookForRoom = now.advanced(milliseconds: limits.withheldLookMilliseconds)
        connection.session?.withhold()
    }

    private mutating func overload(_ connection: Connection, _ now: Moment) {
        connection.session?.close(.overloaded, now.sessionTime)
        sayLastWord(.overloaded, connection)
        settleBudget(connection, now)
    }

    /// Why a new call is not looked at; `nil` when there is room for it.
    mutating func refusal(_ connection: Connection, _ now: Moment) -> Fault? {
        // What came just before this call may have made the room.
        settleBudget(connection, now)
        let caller = connection.caller
        let room = shared.budget.room(of: caller?.principal, in: caller?.tenant)
        guard connection.withheldSince != nil || room > .enough else { return nil }
        return Fault(
            .hubIsBusy,
            "requests that are not answered yet hold as much as may be kept; wait for answers"
        )
    }
}
