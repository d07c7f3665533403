import HubText
import HubWire

extension AnswerRoom {
    /// The most findings of one answer.
    static let findingsMax = 500
    /// What findings may take of an answer; the rest is for what changes.
    static let findingsBytesMax = 40 * 1_024

    /// Takes findings; where they do not all fit, errors come first, since an answer must not seem
    /// to hold warnings alone.
    ///
    /// - Parameter findings: What was found, in order.
    /// - Returns: What is listed, and how many were left out.
    mutating func take(
        _ findings: [HubText.Finding]
    ) -> (taken: [HubWire.Finding], leftOut: UInt32) {
        var room = self
        let whole = room.takeInOrder(findings)
        if whole.leftOut == 0 {
            self = room
            return whole
        }
        return takeInOrder(
            findings.filter { $0.severity >= .error } + findings.filter { $0.severity < .error }
        )
    }

    private mutating func takeInOrder(
        _ findings: [HubText.Finding]
    ) -> (taken: [HubWire.Finding], leftOut: UInt32) {
        take(
            findings.map { HubWire.Finding($0) },
            bytesMax: AnswerRoom.findingsBytesMax,
            countMax: AnswerRoom.findingsMax
        )
    }
}
