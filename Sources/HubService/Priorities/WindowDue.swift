import HubDomain
import HubText
import HubWire

/// What a council has to do in one window.
struct WindowDue {
    /// Where today lies to the window's days.
    let phase: HubDomain.WindowPhase
    private let frame: AssessmentFrame
    private let due: AssessmentDue
    private let today: Day

    /// What is due on a day.
    init(_ frame: AssessmentFrame, _ stored: HubWire.Assessment?, today: Day) {
        self.frame = frame
        self.today = today
        phase = HubDomain.WindowPhase(opens: frame.opens, closes: frame.closes, today: today)
        let progress = AssessmentProgress(stored.map { frame.domain($0) }, changed: today)
        due = AssessmentDue(progress, closing: frame.closes, today: today)
    }

    /// The name of a window's file: two windows never share one.
    static func fileName(_ window: String) -> String { "self-assessment-\(window).csv" }

    /// It as it travels.
    ///
    /// - Parameter may: Whether the caller's role allows a method.
    /// - Returns: What is due, in words for somebody who may do so much.
    func item(_ may: (Method) -> Bool) -> DueItem {
        let part: AssessmentDue.Part =
            may(.priorityServiceHandInAssessment)
            ? .steward : may(.priorityServiceSaveAssessment) ? .contributor : .reader
        let window = frame.window
        var item = DueItem(window: window.id)
        item.day = window.closes
        item.daysLeft = frame.closes.map { Int32(clamping: today.days(until: $0)) }
        let sentence: String
        switch phase {
        case .upcoming(let day):
            (sentence, item.phase) = (due.sentence(opens: day, for: part), .upcoming)
        case .open: (sentence, item.phase) = (due.sentence(for: part), .open)
        case .closed: (sentence, item.phase) = (due.sentence(for: part), .closed)
        }
        item.isDone = due.step == .none
        item.what = "\(window.name): \(sentence)"
        return item
    }

    /// Whether it stands before another in a list.
    func precedes(_ other: WindowDue) -> Bool {
        phase.precedes(frame.closes, other.phase, other.frame.closes)
            ?? frame.window.id.utf8.lexicographicallyPrecedes(other.frame.window.id.utf8)
    }

    /// Commands to go on with.
    ///
    /// - Parameter may: Whether the caller's role allows a method.
    /// - Returns: What the caller can do, in order.
    func steps(_ may: (Method) -> Bool) -> [String] {
        let window = frame.window.id
        let file = WindowDue.fileName(window)
        switch due.step {
        case .start where may(.priorityServiceImportAssessment):
            return [
                "whub priorities template --window \(window) --out \(file)",
                "whub priorities import \(file) --window \(window) --dry-run",
            ]
        case .start where may(.priorityServiceSaveAssessment):
            return [
                "whub priorities template --draft --window \(window) --out draft.json",
                "whub priorities save --file draft.json --dry-run",
            ]
        case .handIn:
            let read = ["whub priorities get --window \(window)"]
            return may(.priorityServiceHandInAssessment)
                ? read + ["whub priorities hand-in --window \(window)"] : read
        case .agree where may(.priorityServiceAgreeAssessment):
            return ["whub priorities agree --window \(window) --role ROLE --on DATE"]
        case .start, .agree, .none: return []
        }
    }
}
