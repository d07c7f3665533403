import HubClient
import HubSystem
import HubWire
import Testing

@testable import whub

/// What people read whose certificate a hub does not take.
struct RefusedKeyTests {
    private static let reasons: [Reason] = [
        .certificateRevoked, .certificateReplaced, .accessSuspended, .youAreSuspended,
        .yourAccessHasEnded, .accessOfTheOrganisationSuspended,
    ]

    @Test(arguments: reasons)
    func `the hub's own reason is told, with what to do about it`(reason: Reason) {
        let last = "\(reason.code): \(reason.explanation)"
        let error = CommandError(ClientError(.certificateNotAccepted, last))
        #expect(error.refusedKey == reason)
        #expect(error.text.hasPrefix("\(reason.title): \(reason.explanation) [\(reason.code)]"))
        #expect(error.text.contains("Next: \(reason.next)"))
        #expect(error.exitCode == .notAllowed)
    }

    @Test(arguments: ["WIRE-0701: the hub stops", "WIRE-0899: later", "an alert", ""])
    func `what a hub says otherwise is told as it is`(words: String) {
        let error = CommandError(ClientError(.certificateNotAccepted, words))
        #expect(error.refusedKey == nil)
        #expect(error.text.contains("[\(Reason.certificateNotAccepted.code)]"))
        // Only the certificate's refusal is looked at.
        let other = CommandError(ClientError(.neverLookedAt, "WIRE-0811: suspended"))
        #expect(other.refusedKey == nil)
    }

    @Test func `whoever finds a key replaced is told of a thief, and what to do at once`() {
        let text = CommandError(
            ClientError(.certificateNotAccepted, "WIRE-0805: replaced")
        ).text
        for word in ["somebody may have copied the key", "admin suspend", "admin revoke-device"] {
            #expect(text.contains(word), "\(text)")
        }
    }
}
