import HubArguments
import HubSystem
import HubText
import HubWire

/// Which window a command is about.
struct WindowChoice {
    private let windows: [Window]
    private let today: Day?

    /// A choice among the region's windows.
    ///
    /// - Parameters:
    ///   - windows: All of them.
    ///   - today: The day in London; `nil` when the clock does not say.
    init(_ windows: [Window], today: Day?) {
        self.windows = windows
        self.today = today
    }

    /// The day in London by this machine's clock.
    static var today: Day? {
        LondonTime.day(atMicroseconds: HubClock.system.instant.microseconds)
    }

    /// The windows that have begun and are not over; a date that is not confirmed stands in
    /// nobody's way.
    var open: [Window] {
        windows.filter { window in
            guard let today else { return true }
            let opens = window.opens.flatMap(Self.day)
            let closes = window.closes.flatMap(Self.day)
            return opens.map { $0 <= today } ?? true && closes.map { today <= $0 } ?? true
        }
    }

    /// The window of a name; without a name the only open one, or the only one with dates.
    ///
    /// - Parameters:
    ///   - name: What was typed.
    ///   - invocation: For what is said about a mistake.
    /// - Returns: The window.
    /// - Throws: When there is none of the name, or the choice is not clear.
    func window(_ name: String?, _ invocation: Invocation) throws(CommandError) -> Window {
        if let name {
            guard let window = windows.first(where: { $0.id.utf8.elementsEqual(name.utf8) }) else {
                let ids = windows.map(\.id)
                let meant = suggestion(for: name, among: ids).map { "; did you mean \($0)?" } ?? ""
                let known = ids.isEmpty ? "" : " The windows are \(ids.joined(separator: ", "))."
                throw .missing(
                    "there is no window \(name)\(meant.isEmpty ? "." : meant)\(known)",
                    next: "whub priorities windows"
                )
            }
            return window
        }
        let dated = open.filter { $0.opens != nil && $0.closes != nil }
        if let window = only(open) ?? only(dated) { return window }
        let all = windows.map { "\($0.id) (\(Self.dates($0)))" }.joined(separator: "; ")
        if windows.isEmpty {
            throw .missing(
                "the region has no return window yet",
                next: "the region lead sets one: whub priorities set-window --help"
            )
        }
        let problem = open.isEmpty ? "no window is open" : "several windows are open"
        throw invocation.usage("\(problem): say which with --window. There are \(all)")
    }

    private func only(_ windows: [Window]) -> Window? { windows.count == 1 ? windows[0] : nil }

    /// When a window is open, in words.
    static func dates(_ window: Window) -> String {
        switch (window.opens, window.closes) {
        case (let opens?, let closes?): "\(Wording.day(opens)) to \(Wording.day(closes))"
        case (let opens?, nil): "from \(Wording.day(opens)), closing date not confirmed"
        case (nil, let closes?): "closes \(Wording.day(closes))"
        case (nil, nil): "dates not confirmed"
        }
    }

    private static func day(_ iso: String) -> Day? {
        do throws(TextError) { return try DayText.day(iso) } catch { return nil }
    }
}
