import HubCrypto
import HubLoop
import HubSession
import HubSystem
import HubWire

/// How much of requests a connection may have kept: first credit is withheld, then new calls are
/// refused, then the connection ends.
extension ServerLoop {
    /// Brings the server's budget up to what the connection keeps, of its calls, of a frame that is
    /// not whole yet and of answers that are not read, and withholds or grants credit accordingly.
    mutating func settleBudget(_ connection: Connection, _ now: Moment) {
        let kept = connection.calls.keptRequestBytes + connection.input.count
        let change = kept - connection.keptBytes
        let growth = change + connection.unreadAnswerBytes - connection.keptAnswerBytes
        guard change != 0 || growth != 0 || connection.withheldSince != nil else { return }
        connection.keptBytes = kept
        connection.keptAnswerBytes = connection.unreadAnswerBytes
        let caller = connection.caller
        let shared = self.shared.budget.change(
            by: growth,
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

    /// Settles the budget with what counts of the answers that the client has not read.
    ///
    /// Looked at once in a turn: it is the sum of all streams.
    mutating func settleUnread(_ connection: Connection, _ now: Moment) {
        let unread = (connection.session?.unreadBytes ?? 0) + connection.calls.unsentBytes
        let isMuch = unread > shared.limits.unreadAnswerBytesFree
        connection.unreadAnswerBytes = isMuch ? unread : 0
        settleBudget(connection, now)
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
        if connection.keptBytes + connection.keptAnswerBytes > 0,
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
            "requests that are not answered yet and answers that are not read yet hold as much as "
                + "may be kept; wait for answers and read them"
        )
    }
}
