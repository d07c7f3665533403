import HubSystem
import HubText

/// A line that moves while a file is sent, where a person looks on.
final class UploadProgress {
    private let invocation: Invocation
    private let total: Int
    private var begin = HubClock.system.moment
    private var shownMilliseconds: UInt64 = 0
    private var isShown = false

    /// Nothing is shown before this time, and not more often.
    private static let intervalMilliseconds: UInt64 = 500

    /// A line for so many bytes.
    init(_ invocation: Invocation, total: Int) {
        self.invocation = invocation
        self.total = total
    }

    /// Moves on.
    func show(done: Int) {
        let elapsed = begin.milliseconds(until: HubClock.system.moment)
        guard StandardStream.error.isTerminal,
            elapsed >= shownMilliseconds + Self.intervalMilliseconds
        else { return }
        shownMilliseconds = elapsed
        isShown = true
        let line = ProgressLine(
            unit: "bytes",
            done: done,
            total: total,
            elapsedMilliseconds: Int(clamping: elapsed)
        )
        // A picture of progress is worth no error.
        try? StandardStream.error.write("\r\(line.text)   ")
    }

    /// Counts from the beginning again, after a pause that is no part of the rate.
    func beginAnew(afterMilliseconds milliseconds: UInt64) {
        end()
        begin = HubClock.system.moment.advanced(milliseconds: milliseconds)
        shownMilliseconds = 0
    }

    /// Leaves the line.
    func end() {
        if isShown { invocation.console.say("") }
        isShown = false
    }
}
