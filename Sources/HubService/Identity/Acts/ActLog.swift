import HubCrypto
import HubStore
import HubSystem
import HubText
import HubWire

/// A tenant's own list of acts of administration, as one of its admins sees it.
struct ActLog {
    /// Acts that one page looks through: a filter that finds few goes on in the next page.
    static let lookedAtMax = 5_000
    /// Acts that are read at once.
    private static let readAtOnce = 200

    private let tenant: String
    private let principal: String
    private let since: Instant?
    private let contents: RegistryContents

    /// The list as a caller asks for it.
    ///
    /// - Throws: `requestNotValid`.
    init(
        _ request: ListActsRequest,
        _ caller: CallerRecord,
        _ contents: RegistryContents
    ) throws(Fault) {
        tenant = caller.tenant.description
        self.contents = contents
        principal = request.principal
        guard !request.sinceDay.isEmpty else {
            since = nil
            return
        }
        let day = try Fault.day(request.sinceDay, "since_day")
        since = LondonTime.start(of: day).map { seconds in
            Instant(microseconds: Int64(seconds) * 1_000_000)
        }
    }

    /// One page, the newest first.
    func read(
        _ page: IdentityPage,
        in store: borrowing Database
    ) throws(Fault) -> ListActsResponse {
        var response = ListActsResponse()
        var place = try ActLog.place(page)
        var lookedAt = 0
        while lookedAt < ActLog.lookedAtMax {
            let limit = principal.isEmpty ? page.size : ActLog.readAtOnce
            let read = try ActTable.before(place, of: tenant, limit: limit, in: store)
            lookedAt += read.count
            for record in read {
                guard let act = record.act, let time = act.time else { continue }
                // No act is earlier than one before it: what follows is older still.
                if let since, Instant(time) < since { return response }
                place = act.number
                if concerns(record, act) { response.acts.append(told(record, act)) }
                if response.acts.count == page.size { break }
            }
            guard response.acts.count < page.size else { break }
            guard read.count == limit else { return response }
        }
        if let place, place > 1 { response.nextCursor = try page.next(after: "\(place)") }
        return response
    }

    /// The number that a page ended with; `nil` for the first page.
    private static func place(_ page: IdentityPage) throws(Fault) -> UInt64? {
        guard !page.after.isEmpty else { return nil }
        guard let number = UInt64(page.after) else { throw Fault(.pageMarkerNotValid) }
        return number
    }

    /// Whether an act is one that was asked for.
    private func concerns(_ record: ActRecord, _ act: Act) -> Bool {
        principal.isEmpty || act.principal.utf8.elementsEqual(principal.utf8)
            || isOwn(act.byId) && act.byId.utf8.elementsEqual(principal.utf8)
    }

    /// An act as somebody of the organisation is told of it: of others no more than what they are.
    private func told(_ record: ActRecord, _ act: Act) -> Act {
        var told = act
        switch record.actor {
        case .machine: told.by = "the hub's own machine"
        case .hub: told.by = "the hub"
        default: told.by = name(act.byId)
        }
        if !isOwn(act.byId) { told.byId = "" }
        if isOwn(record.askedBy) { told.askedBy = name(record.askedBy) }
        return told
    }

    private func name(_ id: String) -> String {
        guard isOwn(id), let person = UniqueID(id).flatMap({ contents.principals[$0] }) else {
            return Inviters.operators
        }
        return person.name
    }

    private func isOwn(_ id: String) -> Bool {
        guard let person = UniqueID(id).flatMap({ contents.principals[$0] }) else { return false }
        return person.tenantId.utf8.elementsEqual(tenant.utf8)
    }
}
