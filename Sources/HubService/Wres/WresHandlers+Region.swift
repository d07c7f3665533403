import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// What a region sees: a function of what was released, and of nothing else.
extension WresHandlers {
    /// The most releases of one page.
    static let releasesPageMax = 20
    /// The releases of one cycle that a pool adds.
    static let pooledMax = 1_000

    /// Shows what the region sees, or would see, of a return.
    package func previewRelease(
        _ request: PreviewReleaseRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> PreviewReleaseResponse {
        let place = try ReturnPlace.toRead(
            request.cycle,
            request.unit,
            of: library,
            in: store
        )
        guard let kept = try ReturnRecords.find(place, in: store) else { throw .noReturn }
        var response = PreviewReleaseResponse()
        let release: CouncilRelease
        if let last = try ReleaseRecords.last(place, in: store)?.release {
            (release, response.isReleased) = (last, !last.isWithdrawn)
        } else {
            try scope.call.requireReadable(kept)
            release = try ReleaseRecords.make(kept, place, by: scope.call, in: store)
        }
        let tenant = scope.call.caller.flatMap { registry().tenants[$0.tenant] }
        response.view = ReleaseView(
            release,
            place.cycle,
            code: tenant?.code ?? "",
            name: tenant?.name ?? ""
        )
        if let day = kept.withdrawn {
            response.notes = ["The release was taken back on \(day): the region sees none of it."]
        }
        response.notes += Self.notes(release, place.cycle)
        return response
    }

    private static func notes(_ release: CouncilRelease, _ cycle: WresCycle) -> [String] {
        let policy = release.domain(cycle).policy
        return ReleaseWords.sentences(policy, bands: release.bands.count) + [
            "Beside the counts your region is told who reports, for which councils, how harassment "
                + "was collected, and the days of handing in and agreeing; nothing else."
        ]
    }

    /// Lists what councils released, to the region lead and analysts.
    package func listReleases(
        _ request: ListReleasesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListReleasesResponse {
        let cycle = try ReturnPlace(request.cycle, "", of: library).cycle
        var list = request
        list.pageSize =
            request.pageSize == 0
            ? UInt32(Self.releasesPageMax) : min(request.pageSize, UInt32(Self.releasesPageMax))
        let page = try Page(list, scope, store, cursors)
        let group = "\(cycle.id)/"
        let after = page.after.map { String(decoding: $0, as: UTF8.self) } ?? group
        let found = try stored { () throws(StoreError) in
            // One more than the page: whether another follows.
            try RegionTables.wresReleases.page(
                after: after,
                limit: page.size + 1,
                page.view,
                in: store
            )
        }
        let own = found.filter { $0.code.utf8.starts(with: group.utf8) }
        var response = ListReleasesResponse()
        for record in own.prefix(page.size) {
            let release = try Fault.decoded(CouncilRelease.self, record.body)
            guard let view = view(release, cycle) else { continue }
            response.releases.append(view)
        }
        if own.count > page.size {
            response.nextCursor = try page.next(after: Array(own[page.size - 1].code.utf8))
        }
        return response
    }

    /// What is seen of a release; `nil` of one that was taken back, and of an organisation that has
    /// left.
    private func view(_ release: CouncilRelease, _ cycle: WresCycle) -> ReleaseView? {
        guard !release.isWithdrawn, let id = UniqueID(release.tenantId),
            let tenant = registry().tenants[id], tenant.state != .ended
        else { return nil }
        return ReleaseView(release, cycle, code: tenant.code, name: tenant.name)
    }

    /// Adds up what councils released, for the region lead and analysts.
    package func poolReleases(
        _ request: PoolReleasesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> PoolReleasesResponse {
        let cycles = try pooledCycles(request)
        var found: [(cycle: WresCycle, releases: [CouncilRelease])] = []
        for cycle in cycles { found.append((cycle, try releases(of: cycle, in: store))) }
        return Self.pooled(found)
    }

    /// The cycles that a pool adds, the oldest first.
    private func pooledCycles(_ request: PoolReleasesRequest) throws(Fault) -> [WresCycle] {
        let cycle = try ReturnPlace(request.cycle, "", of: library).cycle
        guard request.years > 1 else { return [cycle] }
        let known = library.cycles.prefix { $0.id != cycle.id } + [cycle]
        let most = min(WresPool.yearsMax, known.count)
        guard request.years <= most else {
            throw .invalid(
                "years",
                "too_many",
                "at most \(most): the hub knows \(known.count) cycles up to \(cycle.id.text), and "
                    + "\(WresPool.yearsMax) are read together"
            )
        }
        return known.suffix(Int(request.years))
    }

    /// What councils released of a cycle, in the order in which a council that stands in two
    /// returns counts: it must not depend on random ids.
    private func releases(
        of cycle: WresCycle,
        in store: borrowing Database
    ) throws(Fault) -> [CouncilRelease] {
        let found = try stored { () throws(StoreError) in
            try RegionTables.wresReleases.all(
                under: cycle.id.text,
                in: store,
                recordsMax: Self.pooledMax
            )
        }
        var releases: [(code: String, release: CouncilRelease)] = []
        for record in found {
            let release = try Fault.decoded(CouncilRelease.self, record.body)
            guard !release.isWithdrawn, let id = UniqueID(release.tenantId),
                let tenant = registry().tenants[id], tenant.state != .ended
            else { continue }
            releases.append((tenant.code, release))
        }
        releases.sort { left, right in
            (left.code, left.release.unit) < (right.code, right.release.unit)
        }
        return releases.map(\.release)
    }

    /// A pool of the releases of one cycle.
    static func pooled(_ releases: [CouncilRelease], _ cycle: WresCycle) -> PoolReleasesResponse {
        pooled([(cycle, releases)])
    }

    /// A pool of releases.
    ///
    /// - Parameter cycles: At least one, the oldest first, with its releases in the order in which
    ///   a council that stands in two of them counts.
    /// - Returns: The figures.
    static func pooled(
        _ cycles: [(cycle: WresCycle, releases: [CouncilRelease])]
    ) -> PoolReleasesResponse {
        var twice: Set<GSSCode> = []
        var left: [String] = []
        var added: [[WresPool.Entry]] = []
        var given: Set<WresService> = []
        for (cycle, releases) in cycles {
            var seen: [GSSCode: CouncilRelease] = [:]
            let quantities = QuantityCodes(cycle)
            var own: [WresPool.Entry] = []
            for release in releases {
                let councils = release.councils.map { GSSCode(text: $0) }
                let again = councils.filter { seen[$0] != nil }
                twice.formUnion(again)
                if let first = again.first, let other = seen[first] {
                    left.append(CountedTwice.words(release.owner, first, in: other.owner, cycle.id))
                    continue
                }
                for council in councils { seen[council] = release }
                let released = release.domain(cycle, quantities)
                given.formUnion(WresService.allCases.filter { released.gives($0) })
                own.append(WresPool.Entry(released, of: councils))
            }
            added.append(own)
        }
        let pool = WresPool(cycles: added)
        var response = PoolReleasesResponse(cycle: cycles.last?.cycle.id.text ?? "")
        response.cycles = cycles.map(\.cycle.id.text)
        response.contributors = UInt32(clamping: added.reduce(0) { $0 + $1.count })
        response.employers = UInt32(clamping: pool.employers)
        response.countedTwice = twice.sorted().map(\.text)
        response.leftOut = left
        let services = WresService.allCases.filter(given.contains)
        if cycles.count > 1 { response.notes = PoolRemarks.severalYears }
        response.take(pool, cycles.map(\.cycle), services)
        return response
    }
}

extension CouncilRelease {
    /// Who hands in, in words.
    fileprivate var owner: CountedTwice.Owner { .init(body, unit, councils) }
}

extension PoolReleasesResponse {
    /// Takes the figures of each service, and of all of them together.
    fileprivate mutating func take(
        _ pool: WresPool,
        _ cycles: [WresCycle],
        _ given: [WresService]
    ) {
        let doubtful = WresCycle.doubtful(cycles)
        // Bands are added where they are the same ones.
        let bands = cycles.first?.bands.value ?? []
        let areAlike = cycles.allSatisfy { $0.bands.value == bands }
        let choices = given.map { [$0] } + (given.count > 1 ? [given] : [])
        for services in choices {
            let name = services.count > 1 ? "both" : services[0].rawValue
            for indicator in WresIndicator.ratios {
                let figure = pool.figure(indicator, services)
                var shown = ReleasedFigure(name, indicator, figure)
                if let counts = figure.reading?.counts {
                    shown.remarks = PoolRemarks.sentences(
                        isDoubtful: doubtful.contains(indicator),
                        isMixed: counts.isMixed,
                        years: counts.years,
                        of: cycles.count
                    )
                }
                figures.append(shown)
            }
            if areAlike { take(name, pool.bandShares(services, bands.map(\.code)), bands) }
        }
    }

    private mutating func take(
        _ service: String,
        _ shares: [PooledShare?]?,
        _ cycleBands: [PayBand]
    ) {
        for (band, share) in zip(cycleBands, shares ?? []) {
            var pooled = PooledBand(service: service, band: band.code.text, label: band.label)
            pooled.minorityPercent = share?.percent
            (pooled.lowerPercent, pooled.upperPercent) = (share?.lower, share?.upper)
            bands.append(pooled)
        }
    }
}
