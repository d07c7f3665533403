import HubCrypto
import HubLoop
import HubTLS
import HubWire

/// What the security log is told of connections and calls.
extension ServerLoop {
    /// A connection that was not let in.
    func noteRefused(
        _ connection: Connection,
        _ event: SecurityLog.Event,
        _ reason: String
    ) {
        shared.security(event, reason, subject(connection))
    }

    /// A call that ended with a fault.
    func noteRefused(
        _ fault: Fault,
        _ method: Method?,
        _ request: RequestID,
        _ connection: Connection
    ) {
        guard let event = SecurityLog.event(of: fault.reason.code) else { return }
        var subject = subject(connection)
        subject.method = method
        subject.request = request
        shared.security(event, fault.reason.code, subject)
    }

    /// A call that the gate refused.
    func noteRefused(
        _ fault: Fault,
        _ header: Span<UInt8>,
        _ request: RequestID,
        _ connection: Connection
    ) {
        guard SecurityLog.event(of: fault.reason.code) != nil else { return }
        // The gate has read it, so it can be read.
        let name = try? CallHeader.read(header).method
        noteRefused(fault, name.flatMap { Method(name: $0) }, request, connection)
    }

    /// What is known of who is at the other end.
    func subject(_ connection: Connection) -> SecurityLog.Subject {
        var subject = SecurityLog.Subject()
        subject.address = connection.address
        subject.principal = connection.caller?.principal ?? connection.peer?.name.principal
        subject.tenant = connection.caller?.tenant ?? connection.peer?.name.tenant
        return subject
    }
}
