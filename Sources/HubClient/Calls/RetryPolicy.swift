package import HubWire

/// Whether a failed call is sent again, and after which pause.
///
/// A value without clock or generator of its own: both come in as arguments.
package struct RetryPolicy: Equatable, Sendable {
    /// How often a call is sent in all.
    package var attemptsMax = 4
    /// The first pause of its own choosing; doubled for each further one.
    package var pauseFirstMilliseconds: UInt64 = 1_000
    /// The longest pause of its own choosing.
    package var pauseMaxMilliseconds: UInt64 = 60_000

    /// Four attempts, the pauses of the wire's specification.
    package init() {}

    /// Nothing is sent twice.
    package static var never: RetryPolicy {
        var policy = RetryPolicy()
        policy.attemptsMax = 1
        return policy
    }

    /// What to do after a failure.
    package enum Decision: Equatable, Sendable {
        /// The failure stands.
        case giveUp
        /// Send the same bytes again after this pause.
        case again(afterMilliseconds: UInt64)
    }

    /// What is known when a call has failed.
    package struct Failure: Equatable, Sendable {
        /// The class of the failure.
        package var retry: RetryClass
        /// The pause the hub asked for, 0 for none.
        package var hintMilliseconds: UInt64 = 0
        /// How often the call has been sent, at least 1.
        package var attempt: Int
        /// Whether sending the same bytes twice can do no harm: a read, or a change with its key.
        package var isRepeatable: Bool
        /// Until the deadline; `nil` without one.
        package var millisecondsLeft: UInt64?

        /// A failure of this class after so many attempts.
        package init(_ retry: RetryClass, attempt: Int, isRepeatable: Bool) {
            self.retry = retry
            self.attempt = attempt
            self.isRepeatable = isRepeatable
        }
    }

    /// Decides.
    ///
    /// A pause that the hub asked for is never shortened and at most half as long again; one of its
    /// own choosing lies between half and all of its step, so that clients which failed together do
    /// not come back together.
    ///
    /// - Parameters:
    ///   - failure: What is known.
    ///   - generator: Where the randomness comes from.
    /// - Returns: The decision; never a pause that reaches the deadline.
    package func decide(
        _ failure: Failure,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard failure.isRepeatable, failure.attempt < attemptsMax else { return .giveUp }
        let pause: UInt64
        switch failure.retry {
        case .now, .outcomeUnknown:
            // The first time at once: nothing speaks against it.
            pause = failure.attempt == 1 ? 0 : ownPause(failure.attempt - 1, &generator)
        case .afterPause where failure.hintMilliseconds > 0:
            let hint = failure.hintMilliseconds
            pause = hint + UInt64.random(in: 0...hint / 2, using: &generator)
        case .afterPause: pause = ownPause(failure.attempt, &generator)
        default: return .giveUp
        }
        if let left = failure.millisecondsLeft, pause >= left { return .giveUp }
        return .again(afterMilliseconds: pause)
    }

    private func ownPause(
        _ attempt: Int,
        _ generator: inout some RandomNumberGenerator
    ) -> UInt64 {
        let doublings = UInt64(max(0, min(attempt - 1, 32)))
        let (product, isTooLong) = pauseFirstMilliseconds.multipliedReportingOverflow(
            by: 1 << doublings
        )
        let step = isTooLong ? pauseMaxMilliseconds : min(product, pauseMaxMilliseconds)
        return UInt64.random(in: step / 2...step, using: &generator)
    }
}
