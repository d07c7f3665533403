import HubDomain
package import HubStore
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
            throw .notFound(
                "edition \(Excerpt.of(request.edition))",
                next: "`whub priorities frameworks` lists them"
            )
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
                .editions,
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
        let before = try known(
            HubWire.RatingScale.self,
            scale.id,
            RegionTables.scales,
            store.database
        )
        var response = SaveScaleResponse(before: before?.message)
        response.before?.revision = before?.revision ?? 0
        let saved = try save(
            scale.id,
            scale,
            RegionTables.scales,
            .scales,
            request.baseRevision,
            &store
        )
        scale.revision = saved.revision
        (response.saved, response.after) = (saved, scale)
        return response
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

    /// A record as it is, with its revision; `nil` where there is none.
    func known<Message: WireMessage>(
        _: Message.Type,
        _ code: String,
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) -> (message: Message, revision: UInt64)? {
        let found = try stored { () throws(StoreError) in try records.find(code, in: store) }
        guard let found else { return nil }
        return (try Fault.decoded(Message.self, found.body), found.revision)
    }

    func require(
        _ code: String,
        _ path: String,
        _ what: String,
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in try records.find(code, in: store) }
        guard found == nil else { return }
        let there = try stored { () throws(StoreError) in try records.all(in: store) }
        throw .unknown(
            path,
            about: "the \(what)",
            code,
            in: "the region",
            what,
            there: there.map(\.code)
        )
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

    /// Ends a record by its code, with the reason in the journal.
    func withdraw(
        _ code: String,
        _ why: String,
        _ records: CodedRecords,
        _ base: UInt64,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        let why = try Fault.text(why, "why", .line, isRequired: true, about: "the reason")
        let body = ChangeNote(why: why).encoded()
        let revision = try stored { () throws(StoreError) in
            try records.close(code, basedOn: base, body, in: &store)
        }
        return Saved(id: code, revision: revision)
    }

    /// Saves a record by its code, if there is room for it.
    func save(
        _ code: String,
        _ message: some WireMessage,
        _ records: CodedRecords,
        _ limits: ListLimits,
        _ base: UInt64,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        let body = message.encoded()
        let earlier = try stored { () throws(StoreError) in
            try records.find(code, in: store.database)
        }
        try limits.requireRoom(
            for: code,
            body,
            over: earlier,
            among: records,
            in: store.database
        )
        let saved = try stored { () throws(StoreError) in
            try records.save(code, body, over: earlier, basedOn: base, in: &store)
        }
        return Saved(id: code, revision: saved.revision)
    }
}
