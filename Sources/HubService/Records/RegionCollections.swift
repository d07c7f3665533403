import HubWire

/// The region's records as messages.
enum RegionCollections {
    /// Editions of frameworks.
    static let frameworks = CodedCollection<FrameworkEdition>(
        RegionTables.frameworks,
        code: \.id,
        revision: \.revision
    )
    /// Rating scales.
    static let scales = CodedCollection<RatingScale>(
        RegionTables.scales,
        code: \.id,
        revision: \.revision
    )
    /// Windows.
    static let windows = CodedCollection<Window>(
        RegionTables.windows,
        code: \.id,
        revision: \.revision
    )
    /// Spotlight sessions.
    static let spotlights = CodedCollection<Spotlight>(
        RegionTables.spotlights,
        code: \.id,
        revision: \.revision
    )
    /// Pay bands that the region loaded.
    static let bands = CodedCollection<CycleBands>(
        RegionTables.wresBands,
        code: \.cycle,
        revision: \.revision
    )
    /// Editions of groups of councils.
    static let placeGroups = CodedCollection<PlaceGroups>(
        RegionTables.placeGroups,
        code: \.edition,
        revision: \.revision
    )
}
