import HubClient
import HubWire
import Testing

@testable import whub

/// What is said when a call has to wait.
struct PauseWordsTests {
    private func refusal(
        _ reason: Reason,
        pause: UInt32,
        _ code: StatusCode = .resourceExhausted
    ) -> ClientError {
        var status = Status()
        status.code = code
        status.reason = reason.code
        status.message = reason.explanation
        status.retry = .afterPause
        status.retryAfterMs = pause
        return ClientError(status)
    }

    @Test func `a pause is said with its reason and its length, once it is worth a line`() {
        let error = refusal(.tooManyCalls, pause: 5_000)
        let words = "the hub asks to wait. This goes on by itself in 7 s."
        #expect(PauseWords.text(error, 6_001) == "Too many calls [GATE-0301]: \(words)")
        #expect(PauseWords.text(error, 1_000)?.contains("in 1 s") == true)
        #expect(PauseWords.text(error, 999) == nil)
        #expect(PauseWords.text(error, 0) == nil)
    }

    @Test func `a pause of the client's own choosing is not the hub's wish`() throws {
        let lost = ClientError(.noRoomAtTheHub)
        let text = try #require(PauseWords.text(lost, 2_000))
        #expect(text == "No room at the hub [CLNT-0207]. This is tried again in 2 s.")
    }

    @Test func `whoever cannot wait so long is told how to`() {
        let busy = refusal(.tooManyCalls, pause: 90_000)
        #expect(
            PauseWords.next(busy)
                == "try again in 90 s; with --timeout 180s or more `whub` waits by itself"
        )
        #expect(CommandError(busy).text.contains("Next: try again in 90 s"))
        // Waiting alone does not make a full disk smaller.
        #expect(PauseWords.next(refusal(.readOnly, pause: 1_000, .unavailable)) == nil)
        #expect(PauseWords.next(refusal(.tooManyCalls, pause: 0)) == nil)
    }
}
