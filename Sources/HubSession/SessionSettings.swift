package import HubWire

/// What a server accepts on one connection: every length, count and time has its name here.
package struct SessionSettings: Sendable {
    /// The largest message that is accepted.
    package var messageBytesMax = 1_024 * 1_024
    /// Credit of each new stream.
    package var streamCreditBytes = 256 * 1_024
    /// Credit of the connection.
    package var connectionCreditBytes = 4 * 1_024 * 1_024
    /// Streams that may be open at once.
    package var streamsMax = 128
    /// Calls over the connection's whole life; `nil` for no end.
    package var callsMax: Int?
    /// The longest deadline of a call that is told to clients.
    package var deadlineMillisecondsMax: UInt64 = 300_000

    /// From the end of TLS to the peer's HELLO.
    package var helloMilliseconds: UInt64 = 5_000
    /// From the first byte of a frame to its last, plus what its length allows.
    package var frameMilliseconds: UInt64 = 10_000
    /// The slowest peer that is waited for inside a frame.
    package var frameBytesPerSecond: UInt64 = 16 * 1_024
    /// How long an answer may wait for the peer's credit.
    package var noCreditMilliseconds: UInt64 = 60_000
    /// Silence after which the server pings.
    package var silenceMilliseconds: UInt64 = 60_000
    /// From the ping to any byte at all.
    package var answerMilliseconds: UInt64 = 20_000
    /// The shortest pause between a peer's pings that is tolerated.
    package var pingIntervalMilliseconds: UInt64 = 10_000
    /// Pings that may come faster before the connection ends.
    package var pingStrikesMax = 3
    /// How long unsent output may stand still.
    package var writeStallMilliseconds: UInt64 = 30_000
    /// How long input is read and discarded after the last word.
    package var lingerMilliseconds: UInt64 = 2_000
    /// How much input is read and discarded after the last word.
    package var lingerBytesMax = 1_024 * 1_024
    /// The end of the connection's life whatever happens.
    package var endOfLife: EndOfLife?

    /// When a connection ends whatever happens, and why.
    package struct EndOfLife: Hashable, Sendable {
        /// The moment.
        package let at: SessionTime
        /// The certificate's end, or a stranger's.
        package let reason: CloseReason

        /// The end at a moment for a reason.
        package init(at: SessionTime, reason: CloseReason) {
            self.at = at
            self.reason = reason
        }
    }

    /// Unsent output above which no message is added: calls are refused, streams are not pulled.
    package var outputBytesMax = 2 * 1_024 * 1_024
    /// Unsent frames that the peer can provoke at no cost, after which the connection ends: PONG,
    /// CREDIT and the RESULT of refused calls.
    package var controlBytesMax = 64 * 1_024
    /// The pause that a refused call is told to make.
    package var refusedPauseMilliseconds: UInt32 = 100

    /// The settings for an authenticated client.
    package init() {}

    /// The settings for a client without a certificate, or with a lapsed one, from `now` on.
    package static func stranger(from now: SessionTime) -> SessionSettings {
        var settings = SessionSettings()
        settings.messageBytesMax = 16 * 1_024
        settings.streamCreditBytes = 16 * 1_024
        settings.connectionCreditBytes = 64 * 1_024
        settings.streamsMax = 3
        settings.callsMax = 3
        settings.deadlineMillisecondsMax = 30_000
        settings.endOfLife = EndOfLife(at: now.after(30_000), reason: .strangerLate)
        return settings
    }

    /// What the settings say to the peer.
    package var limits: Limits {
        var limits = Limits()
        limits.messageBytesMax = UInt32(clamping: messageBytesMax)
        limits.streamCreditBytes = UInt32(clamping: streamCreditBytes)
        limits.connectionCreditBytes = UInt32(clamping: connectionCreditBytes)
        limits.streamsMax = UInt32(clamping: streamsMax)
        limits.pingIntervalMinMs = UInt32(clamping: pingIntervalMilliseconds)
        limits.deadlineMaxMs = UInt32(clamping: deadlineMillisecondsMax)
        return limits
    }
}
