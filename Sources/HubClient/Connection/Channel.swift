import HubCrypto
import HubLoop
package import HubSystem
package import HubTLS
package import HubWire

/// Calls to one hub: connects when the first call needs it, and again when a connection is spent.
///
/// Blocking and confined to one thread. A call that failed in a way that allows it is sent again
/// with the same bytes and, for a change, the same key.
package final class Channel {
    /// Which hub.
    package let target: Target
    /// Limits and habits.
    package let settings: ChannelSettings
    /// The status of the last call that ended well: revision and head of the chain after a change.
    package internal(set) var lastStatus: Status?
    /// Is told of every call that ended well, such as to remember heads of journals.
    package var whenDone: ((Method, Status) -> Void)?
    /// Is told before each pause between two attempts, and for how many milliseconds it lasts.
    package var whenResting: ((ClientError, UInt64) -> Void)?
    let clock: HubClock
    private let rest: (UInt64) -> Void
    private var generator: any RandomNumberGenerator
    private var link: Link?
    /// Where a hub that left sent its clients.
    private var movedTo: HostPort?

    /// A channel; nothing happens before the first call.
    ///
    /// - Parameters:
    ///   - target: Which hub.
    ///   - settings: Limits and habits.
    ///   - clock: What deadlines and certificates are measured with.
    ///   - generator: Where the randomness of pauses comes from.
    ///   - rest: Waits for so many milliseconds between two attempts.
    package init(
        _ target: Target,
        settings: ChannelSettings = ChannelSettings(),
        clock: HubClock = .system,
        generator: any RandomNumberGenerator = SecureRandom(),
        rest: @escaping (UInt64) -> Void = { pause(milliseconds: $0) }
    ) {
        self.target = target
        self.settings = settings
        self.clock = clock
        self.generator = generator
        self.rest = rest
    }

    deinit { link?.close() }

    /// The hub's greeting on the connection in use; `nil` before the first one.
    package var hello: Hello? { link?.hello }

    /// The hub's authority on the connection in use, where the target knew it by its fingerprint
    /// alone.
    package var authority: Certificate? { link?.authority }

    /// Connects, where no usable connection is there.
    ///
    /// - Parameter deadline: When to give up; never later than the settings allow.
    /// - Returns: The hub's greeting, checked against the target.
    /// - Throws: `ClientError`.
    @discardableResult
    package func connect(until deadline: Moment? = nil) throws(ClientError) -> Hello {
        let link = try connected(until: deadline)
        // A link that is handed out has been greeted.
        return link.hello ?? Hello()
    }

    /// Leaves the hub.
    package func close() {
        link?.close()
        link = nil
    }

    /// The connection to open a call on.
    func connected(until deadline: Moment?) throws(ClientError) -> Link {
        if let link {
            link.refresh()
            if link.isUsable { return link }
            let address = link.goAway?.newAddress ?? ""
            movedTo = address.isEmpty ? nil : HostPort.parse(address, defaultPort: nil)
            self.link = nil
        }
        let latest = clock.moment.advanced(milliseconds: settings.connectMilliseconds)
        let limit = min(deadline ?? latest, latest)
        if let movedTo {
            self.movedTo = nil
            var moved = target
            moved.address = movedTo
            // Advice only: where it leads nowhere, the old address still holds.
            if let link = try? open(moved, until: limit) { return keep(link) }
        }
        return keep(try open(target, until: limit))
    }

    /// Keeps how a call ended that ended well.
    func noteDone(_ method: Method, _ status: Status) {
        lastStatus = status
        whenDone?(method, status)
    }

    private func keep(_ link: Link) -> Link {
        self.link = link
        return link
    }

    private func open(_ target: Target, until limit: Moment) throws(ClientError) -> Link {
        let line = try Line.open(to: target, until: limit, clock: clock)
        let link = Link(line, settings, clock: clock)
        let hello = try link.greet(target, until: limit)
        // A hub that took nobody in names itself to nobody.
        guard let expected = target.hubID, !hello.hubId.isEmpty else { return link }
        guard let found = UniqueID(hello.hubId), found == expected else {
            link.close()
            throw ClientError(
                .anotherHub,
                "the hub's id is \(hello.hubId), the context's is \(expected)"
            )
        }
        return link
    }

    /// Runs attempts of one call until one succeeds or the policy gives up.
    ///
    /// A connection that cannot be made is tried again only once the call has been sent before: a
    /// hub that was there a moment ago is starting again, one that never was is told to the user.
    ///
    /// - Parameters:
    ///   - plan: The call.
    ///   - policy: The caller's own, or `nil` for the channel's.
    ///   - mayRepeat: Whether nothing that was received has been passed on.
    ///   - attempt: One attempt on a connection.
    /// - Returns: What the attempt that succeeded returned.
    /// - Throws: The error of the last attempt.
    func run<Result>(
        _ plan: CallPlan,
        _ policy: RetryPolicy?,
        mayRepeat: () -> Bool = { true },
        _ attempt: (Link) throws(ClientError) -> Result
    ) throws(ClientError) -> Result {
        var attempts = 0
        while true {
            do throws(ClientError) {
                // From the second on, an attempt counts even when no connection comes of it.
                if attempts > 0 { attempts += 1 }
                let link = try connected(until: plan.deadline)
                attempts = max(attempts, 1)
                return try attempt(link)
            } catch {
                let named = plan.isMutating ? error.with(key: plan.key) : error
                // A connection that has ended holds a socket for nothing.
                if link?.ending != nil { link = nil }
                guard attempts > 0, mayRepeat() else { throw named }
                var failure = RetryPolicy.Failure(
                    error.retry,
                    attempt: attempts,
                    isRepeatable: plan.isRepeatable
                )
                failure.hintMilliseconds = UInt64(error.status?.retryAfterMs ?? 0)
                failure.millisecondsLeft = plan.deadline.map {
                    clock.moment.milliseconds(until: $0)
                }
                guard case .again(let pause) = decide(policy ?? settings.retry, failure) else {
                    throw named
                }
                guard pause > 0 else { continue }
                whenResting?(error, pause)
                rest(pause)
            }
        }
    }

    private func decide(
        _ policy: RetryPolicy,
        _ failure: RetryPolicy.Failure
    ) -> RetryPolicy.Decision {
        policy.decide(failure, using: &generator)
    }
}
