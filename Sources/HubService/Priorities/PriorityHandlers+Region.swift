import HubCrypto
import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

// What the region holds and its lead sets.
extension PriorityHandlers {
    /// Lists the editions of all frameworks that the region holds.
    package func listFrameworks(
        _ request: ListFrameworksRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFrameworksResponse {
        let found = try list(FrameworkEdition.self, RegionTables.frameworks, scope, store)
        return ListFrameworksResponse(
            editions: found.map { edition, revision in
                var summary = edition.summary
                summary.revision = revision
                return summary
            }
        )
    }

    /// Reads one edition with its items.
    package func getFramework(
        _ request: GetFrameworkRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetFrameworkResponse {
        let found = try stored { () throws(StoreError) in
            try RegionTables.frameworks.find(request.edition, scope.view, in: store)
        }
        guard let found else {
            throw .notFound("edition", next: "`whub priorities frameworks` lists them")
        }
        var edition = try Fault.decoded(FrameworkEdition.self, found.body)
        edition.revision = found.revision
        return GetFrameworkResponse(edition: edition)
    }

    /// Loads an edition, or changes one.
    package func saveFramework(
        _ request: SaveFrameworkRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveFrameworkResponse {
        guard let edition = request.edition else {
            throw .invalid("edition", "required", "the edition to load")
        }
        let checked = try FrameworkCheck.accept(edition)
        return SaveFrameworkResponse(
            saved: try save(
                checked.id,
                checked,
                RegionTables.frameworks,
                request.baseRevision,
                &store
            )
        )
    }

    /// Lists the rating scales of the region.
    package func listScales(
        _ request: ListScalesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListScalesResponse {
        let found = try list(HubWire.RatingScale.self, RegionTables.scales, scope, store)
        return ListScalesResponse(
            scales: found.map { scale, revision in
                var scale = scale
                scale.revision = revision
                return scale
            }
        )
    }

    /// Defines a rating scale, or changes one that no window uses.
    package func saveScale(
        _ request: SaveScaleRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveScaleResponse {
        guard var scale = request.scale else {
            throw .invalid("scale", "required", "the scale to define")
        }
        scale.id = try Fault.code(scale.id, "scale.id")
        let checked = try scale.domain()
        scale.name = checked.name
        scale.levels = checked.levels.map { ScaleLevel(name: $0.name, meaning: $0.meaning) }
        scale.revision = 0
        let windows = try stored { () throws(StoreError) in
            try RegionTables.windows.all(in: store.database)
        }
        for record in windows {
            let window = try Fault.decoded(Window.self, record.body)
            if window.scale?.utf8.elementsEqual(scale.id.utf8) ?? false {
                throw Fault(
                    .requestNotValid,
                    "the window \(window.id) uses this scale; define another one, since levels "
                        + "that were chosen must keep their meaning"
                )
            }
        }
        return SaveScaleResponse(
            saved: try save(scale.id, scale, RegionTables.scales, request.baseRevision, &store)
        )
    }

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
        let opens = try window.opens.map { (day) throws(Fault) in
            try Fault.day(day, "window.opens")
        }
        let closes = try window.closes.map { (day) throws(Fault) in
            try Fault.day(day, "window.closes")
        }
        if let opens, let closes, closes < opens {
            throw .invalid("window.closes", "before_opens", "a day from \(opens.words) on")
        }
        try require(window.edition, "window.edition", RegionTables.frameworks, store.database)
        if let scale = window.scale {
            try require(scale, "window.scale", RegionTables.scales, store.database)
        }
        window.revision = 0
        return SaveWindowResponse(
            saved: try save(window.id, window, RegionTables.windows, request.baseRevision, &store)
        )
    }

    /// Lists the spotlight sessions of the region.
    package func listSpotlights(
        _ request: ListSpotlightsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListSpotlightsResponse {
        let found = try list(Spotlight.self, RegionTables.spotlights, scope, store)
        let spotlights = found.map { spotlight, revision in
            var spotlight = spotlight
            spotlight.revision = revision
            return spotlight
        }
        return ListSpotlightsResponse(
            spotlights: spotlights.sorted {
                $0.month.utf8.lexicographicallyPrecedes($1.month.utf8)
            }
        )
    }

    /// Records a spotlight session, or changes one.
    package func saveSpotlight(
        _ request: SaveSpotlightRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveSpotlightResponse {
        guard var spotlight = request.spotlight else {
            throw .invalid("spotlight", "required", "the session to record")
        }
        if spotlight.id.isEmpty {
            let milliseconds = UInt64(clamping: store.now.microseconds / 1_000)
            spotlight.id = UniqueID(milliseconds: milliseconds).description
        } else {
            spotlight.id = try Fault.code(spotlight.id, "spotlight.id")
        }
        guard ISODay.read(spotlight.month + "-01") != nil else {
            throw .invalid("spotlight.month", "not_a_month", "a month such as 2025-11")
        }
        if let day = spotlight.day { _ = try Fault.day(day, "spotlight.day") }
        spotlight.host = try Fault.text(spotlight.host, "spotlight.host", isRequired: true)
        for (place, text) in spotlight.practice.enumerated() {
            spotlight.practice[place] = try Fault.text(text, "spotlight.practice[\(place)]", .line)
        }
        spotlight.followUp = try Fault.text(spotlight.followUp, "spotlight.follow_up", .prose)
        try requireItems(spotlight, store.database)
        spotlight.revision = 0
        return SaveSpotlightResponse(
            saved: try save(
                spotlight.id,
                spotlight,
                RegionTables.spotlights,
                request.baseRevision,
                &store
            )
        )
    }

    /// Explains the words of the field.
    package func listGlossary(
        _ request: ListGlossaryRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListGlossaryResponse {
        let found = try list(HubWire.GlossaryEntry.self, RegionTables.glossary, scope, store)
        return ListGlossaryResponse(entries: found.map(\.0))
    }

    private func requireItems(
        _ spotlight: Spotlight,
        _ store: borrowing Database
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in
            try RegionTables.frameworks.find(spotlight.edition, in: store)
        }
        guard let found else {
            throw .invalid("spotlight.edition", "unknown", "an edition that the region holds")
        }
        let edition = try Fault.decoded(FrameworkEdition.self, found.body)
        for (place, item) in spotlight.items.enumerated() {
            guard edition.items.contains(where: { $0.code.utf8.elementsEqual(item.utf8) }) else {
                let path = "spotlight.items[\(place)]"
                throw .invalid(path, "unknown", "the code of an item of \(edition.id)")
            }
        }
    }

    private func require(
        _ code: String,
        _ path: String,
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in try records.find(code, in: store) }
        if found == nil { throw .invalid(path, "unknown", "one that the region holds") }
    }

    /// All records of a kind, with their revisions.
    func list<Message: WireMessage>(
        _: Message.Type,
        _ records: CodedRecords,
        _ scope: ReadScope,
        _ store: borrowing Database,
        under group: String? = nil
    ) throws(Fault) -> [(Message, UInt64)] {
        let found = try stored { () throws(StoreError) in
            try records.all(under: group, scope.view, in: store)
        }
        var messages: [(Message, UInt64)] = []
        for record in found {
            messages.append((try Fault.decoded(Message.self, record.body), record.revision))
        }
        return messages
    }

    /// Saves a record by its code.
    func save(
        _ code: String,
        _ message: some WireMessage,
        _ records: CodedRecords,
        _ base: UInt64,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        let body = message.encoded()
        let saved = try stored { () throws(StoreError) in
            try records.save(code, body, basedOn: base, in: &store)
        }
        return Saved(id: code, revision: saved.revision)
    }
}
