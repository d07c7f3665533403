import HubDomain
package import HubStore
import HubText
package import HubWire

// Pay bands of cycles: what was published, and what the region loads where nothing was.
extension WresHandlers {
    /// Bands of one cycle.
    static let bandsMax = 30

    /// Lists the cycles that the hub knows, with their pay bands.
    package func listCycleBands(
        _ request: ListCycleBandsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListCycleBandsResponse {
        let loaded = try RegionCollections.bands.all(in: store)
        let shipped = try CycleLibrary.shipped()
        return ListCycleBandsResponse(
            cycles: shipped.cycles.map { cycle in
                let own = loaded.first { $0.cycle.utf8.elementsEqual(cycle.id.text.utf8) }
                guard let bands = cycle.bands.value else {
                    return own ?? CycleBands(cycle: cycle.id.text)
                }
                return CycleBands(
                    cycle: cycle.id.text,
                    bands: bands.map(CycleBand.init),
                    isPublished: true
                )
            }
        )
    }

    /// Loads the pay bands of a cycle for which none were published.
    package func saveCycleBands(
        _ request: SaveCycleBandsRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveCycleBandsResponse {
        guard let asked = request.cycle else {
            throw .invalid("cycle", "required", "a cycle with its pay bands")
        }
        let shipped = try CycleLibrary.shipped()
        let cycle = try Fault.domain { () throws(DomainError) in
            try shipped.cycle(typed: asked.cycle)
        }
        let kept = try accept(asked, cycle)
        let before = try RegionCollections.bands.find(cycle.id.text, in: store.database)
        if var before {
            let revision = before.revision
            before.revision = 0
            if before == kept, asked.revision == revision {
                return SaveCycleBandsResponse(
                    saved: Saved(id: cycle.id.text, revision: revision)
                )
            }
        }
        try requireUnused(cycle, in: store.database)
        return SaveCycleBandsResponse(
            saved: try RegionCollections.bands.save(kept, basedOn: asked.revision, in: &store),
            before: before
        )
    }

    /// Bands as they are kept.
    private func accept(
        _ asked: CycleBands,
        _ cycle: WresCycle
    ) throws(Fault) -> CycleBands {
        guard cycle.bands.value == nil else {
            throw Fault(
                DomainError(
                    .wresBandsKept,
                    path: "cycle.cycle",
                    found: cycle.id.text,
                    problem: "has pay bands that were published"
                ),
                status: .failedPrecondition
            )
        }
        guard asked.bands.count <= Self.bandsMax else {
            throw .invalid("cycle.bands", "too_many", "at most \(Self.bandsMax) bands")
        }
        var bands: [CycleBand] = []
        for (place, band) in asked.bands.enumerated() {
            let path = "cycle.bands[\(place)]"
            var kept = band
            kept.code = try Fault.code(band.code, "\(path).code")
            kept.label = try Fault.text(band.label, "\(path).label", .line, isRequired: true)
            bands.append(kept)
        }
        let source = try Fault.text(asked.source, "cycle.source", .line)
        guard !source.isEmpty else {
            throw Fault(
                DomainError(
                    .wresBandsSource,
                    path: "cycle.source",
                    problem: "is empty",
                    expected: "the publisher, the title and the day"
                )
            )
        }
        _ = try Fault.domain { () throws(DomainError) in
            try PayBand.complete(bands.map(PayBand.init))
        }
        return CycleBands(cycle: cycle.id.text, bands: bands, source: source)
    }

    /// Refuses other bands once a council released counts by the ones there are.
    private func requireUnused(
        _ cycle: WresCycle,
        in store: borrowing Database
    ) throws(Fault) {
        let found = try stored { () throws(StoreError) in
            try RegionTables.wresReleases.all(
                under: cycle.id.text,
                in: store,
                recordsMax: Self.pooledMax
            )
        }
        for record in found {
            let release = try Fault.decoded(CouncilRelease.self, record.body)
            guard release.bands.isEmpty else {
                throw Fault(
                    DomainError(
                        .wresBandsKept,
                        path: "cycle.bands",
                        problem: "cannot change: a council has released counts by them"
                    ),
                    status: .failedPrecondition
                )
            }
        }
    }
}
