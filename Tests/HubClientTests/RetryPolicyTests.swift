import HubClient
import HubTestKit
import HubWire
import Testing

struct RetryPolicyTests {
    private func decide(
        _ failure: RetryPolicy.Failure,
        _ policy: RetryPolicy = RetryPolicy(),
        seed: UInt64 = 1
    ) -> RetryPolicy.Decision {
        var generator = SeededGenerator(seed: seed)
        return policy.decide(failure, using: &generator)
    }

    @Test(arguments: [
        (RetryClass.never, false), (.unspecified, false), (.now, true), (.outcomeUnknown, true),
        (.afterPause, true),
    ])
    func `the class decides whether a call is sent again`(retry: RetryClass, isAgain: Bool) {
        let failure = RetryPolicy.Failure(retry, attempt: 1, isRepeatable: true)
        #expect((decide(failure) != .giveUp) == isAgain)
    }

    @Test(arguments: [RetryClass.now, .outcomeUnknown, .afterPause])
    func `what cannot be repeated is not`(retry: RetryClass) {
        let failure = RetryPolicy.Failure(retry, attempt: 1, isRepeatable: false)
        #expect(decide(failure) == .giveUp)
    }

    @Test func `the last attempt is the last`() {
        let policy = RetryPolicy()
        for attempt in [policy.attemptsMax - 1, policy.attemptsMax, policy.attemptsMax + 1] {
            let failure = RetryPolicy.Failure(.now, attempt: attempt, isRepeatable: true)
            #expect((decide(failure) == .giveUp) == (attempt >= policy.attemptsMax))
        }
        let first = RetryPolicy.Failure(.now, attempt: 1, isRepeatable: true)
        #expect(decide(first, .never) == .giveUp)
    }

    @Test func `the first repetition of a lost call is at once`() {
        let failure = RetryPolicy.Failure(.outcomeUnknown, attempt: 1, isRepeatable: true)
        #expect(decide(failure) == .again(afterMilliseconds: 0))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a pause of its own doubles up to its bound, and is not always the same`(seed: UInt64) {
        var policy = RetryPolicy()
        policy.attemptsMax = 100
        for (attempt, step) in [(1, 1_000), (2, 2_000), (3, 4_000), (7, 60_000), (99, 60_000)] {
            let failure = RetryPolicy.Failure(.afterPause, attempt: attempt, isRepeatable: true)
            guard case .again(let pause) = decide(failure, policy, seed: seed) else {
                Issue.record("attempt \(attempt) gave up")
                continue
            }
            #expect((UInt64(step / 2)...UInt64(step)).contains(pause))
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a pause that the hub asked for is never shortened`(seed: UInt64) {
        var failure = RetryPolicy.Failure(.afterPause, attempt: 1, isRepeatable: true)
        for hint in [1, 2, 1_000, 100_000] as [UInt64] {
            failure.hintMilliseconds = hint
            guard case .again(let pause) = decide(failure, seed: seed) else {
                Issue.record("gave up")
                continue
            }
            #expect((hint...hint + hint / 2).contains(pause))
        }
    }

    @Test func `a pause that reaches the deadline is not made`() {
        var failure = RetryPolicy.Failure(.now, attempt: 1, isRepeatable: true)
        failure.millisecondsLeft = 1
        #expect(decide(failure) == .again(afterMilliseconds: 0))
        failure.millisecondsLeft = 0
        #expect(decide(failure) == .giveUp)
        failure.retry = .afterPause
        failure.hintMilliseconds = 500
        failure.millisecondsLeft = 500
        #expect(decide(failure) == .giveUp)
        failure.millisecondsLeft = 751
        #expect(decide(failure) != .giveUp)
    }
}
