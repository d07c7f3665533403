import HubDomain
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

    /// Takes what was found in a file, in the order of its rows.
    ///
    /// - Parameters:
    ///   - report: What was found.
    ///   - bytesMax: How much of the room it may have.
    /// - Returns: What is listed, errors first where not all fit, and how many were left out, those
    ///   that the report only counts among them.
    mutating func take(
        _ report: FindingReport,
        bytesMax: Int = findingsBytesMax
    ) -> (taken: [HubWire.Finding], leftOut: UInt64) {
        let inOrder = report.kept.sorted { ($0.place.row ?? 0) < ($1.place.row ?? 0) }
        let errors = inOrder.filter { $0.severity == .error }
        let others = inOrder.filter { $0.severity != .error }
        let told = take((errors + others).map { HubWire.Finding($0) }, bytesMax: bytesMax)
        return (told.taken, UInt64(report.total - told.taken.count))
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
