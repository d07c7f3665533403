import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `FundingService`: rates of schemes, what is claimed when, and places.
package struct FundingHandlers: FundingServiceHandlers {
    let cursors: CursorSeal
    let source: TrainingRuleSource
    private let region: PublishedSnapshot<RegionSnapshot>

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - cursors: Seals the cursors of lists.
    ///   - source: Where the shipped rates come from.
    ///   - region: What the region holds for its tenants.
    init(
        cursors: CursorSeal,
        source: TrainingRuleSource,
        region: PublishedSnapshot<RegionSnapshot>
    ) {
        self.cursors = cursors
        self.source = source
        self.region = region
    }

    /// The rates of every edition, the region's first.
    func rates() throws(Fault) -> [FundingRate] {
        region.snapshot.rates + (try source.catalogue().fundingRates)
    }

    /// Lists the rates of the schemes, with those that the region loaded.
    package func listFundingRates(
        _ request: ListFundingRatesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFundingRatesResponse {
        var response = ListFundingRatesResponse()
        for record in try FundingRates.collection.all(in: store) {
            guard var rate = record.rate else { continue }
            rate.revision = record.revision
            response.rates.append(rate)
        }
        response.rates += try source.catalogue().fundingRates.map(SchemeRate.init)
        return response
    }

    /// Loads a rate of an edition, or changes one that was loaded.
    package func saveFundingRate(
        _ request: SaveFundingRateRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveFundingRateResponse {
        guard let asked = request.rate else {
            throw .invalid("rate", "required", "the rate to load")
        }
        let kept = try FundingRates.accept(asked)
        try FundingRates.refuseOverlap(kept, in: store.database)
        let record = FundingRateRecord(code: FundingRates.code(kept), rate: kept)
        let table = RegionTables.fundingRates
        let earlier = try stored { () throws(StoreError) in
            try table.find(record.code, in: store.database)
        }
        try ListLimits.fundingRates.requireRoom(
            for: record.code,
            record.encoded(),
            over: earlier,
            among: table,
            in: store.database
        )
        return SaveFundingRateResponse(
            saved: try FundingRates.collection.save(
                record,
                basedOn: request.baseRevision,
                in: &store
            )
        )
    }

    /// Records how many places a programme offers, and how many are taken.
    package func saveProgrammePlaces(
        _ request: SaveProgrammePlacesRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveProgrammePlacesResponse {
        guard var kept = request.places else {
            throw .invalid("places", "required", "the places to record")
        }
        kept.code = try Fault.code(kept.code, "places.code")
        kept.programme = try Fault.impersonal(
            kept.programme,
            "places.programme",
            TrainingLimits.title,
            isRequired: true,
            .textPersonal
        )
        guard try Fault.day(kept.day, "places.day") <= (try call.today()) else {
            throw .invalid("places.day", "in_the_future", "today or a day that has passed")
        }
        for (count, path) in [(kept.offered, "offered"), (kept.taken, "taken")]
        where count > FundingHandlers.placesMax {
            throw .invalid(
                "places.\(path)",
                "out_of_range",
                "at most \(FundingHandlers.placesMax)"
            )
        }
        guard kept.taken <= kept.offered else {
            throw .invalid(
                "places.taken",
                "out_of_range",
                "at most \(kept.offered), the places that are offered"
            )
        }
        (kept.left, kept.revision) = (0, 0)
        let table = TenantTables.places
        let earlier = try stored { () throws(StoreError) in
            try table.find(kept.code, in: store.database)
        }
        try ListLimits.places.requireRoom(
            for: kept.code,
            kept.encoded(),
            over: earlier,
            among: table,
            in: store.database
        )
        let body = kept.encoded()
        let saved = try stored { () throws(StoreError) in
            try table.save(
                kept.code,
                body,
                over: earlier,
                basedOn: request.baseRevision,
                in: &store
            )
        }
        return SaveProgrammePlacesResponse(saved: Saved(id: kept.code, revision: saved.revision))
    }

    /// The places of one programme.
    static let placesMax: UInt32 = 1_000_000

    /// Lists places of programmes.
    package func listProgrammePlaces(
        _ request: ListProgrammePlacesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListProgrammePlacesResponse {
        let found = try stored { () throws(StoreError) in try TenantTables.places.all(in: store) }
        var response = ListProgrammePlacesResponse()
        for record in found {
            var places = try Fault.decoded(ProgrammePlaces.self, record.body)
            let counts = CoursePlaces(
                course: places.code,
                offered: Int(places.offered),
                taken: Int(places.taken)
            )
            places.left = UInt32(clamping: counts.left)
            places.revision = record.revision
            response.places.append(places)
        }
        return response
    }
}

extension SaveFundingRateResponse: ChangeAnswer {}
extension SaveProgrammePlacesResponse: ChangeAnswer {}
extension SaveFundedTrainingResponse: ChangeAnswer {}
extension RecordClaimResponse: ChangeAnswer {}
extension SettleClaimResponse: ChangeAnswer {}
extension UndoFundingResponse: ChangeAnswer {}
