import HubLoop
import HubSession
import HubSystem
import HubTLS
import HubWire

/// One client's connection, confined to its loop's thread.
final class Connection {
    /// Whether the call that is being opened has paid its price.
    var hasPaid = false
    /// Where the loop keeps it.
    var token = ServerLoop.listenerToken
    let socket: Socket
    /// Where it comes from.
    let address: Address?
    /// The group that strangers are counted by.
    let group: Address.Group?
    /// Whether the client is on the hub's own machine.
    let isLocal: Bool
    var tls: TLSSession
    /// The machine; `nil` until TLS is done.
    var session: ServerSession?
    /// When TLS has to be done.
    let handshakeDeadline: Moment
    var clientClass = ClientClass.anonymous
    /// What the certificate said; `nil` for a stranger.
    var peer: PeerIdentity?
    var caller: CallerRecord?
    /// The key that it showed, and what it opens; `nil` for a stranger.
    var clientKey: ClientKey?
    /// What the key of the certificate opens.
    var keyState: KeyState { clientKey?.state ?? .unspecified }
    var callerGeneration: UInt64 = 0
    /// Why it ends when the change that ends it is answered.
    var endsAfterAnswer: CloseReason?
    /// When it ends because its key was replaced, whatever is still open.
    var replacedEnd: Moment?
    /// Received bytes that are no whole frame yet.
    var input: [UInt8] = []
    var calls = CallTable()
    /// What its calls and frames are taken of.
    var bucket: TokenBucket
    /// What it shares with the other connections of its principal; `nil` for a stranger.
    var allowance: CallerAllowance?
    /// Frames that are not a whole unit yet.
    var unpaidFrames = 0
    /// Whether it is in the loop's list of those that are read in the next turn.
    var isUnread = false
    /// Whether it is in the loop's line of those whose handshake can go on.
    var waitsToShake = false
    /// When it is read again, after it has sent more than its bucket holds.
    var readsAgain: Moment?
    /// What it is counted as in the server's census.
    var standing = Standing.handshake
    /// What it keeps of requests, as the server's budget knows it.
    var keptBytes = 0
    /// What counts of the answers that its client has not read, when it was last looked at.
    var unreadAnswerBytes = 0
    /// The same as the server's budget knows it.
    var keptAnswerBytes = 0
    /// Since when credit is withheld from the client.
    var withheldSince: Moment?
    /// When to look whether there is room again for what is withheld.
    var lookForRoom: Moment?
    /// Whether the poller waits for room to write.
    var waitsToWrite = false
    /// Whether the connection is in the loop's list of those to flush.
    var isDirty = false
    /// The moment the loop's clock is set to.
    var armedDeadline: Moment?
    /// Whether the last word was written and writing is over.
    var hasFinishedSending = false

    init(
        socket: consuming Socket,
        address: Address?,
        tls: consuming TLSSession,
        handshakeDeadline: Moment,
        bucket: TokenBucket
    ) {
        self.socket = socket
        self.address = address
        group = address?.group
        isLocal = address?.isLoopback ?? false
        self.tls = tls
        self.handshakeDeadline = handshakeDeadline
        self.bucket = bucket
    }

    /// The next moment at which something has to be looked at.
    var nextDeadline: Moment? {
        guard session != nil else { return handshakeDeadline }
        var next = (session?.nextDeadline).flatMap { $0 }.map(Moment.init)
        if let call = calls.nextDeadline { next = min(next ?? call, call) }
        if let look = lookForRoom { next = min(next ?? look, look) }
        if let again = readsAgain { next = min(next ?? again, again) }
        if let end = replacedEnd { next = min(next ?? end, end) }
        return next
    }
}

extension Moment {
    /// The moment as the machines see it.
    var sessionTime: SessionTime { SessionTime(milliseconds: nanoseconds / 1_000_000) }

    /// A machine's moment on the steady clock, never earlier than it.
    init(_ time: SessionTime) {
        let (product, tooLate) = time.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        self.init(nanoseconds: tooLate ? .max : product)
    }
}
