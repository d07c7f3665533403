// Made from Protocols/reasons.json by deploy/regenerate; change it there.
// swift-format-ignore-file

extension Reason {
    /// A frame said that it is shorter than its own head: the length field counts at least 8 bytes.
    public static let frameTooShort = Reason(
        code: "WIRE-0101",
        title: "Frame too short",
        status: .internal,
        retry: .never,
        explanation: "A frame said that it is shorter than its own head: the length field counts at least 8 bytes.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A frame's payload is larger than its type, or the receiver's announced limit, allows. The message names both sizes.
    public static let frameTooLarge = Reason(
        code: "WIRE-0102",
        title: "Frame too large",
        status: .internal,
        retry: .never,
        explanation: "A frame's payload is larger than its type, or the receiver's announced limit, allows. The message names both sizes.",
        next: "Send smaller messages, or split the work over a streaming method. The hub's limit is in its HELLO."
    )
    /// The two reserved bytes of a frame's head are not zero.
    public static let reservedBytesSet = Reason(
        code: "WIRE-0103",
        title: "Reserved bytes set",
        status: .internal,
        retry: .never,
        explanation: "The two reserved bytes of a frame's head are not zero.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A frame carries a flag other than END.
    public static let unknownFlag = Reason(
        code: "WIRE-0104",
        title: "Unknown flag",
        status: .internal,
        retry: .never,
        explanation: "A frame carries a flag other than END.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The END flag is set on a frame type that cannot end a direction.
    public static let endWhereItHasNoMeaning = Reason(
        code: "WIRE-0105",
        title: "END where it has no meaning",
        status: .internal,
        retry: .never,
        explanation: "The END flag is set on a frame type that cannot end a direction.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A frame type below 128 is not in the table. Types from 128 on would have been ignored.
    public static let unknownFrameType = Reason(
        code: "WIRE-0106",
        title: "Unknown frame type",
        status: .internal,
        retry: .never,
        explanation: "A frame type below 128 is not in the table. Types from 128 on would have been ignored.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// Only the server sends RESULT; only the client sends CALL, CANCEL and END.
    public static let frameFromTheWrongSide = Reason(
        code: "WIRE-0107",
        title: "Frame from the wrong side",
        status: .internal,
        retry: .never,
        explanation: "Only the server sends RESULT; only the client sends CALL, CANCEL and END.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A frame about a call came on stream 0, or one about the connection on another stream.
    public static let frameOnTheWrongStream = Reason(
        code: "WIRE-0108",
        title: "Frame on the wrong stream",
        status: .internal,
        retry: .never,
        explanation: "A frame about a call came on stream 0, or one about the connection on another stream.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// CREDIT has exactly 4 bytes, PING and PONG exactly 8, CANCEL and END none.
    public static let wrongPayloadSize = Reason(
        code: "WIRE-0109",
        title: "Wrong payload size",
        status: .internal,
        retry: .never,
        explanation: "CREDIT has exactly 4 bytes, PING and PONG exactly 8, CANCEL and END none.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The ids of calls count 1, 2, 3 and so on without gaps; this CALL carried another one.
    public static let streamIdOutOfOrder = Reason(
        code: "WIRE-0201",
        title: "Stream id out of order",
        status: .internal,
        retry: .never,
        explanation: "The ids of calls count 1, 2, 3 and so on without gaps; this CALL carried another one.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A frame names a stream id for which there was no CALL.
    public static let streamNeverOpened = Reason(
        code: "WIRE-0203",
        title: "Stream never opened",
        status: .internal,
        retry: .never,
        explanation: "A frame names a stream id for which there was no CALL.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The client had ended its side of the call and then sent MESSAGE or END again.
    public static let messageAfterEnd = Reason(
        code: "WIRE-0205",
        title: "Message after END",
        status: .internal,
        retry: .never,
        explanation: "The client had ended its side of the call and then sent MESSAGE or END again.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The client had said that it would open no more calls, and opened one.
    public static let callAfterOwnGoaway = Reason(
        code: "WIRE-0207",
        title: "Call after own GOAWAY",
        status: .internal,
        retry: .never,
        explanation: "The client had said that it would open no more calls, and opened one.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A MESSAGE started while the stream's credit was zero or below.
    public static let messageWithoutStreamCredit = Reason(
        code: "WIRE-0301",
        title: "Message without stream credit",
        status: .internal,
        retry: .never,
        explanation: "A MESSAGE started while the stream's credit was zero or below.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A MESSAGE, or a frame of a type from 128 on, started while the connection's credit was zero or below.
    public static let messageWithoutConnectionCredit = Reason(
        code: "WIRE-0302",
        title: "Message without connection credit",
        status: .internal,
        retry: .never,
        explanation: "A MESSAGE, or a frame of a type from 128 on, started while the connection's credit was zero or below.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A CREDIT frame grants nothing.
    public static let creditOfZero = Reason(
        code: "WIRE-0304",
        title: "Credit of zero",
        status: .internal,
        retry: .never,
        explanation: "A CREDIT frame grants nothing.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// Announced or granted credit adds up to more than 2,147,483,647 bytes.
    public static let tooMuchCredit = Reason(
        code: "WIRE-0306",
        title: "Too much credit",
        status: .internal,
        retry: .never,
        explanation: "Announced or granted credit adds up to more than 2,147,483,647 bytes.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The first frame was not HELLO.
    public static let helloMissing = Reason(
        code: "WIRE-0401",
        title: "HELLO missing",
        status: .internal,
        retry: .never,
        explanation: "The first frame was not HELLO.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A side greeted a second time on one connection.
    public static let helloTwice = Reason(
        code: "WIRE-0402",
        title: "HELLO twice",
        status: .internal,
        retry: .never,
        explanation: "A side greeted a second time on one connection.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The payload of HELLO is not a Hello message.
    public static let helloNotReadable = Reason(
        code: "WIRE-0403",
        title: "HELLO not readable",
        status: .internal,
        retry: .never,
        explanation: "The payload of HELLO is not a Hello message.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The payload of GOAWAY is not a GoAway message.
    public static let goawayNotReadable = Reason(
        code: "WIRE-0405",
        title: "GOAWAY not readable",
        status: .internal,
        retry: .never,
        explanation: "The payload of GOAWAY is not a GoAway message.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The payload of RESULT is not a Status message.
    public static let resultNotReadable = Reason(
        code: "WIRE-0407",
        title: "RESULT not readable",
        status: .internal,
        retry: .never,
        explanation: "The payload of RESULT is not a Status message.",
        next: "This is a fault in the hub. Tell the hub's operator the time."
    )
    /// Three pings in a row came sooner than the hub's announced pause.
    public static let pingsTooFast = Reason(
        code: "WIRE-0501",
        title: "Pings too fast",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "Three pings in a row came sooner than the hub's announced pause.",
        next: "Ping less often; the pause is ping_interval_min_ms in the hub's HELLO."
    )
    /// A PONG answers no outstanding PING, or carries other bytes.
    public static let pongWithoutPing = Reason(
        code: "WIRE-0503",
        title: "PONG without PING",
        status: .internal,
        retry: .never,
        explanation: "A PONG answers no outstanding PING, or carries other bytes.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The TLS handshake was not finished in time. The hub closes without a frame.
    public static let tlsTooSlow = Reason(
        code: "WIRE-0601",
        title: "TLS too slow",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The TLS handshake was not finished in time. The hub closes without a frame.",
        next: "Try again. If it happens often, ask whoever looks after the network between you and the hub."
    )
    /// The client's HELLO was not complete 5 seconds after TLS.
    public static let helloTooLate = Reason(
        code: "WIRE-0602",
        title: "HELLO too late",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The client's HELLO was not complete 5 seconds after TLS.",
        next: "Try again. If it happens often, ask whoever looks after the network between you and the hub."
    )
    /// A frame began but did not arrive whole in the time its length allows.
    public static let frameTooSlow = Reason(
        code: "WIRE-0603",
        title: "Frame too slow",
        status: .unavailable,
        retry: .afterPause,
        explanation: "A frame began but did not arrive whole in the time its length allows.",
        next: "Try again. If it happens often, ask whoever looks after the network between you and the hub."
    )
    /// After a minute of silence the hub sent a PING, and 20 seconds later nothing had come.
    public static let noSignOfLife = Reason(
        code: "WIRE-0604",
        title: "No sign of life",
        status: .unavailable,
        retry: .afterPause,
        explanation: "After a minute of silence the hub sent a PING, and 20 seconds later nothing had come.",
        next: "Try again. If it happens often, ask whoever looks after the network between you and the hub."
    )
    /// The hub had an answer ready for a minute, and the client gave the connection no credit.
    public static let noConnectionCredit = Reason(
        code: "WIRE-0605",
        title: "No connection credit",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub had an answer ready for a minute, and the client gave the connection no credit.",
        next: "Keep reading and give connection credit back for every message that arrives."
    )
    /// For 30 seconds the client took no byte off its socket. The hub closes without a frame.
    public static let nothingRead = Reason(
        code: "WIRE-0606",
        title: "Nothing read",
        status: .unavailable,
        retry: .afterPause,
        explanation: "For 30 seconds the client took no byte off its socket. The hub closes without a frame.",
        next: "Keep reading, also while sending."
    )
    /// A connection without a valid certificate lasts 30 seconds.
    public static let anonymousTimeIsUp = Reason(
        code: "WIRE-0607",
        title: "Anonymous time is up",
        status: .unauthenticated,
        retry: .afterPause,
        explanation: "A connection without a valid certificate lasts 30 seconds.",
        next: "Ask the hub's operator for a certificate, then `whub context add`."
    )
    /// The connection lived until the client certificate's last second.
    public static let certificateRanOut = Reason(
        code: "WIRE-0608",
        title: "Certificate ran out",
        status: .unauthenticated,
        retry: .now,
        explanation: "The connection lived until the client certificate's last second.",
        next: "Connect again; `whub cert` shows until when the certificate holds, and `whub cert renew` renews it."
    )
    /// More than 64 KiB of answers to pings, credit or refused calls waited unread. The hub closes without a frame.
    public static let controlOutputUnread = Reason(
        code: "WIRE-0610",
        title: "Control output unread",
        status: .unavailable,
        retry: .afterPause,
        explanation: "More than 64 KiB of answers to pings, credit or refused calls waited unread. The hub closes without a frame.",
        next: "Keep reading, also while sending."
    )
    /// The other side closed the connection, or said that it leaves. It is not told: it knows.
    public static let closedByTheOtherSide = Reason(
        code: "WIRE-0611",
        title: "Closed by the other side",
        status: .unavailable,
        retry: .now,
        explanation: "The other side closed the connection, or said that it leaves. It is not told: it knows.",
        next: "Connect again and go on."
    )
    /// The hub stops or restarts. Open calls are answered; newer ones were never looked at.
    public static let hubIsDraining = Reason(
        code: "WIRE-0701",
        title: "Hub is draining",
        status: .unavailable,
        retry: .now,
        explanation: "The hub stops or restarts. Open calls are answered; newer ones were never looked at.",
        next: "Connect again; calls above the last stream may be sent again at once."
    )
    /// The connection has made so many calls that its ids run out.
    public static let streamIdsUsedUp = Reason(
        code: "WIRE-0702",
        title: "Stream ids used up",
        status: .unavailable,
        retry: .now,
        explanation: "The connection has made so many calls that its ids run out.",
        next: "Connect again and go on."
    )
    /// The hub has as many connections or as much work as it can hold.
    public static let hubIsFull = Reason(
        code: "WIRE-0703",
        title: "Hub is full",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub has as many connections or as much work as it can hold.",
        next: "Wait a little and try again."
    )
    /// Too many connections without a certificate came from this address.
    public static let tooManyFromOneAddress = Reason(
        code: "WIRE-0704",
        title: "Too many from one address",
        status: .unavailable,
        retry: .afterPause,
        explanation: "Too many connections without a certificate came from this address.",
        next: "Wait a little. Close connections that are not in use."
    )
    /// The hub, or your tenant, is served at another address.
    public static let hubHasMoved = Reason(
        code: "WIRE-0705",
        title: "Hub has moved",
        status: .unavailable,
        retry: .now,
        explanation: "The hub, or your tenant, is served at another address.",
        next: "Connect to the new address named in the message; it must show the same authority."
    )
    /// This identity has as many connections as the hub allows one to have.
    public static let tooManyOfOneIdentity = Reason(
        code: "WIRE-0706",
        title: "Too many of one identity",
        status: .unavailable,
        retry: .afterPause,
        explanation: "This identity has as many connections as the hub allows one to have.",
        next: "Close connections that are not in use, then connect again. One connection carries many calls."
    )
    /// The hub ends the connection because of a fault of its own.
    public static let hubFailed = Reason(
        code: "WIRE-0709",
        title: "Hub failed",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub ends the connection because of a fault of its own.",
        next: "Try again. If it comes back, tell the hub's operator the time."
    )
    /// This device's certificate has been withdrawn: the device was ended, as a lost one is.
    public static let certificateRevoked = Reason(
        code: "WIRE-0801",
        title: "Certificate revoked",
        status: .unauthenticated,
        retry: .never,
        explanation: "This device's certificate has been withdrawn: the device was ended, as a lost one is.",
        next: "From another device of yours: `whub cert devices` shows which are in, and `whub cert add-device` lets this one in again. Where this was the only one, ask an admin of your organisation, or for a role of the hub its operator: `whub admin add-device`."
    )
    /// The certificate was made by, or for, another hub.
    public static let certificateOfAnotherHub = Reason(
        code: "WIRE-0802",
        title: "Certificate of another hub",
        status: .unauthenticated,
        retry: .never,
        explanation: "The certificate was made by, or for, another hub.",
        next: "Check the context: `whub context list`."
    )
    /// The certificate does not hold exactly one identity in the form this hub issues.
    public static let certificateWithoutIdentity = Reason(
        code: "WIRE-0803",
        title: "Certificate without identity",
        status: .unauthenticated,
        retry: .never,
        explanation: "The certificate does not hold exactly one identity in the form this hub issues.",
        next: "Ask the hub's operator for a new invitation."
    )
    /// The certificate's chain does not lead to this hub's authority, or its algorithm is not accepted.
    public static let certificateNotTrusted = Reason(
        code: "WIRE-0804",
        title: "Certificate not trusted",
        status: .unauthenticated,
        retry: .never,
        explanation: "The certificate's chain does not lead to this hub's authority, or its algorithm is not accepted.",
        next: "`whub doctor` says which step fails; see which hub the context is for with `whub context show`."
    )
    /// The certificate was replaced: this device's key was renewed, and the newer one has been used.
    public static let certificateReplaced = Reason(
        code: "WIRE-0805",
        title: "Certificate replaced",
        status: .unauthenticated,
        retry: .never,
        explanation: "The certificate was replaced: this device's key was renewed, and the newer one has been used.",
        next: "If this device renewed it, or it was set up again from a copy, use the newest certificate: `whub cert` shows it. If nobody of yours did, somebody may have copied the key and renewed it: do not wait, have an admin of your organisation suspend you (`whub admin suspend`) and end this device (`whub admin revoke-device`)."
    )
    /// This certificate was replaced, and is used all the same: two devices hold the key of one, so somebody may have a copy of it. Access is suspended, for whoever holds either.
    public static let accessSuspended = Reason(
        code: "WIRE-0807",
        title: "Access suspended",
        status: .unauthenticated,
        retry: .never,
        explanation: "This certificate was replaced, and is used all the same: two devices hold the key of one, so somebody may have a copy of it. Access is suspended, for whoever holds either.",
        next: "Tell an admin of your organisation at once, or for a role of the hub its operator. They look at what was done since (`whub admin acts`), end this device (`whub admin revoke-device`) and let you in again with a new one (`whub admin resume`, `whub admin add-device`)."
    )
    /// The hub's operator has suspended your organisation's access, and ended its connections.
    public static let accessOfTheOrganisationSuspended = Reason(
        code: "WIRE-0809",
        title: "Access of the organisation suspended",
        status: .permissionDenied,
        retry: .never,
        explanation: "The hub's operator has suspended your organisation's access, and ended its connections.",
        next: "Ask the hub's operator."
    )
    /// Your access has been suspended. Your roles, devices and records are kept.
    public static let youAreSuspended = Reason(
        code: "WIRE-0811",
        title: "You are suspended",
        status: .unauthenticated,
        retry: .never,
        explanation: "Your access has been suspended. Your roles, devices and records are kept.",
        next: "Ask an admin of your organisation, or for a role of the hub its operator, who sees why (`whub admin principals`) and can let you in again (`whub admin resume`)."
    )
    /// Your access to this hub has been ended for good, on every device. What you wrote stays with your organisation.
    public static let yourAccessHasEnded = Reason(
        code: "WIRE-0813",
        title: "Your access has ended",
        status: .unauthenticated,
        retry: .never,
        explanation: "Your access to this hub has been ended for good, on every device. What you wrote stays with your organisation.",
        next: "If that is a mistake, ask an admin of your organisation, or for a role of the hub its operator, for a new invitation, then `whub context remove` and `whub enrol`."
    )
    /// This call needs a client certificate.
    public static let certificateNeeded = Reason(
        code: "GATE-0101",
        title: "Certificate needed",
        status: .unauthenticated,
        retry: .never,
        explanation: "This call needs a client certificate.",
        next: "Enrol with the invitation that you were given: `whub enrol`. An admin of your organisation, or the hub's operator, gives one."
    )
    /// Your certificate has expired. It can still be renewed, and do nothing else.
    public static let certificateHasExpired = Reason(
        code: "GATE-0102",
        title: "Certificate has expired",
        status: .unauthenticated,
        retry: .never,
        explanation: "Your certificate has expired. It can still be renewed, and do nothing else.",
        next: "Renew it: `whub cert renew`. If it is too late for that, ask an admin of your organisation for an invitation."
    )
    /// Your access, or that of this device, was suspended or ended meanwhile.
    public static let noLongerActive = Reason(
        code: "GATE-0103",
        title: "No longer active",
        status: .unauthenticated,
        retry: .never,
        explanation: "Your access, or that of this device, was suspended or ended meanwhile.",
        next: "Connect again to be told which, then ask an admin of your organisation, or for a role of the hub its operator."
    )
    /// This call is answered only to programs on the hub's own machine.
    public static let onlyOnTheHubsOwnMachine = Reason(
        code: "GATE-0105",
        title: "Only on the hub's own machine",
        status: .permissionDenied,
        retry: .never,
        explanation: "This call is answered only to programs on the hub's own machine.",
        next: "Run it there."
    )
    /// There is no invitation that this code could belong to, or it has run out.
    public static let noLiveInvitation = Reason(
        code: "GATE-0107",
        title: "No live invitation",
        status: .unauthenticated,
        retry: .never,
        explanation: "There is no invitation that this code could belong to, or it has run out.",
        next: "Ask whoever invited you for another invitation."
    )
    /// The key of this device waits until its fingerprint is confirmed: by whoever sent the invitation or, for a further device of yours, by you on one that is in.
    public static let keyNotConfirmedYet = Reason(
        code: "GATE-0109",
        title: "Key not confirmed yet",
        status: .unauthenticated,
        retry: .never,
        explanation: "The key of this device waits until its fingerprint is confirmed: by whoever sent the invitation or, for a further device of yours, by you on one that is in.",
        next: "Read the fingerprint that `whub cert` shows to whoever invited you, or confirm it on your other device: `whub cert confirm`."
    )
    /// None of your roles allows this.
    public static let notAllowed = Reason(
        code: "GATE-0201",
        title: "Not allowed",
        status: .permissionDenied,
        retry: .never,
        explanation: "None of your roles allows this.",
        next: "`whub can-i METHOD` says which role allows it, and who can grant it."
    )
    /// You hold the role, but it does not cover data that your organisation holds as commissioner of others' services, as its register says it does.
    public static let capacityNotGranted = Reason(
        code: "GATE-0203",
        title: "Capacity not granted",
        status: .permissionDenied,
        retry: .never,
        explanation: "You hold the role, but it does not cover data that your organisation holds as commissioner of others' services, as its register says it does.",
        next: "An admin of your organisation has your role cover it: `whub admin roles NAME --role ROLE:SERVICE:commissioner`."
    )
    /// This takes effect only when a second person has approved it, and that cannot be the person who asked.
    public static let secondPersonNeeded = Reason(
        code: "GATE-0205",
        title: "Second person needed",
        status: .failedPrecondition,
        retry: .never,
        explanation: "This takes effect only when a second person has approved it, and that cannot be the person who asked.",
        next: "Ask a colleague with the same role to approve it."
    )
    /// You have made more calls than your share for the moment.
    public static let tooManyCalls = Reason(
        code: "GATE-0301",
        title: "Too many calls",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "You have made more calls than your share for the moment.",
        next: "Wait as long as the answer says, then go on."
    )
    /// Your organisation has used its share for the moment.
    public static let tooManyCallsFromYourOrganisation = Reason(
        code: "GATE-0302",
        title: "Too many calls from your organisation",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "Your organisation has used its share for the moment.",
        next: "Wait as long as the answer says, then go on."
    )
    /// More came over this connection than it may bring for the moment. This call was not looked at.
    public static let tooManyCallsOnThisConnection = Reason(
        code: "GATE-0303",
        title: "Too many calls on this connection",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "More came over this connection than it may bring for the moment. This call was not looked at.",
        next: "Wait as long as the answer says, then go on."
    )
    /// Your organisation's records have reached the space agreed for it.
    public static let spaceUsedUp = Reason(
        code: "GATE-0305",
        title: "Space used up",
        status: .resourceExhausted,
        retry: .never,
        explanation: "Your organisation's records have reached the space agreed for it.",
        next: "Ask the hub's operator for more space, or remove what is no longer needed."
    )
    /// The hub's operator has suspended your organisation's access to its records.
    public static let organisationSuspended = Reason(
        code: "GATE-0401",
        title: "Organisation suspended",
        status: .permissionDenied,
        retry: .never,
        explanation: "The hub's operator has suspended your organisation's access to its records.",
        next: "Ask the hub's operator."
    )
    /// The call named the organisation it was meant for, and your certificate belongs to another.
    public static let anotherOrganisationThanExpected = Reason(
        code: "GATE-0501",
        title: "Another organisation than expected",
        status: .failedPrecondition,
        retry: .never,
        explanation: "The call named the organisation it was meant for, and your certificate belongs to another.",
        next: "See which organisation the context is for: `whub context show`."
    )
    /// The call was based on revisions from before the hub's store was restored.
    public static let storeWasRestored = Reason(
        code: "GATE-0502",
        title: "Store was restored",
        status: .failedPrecondition,
        retry: .never,
        explanation: "The call was based on revisions from before the hub's store was restored.",
        next: "Read again, then decide again."
    )
    /// The signing request is no PKCS #10 request for a P-256 key that it is signed with.
    public static let signingRequestNotUsable = Reason(
        code: "IDEN-0101",
        title: "Signing request not usable",
        status: .invalidArgument,
        retry: .never,
        explanation: "The signing request is no PKCS #10 request for a P-256 key that it is signed with.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The key was certified before: every certificate needs a key of its own.
    public static let keyKnownAlready = Reason(
        code: "IDEN-0103",
        title: "Key known already",
        status: .alreadyExists,
        retry: .never,
        explanation: "The key was certified before: every certificate needs a key of its own.",
        next: "Enrol with a new key, as `whub enrol` does."
    )
    /// The certificate lapsed, and it is more than 400 days since you were enrolled or your access was last confirmed at a review.
    public static let tooLateToRenew = Reason(
        code: "IDEN-0105",
        title: "Too late to renew",
        status: .failedPrecondition,
        retry: .never,
        explanation: "The certificate lapsed, and it is more than 400 days since you were enrolled or your access was last confirmed at a review.",
        next: "Ask an admin of your organisation for an invitation."
    )
    /// The hub's own authority cannot issue certificates at present.
    public static let nothingCanBeIssuedNow = Reason(
        code: "IDEN-0107",
        title: "Nothing can be issued now",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub's own authority cannot issue certificates at present.",
        next: "Try again later; the operator of the hub sees the cause in its log."
    )
    /// The hub's clock says an earlier time than it has seen before, so nothing is issued.
    public static let clockRanBack = Reason(
        code: "IDEN-0109",
        title: "Clock ran back",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub's clock says an earlier time than it has seen before, so nothing is issued.",
        next: "The operator of the hub has to set its clock."
    )
    /// An organisation keeps at least one active admin.
    public static let lastAdmin = Reason(
        code: "IDEN-0201",
        title: "Last admin",
        status: .failedPrecondition,
        retry: .never,
        explanation: "An organisation keeps at least one active admin.",
        next: "Invite another admin first, and confirm its key."
    )
    /// The role cannot be given by the caller, or not in this organisation.
    public static let notYoursToGive = Reason(
        code: "IDEN-0203",
        title: "Not yours to give",
        status: .permissionDenied,
        retry: .never,
        explanation: "The role cannot be given by the caller, or not in this organisation.",
        next: "Admins give the roles of their own organisation; operators those of the hub."
    )
    /// No key of the principal that waits has this fingerprint.
    public static let fingerprintDiffers = Reason(
        code: "IDEN-0205",
        title: "Fingerprint differs",
        status: .failedPrecondition,
        retry: .never,
        explanation: "No key of the principal that waits has this fingerprint.",
        next: "Have the fingerprint read out again. If it still differs, somebody else used the code: revoke the principal (`whub admin revoke`), or the device of your own (`whub cert devices`, `whub cert revoke`)."
    )
    /// Operators invite the first admin of an organisation only.
    public static let organisationHasPeopleAlready = Reason(
        code: "IDEN-0207",
        title: "Organisation has people already",
        status: .failedPrecondition,
        retry: .never,
        explanation: "Operators invite the first admin of an organisation only.",
        next: "An admin of the organisation invites the others; `whub admin break-glass` is for an organisation that has lost its admins."
    )
    /// The role is given only to somebody whose key was confirmed by its fingerprint.
    public static let keyToBeConfirmedFirst = Reason(
        code: "IDEN-0211",
        title: "Key to be confirmed first",
        status: .failedPrecondition,
        retry: .never,
        explanation: "The role is given only to somebody whose key was confirmed by its fingerprint.",
        next: "Have the person read the fingerprint out (`whub cert`), confirm it with `whub admin confirm`, then change the roles."
    )
    /// What was asked for does not follow from the state that it is in: it may be suspended or ended already.
    public static let notPossibleInThisState = Reason(
        code: "IDEN-0213",
        title: "Not possible in this state",
        status: .failedPrecondition,
        retry: .never,
        explanation: "What was asked for does not follow from the state that it is in: it may be suspended or ended already.",
        next: "Look at its state first: `whub admin principals`, `whub councils`, `whub cert devices`."
    )
    /// A device ends itself only while another one of the same person opens the hub.
    public static let lastKey = Reason(
        code: "IDEN-0215",
        title: "Last key",
        status: .failedPrecondition,
        retry: .never,
        explanation: "A device ends itself only while another one of the same person opens the hub.",
        next: "Add another device first (`whub cert add-device`), or ask an admin of your organisation to revoke you: `whub admin revoke`."
    )
    /// A person has at most 10 devices that are in or waited for, asks for at most 20 in 30 days, and has at most 2,000 keys on record; one device is renewed at most 10 times in a day.
    public static let tooManyKeys = Reason(
        code: "IDEN-0217",
        title: "Too many keys",
        status: .failedPrecondition,
        retry: .never,
        explanation: "A person has at most 10 devices that are in or waited for, asks for at most 20 in 30 days, and has at most 2,000 keys on record; one device is renewed at most 10 times in a day.",
        next: "Revoke a device that is not used any more: `whub cert devices`, `whub cert revoke`. Keys on record go 430 days after their end."
    )
    /// An admin invites a device of somebody only when no device of theirs opens the hub or waits to be confirmed: nobody else speaks in the name of a person who is in.
    public static let anotherDeviceIsIn = Reason(
        code: "IDEN-0219",
        title: "Another device is in",
        status: .failedPrecondition,
        retry: .never,
        explanation: "An admin invites a device of somebody only when no device of theirs opens the hub or waits to be confirmed: nobody else speaks in the name of a person who is in.",
        next: "If a device is lost, end it first: `whub admin revoke-device`. Whoever still has one lets another in from there: `whub cert add-device`."
    )
    /// Whoever approves was enrolled before it was asked for, and at least 72 hours ago.
    public static let approverTooNew = Reason(
        code: "IDEN-0301",
        title: "Approver too new",
        status: .failedPrecondition,
        retry: .never,
        explanation: "Whoever approves was enrolled before it was asked for, and at least 72 hours ago.",
        next: "`whub admin approvals` says who can approve it, and from when on. Whoever was enrolled after it was asked for cannot: decline it, and have it asked for again."
    )
    /// Whoever approves is not the one who asked, and nobody had a hand in both: neither of them in the other, nor a third who invited both, gave them their role or let their devices in.
    public static let approverAndAskerAreLinked = Reason(
        code: "IDEN-0303",
        title: "Approver and asker are linked",
        status: .failedPrecondition,
        retry: .never,
        explanation: "Whoever approves is not the one who asked, and nobody had a hand in both: neither of them in the other, nor a third who invited both, gave them their role or let their devices in.",
        next: "An operator who is independent of the one who asked has to approve: one who was let in at the hub's own machine (`whubd invite`) is."
    )
    /// What was to be approved was not decided within 72 hours, was decided already, or has ended because whoever asked for it is out.
    public static let requestHasRunOut = Reason(
        code: "IDEN-0305",
        title: "Request has run out",
        status: .failedPrecondition,
        retry: .never,
        explanation: "What was to be approved was not decided within 72 hours, was decided already, or has ended because whoever asked for it is out.",
        next: "`whub admin approvals --all` says what became of it. Ask for it again where it is still wanted."
    )
    /// This takes a second operator: one who is in now, with a confirmed key, in whom nobody had a hand who had one in the one who asks, however far back. There is none.
    public static let nobodyCanApprove = Reason(
        code: "IDEN-0307",
        title: "Nobody can approve",
        status: .failedPrecondition,
        retry: .never,
        explanation: "This takes a second operator: one who is in now, with a confirmed key, in whom nobody had a hand who had one in the one who asks, however far back. There is none.",
        next: "Let another operator in at the hub's own machine (`whubd invite`), then ask again; they can approve 72 hours after they enrolled."
    )
    /// Data about people is loaded only under a filled entry of your organisation's data-set register.
    public static let dataSetNotRegistered = Reason(
        code: "GOV-0101",
        title: "Data set not registered",
        status: .failedPrecondition,
        retry: .never,
        explanation: "Data about people is loaded only under a filled entry of your organisation's data-set register.",
        next: "Ask an admin of your organisation, who alone can: `whub admin register -f FILE` fills the entry, `whub admin register --list` shows what is there."
    )
    /// As many calls are open on this connection as the hub allows. This one was not looked at.
    public static let tooManyCallsAtOnce = Reason(
        code: "CALL-0101",
        title: "Too many calls at once",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "As many calls are open on this connection as the hub allows. This one was not looked at.",
        next: "Wait until one of the open calls has ended."
    )
    /// A connection without a valid certificate may make 3 calls. This one was not looked at.
    public static let anonymousCallsUsedUp = Reason(
        code: "CALL-0102",
        title: "Anonymous calls used up",
        status: .resourceExhausted,
        retry: .never,
        explanation: "A connection without a valid certificate may make 3 calls. This one was not looked at.",
        next: "Ask the hub's operator for a certificate, then `whub context add`."
    )
    /// The hub has as much work as it can hold. This call was not looked at.
    public static let hubIsBusy = Reason(
        code: "CALL-0103",
        title: "Hub is busy",
        status: .resourceExhausted,
        retry: .afterPause,
        explanation: "The hub has as much work as it can hold. This call was not looked at.",
        next: "Wait as long as the answer says, then send it again."
    )
    /// The call's header is not a CallHeader message.
    public static let headerNotReadable = Reason(
        code: "CALL-0201",
        title: "Header not readable",
        status: .invalidArgument,
        retry: .never,
        explanation: "The call's header is not a CallHeader message.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The header holds a field that this hub does not know and must not ignore.
    public static let unknownHeaderField = Reason(
        code: "CALL-0202",
        title: "Unknown header field",
        status: .unimplemented,
        retry: .never,
        explanation: "The header holds a field that this hub does not know and must not ignore.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A header field has another wire type than this hub knows for it.
    public static let headerFieldOfAnotherType = Reason(
        code: "CALL-0203",
        title: "Header field of another type",
        status: .unimplemented,
        retry: .never,
        explanation: "A header field has another wire type than this hub knows for it.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A header field that can be given once was given twice.
    public static let headerFieldTwice = Reason(
        code: "CALL-0204",
        title: "Header field twice",
        status: .unimplemented,
        retry: .never,
        explanation: "A header field that can be given once was given twice.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A header field holds a value that this hub has no name for. No field of the header is an enum in this version, so it is not given yet.
    public static let unknownValueInHeader = Reason(
        code: "CALL-0205",
        title: "Unknown value in header",
        status: .unimplemented,
        retry: .never,
        explanation: "A header field holds a value that this hub has no name for. No field of the header is an enum in this version, so it is not given yet.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A header field holds a number that is larger than its type.
    public static let headerNumberDoesNotFit = Reason(
        code: "CALL-0206",
        title: "Header number does not fit",
        status: .unimplemented,
        retry: .never,
        explanation: "A header field holds a number that is larger than its type.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// The header names no method.
    public static let methodMissing = Reason(
        code: "CALL-0211",
        title: "Method missing",
        status: .invalidArgument,
        retry: .never,
        explanation: "The header names no method.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// This hub has no method of that name.
    public static let methodNotKnown = Reason(
        code: "CALL-0212",
        title: "Method not known",
        status: .unimplemented,
        retry: .never,
        explanation: "This hub has no method of that name.",
        next: "Names are compared letter by letter, without a leading slash: `whub describe`. The hub may be older than the client."
    )
    /// A call that changes something carries an idempotency key, unless it is a dry run.
    public static let keyRequired = Reason(
        code: "CALL-0301",
        title: "Key required",
        status: .invalidArgument,
        retry: .never,
        explanation: "A call that changes something carries an idempotency key, unless it is a dry run.",
        next: "Send a UUID of version 7 as idempotency_key."
    )
    /// A call that only reads carries no idempotency key.
    public static let keyOnARead = Reason(
        code: "CALL-0302",
        title: "Key on a read",
        status: .invalidArgument,
        retry: .never,
        explanation: "A call that only reads carries no idempotency key.",
        next: "Leave the key out."
    )
    /// This method cannot answer as of an earlier revision or time.
    public static let noEarlierState = Reason(
        code: "CALL-0303",
        title: "No earlier state",
        status: .invalidArgument,
        retry: .never,
        explanation: "This method cannot answer as of an earlier revision or time.",
        next: "Leave as-of out."
    )
    /// A call that only reads cannot be a dry run.
    public static let dryRunOfARead = Reason(
        code: "CALL-0304",
        title: "Dry run of a read",
        status: .invalidArgument,
        retry: .never,
        explanation: "A call that only reads cannot be a dry run.",
        next: "Leave dry run out."
    )
    /// A call that changes something cannot be as of an earlier revision or time.
    public static let changeInThePast = Reason(
        code: "CALL-0305",
        title: "Change in the past",
        status: .invalidArgument,
        retry: .never,
        explanation: "A call that changes something cannot be as of an earlier revision or time.",
        next: "Leave as-of out."
    )
    /// This method cannot be asked what it would do.
    public static let noDryRun = Reason(
        code: "CALL-0306",
        title: "No dry run",
        status: .invalidArgument,
        retry: .never,
        explanation: "This method cannot be asked what it would do.",
        next: "Leave dry run out; nothing was done."
    )
    /// An idempotency key is a UUID of version 7 in canonical lower-case form, 36 characters.
    public static let keyOfAnotherForm = Reason(
        code: "CALL-0311",
        title: "Key of another form",
        status: .invalidArgument,
        retry: .never,
        explanation: "An idempotency key is a UUID of version 7 in canonical lower-case form, 36 characters.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The key was made more than 6 days ago, and the hub would soon forget its outcome.
    public static let keyTooOld = Reason(
        code: "CALL-0312",
        title: "Key too old",
        status: .invalidArgument,
        retry: .never,
        explanation: "The key was made more than 6 days ago, and the hub would soon forget its outcome.",
        next: "Read first whether the change was made. If not, send it with a new key."
    )
    /// The key was made more than an hour ahead of the hub's clock.
    public static let keyFromTheFuture = Reason(
        code: "CALL-0313",
        title: "Key from the future",
        status: .invalidArgument,
        retry: .never,
        explanation: "The key was made more than an hour ahead of the hub's clock.",
        next: "Correct this computer's clock; `whub doctor` shows both clocks."
    )
    /// The as-of time is no valid time.
    public static let timeNotValid = Reason(
        code: "CALL-0315",
        title: "Time not valid",
        status: .invalidArgument,
        retry: .never,
        explanation: "The as-of time is no valid time.",
        next: "Give a time between the years 1 and 9999."
    )
    /// The as-of revision or time lies ahead of the present state.
    public static let aheadOfNow = Reason(
        code: "CALL-0317",
        title: "Ahead of now",
        status: .outOfRange,
        retry: .never,
        explanation: "The as-of revision or time lies ahead of the present state.",
        next: "Give an earlier one, or leave as-of out."
    )
    /// The method takes exactly one request message, and none came.
    public static let requestMissing = Reason(
        code: "CALL-0401",
        title: "Request missing",
        status: .invalidArgument,
        retry: .never,
        explanation: "The method takes exactly one request message, and none came.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The method takes exactly one request message, and another came.
    public static let moreThanOneRequest = Reason(
        code: "CALL-0402",
        title: "More than one request",
        status: .invalidArgument,
        retry: .never,
        explanation: "The method takes exactly one request message, and another came.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The request is not a message of the method's type.
    public static let requestNotReadable = Reason(
        code: "CALL-0403",
        title: "Request not readable",
        status: .invalidArgument,
        retry: .never,
        explanation: "The request is not a message of the method's type.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// The request holds a field that this hub does not know, and ignoring it could change its meaning.
    public static let unknownField = Reason(
        code: "CALL-0404",
        title: "Unknown field",
        status: .unimplemented,
        retry: .never,
        explanation: "The request holds a field that this hub does not know, and ignoring it could change its meaning.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A field of the request has another wire type than this hub knows for it.
    public static let fieldOfAnotherType = Reason(
        code: "CALL-0405",
        title: "Field of another type",
        status: .unimplemented,
        retry: .never,
        explanation: "A field of the request has another wire type than this hub knows for it.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A field, a choice or a map key that can be given once was given twice.
    public static let fieldTwice = Reason(
        code: "CALL-0406",
        title: "Field twice",
        status: .unimplemented,
        retry: .never,
        explanation: "A field, a choice or a map key that can be given once was given twice.",
        next: "This is a fault in the client program, not in your data. Report it to whoever maintains that program."
    )
    /// A field holds a value that this hub has no name for.
    public static let unknownValue = Reason(
        code: "CALL-0407",
        title: "Unknown value",
        status: .unimplemented,
        retry: .never,
        explanation: "A field holds a value that this hub has no name for.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A field holds a number that is larger than its type.
    public static let numberDoesNotFit = Reason(
        code: "CALL-0408",
        title: "Number does not fit",
        status: .unimplemented,
        retry: .never,
        explanation: "A field holds a number that is larger than its type.",
        next: "The client is probably newer than the hub. Leave the option out, or ask the hub's operator for an update."
    )
    /// A text holds control characters, or characters that turn the direction of writing.
    public static let textNotAllowed = Reason(
        code: "CALL-0411",
        title: "Text not allowed",
        status: .invalidArgument,
        retry: .never,
        explanation: "A text holds control characters, or characters that turn the direction of writing.",
        next: "Remove them; the violations name the field."
    )
    /// One or more fields break a rule. The violations name the first that was found, or more, and what would be right: mending them may show others.
    public static let requestNotValid = Reason(
        code: "CALL-0412",
        title: "Request not valid",
        status: .invalidArgument,
        retry: .never,
        explanation: "One or more fields break a rule. The violations name the first that was found, or more, and what would be right: mending them may show others.",
        next: "Correct the fields and send the call with a new key."
    )
    /// The call's deadline passed before anything was applied. Nothing was changed.
    public static let outOfTime = Reason(
        code: "CALL-0501",
        title: "Out of time",
        status: .deadlineExceeded,
        retry: .afterPause,
        explanation: "The call's deadline passed before anything was applied. Nothing was changed.",
        next: "Try again, with more time."
    )
    /// The call was cancelled before anything was applied. Nothing was changed.
    public static let cancelled = Reason(
        code: "CALL-0502",
        title: "Cancelled",
        status: .cancelled,
        retry: .never,
        explanation: "The call was cancelled before anything was applied. Nothing was changed.",
        next: "Nothing to do."
    )
    /// For a minute the client gave this stream no credit while the hub had more to send.
    public static let readerStopped = Reason(
        code: "CALL-0503",
        title: "Reader stopped",
        status: .deadlineExceeded,
        retry: .afterPause,
        explanation: "For a minute the client gave this stream no credit while the hub had more to send.",
        next: "Take the rows as they come, or read page by page."
    )
    /// The answer is larger than the client said it would take. The message names both sizes.
    public static let answerTooLarge = Reason(
        code: "CALL-0505",
        title: "Answer too large",
        status: .resourceExhausted,
        retry: .never,
        explanation: "The answer is larger than the client said it would take. The message names both sizes.",
        next: "Ask for less at once, or announce a larger message_bytes_max."
    )
    /// This idempotency key has been used, by you, for another request. Nothing was changed by this call.
    public static let keyUsedForAnotherRequest = Reason(
        code: "CALL-0601",
        title: "Key used for another request",
        status: .invalidArgument,
        retry: .never,
        explanation: "This idempotency key has been used, by you, for another request. Nothing was changed by this call.",
        next: "One key for each intended change. To repeat a call, resend the same bytes."
    )
    /// The record has changed since the revision your change was based on. The answer names the current one.
    public static let changedSinceYouReadIt = Reason(
        code: "STORE-0101",
        title: "Changed since you read it",
        status: .aborted,
        retry: .never,
        explanation: "The record has changed since the revision your change was based on. The answer names the current one.",
        next: "Read it again, look at the difference, decide again."
    )
    /// There is no such record in your organisation.
    public static let notFound = Reason(
        code: "STORE-0103",
        title: "Not found",
        status: .notFound,
        retry: .never,
        explanation: "There is no such record in your organisation.",
        next: "Check the id; list the records to find it."
    )
    /// A record with this key exists already.
    public static let alreadyThere = Reason(
        code: "STORE-0105",
        title: "Already there",
        status: .alreadyExists,
        retry: .never,
        explanation: "A record with this key exists already.",
        next: "Change the existing record instead."
    )
    /// The cursor does not belong to this list, or is too old.
    public static let pageMarkerNotValid = Reason(
        code: "STORE-0107",
        title: "Page marker not valid",
        status: .invalidArgument,
        retry: .never,
        explanation: "The cursor does not belong to this list, or is too old.",
        next: "Start again from the first page."
    )
    /// The state of then is no longer held.
    public static let noLongerHeld = Reason(
        code: "STORE-0109",
        title: "No longer held",
        status: .outOfRange,
        retry: .never,
        explanation: "The state of then is no longer held.",
        next: "Give a later revision or time."
    )
    /// Too many changes or reads wait at once. Nothing was changed by this call.
    public static let storeBusy = Reason(
        code: "STORE-0201",
        title: "Store busy",
        status: .unavailable,
        retry: .afterPause,
        explanation: "Too many changes or reads wait at once. Nothing was changed by this call.",
        next: "Wait as long as the answer says, then send the same call again."
    )
    /// The disk failed while the change was being kept; nobody knows whether it was.
    public static let outcomeUnknown = Reason(
        code: "STORE-0203",
        title: "Outcome unknown",
        status: .unavailable,
        retry: .outcomeUnknown,
        explanation: "The disk failed while the change was being kept; nobody knows whether it was.",
        next: "Send the same call with the same key once the hub is back: the answer will be the truth."
    )
    /// The hub's disk is nearly full; it takes no changes until there is room. Reading works.
    public static let readOnly = Reason(
        code: "STORE-0205",
        title: "Read only",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub's disk is nearly full; it takes no changes until there is room. Reading works.",
        next: "Tell the hub's operator. Nothing was changed by this call."
    )
    /// Your organisation's records are being checked after a fault, or restored.
    public static let beingRecovered = Reason(
        code: "STORE-0207",
        title: "Being recovered",
        status: .unavailable,
        retry: .afterPause,
        explanation: "Your organisation's records are being checked after a fault, or restored.",
        next: "Wait as long as the answer says, then try again."
    )
    /// Stored data does not pass its own checks.
    public static let dataDamaged = Reason(
        code: "STORE-0401",
        title: "Data damaged",
        status: .dataLoss,
        retry: .never,
        explanation: "Stored data does not pass its own checks.",
        next: "Tell the hub's operator at once."
    )
    /// The hub failed in a way it did not expect. `applied` says whether anything was changed.
    public static let faultOfTheHub = Reason(
        code: "HUB-0101",
        title: "Fault of the hub",
        status: .internal,
        retry: .never,
        explanation: "The hub failed in a way it did not expect. `applied` says whether anything was changed.",
        next: "Tell the hub's operator the request id."
    )
    /// The hub could not write down who asked, so it did not do it.
    public static let auditNotPossible = Reason(
        code: "HUB-0103",
        title: "Audit not possible",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub could not write down who asked, so it did not do it.",
        next: "Wait a little and try again; tell the hub's operator if it comes back."
    )
    /// No connection to the hub's address could be made.
    public static let cannotReachTheHub = Reason(
        code: "CLNT-0101",
        title: "Cannot reach the hub",
        status: .unavailable,
        retry: .afterPause,
        explanation: "No connection to the hub's address could be made.",
        next: "`whub doctor` says which step fails. Check address and port, then ask the hub's operator whether the hub is served."
    )
    /// The hub ended the connection with a TLS alert about your certificate.
    public static let certificateNotAccepted = Reason(
        code: "CLNT-0102",
        title: "Certificate not accepted",
        status: .unauthenticated,
        retry: .never,
        explanation: "The hub ended the connection with a TLS alert about your certificate.",
        next: "See until when the certificate holds: `whub context show`. If it has ended: `whub cert renew`. If it was withdrawn, or you are suspended, ask an admin of your organisation, who can let you in again or invite you anew."
    )
    /// Whoever answered does not hold a certificate of the hub's authority. On office networks this is often an inspecting proxy.
    public static let notThePinnedAuthority = Reason(
        code: "CLNT-0103",
        title: "Not the pinned authority",
        status: .unavailable,
        retry: .never,
        explanation: "Whoever answered does not hold a certificate of the hub's authority. On office networks this is often an inspecting proxy.",
        next: "Ask your IT department to let this program reach the hub's address and port without opening its TLS. If there is no such proxy, ask the hub's operator for the bundle again."
    )
    /// The hub's certificate is for another name than the context's.
    public static let anotherName = Reason(
        code: "CLNT-0104",
        title: "Another name",
        status: .unavailable,
        retry: .never,
        explanation: "The hub's certificate is for another name than the context's.",
        next: "See which name the context expects: `whub context show`. If the hub has a new name, ask its operator for the bundle again."
    )
    /// Whoever answered does not speak whub/1.
    public static let notAHub = Reason(
        code: "CLNT-0105",
        title: "Not a hub",
        status: .unavailable,
        retry: .never,
        explanation: "Whoever answered does not speak whub/1.",
        next: "Check address and port."
    )
    /// The hub that answered has another id than the context's.
    public static let anotherHub = Reason(
        code: "CLNT-0106",
        title: "Another hub",
        status: .failedPrecondition,
        retry: .never,
        explanation: "The hub that answered has another id than the context's.",
        next: "See which hub the context is for: `whub context show`. If the hub was made anew, ask its operator for a new bundle."
    )
    /// What was typed is no invitation: it begins with WH1- and ends with two letters that check the others.
    public static let invitationNotReadable = Reason(
        code: "CLNT-0111",
        title: "Invitation not readable",
        status: .invalidArgument,
        retry: .never,
        explanation: "What was typed is no invitation: it begins with WH1- and ends with two letters that check the others.",
        next: "Copy the whole invitation again."
    )
    /// The connection ended before the answer. The call only read, so it may be sent again.
    public static let connectionLostRead = Reason(
        code: "CLNT-0201",
        title: "Connection lost, read",
        status: .unavailable,
        retry: .now,
        explanation: "The connection ended before the answer. The call only read, so it may be sent again.",
        next: "Send it again."
    )
    /// The connection ended before the answer. Nobody knows whether the change was made.
    public static let connectionLostOutcomeUnknown = Reason(
        code: "CLNT-0202",
        title: "Connection lost, outcome unknown",
        status: .unavailable,
        retry: .outcomeUnknown,
        explanation: "The connection ended before the answer. Nobody knows whether the change was made.",
        next: "Send the same bytes with the same key: the answer will be the truth."
    )
    /// Time was up here before the hub had answered. Nobody knows whether a change was made.
    public static let ownDeadline = Reason(
        code: "CLNT-0203",
        title: "Own deadline",
        status: .deadlineExceeded,
        retry: .outcomeUnknown,
        explanation: "Time was up here before the hub had answered. Nobody knows whether a change was made.",
        next: "Send the same bytes with the same key: the answer will be the truth."
    )
    /// The hub said goodbye before it looked at this call.
    public static let neverLookedAt = Reason(
        code: "CLNT-0205",
        title: "Never looked at",
        status: .unavailable,
        retry: .now,
        explanation: "The hub said goodbye before it looked at this call.",
        next: "Send it again on a new connection."
    )
    /// The hub ended the connection for want of room, or because of a fault of its own, before it looked at this call.
    public static let noRoomAtTheHub = Reason(
        code: "CLNT-0207",
        title: "No room at the hub",
        status: .unavailable,
        retry: .afterPause,
        explanation: "The hub ended the connection for want of room, or because of a fault of its own, before it looked at this call.",
        next: "Wait a little, then send it again on a new connection."
    )
    /// The hub ended the connection because this program sent something that the protocol forbids. The hub never looked at this call.
    public static let thisProgramBrokeTheProtocol = Reason(
        code: "CLNT-0209",
        title: "This program broke the protocol",
        status: .internal,
        retry: .never,
        explanation: "The hub ended the connection because this program sent something that the protocol forbids. The hub never looked at this call.",
        next: "This is a fault in the client program. Report it, with the message, to whoever maintains that program."
    )
    /// A dry run was asked for, and the hub's OK does not confirm that it was one. Treat the change as made.
    public static let dryRunNotEchoed = Reason(
        code: "CLNT-0301",
        title: "Dry run not echoed",
        status: .internal,
        retry: .never,
        explanation: "A dry run was asked for, and the hub's OK does not confirm that it was one. Treat the change as made.",
        next: "Read the records to see; tell the hub's operator."
    )
    /// The hub sent something that the protocol forbids.
    public static let hubBrokeTheProtocol = Reason(
        code: "CLNT-0302",
        title: "Hub broke the protocol",
        status: .internal,
        retry: .never,
        explanation: "The hub sent something that the protocol forbids.",
        next: "Tell the hub's operator the time and this message."
    )
    /// The message is larger than the hub takes. The text names both sizes. Nothing was sent.
    public static let messageTooLargeToSend = Reason(
        code: "CLNT-0305",
        title: "Message too large to send",
        status: .resourceExhausted,
        retry: .never,
        explanation: "The message is larger than the hub takes. The text names both sizes. Nothing was sent.",
        next: "Send less at once, or use a streaming method."
    )

    /// Every reason, in the registry's order.
    public static let all: [Reason] = [
        .frameTooShort,
        .frameTooLarge,
        .reservedBytesSet,
        .unknownFlag,
        .endWhereItHasNoMeaning,
        .unknownFrameType,
        .frameFromTheWrongSide,
        .frameOnTheWrongStream,
        .wrongPayloadSize,
        .streamIdOutOfOrder,
        .streamNeverOpened,
        .messageAfterEnd,
        .callAfterOwnGoaway,
        .messageWithoutStreamCredit,
        .messageWithoutConnectionCredit,
        .creditOfZero,
        .tooMuchCredit,
        .helloMissing,
        .helloTwice,
        .helloNotReadable,
        .goawayNotReadable,
        .resultNotReadable,
        .pingsTooFast,
        .pongWithoutPing,
        .tlsTooSlow,
        .helloTooLate,
        .frameTooSlow,
        .noSignOfLife,
        .noConnectionCredit,
        .nothingRead,
        .anonymousTimeIsUp,
        .certificateRanOut,
        .controlOutputUnread,
        .closedByTheOtherSide,
        .hubIsDraining,
        .streamIdsUsedUp,
        .hubIsFull,
        .tooManyFromOneAddress,
        .hubHasMoved,
        .tooManyOfOneIdentity,
        .hubFailed,
        .certificateRevoked,
        .certificateOfAnotherHub,
        .certificateWithoutIdentity,
        .certificateNotTrusted,
        .certificateReplaced,
        .accessSuspended,
        .accessOfTheOrganisationSuspended,
        .youAreSuspended,
        .yourAccessHasEnded,
        .certificateNeeded,
        .certificateHasExpired,
        .noLongerActive,
        .onlyOnTheHubsOwnMachine,
        .noLiveInvitation,
        .keyNotConfirmedYet,
        .notAllowed,
        .capacityNotGranted,
        .secondPersonNeeded,
        .tooManyCalls,
        .tooManyCallsFromYourOrganisation,
        .tooManyCallsOnThisConnection,
        .spaceUsedUp,
        .organisationSuspended,
        .anotherOrganisationThanExpected,
        .storeWasRestored,
        .signingRequestNotUsable,
        .keyKnownAlready,
        .tooLateToRenew,
        .nothingCanBeIssuedNow,
        .clockRanBack,
        .lastAdmin,
        .notYoursToGive,
        .fingerprintDiffers,
        .organisationHasPeopleAlready,
        .keyToBeConfirmedFirst,
        .notPossibleInThisState,
        .lastKey,
        .tooManyKeys,
        .anotherDeviceIsIn,
        .approverTooNew,
        .approverAndAskerAreLinked,
        .requestHasRunOut,
        .nobodyCanApprove,
        .dataSetNotRegistered,
        .tooManyCallsAtOnce,
        .anonymousCallsUsedUp,
        .hubIsBusy,
        .headerNotReadable,
        .unknownHeaderField,
        .headerFieldOfAnotherType,
        .headerFieldTwice,
        .unknownValueInHeader,
        .headerNumberDoesNotFit,
        .methodMissing,
        .methodNotKnown,
        .keyRequired,
        .keyOnARead,
        .noEarlierState,
        .dryRunOfARead,
        .changeInThePast,
        .noDryRun,
        .keyOfAnotherForm,
        .keyTooOld,
        .keyFromTheFuture,
        .timeNotValid,
        .aheadOfNow,
        .requestMissing,
        .moreThanOneRequest,
        .requestNotReadable,
        .unknownField,
        .fieldOfAnotherType,
        .fieldTwice,
        .unknownValue,
        .numberDoesNotFit,
        .textNotAllowed,
        .requestNotValid,
        .outOfTime,
        .cancelled,
        .readerStopped,
        .answerTooLarge,
        .keyUsedForAnotherRequest,
        .changedSinceYouReadIt,
        .notFound,
        .alreadyThere,
        .pageMarkerNotValid,
        .noLongerHeld,
        .storeBusy,
        .outcomeUnknown,
        .readOnly,
        .beingRecovered,
        .dataDamaged,
        .faultOfTheHub,
        .auditNotPossible,
        .cannotReachTheHub,
        .certificateNotAccepted,
        .notThePinnedAuthority,
        .anotherName,
        .notAHub,
        .anotherHub,
        .invitationNotReadable,
        .connectionLostRead,
        .connectionLostOutcomeUnknown,
        .ownDeadline,
        .neverLookedAt,
        .noRoomAtTheHub,
        .thisProgramBrokeTheProtocol,
        .dryRunNotEchoed,
        .hubBrokeTheProtocol,
        .messageTooLargeToSend,
    ]
}
