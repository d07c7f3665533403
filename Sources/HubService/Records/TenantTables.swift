import HubStore

/// What a tenant's file of records holds.
enum TenantTables {
    /// The council's own themes, by their codes.
    static let localThemes = CodedRecords("local_theme")
    /// Self-assessments, by their windows.
    static let assessments = CodedRecords("assessment")

    /// The layout of the file, forward only.
    static let migrations = [
        Migration(
            number: 1,
            name: "local themes, self-assessments",
            changes: [.create(localThemes.table), .create(assessments.table)]
        )
    ]
}
