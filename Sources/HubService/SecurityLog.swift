package import HubCrypto
package import HubLoop
package import HubSystem
package import HubWire

/// What concerns the hub's safety, apart from the record of changes: who was not let in, who was
/// denied what, and what looks like an attack.
///
/// Its lines hold ids, method names of the table, reasons and addresses; never names, texts, codes
/// or numbers out of anybody's request. Lines are limited as those of every log are.
package struct SecurityLog: Sendable {
    private let log: Log
    private let clock: HubClock

    /// A log of its own.
    ///
    /// - Parameters:
    ///   - own: Takes nothing but this.
    ///   - clock: What each line's time is read from.
    package init(own: Log, clock: HubClock = .system) {
        log = own
        self.clock = clock
    }

    /// The ordinary log, in which these lines begin with the word `security`.
    ///
    /// - Parameters:
    ///   - ordinary: What else operators read.
    ///   - clock: What each line's time is read from.
    package init(within ordinary: Log, clock: HubClock = .system) {
        log = ordinary.prefixed("security")
        self.clock = clock
    }

    /// What happened: a closed set, so that a program can count on it.
    package struct Event: Sendable {
        let word: StaticString

        /// A handshake of TLS that failed.
        package static let handshakeRefused = Event(word: "handshake-refused")
        /// A certificate that nobody of the registry has.
        package static let certificateRefused = Event(word: "certificate-refused")
        /// A call without a certificate that is good for it.
        package static let notAuthenticated = Event(word: "not-authenticated")
        /// A call that the caller's roles, state or organisation do not allow.
        package static let denied = Event(word: "denied")
        /// Somebody who was not enrolled, or whose certificate was not renewed.
        package static let enrolmentRefused = Event(word: "enrolment-refused")
        /// More calls than somebody may make.
        package static let limited = Event(word: "limited")
        /// What asks for somebody to look at it now.
        package static let alarm = Event(word: "alarm")
    }

    /// What is known of who did it.
    package struct Subject: Sendable {
        /// The address that the connection comes from; its text is made for lines that are
        /// written.
        package var address: Address?
        /// The principal.
        package var principal: UniqueID?
        /// Its tenant.
        package var tenant: UniqueID?
        /// The method, which the table has.
        package var method: Method?
        /// The request.
        package var request: RequestID?

        /// Nothing known yet.
        package init() {}
    }

    /// Writes one event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - reason: Why: a stable code, a word of this program.
    ///   - subject: Who, as far as it is known.
    package func callAsFunction(_ event: Event, _ reason: String, _ subject: Subject) {
        log(
            event.word,
            of: subject.tenant,
            [
                "time": Timestamp(clock.instant).text ?? "-",
                "reason": reason,
                "from": subject.address?.description ?? "-",
                "principal": subject.principal?.description ?? "-",
                "tenant": subject.tenant?.description ?? "-",
                "method": subject.method.map { "\($0.name)" } ?? "-",
                "request": subject.request?.description ?? "-",
            ]
        )
    }

    /// The event that a refusal is.
    ///
    /// - Parameter code: The stable code of a reason.
    /// - Returns: The event; `nil` for what has nothing to do with safety.
    static func event(of code: String) -> Event? {
        func begins(_ word: StaticString) -> Bool { code.utf8.starts(with: "\(word)".utf8) }
        if begins("GATE-0107") || begins("IDEN-01") { return .enrolmentRefused }
        if begins("GATE-01") { return .notAuthenticated }
        if begins("GATE-03") || begins("STORE-0201") { return .limited }
        // The last is somebody who takes itself for somebody of another organisation.
        return begins("GATE-02") || begins("GATE-04") || begins("GATE-0501") ? .denied : nil
    }
}
