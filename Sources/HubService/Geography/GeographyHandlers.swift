import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `GeographyService`: councils of any time, and the groups they belong to.
package struct GeographyHandlers: GeographyServiceHandlers {
    /// The bytes of a table of groups at most.
    static let csvBytesMax = 512 * 1_024

    /// Lists the editions of groups, without their groups.
    package func listPlaceGroups(
        _ request: ListPlaceGroupsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListPlaceGroupsResponse {
        let wanted = try request.kind.isEmpty ? nil : kind(request.kind)
        let loaded = try RegionCollections.placeGroups.all(scope.view, in: store)
        let atlas = try PlaceAtlas.known(loaded)
        let editions = atlas.editions.filter { wanted == nil || $0.kind == wanted }
        return ListPlaceGroupsResponse(
            editions: editions.map { edition in
                let stored = loaded.first { $0.edition.utf8.elementsEqual(edition.id.text.utf8) }
                return (stored ?? PlaceGroups(edition)).head
            }
        )
    }

    /// Reads an edition of groups with its councils.
    package func getPlaceGroups(
        _ request: GetPlaceGroupsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetPlaceGroupsResponse {
        let loaded = try RegionCollections.placeGroups.all(scope.view, in: store)
        let atlas = try PlaceAtlas.known(loaded)
        let edition: PlaceGroupEdition
        if request.edition.isEmpty {
            let day = try day(request.day, scope.call)
            edition = try atlas.require(request.kind, on: day)
        } else {
            edition = try atlas.require(request.edition)
        }
        let stored = loaded.first { $0.edition.utf8.elementsEqual(edition.id.text.utf8) }
        let register = try register()
        return GetPlaceGroupsResponse(groups: (stored ?? PlaceGroups(edition)).named(register))
    }

    /// Loads an edition of groups, or changes one; what it was stays readable as of a day.
    package func savePlaceGroups(
        _ request: SavePlaceGroupsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SavePlaceGroupsResponse {
        let register = try register()
        let read = try read(request, register)
        var response = SavePlaceGroupsResponse()
        var room = AnswerRoom()
        let told = room.take(read.report)
        (response.findings, response.findingsLeftOut) = (told.taken, UInt32(clamping: told.leftOut))
        guard let edition = read.edition else { return response }
        let collection = RegionCollections.placeGroups
        let before = try collection.find(edition.id.text, in: store.database)
        let others = try collection.all(in: store.database).filter {
            !$0.edition.utf8.elementsEqual(edition.id.text.utf8)
        }
        _ = try Fault.domain { () throws(DomainError) in
            try PlaceAtlas.of(register, loaded: others.map(\.domain) + [edition])
        }
        let message = PlaceGroups(edition)
        let (records, body) = (collection.records, message.encoded())
        let earlier = try stored { () throws(StoreError) in
            try records.find(edition.id.text, in: store.database)
        }
        try ListLimits.placeGroups.requireRoom(
            for: edition.id.text,
            body,
            over: earlier,
            among: records,
            in: store.database
        )
        let saved = try collection.save(message, basedOn: request.baseRevision, in: &store)
        response.saved = saved
        response.before = before?.head
        response.after = message.head
        response.after?.revision = saved.revision
        let grouped = Set(edition.councils)
        response.withoutGroup = register.councils.map(\.code).filter { !grouped.contains($0) }
            .sorted().map(\.text)
        return response
    }

    /// Withdraws an edition of groups, such as one loaded by mistake; the journal keeps it.
    package func withdrawPlaceGroups(
        _ request: WithdrawPlaceGroupsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawPlaceGroupsResponse {
        let why = try Fault.impersonal(
            request.why,
            "why",
            .line,
            isRequired: true,
            about: "the reason",
            .groupPerson
        )
        let collection = RegionCollections.placeGroups
        guard let before = try collection.find(request.edition, in: store.database) else {
            throw .noPlaceGroups(request.edition)
        }
        let note = ChangeNote(why: why).encoded()
        let revision = try stored { () throws(StoreError) in
            try collection.records.close(
                request.edition,
                basedOn: request.baseRevision,
                note,
                in: &store
            )
        }
        return WithdrawPlaceGroupsResponse(
            saved: Saved(id: request.edition, revision: revision),
            before: before.head
        )
    }

    /// What a request says an edition is.
    private func read(
        _ request: SavePlaceGroupsRequest,
        _ register: CouncilRegister
    ) throws(Fault) -> (edition: PlaceGroupEdition?, report: FindingReport) {
        let id = PlaceGroupEditionID(text: try Fault.code(request.edition, "edition"))
        guard id != .regions else {
            throw .invalid("edition", "built_in", "another name than the one that is built in")
        }
        let kind = try kind(request.kind)
        let from = try request.from.map { (day) throws(Fault) in try Fault.day(day, "from") }
        let to = try request.to.map { (day) throws(Fault) in try Fault.day(day, "to") }
        if let from, let to, to < from {
            throw .invalid("to", "before_from", "a last day from \(from.words) on")
        }
        let source = try Fault.impersonal(
            request.source,
            "source",
            .line,
            isRequired: true,
            .groupPerson
        )
        guard request.csv.count <= Self.csvBytesMax else {
            throw .invalid("csv", "too_large", "at most \(Self.csvBytesMax) bytes")
        }
        return PlaceGroupTable.read(
            request.csv,
            id: id,
            kind: kind,
            from: from,
            to: to,
            source: source,
            register: register
        )
    }

    /// The councils.
    func register() throws(Fault) -> CouncilRegister {
        try Fault.domain { () throws(DomainError) in try CouncilRegister.shipped() }
    }

    /// The kind of groups that somebody names.
    private func kind(_ typed: String) throws(Fault) -> HubDomain.PlaceGroup.Kind {
        try HubDomain.PlaceGroup.Kind.require(typed, "kind")
    }

    /// The day that somebody names; today for none.
    func day(_ text: String, _ call: CallContext) throws(Fault) -> Day {
        text.isEmpty ? try call.today() : try Fault.day(text, "day")
    }
}

extension HubDomain.PlaceGroup.Kind {
    /// Reads a kind.
    ///
    /// - Parameters:
    ///   - typed: What came.
    ///   - path: The field, from the request's root.
    /// - Returns: The kind.
    /// - Throws: `requestNotValid` naming the field.
    static func require(_ typed: String, _ path: String) throws(Fault) -> HubDomain.PlaceGroup.Kind
    {
        guard let kind = HubDomain.PlaceGroup.Kind.read(typed) else {
            throw .invalid(
                path,
                "not_a_kind",
                "a word such as icb or adass_sub_region, of letters and underscores"
            )
        }
        return kind
    }
}

extension PlaceAtlas {
    /// The edition of a kind on a day; a word that can be none is a kind that nobody loaded.
    ///
    /// - Throws: `notFound` where nobody loaded one.
    func require(_ kind: String, on day: Day) throws(Fault) -> PlaceGroupEdition {
        let read = HubDomain.PlaceGroup.Kind.read(kind)
        guard let edition = read.flatMap({ edition($0, on: day) }) else {
            throw .notFound(
                "edition of groups of that kind on \(day.words)",
                next: "a region loads groups: `whub geography save --help`"
            )
        }
        return edition
    }

    /// The edition of a name.
    ///
    /// - Throws: `notFound` where there is none.
    func require(_ name: String) throws(Fault) -> PlaceGroupEdition {
        guard let edition = edition(PlaceGroupEditionID(text: name)) else {
            throw .noPlaceGroups(name)
        }
        return edition
    }
}

extension Fault {
    /// There is no edition of groups of a name.
    static func noPlaceGroups(_ name: String) -> Fault {
        .notFound(
            "edition of groups \(Excerpt.of(name))",
            next: "`whub geography groups` lists them"
        )
    }
}

extension SavePlaceGroupsResponse: ChangeAnswer {}
extension WithdrawPlaceGroupsResponse: ChangeAnswer {}
