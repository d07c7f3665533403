import HubText

extension ReasonCode {
    /// A reference of a person who draws on care that cannot be one.
    package static let personReference: ReasonCode = "TRNG-0251"
    /// An NHS number where the council's own reference belongs.
    package static let personReferenceNHS: ReasonCode = "TRNG-0252"
    /// A reference that tells everybody who the person is.
    package static let personReferenceTells: ReasonCode = "TRNG-0253"
    /// A second person for a delegation that is for one.
    package static let personLinked: ReasonCode = "TRNG-0254"
    /// A class of records without a rule of keeping.
    package static let retentionNotSet: ReasonCode = "TRNG-0255"
    /// A purge that was to be taken back.
    package static let purgeFinal: ReasonCode = "TRNG-0256"
    /// An import of which a purge took a part.
    package static let importPurged: ReasonCode = "TRNG-0257"
    /// Something to be worked out from records that are restricted.
    package static let workerRestricted: ReasonCode = "TRNG-0258"
}

extension Reason {
    /// Reasons about how long is kept what is about people, and about people who draw on care.
    static let trainingKeeping = [
        Reason(
            .personReference,
            "training_person_reference",
            "The reference of the person cannot be used",
            why: "The hub makes a pseudonym of the reference by which your own system knows the "
                + "person, and keeps nothing else.",
            next: "Use that reference: a number or code of at most 50 characters."
        ),
        Reason(
            .personReferenceNHS,
            "training_person_reference_nhs",
            "An NHS number is not taken",
            why: "It tells everybody in health and care who the person is, so it is not sent and "
                + "never kept.",
            next: "Use the reference by which your own care system knows the person."
        ),
        Reason(
            .personReferenceTells,
            "training_person_reference_tells",
            "The reference tells who the person is",
            why: "It looks like a name, an address or a National Insurance number, or a "
                + "spreadsheet has rounded it.",
            next: "Use the reference by which your own care system knows the person."
        ),
        Reason(
            .personLinked,
            "training_person_linked",
            "The delegation is for another person, or for this one already",
            why: "Nothing that is delegated for one person passes on to another.",
            next: "Record a delegation of its own for each person."
        ),
        Reason(
            .retentionNotSet,
            "training_retention_not_set",
            "No rule says how long this is kept",
            why: "Nothing goes by itself, and no period is set until your council sets one.",
            next: "Set it with `whub training set-retention`, with its basis and who decided."
        ),
        Reason(
            .purgeFinal,
            "training_purge_final",
            "A purge cannot be taken back",
            why: "What went is gone from the records, their history and the journal: nothing is "
                + "left to bring back.",
            next: "Import the records again if they have to be kept, and change the rule first."
        ),
        Reason(
            .importPurged,
            "training_import_purged",
            "The import cannot be taken back any more",
            why: "A purge took records that it made, and the journal no longer says what was "
                + "before them.",
            next: "Change the records that are wrong with a new import."
        ),
        Reason(
            .workerRestricted,
            "training_worker_restricted",
            "The worker's records are restricted",
            why: "They are kept, and nothing is worked out from them until that is lifted.",
            next: "Wait until it is settled why; `whub training restrict REF --lift` ends it."
        ),
    ]
}
