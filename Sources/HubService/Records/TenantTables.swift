import HubStore

/// What a tenant's file of records holds.
enum TenantTables {
    /// The council's own themes, by their codes.
    static let localThemes = CodedRecords("local_theme")
    /// Self-assessments, by their windows.
    static let assessments = CodedRecords("assessment")

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [.tenant0001]
}
