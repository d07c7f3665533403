import HubStore

/// What a tenant's file of records holds.
enum TenantTables {
    /// The council's own themes, by their codes.
    static let localThemes = CodedRecords("local_theme")
    /// Self-assessments, by their windows.
    static let assessments = CodedRecords("assessment")
    /// Mappings of the columns of training files, by their names.
    static let trainingMappings = CodedRecords("training_mapping")
    /// The rules that training's status goes by: one record at most.
    static let trainingRules = CodedRecords("training_rule_book")
    /// Race equality returns; codes are the cycle, a slash, and the reporting unit.
    static let wresReturns = CodedRecords("wres_return")
    /// What was released of them last, under the same codes.
    static let wresReleased = CodedRecords("wres_released")
    /// Actions of the plan about race equality, by their codes.
    static let wresActions = CodedRecords("wres_action")
    /// Scenarios of projections, by their codes.
    static let scenarios = CodedRecords("scenario")
    /// Organisations that a place plans with, by their codes.
    static let providers = CodedRecords("provider")

    /// Workforce plans, by their codes: each holds one whole plan.
    static let plans = CodedRecords("plan")

    /// Activities that were delegated to workers.
    static let delegations = WorkerRecords(
        "training_delegation",
        past: "training_delegation_past",
        columns: [
            .required("activity", .text), .optional("review_day", .integer),
            .required("ended", .integer, rule: "ended BETWEEN 0 AND 1"),
        ]
    )
    /// Funded courses of workers, with their claims.
    static let fundedCourses = WorkerRecords(
        "training_funding",
        past: "training_funding_past",
        columns: []
    )
    /// Development programmes of workers.
    static let programmes = WorkerRecords(
        "training_programme",
        past: "training_programme_past",
        columns: [
            .required("kind", .integer),
            .required("ended", .integer, rule: "ended BETWEEN 0 AND 1"),
        ]
    )
    /// For which one person who draws on care a delegation is.
    static let personLinks = WorkerRecords(
        "training_person_link",
        past: "training_person_link_past",
        columns: [.required("delegation", .bytes), .required("person", .bytes)],
        indexes: [.current("delegation"), .current("person")]
    )
    /// How long each class of records is kept, by the classes' words.
    static let retentionRules = CodedRecords("training_retention")
    /// Purges that were run, by their ids.
    static let purges = CodedRecords("training_purge")
    /// The imports of which a purge took a part, so that they cannot be taken back any more.
    static let purgedImports = """
        CREATE TABLE training_purged (
            revision INTEGER PRIMARY KEY
        ) STRICT;
        """
    /// Places of programmes, by their codes.
    static let places = CodedRecords("training_places")
    /// What is recorded beside a worker's training, and keeps the worker from being taken back.
    static let ofWorkers = [delegations, fundedCourses, personLinks, programmes]

    /// The layout of the file, forward only; a released step stays as it is.
    static let migrations: [Migration] = [
        .tenant0001, .tenant0002, .tenant0003, .tenant0004, .tenant0005, .tenant0006,
        .tenant0007, .tenant0008,
    ]
}
