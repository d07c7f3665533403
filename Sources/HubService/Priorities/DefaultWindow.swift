import HubDomain
import HubStore
import HubText
import HubWire

/// The window that a request means which reads and names none.
enum DefaultWindow {
    /// The window that a council reads: the only open one; where none is open, the one in which it
    /// changed something last.
    ///
    /// - Parameters:
    ///   - id: What the request names; empty to choose.
    ///   - region: What the region holds.
    ///   - scope: Who reads, and which state.
    ///   - store: The council's file.
    /// - Returns: The window with what belongs to it.
    /// - Throws: `notFound`; `requestNotValid` where several are open.
    static func frame(
        _ id: String,
        in region: RegionSnapshot,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> AssessmentFrame {
        guard id.isEmpty else { return try AssessmentFrame(id, in: region) }
        if let open = try onlyOpen(region, try scope.call.today()) {
            return try AssessmentFrame(open.id, in: region)
        }
        var last: (window: String, changed: Timestamp)?
        for window in region.windows {
            let found = try AssessmentRecords.find(window.id, scope.view, in: store)
            guard let changed = found?.changed else { continue }
            let time = (changed.seconds, changed.nanos)
            if let last, (last.changed.seconds, last.changed.nanos) > time { continue }
            last = (window.id, changed)
        }
        guard let last else { throw .noAssessment }
        return try AssessmentFrame(last.window, in: region)
    }

    /// The window whose board is read: the only open one; where none is open, the one that closed
    /// last, else the next.
    ///
    /// - Parameters:
    ///   - id: What the request names; empty to choose.
    ///   - region: What the region holds.
    ///   - today: The day in London.
    /// - Returns: The window.
    /// - Throws: `notFound`; `requestNotValid` where several are open.
    static func board(
        _ id: String,
        in region: RegionSnapshot,
        _ today: Day
    ) throws(Fault) -> Window {
        if id.isEmpty {
            if let open = try onlyOpen(region, today) { return open }
            var last: (window: Window, day: Day)?
            for window in region.windows {
                guard case .closed(let day) = phase(window, today) else { continue }
                if let known = last, known.day > day { continue }
                last = (window, day)
            }
            if let window = last?.window ?? region.windows.first { return window }
        }
        guard let window = region.window(id) else { throw .noWindow(id, in: region) }
        return window
    }

    private static func onlyOpen(
        _ region: RegionSnapshot,
        _ today: Day
    ) throws(Fault) -> Window? {
        let open = region.windows.filter { phase($0, today) == .open }
        guard open.count > 1 else { return open.first }
        let names = open.map(\.id).joined(separator: ", ")
        throw .invalid("window", "required", "several are open: \(names)", about: "the window")
    }

    private static func phase(_ window: Window, _ today: Day) -> HubDomain.WindowPhase {
        HubDomain.WindowPhase(
            opens: window.opens.flatMap { ISODay.read($0) },
            closes: window.closes.flatMap { ISODay.read($0) },
            today: today
        )
    }
}
