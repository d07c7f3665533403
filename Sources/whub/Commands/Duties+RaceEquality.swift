import HubText
import HubWire

// What is due about the race equality standard.
extension Duties {
    /// An action is told so many days before it is due, and a part of a cycle before it ends.
    private static let daysAhead: (action: Int, phase: Int32) = (28, 92)

    /// Looks for returns that are open, not agreed or not sent: of the newest cycle all, and of
    /// older ones those that were handed in, because nobody goes on with an older draft.
    ///
    /// - Parameter returns: The council's returns, the newest cycle first.
    mutating func take(returns: [ReturnSummary]) {
        guard let newest = returns.first?.cycle else { return }
        for summary in returns {
            let isNewest = summary.cycle.utf8.elementsEqual(newest.utf8)
            if isNewest || summary.handedIn != nil { take(summary) }
        }
    }

    private mutating func take(_ summary: ReturnSummary) {
        let unit = summary.unit.isEmpty || summary.unit == "main" ? "" : ", \(summary.unit)"
        let name = "Race equality return \(summary.cycle)\(unit)"
        switch summary.state {
        case .draft:
            add("\(name): a draft with something to mend", WresDesk.typed("calendar", summary))
        case .checked:
            add("\(name): checked, and not handed in", WresDesk.typed("hand-in", summary))
        case .handedIn, .corrected:
            let words = summary.state == .corrected ? "corrected" : "handed in"
            add(
                "\(name): \(words), and nobody has agreed to it",
                WresDesk.typed("agree", summary, "--role ROLE --on DATE")
            )
        default: break
        }
        let isHandedIn = summary.handedIn != nil
        if isHandedIn, summary.sent == nil {
            add(
                "\(name): it is not recorded that it was sent to Skills for Care",
                WresDesk.typed("mark-sent", summary, "--on DATE")
            )
        }
        if summary.mustBeSentAgain {
            add(
                "\(name): corrected after it was sent to Skills for Care, send it again",
                WresDesk.typed("mark-sent", summary, "--on DATE")
            )
        }
        if let day = summary.withdrawn {
            add(
                "\(name): its release was taken back on \(Wording.day(day))",
                WresDesk.typed("release-again", summary)
            )
        }
    }

    /// Looks for actions of the plan about race equality that are overdue or due soon.
    ///
    /// - Parameters:
    ///   - raceActions: The plan.
    ///   - today: The day in London.
    mutating func take(raceActions: [WresAction], on today: Day) {
        let open = raceActions.compactMap { action -> (action: WresAction, left: Int)? in
            guard action.state != .done, let due = action.due.flatMap({ try? DayText.day($0) })
            else {
                return nil
            }
            let left = today.days(until: due)
            return left <= Self.daysAhead.action ? (action, left) : nil
        }.sorted { $0.left < $1.left }
        for (action, left) in open.prefix(Self.actionsMax) {
            add(
                "Race equality action \(action.code) \(left < 0 ? "is overdue" : "is due"): "
                    + action.action,
                "whub wres actions",
                day: action.due,
                daysLeft: Int32(clamping: left)
            )
        }
        let more = open.count - Self.actionsMax
        guard more > 0 else { return }
        let count = Wording.count(more, "more action", "more actions")
        add("\(count) about race equality due or overdue", "whub wres actions")
    }

    /// Looks for the part of a cycle that ends next.
    ///
    /// - Parameter calendar: The cycle that comes next, or the newest one.
    mutating func take(calendar: GetCalendarResponse) {
        let ahead = calendar.phases.filter { phase in
            phase.daysLeft.map { (0...Self.daysAhead.phase).contains($0) } ?? false
        }
        let next = ahead.min { ($0.daysLeft ?? 0) < ($1.daysLeft ?? 0) }
        guard let next else { return }
        add(
            "Race equality standard, cycle \(calendar.label): \(next.name), \(next.words)",
            "whub wres calendar",
            day: next.to ?? next.from,
            daysLeft: next.daysLeft
        )
    }
}
