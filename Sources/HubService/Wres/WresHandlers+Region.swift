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
        response.notes += Self.notes(release)
        return response
    }

    private static func notes(_ release: CouncilRelease) -> [String] {
        [
            "Every count left rounded to a multiple of \(release.base), up or down by a secret of "
                + "your council: the same count always shows the same way.",
            "A count left only where its people are \(release.peopleMin) or more as released; "
                + "below \(release.shownMin) it is shown as <\(release.shownMin), and no ratio is "
                + "made of it.",
            "Rounded counts can add up to other sums than yours. Nothing else of the return "
                + "leaves your council.",
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
        let cycle = try ReturnPlace(request.cycle, "", of: library).cycle
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
        // Which of two returns is left out must not depend on random ids.
        releases.sort { left, right in
            (left.code, left.release.unit) < (right.code, right.release.unit)
        }
        return Self.pooled(releases.map(\.release), cycle)
    }

    /// A pool of releases.
    ///
    /// - Parameters:
    ///   - releases: In the order in which a council that stands in two of them counts.
    ///   - cycle: Their cycle.
    /// - Returns: The figures.
    static func pooled(_ releases: [CouncilRelease], _ cycle: WresCycle) -> PoolReleasesResponse {
        var seen: Set<GSSCode> = []
        var twice: Set<GSSCode> = []
        var added: [ReleasedReturn] = []
        for release in releases {
            let councils = Set(release.councils.map { GSSCode(text: $0) })
            let again = councils.intersection(seen)
            twice.formUnion(again)
            guard again.isEmpty else { continue }
            seen.formUnion(councils)
            added.append(release.domain(cycle))
        }
        var response = PoolReleasesResponse(cycle: cycle.id.text)
        response.contributors = UInt32(clamping: added.count)
        response.countedTwice = twice.sorted().map(\.text)
        let pool = WresPool(added)
        let given = WresService.allCases.filter { service in
            added.contains { $0.gives(service) }
        }
        let choices = given.map { [$0] } + (given.count > 1 ? [given] : [])
        for services in choices {
            let name = services.count > 1 ? "both" : services[0].rawValue
            for indicator in WresIndicator.ratios {
                let figure = pool.figure(indicator, services)
                response.figures.append(ReleasedFigure(name, indicator, figure))
            }
            response.bands += bands(name, services, pool, cycle)
        }
        return response
    }

    private static func bands(
        _ name: String,
        _ services: [WresService],
        _ pool: WresPool,
        _ cycle: WresCycle
    ) -> [PooledBand] {
        let bands = cycle.bands.value ?? []
        guard let shares = pool.bandShares(services, bands.map(\.code)) else { return [] }
        return zip(bands, shares).map { band, share in
            var pooled = PooledBand(service: name, band: band.code.text, label: band.label)
            pooled.minorityPercent = share
            return pooled
        }
    }
}
