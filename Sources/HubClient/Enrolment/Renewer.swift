package import HubSystem
import HubTLS
import HubWire

/// Renews the certificate of a context: a new key each time, over the certificate it has.
///
/// One command at a time renews. The new pair lies beside the old one until the hub has let it in;
/// then it takes the old one's place. Wherever that is cut off, a pair that fits is left.
package struct Renewer {
    private let store: ContextStore
    private let timeoutMilliseconds: UInt64
    private let settings: ChannelSettings
    private let clock: HubClock

    /// A renewer of the contexts of a user.
    ///
    /// - Parameters:
    ///   - store: The contexts.
    ///   - timeoutMilliseconds: How long each connection and the one call may take.
    ///   - settings: Limits and habits of its connections.
    ///   - clock: What says whether it is time.
    package init(
        _ store: ContextStore,
        timeoutMilliseconds: UInt64 = CallOptions.timeoutMillisecondsDefault,
        settings: ChannelSettings = ChannelSettings(),
        clock: HubClock = .system
    ) {
        self.store = store
        self.timeoutMilliseconds = timeoutMilliseconds
        self.settings = settings
        self.clock = clock
    }

    /// Why nothing was renewed.
    package enum Failure: Error, Sendable {
        /// The hub, or the way to it.
        case hub(ClientError)
        /// The user's files.
        case context(ContextError)
        /// Another command renews it at this moment.
        case isRunning
    }

    /// What became of a context before a command uses it.
    package struct Outcome: Sendable {
        /// The context to use.
        package let entry: ContextStore.Entry
        /// Why it was not renewed although it is time, where that was tried.
        package let failure: Failure?
    }

    /// Renews a context's certificate if it is time; a context that cannot be renewed can be used
    /// all the same.
    ///
    /// - Parameter entry: The context.
    /// - Returns: The context to use.
    package func renewIfDue(_ entry: ContextStore.Entry) -> Outcome {
        let now = clock.instant.microseconds / 1_000_000
        let facts = entry.bundle.certificate
        guard now >= RenewalTime.due(facts) else { return Outcome(entry: entry, failure: nil) }
        let hasLapsed = now >= facts.notAfterSeconds
        if !hasLapsed, let last = store.lastRenewalAttempt(entry.name),
            now >= last, now - last < RenewalTime.pauseSeconds
        {
            return Outcome(entry: entry, failure: nil)
        }
        do throws(Failure) {
            return Outcome(entry: try renew(entry), failure: nil)
        } catch {
            if case .isRunning = error { return Outcome(entry: entry, failure: nil) }
            store.noteRenewalAttempt(entry.name, seconds: now)
            return Outcome(entry: entry, failure: error)
        }
    }

    /// Renews a context's certificate.
    ///
    /// - Parameter entry: The context as it was read.
    /// - Returns: The context with its new certificate, which the hub has let in; or the one that
    ///   another command renewed meanwhile.
    /// - Throws: `Failure`; the context is as usable as before.
    package func renew(_ entry: ContextStore.Entry) throws(Failure) -> ContextStore.Entry {
        let lock = try store.lockForRenewal(entry.name)
        defer { withExtendedLifetime(lock) {} }
        // An earlier renewal may have been cut off: what it left is put in order first.
        try context { () throws(ContextError) in try store.settle(entry.name) }
        let present = try load(entry.name)
        guard present.bundle.certificate == entry.bundle.certificate else { return present }
        try stage(present)
        let next = try load(entry.name)
        try prove(next)
        try context { () throws(ContextError) in try store.settle(entry.name) }
        store.forgetRenewalAttempt(entry.name)
        return try load(entry.name)
    }

    /// Asks for a certificate of a new key and puts both beside the old ones.
    private func stage(_ entry: ContextStore.Entry) throws(Failure) {
        do throws(ClientError) {
            let fresh = try Self.fresh()
            let channel = Channel(entry.target, settings: settings, clock: clock)
            defer { channel.close() }
            var options = CallOptions()
            options.timeoutMilliseconds = timeoutMilliseconds
            let response = try EnrolmentServiceClient(channel).renew(
                RenewRequest(signingRequest: fresh.request.der),
                options
            )
            let chain = try IssuedChain.read(response.chain, for: fresh.request.publicKey)
            do throws(ContextError) {
                try store.stage(entry.name, chain: chain, keyPEM: fresh.pem)
            } catch {
                throw ClientError(.cannotReachTheHub, error.message)
            }
        } catch {
            throw .hub(error)
        }
    }

    /// A new key as it is kept, and the request for its certificate.
    private static func fresh() throws(ClientError) -> (pem: [UInt8], request: SigningRequest) {
        do throws(TLSError) {
            let key = try PrivateKey()
            return (try key.pem(), try SigningRequest(for: key))
        } catch {
            throw .ownLibrary(error)
        }
    }

    /// Connects with the new certificate: from then on the hub takes no other of this device.
    ///
    /// Where the hub refuses it, the old one stays; where nothing can be said, the new one does.
    private func prove(_ entry: ContextStore.Entry) throws(Failure) {
        do throws(ClientError) {
            let channel = Channel(entry.target, settings: settings, clock: clock)
            defer { channel.close() }
            try channel.connect(until: clock.moment.advanced(milliseconds: timeoutMilliseconds))
        } catch {
            if error.code == .unauthenticated { store.dropStaged(entry.name) }
            throw .hub(error)
        }
    }

    private func load(_ name: ContextName) throws(Failure) -> ContextStore.Entry {
        try context { () throws(ContextError) in try store.load(name) }
    }

    private func context<Result>(
        _ body: () throws(ContextError) -> Result
    ) throws(Failure) -> Result {
        do throws(ContextError) { return try body() } catch { throw .context(error) }
    }
}
