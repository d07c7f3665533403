import HubCrypto
package import HubStore
import HubSystem
import HubText
package import HubWire

/// How large one session may be.
enum SpotlightLimits {
    /// The priorities of one session.
    static let itemsMax = 20
    /// The lines of practice of one session.
    static let practiceMax = 50
}

// Sessions on what works for one priority.
extension PriorityHandlers {
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
            throw .invalid(
                "spotlight.month",
                "not_a_month",
                "a month such as 2025-11",
                about: "the month"
            )
        }
        try checkDay(of: spotlight)
        spotlight.host = try Fault.text(spotlight.host, "spotlight.host", isRequired: true)
        try few(spotlight.practice.count, SpotlightLimits.practiceMax, "spotlight.practice")
        try few(spotlight.items.count, SpotlightLimits.itemsMax, "spotlight.items")
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
                .spotlights,
                request.baseRevision,
                &store
            )
        )
    }

    /// Withdraws a spotlight session, such as one recorded by mistake; the journal keeps it.
    package func withdrawSpotlight(
        _ request: WithdrawSpotlightRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawSpotlightResponse {
        let id = request.spotlight
        let before = try known(Spotlight.self, id, RegionTables.spotlights, store.database)
        guard let before else {
            throw .notFound("session", next: "`whub priorities spotlights` lists them")
        }
        var response = WithdrawSpotlightResponse(before: before.message)
        response.before?.revision = before.revision
        response.saved = try withdraw(
            id,
            request.why,
            RegionTables.spotlights,
            request.baseRevision,
            &store
        )
        return response
    }

    /// Refuses a list that is too long.
    func few(_ count: Int, _ max: Int, _ path: String) throws(Fault) {
        guard count <= max else {
            throw .invalid(path, "too_many", "at most \(max); there are \(count)")
        }
    }

    /// Refuses a day that is not in the month of the session.
    private func checkDay(of spotlight: Spotlight) throws(Fault) {
        guard let text = spotlight.day else { return }
        let day = try Fault.day(text, "spotlight.day", about: "the day")
        guard text.utf8.starts(with: spotlight.month.utf8) else {
            throw .invalid(
                "spotlight.day",
                "other_month",
                "\(day.words) is not in the month \(spotlight.month)",
                about: "the day"
            )
        }
    }

    private func requireItems(
        _ spotlight: Spotlight,
        _ store: borrowing Database
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in
            try RegionTables.frameworks.find(spotlight.edition, in: store)
        }
        guard let found else {
            try require(
                spotlight.edition,
                "spotlight.edition",
                "edition",
                RegionTables.frameworks,
                store
            )
            return
        }
        let edition = try Fault.decoded(FrameworkEdition.self, found.body)
        var seen: Set<[UInt8]> = []
        for (place, item) in spotlight.items.enumerated() {
            guard seen.insert(Array(item.utf8)).inserted else {
                throw .invalid("spotlight.items[\(place)]", "twice", "each priority once")
            }
            guard edition.items.contains(where: { $0.code.utf8.elementsEqual(item.utf8) }) else {
                throw .unknown(
                    "spotlight.items[\(place)]",
                    about: "the priority",
                    item,
                    in: edition.id,
                    "item",
                    there: edition.items.map(\.code)
                )
            }
        }
    }
}
