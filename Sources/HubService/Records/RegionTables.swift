import HubStore

/// What the region's file holds: what all its tenants read.
enum RegionTables {
    /// Editions of frameworks, by their ids.
    static let frameworks = CodedRecords("framework")
    /// Rating scales, by their ids.
    static let scales = CodedRecords("scale")
    /// Windows, by their ids.
    static let windows = CodedRecords("window")
    /// Spotlight sessions, by their ids.
    static let spotlights = CodedRecords("spotlight")
    /// Words of the field.
    static let glossary = CodedRecords("glossary")
    /// How far each council is in each window; codes are the window's id,
    /// a slash, and the tenant's id.
    static let status = CodedRecords("assessment_status")
    /// What councils released of their race equality returns; codes are the cycle, a slash, the
    /// tenant's id, a slash, and the reporting unit.
    static let wresReleases = CodedRecords("wres_release")
    /// Pay bands of cycles of the race equality standard for which none were published, by cycle.
    static let wresBands = CodedRecords("wres_bands")
    /// Editions of groups of councils, by their names.
    static let placeGroups = CodedRecords("place_groups")
    /// Rates of funding schemes; codes are scheme, edition and course with slashes between.
    static let fundingRates = CodedRecords("funding_rate")

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [.region0001, .region0002, .region0003]
}
