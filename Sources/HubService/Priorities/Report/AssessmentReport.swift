import HubDomain
import HubText
import HubWire

/// A self-assessment as one A4 page in Markdown that also reads well as plain text: what a director
/// puts into the papers of a meeting.
///
/// The page has a fixed size. Ratings, days and changes are always there; texts share what room is
/// left, and what had none is counted, with the command that shows all of it.
struct AssessmentReport {
    let frame: AssessmentFrame
    let stored: HubWire.Assessment
    let councilName: String
    let isExample: Bool
    /// The day in London on which the page is made.
    let today: Day
    /// The assessment before this one, where there is one.
    let earlier: ReportEarlier?

    /// Lines of a page, two short of a sheet: an example hub's mark comes on top.
    static let linesMax = 62
    /// Lines that say what was left out.
    private static let leftOutLinesMax = 4
    private static let peerLinesMax = 4

    /// The page.
    var markdown: String {
        let comparison = earlier?.comparison(to: frame, stored)
        let glance = ReportGlance(frame: frame, stored: stored, comparison: comparison)
        let title = ["", "## Strengths (S) and areas for improvement (A)", ""]
        let head = self.head + glance.lines + title
        let peer = peerChallenge
        let tail = peer.lines + since(comparison)
        let room = Self.linesMax - ReportText.height(head) - ReportText.height(tail)
        let all = ReportNotes(frame: frame, stored: stored)
        var shown = all.shown(in: room)
        let isWhole = shown.isWhole && !peer.isCut && glance.leftOut == 0
        if !isWhole { shown = all.shown(in: room - Self.leftOutLinesMax) }
        let lines = head + shown.lines + tail + (isWhole ? [] : leftOut(shown, peer.isCut, glance))
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let name = ReportText.escaped(frame.window.name)
        var lines = ["# \(ReportText.escaped(councilName)): \(name)", ""]
        if isExample { lines += ["**Example data: invented, about no real council.**", ""] }
        let framework = ReportText.escaped(frame.edition.frameworkName)
        lines += ReportText.paragraph("\(framework), \(ReportText.escaped(frame.edition.label)).")
        lines.append("")
        for (name, text) in [
            ("State", state(ReportText.escaped)), ("Window", windowWords),
            ("Made", "on \(today.words), from revision \(stored.revision) of the self-assessment."),
        ] {
            lines += ReportText.entry("**\(name):** \(text)").lines
        }
        return lines + [""]
    }

    /// What a day is where none is recorded.
    private static let noDay = "a day that is not recorded"

    /// How far the assessment is.
    ///
    /// - Parameter escape: What keeps a text of anybody from being markup.
    /// - Returns: The end of a sentence.
    func state(_ escape: (String) -> String) -> String {
        let handedIn =
            "handed in on \(words(stored.handedIn)) by a data steward of the council"
        switch stored.state {
        case .agreed:
            let role = stored.agreement?.role ?? ""
            let who = role.isEmpty ? "a role that is not recorded" : escape(role)
            return "agreed on \(words(stored.agreement?.day)) by the \(who); \(handedIn)."
        case .handedIn: return "\(handedIn); no agreement is recorded yet."
        default:
            let changed = stored.changed.flatMap { LondonTime.day(atSeconds: Int($0.seconds)) }
            return "a draft, last changed on \(changed?.words ?? Self.noDay); not handed in."
        }
    }

    private func words(_ day: String?) -> String {
        day.flatMap { ISODay.read($0) }?.words ?? Self.noDay
    }

    /// When the window opens and closes.
    var windowWords: String {
        let opens = frame.opens.map { "opens on \($0.words)" }
        let closes = frame.closes.map { "closes on \($0.words)" }
        let phase = HubDomain.WindowPhase(opens: frame.opens, closes: frame.closes, today: today)
        switch (phase, frame.closes) {
        case (.upcoming(let day), let last):
            let end = last.map { ", closes on \($0.words)" } ?? "; its last day is not confirmed"
            return "opens on \(day.words)\(end)."
        case (.closed(let day), _):
            let begin = frame.opens.map { "opened on \($0.words), " } ?? ""
            return "\(begin)closed on \(day.words)."
        case (.open, let last?):
            let days = today.days(until: last)
            let left = ReportText.counted(days, "day", "days")
            let begin = frame.opens.map { "opened on \($0.words), " } ?? ""
            return "\(begin)closes on \(last.words): \(days == 0 ? "today" : "\(left) left")."
        case (.open, nil):
            return [opens, closes].compactMap(\.self).isEmpty
                ? "its dates are not confirmed."
                : "opened on \(words(frame.window.opens)); its last day is not confirmed."
        }
    }

    private var peerChallenge: (lines: [String], isCut: Bool) {
        guard !stored.peerChallengeNote.isEmpty else {
            return (["", "**Peer challenge:** no note was written."], false)
        }
        let text = "**Peer challenge:** \(ReportText.escaped(stored.peerChallengeNote))"
        let lines = ReportText.paragraph(text)
        let found = ReportText.cut(lines, Self.peerLinesMax, ReportText.columns)
        return ([""] + found.lines, found.isCut)
    }

    private func since(_ comparison: AssessmentComparison?) -> [String] {
        guard let earlier, let comparison else {
            return ["", "**Last assessment:** none that was handed in before this one."]
        }
        let text = "**Last assessment:** \(earlier.sentence(comparison, ReportText.escaped))"
        return [""] + ReportText.paragraph(text)
    }

    /// What the page does not show, and the command that does.
    private func leftOut(
        _ shown: ReportNotes.Shown,
        _ isPeerCut: Bool,
        _ glance: ReportGlance
    ) -> [String] {
        var parts: [String] = []
        let count = shown.leftOut.reduce(0) { $0 + $1.count }
        if count > 0 {
            let places = shown.leftOut.prefix(8).map { "\($0.code) \($0.count)" }
            let more = shown.leftOut.count > places.count ? ", …" : ""
            let noun = ReportText.counted(count, "strength or area", "strengths and areas")
            parts.append("\(noun) (\(places.joined(separator: ", "))\(more))")
        }
        let cut = shown.cut + (isPeerCut ? 1 : 0)
        if cut > 0 {
            parts.append("the end of \(ReportText.counted(cut, "text", "texts"))")
        }
        if shown.evidenceLeftOut > 0 {
            let noun = ("piece of evidence", "pieces of evidence")
            parts.append(ReportText.counted(shown.evidenceLeftOut, noun.0, noun.1))
        }
        if glance.leftOut > 0 {
            parts.append(ReportText.counted(glance.leftOut, "priority", "priorities"))
        }
        let text =
            "**Left out for want of room:** \(parts.joined(separator: "; ")). All of it: "
            + "`whub priorities get --window \(frame.window.id)`."
        let lines = ReportText.paragraph(text)
        let room = Self.leftOutLinesMax - 1
        return [""] + ReportText.cut(lines, room, ReportText.columns).lines
    }
}
