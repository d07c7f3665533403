import HubDomain
package import HubStore
import HubText
package import HubWire

// The calendar: windows in which self-assessments are asked for.
extension PriorityHandlers {
    /// Lists the windows of the region.
    package func listWindows(
        _ request: ListWindowsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListWindowsResponse {
        let found = try list(Window.self, RegionTables.windows, scope, store)
        return ListWindowsResponse(
            windows: found.map { window, revision in
                var window = window
                window.revision = revision
                return window
            }
        )
    }

    /// Sets a window, or changes one.
    package func saveWindow(
        _ request: SaveWindowRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveWindowResponse {
        guard var window = request.window else {
            throw .invalid("window", "required", "the window to set")
        }
        window.id = try Fault.code(window.id, "window.id")
        window.name = try Fault.text(window.name, "window.name", isRequired: true)
        window.note = try Fault.text(window.note, "window.note", .prose)
        try checkDays(of: window)
        try require(
            window.edition,
            "window.edition",
            "edition",
            RegionTables.frameworks,
            store.database
        )
        if let scale = window.scale {
            try require(scale, "window.scale", "scale", RegionTables.scales, store.database)
        }
        window.revision = 0
        let before = try known(Window.self, window.id, RegionTables.windows, store.database)
        try checkBegun(before?.message, window, store.database)
        var response = SaveWindowResponse(before: before?.message)
        response.before?.revision = before?.revision ?? 0
        let saved = try save(
            window.id,
            window,
            RegionTables.windows,
            .windows,
            request.baseRevision,
            &store
        )
        window.revision = saved.revision
        (response.saved, response.after) = (saved, window)
        return response
    }

    /// Withdraws a window in which no council has begun; what it was stays in the journal.
    package func withdrawWindow(
        _ request: WithdrawWindowRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawWindowResponse {
        let before = try known(Window.self, request.window, RegionTables.windows, store.database)
        guard let before else { throw .noWindow(request.window, in: region.snapshot) }
        let begun = try councilsBegun(in: request.window, store.database)
        guard begun == 0 else { throw windowBegun(begun, "window", "window") }
        var response = WithdrawWindowResponse(before: before.message)
        response.before?.revision = before.revision
        response.saved = try withdraw(
            request.window,
            request.why,
            RegionTables.windows,
            request.baseRevision,
            &store
        )
        return response
    }

    private func checkDays(of window: Window) throws(Fault) {
        let opens = try window.opens.map { (day) throws(Fault) in
            try Fault.day(day, "window.opens", about: "the first day")
        }
        let closes = try window.closes.map { (day) throws(Fault) in
            try Fault.day(day, "window.closes", about: "the last day")
        }
        if let opens, let closes, closes < opens {
            throw .invalid(
                "window.closes",
                "before_opens",
                "\(closes.words) is before the first day; a day from \(opens.words) on",
                about: "the last day"
            )
        }
    }

    /// Refuses to change what councils have begun to assess against.
    ///
    /// Their ratings would lose their meaning, and nobody but the councils sees them. A scale may
    /// be added, for nobody has rated.
    private func checkBegun(
        _ before: Window?,
        _ after: Window,
        _ store: borrowing Database
    ) throws(Fault) {
        guard let before else { return }
        let isSameEdition = before.edition.utf8.elementsEqual(after.edition.utf8)
        let keepsScale =
            before.scale.map { $0.utf8.elementsEqual((after.scale ?? "").utf8) } ?? true
        guard !isSameEdition || !keepsScale else { return }
        let begun = try councilsBegun(in: before.id, store)
        guard begun > 0 else { return }
        let part = keepsScale ? "edition" : "scale"
        throw windowBegun(begun, "window.\(part)", part)
    }

    /// How many councils have begun in a window.
    private func councilsBegun(
        in window: String,
        _ store: borrowing Database
    ) throws(Fault) -> Int {
        let records = try stored { () throws(StoreError) in
            try RegionTables.status.all(under: window, in: store)
        }
        var begun = 0
        for record in records {
            let status = try Fault.decoded(AssessmentStatusRecord.self, record.body)
            if status.state != .notStarted { begun += 1 }
        }
        return begun
    }

    private func windowBegun(_ begun: Int, _ path: String, _ part: String) -> Fault {
        let error = DomainError(
            .windowBegun,
            path: path,
            problem: "\(begun) \(begun == 1 ? "council has" : "councils have") begun in this "
                + "window, so the \(part) stays as it is"
        )
        return Fault(error, status: .failedPrecondition)
    }
}
