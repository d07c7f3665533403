package import HubDomain
package import HubStore
package import HubWire

/// What the region holds for its tenants, as it was after one revision.
package struct RegionSnapshot: Sendable {
    /// Editions of frameworks, in the order of their ids.
    package let editions: [FrameworkEdition]
    /// Rating scales, in the order of their ids.
    package let scales: [HubWire.RatingScale]
    /// Windows, in the order of their ids.
    package let windows: [Window]
    /// Spotlight sessions, in the order of their ids.
    package let spotlights: [Spotlight]
    /// The cycles of the race equality standard, with the pay bands that the region loaded.
    package let library: WresLibrary
    /// The groups of councils that are built in and that the region loaded.
    package let atlas: PlaceAtlas
    /// The rates of funding schemes that the region loaded.
    package let rates: [FundingRate]

    /// Reads what the region's file holds.
    ///
    /// - Parameter store: The region's file.
    /// - Throws: A fault of the store, or of what is stored.
    package init(_ store: borrowing Database) throws(Fault) {
        self.init(
            editions: try RegionCollections.frameworks.all(in: store),
            scales: try RegionCollections.scales.all(in: store),
            windows: try RegionCollections.windows.all(in: store),
            spotlights: try RegionCollections.spotlights.all(in: store),
            library: try CycleLibrary.with(try RegionCollections.bands.all(in: store)),
            atlas: try PlaceAtlas.known(try RegionCollections.placeGroups.all(in: store)),
            rates: try FundingRates.loaded(in: store)
        )
    }

    init(
        editions: [FrameworkEdition],
        scales: [HubWire.RatingScale],
        windows: [Window],
        spotlights: [Spotlight] = [],
        library: WresLibrary,
        atlas: PlaceAtlas,
        rates: [FundingRate] = []
    ) {
        self.editions = editions
        self.scales = scales
        self.windows = windows
        self.spotlights = spotlights
        self.library = library
        self.atlas = atlas
        self.rates = rates
    }

    /// The edition of an id.
    package func edition(_ id: String) -> FrameworkEdition? {
        editions.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// The scale of an id.
    package func scale(_ id: String) -> HubWire.RatingScale? {
        scales.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// The window of an id.
    package func window(_ id: String) -> Window? {
        windows.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}

extension Fault {
    /// Decodes a stored message; unknown fields are kept.
    ///
    /// - Parameters:
    ///   - type: The message's type.
    ///   - bytes: What was stored.
    /// - Returns: The message.
    /// - Throws: `dataDamaged`.
    static func decoded<Message: WireMessage>(
        _ type: Message.Type,
        _ bytes: [UInt8]
    ) throws(Fault) -> Message {
        do throws(WireError) {
            return try Message(decoding: bytes)
        } catch {
            var fault = Fault(.dataDamaged)
            fault.cause = "\(Message.name): \(error)"
            throw fault
        }
    }
}
