import HubText

/// Everything that a hub knows about training before a council says anything.
package struct TrainingCatalogue: Equatable, Sendable {
    /// The categories of ASC-WDS.
    package let categories: [TrainingCategory]
    /// The topics.
    package let topics: [Topic]
    /// Names that could mean several topics.
    package let ambiguous: [AmbiguousName]
    /// The profiles.
    package let profiles: [RuleProfile]
    /// Topics that belong together.
    package let skillSets: [SkillSet]
    /// The categories of the Care Workforce Pathway.
    package let pathway: [PathwayCategory]
    /// The standards of the Care Certificate, by edition.
    package let careStandards: [CareCertificateEdition: [CareStandard]]
    /// What can be claimed.
    package let fundingRates: [FundingRate]
    /// The sources.
    package let sources: [Source]

    /// A name that is asked about and never matched.
    package struct AmbiguousName: Equatable, Sendable {
        /// The name.
        package let name: String
        /// What it could mean.
        package let topics: [TopicCode]
    }

    /// A topic by its code.
    ///
    /// - Complexity: Linear in the topics.
    package func topic(_ code: TopicCode) -> Topic? { topics.first { $0.code == code } }

    /// The topic that a category of ASC-WDS is.
    ///
    /// - Complexity: Linear in the topics.
    package func topic(of category: CategoryCode) -> Topic? {
        topics.first { $0.category == .same(category) }
    }

    /// A profile by its name.
    package func profile(_ id: ProfileID) -> RuleProfile? { profiles.first { $0.id == id } }

    /// What the program brings.
    ///
    /// - Throws: DATA-0001 if a built-in table is damaged; a test shows that none is.
    package static func shipped() throws(DomainError) -> TrainingCatalogue {
        TrainingCatalogue(
            categories: try CatalogueReader.categories(),
            topics: try CatalogueReader.topics(),
            ambiguous: try CatalogueReader.ambiguous(),
            profiles: try CatalogueReader.profiles(),
            skillSets: try CatalogueReader.skillSets(),
            pathway: try CatalogueReader.pathway(),
            careStandards: try CatalogueReader.careStandards(),
            fundingRates: try CatalogueReader.fundingRates(),
            sources: try Source.list(
                "training-sources.csv",
                bytes: PackageResources.training_sources_csv
            )
        )
    }
}
