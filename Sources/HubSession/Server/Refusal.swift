import HubWire

/// Why a call is answered without a look at it.
enum Refusal {
    /// As many calls are open as the connection may have.
    case tooManyStreams
    /// A stranger has had its calls.
    case callsUsedUp
    /// Too much output waits to be read.
    case outputFull

    func status(_ settings: SessionSettings) -> Status {
        var status = Status()
        status.code = .resourceExhausted
        if self != .callsUsedUp {
            status.retry = .afterPause
            status.retryAfterMs = settings.refusedPauseMilliseconds
        } else {
            // Waiting helps nobody here: the connection has had its calls.
            status.retry = .never
        }
        status.applied = .no
        switch self {
        case .tooManyStreams:
            status.reason = "CALL-0101"
            status.message =
                "\(settings.streamsMax) calls are open on this connection, and no more may be; "
                + "wait for answers"
        case .callsUsedUp:
            status.reason = "CALL-0102"
            status.message = "a connection without a valid certificate has had all its calls"
        case .outputFull:
            status.reason = "CALL-0103"
            status.message = "too many answers wait to be read; read them, then call again"
        }
        return status
    }
}
